import type { Basis } from '../../claim/claim.ts';
import type { ClaimFiling, EventFiling, PartyFiling } from '../../claim/filing.ts';
import { compareMoney, moneyFrom } from '../../kernel/money.ts';
import { rational, rationalOf, times, toDecimal } from '../../kernel/rational.ts';
import type { PositionOptions } from '../position.ts';
import type { Answers, AnswerValue, Role } from './question.ts';

const textOf = (value: AnswerValue | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
const sumOf = (value: AnswerValue | undefined): { readonly amount: string; readonly currency: string } | undefined =>
  typeof value === 'object' && value !== null ? value : undefined;

const isNothing = (sum: { readonly amount: string; readonly currency: string }): boolean => moneyFrom(sum).minor === 0n;

/**
 * The claim that the answers describe, ready to be filed; undefined while the amount is missing. For a loan the debtor's
 * "really received" replaces the paper principal where it is smaller and the law says so (民法典 670).
 */
export function filingOfAnswers(role: Role, answers: Answers): ClaimFiling | undefined {
  const amount = principalOf(answers);
  if (!amount || isNothing(amount)) return undefined;
  const { currency } = amount;
  const paid = sumOf(answers.paid_amount);
  const paidOn = textOf(answers.last_paid_on);
  const law = lawOf(answers);
  const dates = { dueOn: textOf(answers.due_on), deliveredOn: textOf(answers.delivered_on) };
  const judged = answers.basis === 'judgment' || answers.basis === 'award';
  return {
    basis: (textOf(answers.basis) ?? 'other') as Basis,
    creditor: party(answers.creditor_kind, answers.creditor_country, answers.creditor_size, role === 'creditor' ? '债权人（我方）' : '债权人'),
    debtor: party(answers.debtor_kind, answers.debtor_country, answers.debtor_size, role === 'debtor' ? '债务人（我方）' : '债务人'),
    currency,
    items: [{ number: '1', kind: judged ? 'judgment' : answers.basis === 'loan' ? 'loan' : 'invoice', amount: amount.amount, ...present(dates) }],
    ...(paid && paid.currency === currency && !isNothing(paid) && paidOn
      ? { payments: [{ paidOn, amount: paid.amount, reference: 'as told' }] }
      : {}),
    agreedInterest: agreed(answers, currency),
    consumer: answers.debtor_kind === 'person' && answers.creditor_kind !== 'person',
    disputed: answers.disputed === 'yes' || answers.disputed === 'partly' || answers.recognise === 'no' || answers.recognise === 'partly',
    events: events(answers),
    ...present({ contractOn: textOf(answers.contract_on), governingLaw: law }),
    ...(answers.arbitration === true ? { forum: { kind: 'arbitration' as const, name: '合同约定的仲裁机构' } } : {}),
  };
}

export function principalOf(answers: Answers): { readonly amount: string; readonly currency: string } | undefined {
  const amount = sumOf(answers.amount);
  const received = sumOf(answers.received);
  const smaller =
    amount && received && received.currency === amount.currency && !isNothing(received) && compareMoney(moneyFrom(received), moneyFrom(amount)) < 0;
  return smaller && lawOf(answers) === 'CN' ? received : amount;
}

export const positionOptions = (answers: Answers): PositionOptions => ({
  trace: true,
  ...(answers.lender_kind === 'licensed' ? { lender: 'licensed' as const } : {}),
});

/** The law to count under, as far as the answers tell; absent where two countries and no choice leave it open. */
export function lawOf(answers: Answers): string | undefined {
  const [creditor, debtor] = [textOf(answers.creditor_country), textOf(answers.debtor_country)];
  if (creditor === debtor || answers.law === 'debtor') return regionOf(answers, 'debtor_region', debtor) ?? debtor;
  return answers.law === 'creditor' ? (regionOf(answers, 'creditor_region', creditor) ?? creditor) : undefined;
}

function regionOf(answers: Answers, id: string, country: string | undefined): string | undefined {
  const region = country ? textOf(answers[`${id}_${country.toLowerCase()}`]) : undefined;
  return region === 'other' ? undefined : region;
}

function party(kind: AnswerValue | undefined, country: AnswerValue | undefined, size: AnswerValue | undefined, name: string): PartyFiling {
  const code = textOf(country);
  const known = textOf(size) as PartyFiling['size'];
  return {
    kind: kind === 'person' || kind === 'trader' ? 'person' : kind === 'public-body' ? 'public-body' : 'organisation',
    name,
    ...(code ? { address: { lines: [], country: code } } : {}),
    ...(known ? { size: known } : {}),
  };
}

function agreed(answers: Answers, currency: string): NonNullable<ClaimFiling['agreedInterest']> {
  const percent = textOf(answers.interest_rate);
  const penalty = sumOf(answers.penalty_amount);
  if (answers.basis === 'loan' && percent && answers.interest_kind === 'yearly') return { kind: 'yearly', percent, termPercent: percent };
  if (answers.basis === 'loan' && percent && answers.interest_kind === 'daily')
    return { kind: 'yearly', percent: perYear(percent), termPercent: perYear(percent) };
  if (answers.interest_kind === 'yearly' && percent) return { kind: 'yearly', percent };
  if (answers.interest_kind === 'daily' && percent) return { kind: 'daily', percent };
  if (answers.interest_kind === 'fixed-penalty' && penalty?.currency === currency) return { kind: 'fixed-penalty', amount: penalty.amount };
  return { kind: 'none-agreed' };
}

/** A daily percentage as a yearly one, exactly: 0.05 a day is 18.25 a year. */
function perYear(daily: string): string {
  const places = daily.split('.')[1]?.length ?? 0;
  return toDecimal(times(rationalOf(daily), rational(365n)), places, 'down');
}

function events(answers: Answers): EventFiling[] {
  const made: (EventFiling | undefined)[] = [
    event(answers.last_demand_on, 'demand-received', 'as told'),
    event(answers.acknowledged_on, 'acknowledgment', 'as told'),
    event(answers.suit_on, 'suit-filed'),
  ];
  return made.filter((one) => one !== undefined).sort((a, b) => (a.on < b.on ? -1 : 1));
}

const event = (on: AnswerValue | undefined, kind: EventFiling['kind'], proof?: string): EventFiling | undefined =>
  typeof on === 'string' ? { on, kind, ...(proof ? { proof } : {}) } : undefined;

function present<T extends Readonly<Record<string, string | undefined>>>(fields: T): { readonly [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { readonly [K in keyof T]?: string };
}
