import { exponentOf } from '#domain/kernel/currency.ts';
import type { Day } from '#domain/kernel/day.ts';
import { rational, times, toInteger } from '#domain/kernel/rational.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import type { CountedItem, Question } from './count.ts';
import type { RuleException } from './format/files.ts';
import { piecesOf } from './rate/pieces.ts';
import { tableOf, weight } from './rate/table.ts';
import { feeOf } from './scale.ts';
import { govern, versionOn } from './select.ts';

/** A fixed sum on an item. `outside` is a sum in another currency than the claim: it is named, never converted. */
export type Compensation = {
  readonly rule?: RuleException;
  readonly minor: bigint;
  readonly outside?: { readonly currency: string; readonly amount: string };
  readonly limited?: boolean;
};

/**
 * Raises what became due up to `on`: the statutory sum of every item that is late by then with something still unpaid, and
 * the agreed penalty once. Called before every payment and at the end, so that what was paid in time raises nothing.
 */
export function raiseCompensation(question: Question, items: readonly CountedItem[], edge: Day, on: Day): void {
  for (const one of items) {
    const { state } = one;
    if (one.raised || state.lateFrom === undefined || state.lateFrom > on || state.principal <= 0n) continue;
    const first = !items.some((other) => other.raised);
    one.raised = true;
    const rule = govern(question.law, 'compensation', question.facts, state.lateFrom);
    const found = rule && (!first && perClaim(rule, state.lateFrom) ? undefined : statutory(rule, one, question));
    if (found) {
      one.compensation = found;
      owe(one, found.minor);
    }
    if (first) agreedPenalty(question, items, one, edge);
  }
}

function owe(one: CountedItem, minor: bigint): void {
  one.state.compensation += minor;
  one.state.compensationLeft += minor;
}

function perClaim(rule: RuleException, on: Day): boolean {
  const value = versionOn(rule, on)?.value;
  return (value?.kind === 'sum' || value?.kind === 'steps' || value?.kind === 'scale') && value.per === 'claim';
}

function statutory(rule: RuleException, one: CountedItem, { claim, book }: Question): Compensation | undefined {
  const on = one.state.lateFrom as Day;
  const value = versionOn(rule, on)?.value;
  if (value?.kind === 'sum') {
    const minor = toInteger(times(value.amount, rational(10n ** BigInt(exponentOf(value.currency)))), 'half-up');
    if (value.currency === claim.currency) return { rule, minor };
    return { rule, minor: 0n, outside: { currency: value.currency, amount: `${value.amount.num / value.amount.den}` } };
  }
  if (value?.kind !== 'steps' && value?.kind !== 'scale') return undefined;
  const fee = feeOf(rule, { currency: claim.currency, minor: one.state.principal }, on, book);
  return isRefusal(fee) ? undefined : { rule, minor: fee.fee.minor };
}

/** A penalty agreed as one sum, due once something is late; on a capped loan at most what the cap would have earned. */
function agreedPenalty(question: Question, items: readonly CountedItem[], first: CountedItem, edge: Day): void {
  const { claim, law, facts, book, asOf } = question;
  if (claim.agreedInterest.kind !== 'fixed-penalty') return;
  const cap = question.unbounded || question.options.lender === 'licensed' ? undefined : govern(law, 'interest.cap', facts, first.state.lateFrom);
  let minor = claim.agreedInterest.amount.minor;
  let limited = false;
  if (cap) {
    const start = first.state.lateFrom as Day;
    const table = tableOf(
      piecesOf(
        cap.values,
        cap.citation,
        {
          start,
          asOf,
          ...(facts.contractOn === undefined ? {} : { contractOn: facts.contractOn }),
          ...(facts.filedOn === undefined ? {} : { filedOn: facts.filedOn }),
        },
        book,
      ),
      'act/365',
    );
    const most =
      items.reduce((sum, one) => sum + (one.state.lateFrom === undefined ? 0n : one.state.principal * weight(table, one.state.lateFrom, edge)), 0n) /
      table.den;
    if (most < minor) {
      minor = most;
      limited = true;
    }
  }
  first.compensation = {
    ...(first.compensation ?? (cap ? { rule: cap } : {})),
    minor: (first.compensation?.minor ?? 0n) + minor,
    ...(limited ? { limited } : {}),
  };
  owe(first, minor);
}
