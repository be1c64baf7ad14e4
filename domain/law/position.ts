import type { Claim } from '#domain/claim/claim.ts';
import type { Citation } from '#domain/kernel/citation.ts';
import type { Day } from '#domain/kernel/day.ts';
import type { Money } from '#domain/kernel/money.ts';
import { isRefusal, type Refusal, refuse } from '#domain/kernel/refusal.ts';
import type { Rounding } from '#domain/kernel/rounding.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { alternativesOf } from './alternatives.ts';
import { assemble } from './assemble.ts';
import type { LawBook } from './book.ts';
import type { WorkingCalendar } from './calendar/calendar.ts';
import { count } from './count.ts';
import type { Due } from './due.ts';
import { factsOf } from './facts.ts';
import type { Conventions } from './format/files.ts';
import type { DayCount, Interval } from './format/values.ts';
import { governingLaw } from './governing.ts';
import type { Limitation } from './limitation.ts';
import type { Notice } from './notices.ts';
import type { Segment } from './settle.ts';
import type { TraceStep } from './trace.ts';

export type { Limitation } from './limitation.ts';
export type { Notice } from './notices.ts';
export { positionJson } from './position-json.ts';
export type { TraceStep } from './trace.ts';

export type PositionOptions = {
  /** Build the explanation; without it no step is allocated. */
  readonly trace?: boolean;
  /** Leave out the other readings of the law. */
  readonly alternatives?: boolean;
  readonly jurisdiction?: string;
  readonly dayCount?: DayCount;
  readonly interval?: Interval;
  readonly rounding?: Rounding;
  readonly roundAt?: Conventions['roundAt'];
  /** Costs already run up (court fees advanced, reminder costs allowed), paid first where the law says so. */
  readonly costs?: Money;
  /** Count with what was known on this day: values and figures that became known later are left out. */
  readonly knownOn?: Day;
  /** Working days of the place; with it the end of limitation is also given as rolled to the next working day. */
  readonly calendar?: WorkingCalendar;
  /** A licensed lender stands outside the private-lending cap. */
  readonly lender?: 'private' | 'licensed';
};

export type PositionItem = {
  readonly number: string;
  readonly dueOn?: Day;
  readonly dueBy: Due['reason'];
  readonly lateFrom?: Day;
  readonly principal: Money;
  /** What is left of the principal after credit notes and payments. */
  readonly outstanding: Money;
  readonly interest: Money;
  readonly interestUnpaid: Money;
  readonly compensation: Money;
  readonly perDay: Money;
  readonly limitation: Limitation;
  /** Present with `trace`. */
  readonly segments?: readonly Segment[];
};

export type Alternative = {
  readonly label: Bilingual;
  readonly total: Money;
  readonly interest: Money;
  readonly citation: Citation;
  readonly because?: Refusal;
};

/** What the law says a claim is worth on a day: principal + interest + compensation + costs - paid = total. */
export type Position = {
  readonly kind: 'position';
  readonly asOf: Day;
  readonly jurisdiction: string;
  readonly principal: Money;
  /** All interest that has arisen, paid or not, surcharge included. */
  readonly interest: Money;
  readonly surcharge: Money;
  readonly compensation: Money;
  readonly costs: Money;
  readonly paid: Money;
  /** Paid beyond what was owed. */
  readonly overpaid: Money;
  readonly total: Money;
  readonly perDay: Money;
  readonly outstanding: { readonly principal: Money; readonly interest: Money; readonly compensation: Money; readonly costs: Money };
  readonly items: readonly PositionItem[];
  readonly limitation: Limitation;
  readonly alternatives: readonly Alternative[];
  readonly notices: readonly Notice[];
  /** Stretches of time for which no rate is published or verified; interest stops before them. */
  readonly gaps: readonly Refusal[];
  readonly conventions: Conventions;
  readonly trace: readonly TraceStep[];
};

export type PositionRefusal = Refusal<'law.no_governing_law' | 'law.not_covered' | 'law.currency_mixed' | 'law.no_items'>;

/** What one claim is worth on `asOf`. Every amount exact, in the claim's currency; no I/O, no clock. */
export function position(claim: Claim, asOf: Day, book: LawBook, options: PositionOptions = {}): Position | PositionRefusal {
  const unfit = unusable(claim, options);
  if (unfit) return unfit;
  const place = governingLaw(claim, book, options.jurisdiction);
  if (isRefusal(place)) return place;
  const counted = count({ claim, asOf, book, law: place.law, options, facts: factsOf(claim, asOf, options.knownOn) });
  const alternatives = options.alternatives === false ? [] : alternativesOf(counted);
  return assemble(counted, alternatives, place.notices);
}

function unusable(claim: Claim, options: PositionOptions): PositionRefusal | undefined {
  if (claim.items.length === 0) return refuse('law.no_items');
  const others = new Set(
    [...claim.items.map((item) => item.amount), ...claim.payments.map((payment) => payment.amount), ...(options.costs ? [options.costs] : [])]
      .map((amount) => amount.currency)
      .filter((currency) => currency !== claim.currency),
  );
  return others.size > 0 ? refuse('law.currency_mixed', [], { expected: claim.currency, got: [...others] }) : undefined;
}
