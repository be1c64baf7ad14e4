import type { AgreedInterest } from '#domain/claim/claim.ts';
import type { Citation } from '#domain/kernel/citation.ts';
import type { Day } from '#domain/kernel/day.ts';
import type { Rational } from '#domain/kernel/rational.ts';
import { rational, times } from '#domain/kernel/rational.ts';
import { refuse } from '#domain/kernel/refusal.ts';
import type { Jurisdiction, LawBook } from './book.ts';
import type { Facts } from './facts.ts';
import type { DatedValue, RuleException, Topic } from './format/files.ts';
import type { DayCount, RuleValue } from './format/values.ts';
import { always, bounded, forever, type Piece, piecesOf, type RateDays } from './rate/pieces.ts';
import { type RateTable, tableOf } from './rate/table.ts';
import { govern, versionOn } from './select.ts';

/** A rate table with the rules that made it. */
export type Governed = {
  readonly table: RateTable;
  readonly rule?: RuleException;
  readonly bounds: readonly RuleException[];
  /** The agreed rate exceeds (cap) or stays below (floor) what the law allows somewhere. */
  readonly bitten: boolean;
};

/** Another arguable reading of a rule: its own dated values under its own citation. */
export type Reading = { readonly values: readonly DatedValue[]; readonly citation: Citation };

export type RateQuestion = {
  readonly law: Jurisdiction;
  readonly book: LawBook;
  readonly facts: Facts;
  readonly agreed: AgreedInterest;
  readonly days: RateDays;
  readonly dayCount: DayCount;
  /** Another reading of the governing rule (an alternative); replaces its values. */
  readonly reading?: Reading;
  /** Leave out the caps and floors of the law. */
  readonly unbounded?: boolean;
};

/** The late rate of one item: as agreed inside the law's bounds, else the law's own. Undefined: the law knows no such interest here. */
export function lateRate(question: RateQuestion): Governed | undefined {
  const { law, facts, agreed, days, reading } = question;
  if (reading)
    return cached(
      question,
      undefined,
      reading.values.some((version) => moving(version.value)),
      `reading:${keyOf(reading)}`,
      () => ({
        pieces: whole(piecesOf(reading.values, reading.citation, days, question.book), reading),
        bounds: [],
      }),
    );
  if (agreed.kind === 'yearly' || agreed.kind === 'daily')
    return agreedRate(question, agreed.kind === 'yearly' ? agreed.rate : times(agreed.rate, rational(365n)), agreed.kind === 'daily');
  const rule = govern(law, 'interest.late', facts, days.start);
  if (!rule) return undefined;
  return byRule(question, rule);
}

/** Interest for the time before it was due, inside the same bounds. */
export function termRate(question: RateQuestion): Governed | undefined {
  const { agreed } = question;
  return agreed.kind === 'yearly' && agreed.termRate ? agreedRate(question, agreed.termRate, false) : undefined;
}

/** The addition for late performance of a judgment. */
export function surchargeRate(question: RateQuestion): Governed | undefined {
  const rule = govern(question.law, 'interest.surcharge', question.facts, question.days.start);
  return rule && byRule(question, rule);
}

function byRule(question: RateQuestion, rule: RuleException): Governed {
  const { days, book } = question;
  const values =
    rule.appliesBy === 'default' || rule.appliesBy === 'contract'
      ? [versionOn(rule, rule.appliesBy === 'default' ? days.start : (days.contractOn ?? days.start), days.knownOn)].flatMap((version) =>
          version ? [{ value: version.value }] : [],
        )
      : rule.values;
  return cached(question, rule, hangsOn(rule), rule.id, () => ({ pieces: whole(piecesOf(values, rule.citation, days, book), rule), bounds: [] }));
}

