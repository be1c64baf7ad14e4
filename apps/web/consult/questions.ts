import type { Input } from '#contract/operation.ts';
import type { consult } from '#contract/operations/consult.ts';
import { plainDecimal } from '../filing/draft.ts';

export type Question = Input<typeof consult>['body'];
export type Role = 'creditor' | 'debtor';

/** What a person has said so far, as typed. Kept in this page's memory only. */
export type Answers = {
  readonly jurisdiction?: string;
  readonly basis?: string;
  readonly amount?: string;
  readonly currency?: string;
  readonly dueOn?: string;
  readonly deliveredOn?: string;
  readonly contractOn?: string;
  readonly debtorKind?: string;
  readonly creditorKind?: string;
  readonly consumer?: boolean;
  readonly debtorSize?: string;
  readonly creditorSize?: string;
  readonly interest?: 'none-agreed' | 'yearly' | 'daily' | 'fixed-penalty';
  readonly interestValue?: string;
  readonly payments?: readonly { readonly paidOn: string; readonly amount: string }[];
  readonly event?: string;
  readonly eventOn?: string;
};

export const steps = ['place', 'basis', 'amount', 'due', 'delivered', 'who', 'consumer', 'size', 'contract', 'interest', 'paid', 'events'] as const;
export type Step = (typeof steps)[number];

/** Questions a person cannot pass over: without them the law has nothing to count. */
export const needed: readonly Step[] = ['place', 'basis', 'amount'];

/** Which questions make sense after the answers so far; asked in this order. */
export function stepsFor(answers: Answers): Step[] {
  return steps.filter((step) => {
    switch (step) {
      case 'delivered':
        return !answers.dueOn && (answers.basis === 'sale' || answers.basis === 'service' || answers.basis === 'construction');
      case 'consumer':
        return answers.debtorKind === 'person' && answers.basis !== 'loan';
      case 'size':
        return answers.jurisdiction === 'CN' && answers.debtorKind !== 'person' && answers.basis !== 'loan';
      case 'contract':
        return answers.jurisdiction === 'CN' || answers.basis === 'loan';
      default:
        return true;
    }
  });
}

const isAmount = (text: string | undefined): text is string =>
  text !== undefined && /^\d{1,18}(\.\d{1,8})?$/.test(plainDecimal(text)) && !/^0*(\.0*)?$/.test(plainDecimal(text));

/** May the person go on from this question with what is written? */
export function answered(step: Step, answers: Answers): boolean {
  switch (step) {
    case 'place':
      return answers.jurisdiction !== undefined;
    case 'basis':
      return answers.basis !== undefined;
    case 'amount':
      return isAmount(answers.amount) && answers.currency !== undefined;
    case 'interest':
      return answers.interest === undefined || answers.interest === 'none-agreed' || isAmount(answers.interestValue);
    case 'paid':
      return (answers.payments ?? []).every((payment) => payment.paidOn !== '' && isAmount(payment.amount));
    case 'events':
      return !answers.event || Boolean(answers.eventOn);
    default:
      return true;
  }
}

/** The question for the engine; what was skipped is left out. Undefined while a needed answer lacks. */
export function questionOf(answers: Answers): Question | undefined {
  const { jurisdiction, basis, amount, currency } = answers;
  if (!jurisdiction || !basis || !isAmount(amount) || !currency) return undefined;
  const value = plainDecimal(answers.interestValue ?? '');
  const interest: Question['agreedInterest'] =
    answers.interest === 'none-agreed'
      ? { kind: 'none-agreed' }
      : answers.interest === 'fixed-penalty'
        ? { kind: 'fixed-penalty', amount: value }
        : answers.interest
          ? { kind: answers.interest, percent: value }
          : undefined;
  return {
    jurisdiction,
    basis: basis as Question['basis'],
    amount: plainDecimal(amount),
    currency,
    ...(answers.dueOn ? { dueOn: answers.dueOn } : {}),
    ...(answers.deliveredOn ? { deliveredOn: answers.deliveredOn } : {}),
    ...(answers.contractOn ? { contractOn: answers.contractOn } : {}),
    ...(answers.debtorKind ? { debtorKind: answers.debtorKind as NonNullable<Question['debtorKind']> } : {}),
    ...(answers.creditorKind ? { creditorKind: answers.creditorKind as NonNullable<Question['creditorKind']> } : {}),
    ...(answers.consumer === undefined ? {} : { consumer: answers.consumer }),
    ...(answers.debtorSize ? { debtorSize: answers.debtorSize as NonNullable<Question['debtorSize']> } : {}),
    ...(answers.creditorSize ? { creditorSize: answers.creditorSize as NonNullable<Question['creditorSize']> } : {}),
    ...(interest ? { agreedInterest: interest } : {}),
    ...(answers.payments && answers.payments.length > 0
      ? { payments: answers.payments.map((payment) => ({ paidOn: payment.paidOn, amount: plainDecimal(payment.amount) })) }
      : {}),
    ...(answers.event && answers.eventOn
      ? { events: [{ on: answers.eventOn, kind: answers.event as NonNullable<Question['events']>[number]['kind'] }] }
      : {}),
  };
}