function agreedRate(question: RateQuestion, yearly: Rational, daily: boolean): Governed {
  const { law, facts, days, book } = question;
  const bound = (topic: Topic): RuleException | undefined => (question.unbounded ? undefined : govern(law, topic, facts, days.start));
  const [cap, floor] = [bound('interest.cap'), bound('interest.floor')];
  const name = `agreed:${yearly.num}/${yearly.den}${daily ? 'd' : ''}:${cap?.id ?? ''}:${floor?.id ?? ''}`;
  return cached(question, undefined, (cap !== undefined && hangsOn(cap)) || (floor !== undefined && hangsOn(floor)), name, () => {
    const value: RuleValue = {
      kind: 'rate',
      percent: times(yearly, rational(100n)),
      ...(daily ? { per: 'year' as const, dayCount: 'act/365' as const } : {}),
    };
    let pieces: Piece[] = [{ from: always, to: forever, rate: yearly, value, status: 'verified' }];
    if (floor) pieces = bounded(pieces, whole(piecesOf(floor.values, floor.citation, days, book), floor), 'higher');
    if (cap) pieces = bounded(pieces, whole(piecesOf(cap.values, cap.citation, days, book), cap), 'lower');
    return { pieces, bounds: [cap, floor].flatMap((one) => one ?? []) };
  });
}

/** Days that no version of a rule covers are days on which nobody knows the law. */
function whole(pieces: readonly Piece[], rule: { readonly id?: string; readonly citation: Citation }): Piece[] {
  const covered = [...pieces].sort((a, b) => a.from - b.from);
  const result: Piece[] = [];
  let next = always;
  const hole = (from: Day, to: Day): Piece => ({
    from,
    to,
    rate: refuse('law.ask_counsel', [rule.citation], rule.id === undefined ? {} : { rule: rule.id }),
    value: { kind: 'blank' },
    status: 'blank',
  });
  for (const piece of covered) {
    if (piece.from > next) result.push(hole(next, (piece.from - 1) as Day));
    result.push(piece);
    next = (piece.to + 1) as Day;
  }
  if (next <= forever) result.push(hole(next, forever));
  return result;
}

const tables = new WeakMap<LawBook, Map<string, Governed>>();
const most = 20_000;
const values = new WeakMap<object, number>();
let valueCount = 0;

/** A number for a reading, so that readings can be keys. */
function keyOf(reading: Reading): number {
  let key = values.get(reading.values);
  if (key === undefined) {
    valueCount += 1;
    key = valueCount;
    values.set(reading.values, key);
  }
  return key;
}

/** Compiled once per rule and per the days it hangs on; the store is emptied when it is full, so memory stays bounded. */
function cached(
  question: RateQuestion,
  rule: RuleException | undefined,
  hangs: boolean,
  name: string,
  make: () => { readonly pieces: readonly Piece[]; readonly bounds: readonly RuleException[] },
): Governed {
  let store = tables.get(question.book);
  if (!store) {
    store = new Map();
    tables.set(question.book, store);
  }
  const { days } = question;
  const dayKey = !hangs ? '' : `${days.start}:${days.contractOn ?? ''}:${days.filedOn ?? days.asOf}`;
  const key = `${name}|${question.dayCount}|${dayKey}|${days.knownOn ?? ''}`;
  const known = store.get(key);
  if (known) return known;
  const { pieces, bounds } = make();
  const made: Governed = {
    table: tableOf(pieces, question.dayCount),
    ...(rule ? { rule } : {}),
    bounds,
    bitten: pieces.some((piece) => bounds.some((bound) => bound.values.some((version) => version.value === piece.value))),
  };
  if (store.size >= most) store.clear();
  store.set(key, made);
  return made;
}

const hanging = new WeakMap<RuleException, boolean>();

const moving = (value: RuleValue): boolean => value.kind === 'reference' && !['daily', 'half-year', 'at-payment'].includes(value.fixing);

/** Whether a rule's rates depend on the days of the claim. */
function hangsOn(rule: RuleException): boolean {
  let found = hanging.get(rule);
  if (found === undefined) {
    found = rule.appliesBy === 'default' || rule.appliesBy === 'contract' || rule.values.some((version) => moving(version.value));
    hanging.set(rule, found);
  }
  return found;
}
