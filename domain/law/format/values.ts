import type { Basis, ClaimEvent } from '#domain/claim/claim.ts';
import { isCurrency } from '#domain/kernel/currency.ts';
import type { Rational } from '#domain/kernel/rational.ts';
import { bilingual, byKind, count, day, decimal, flag, listOf, object, oneOf, optional, type Reader, text, wrong } from './reader.ts';

/** The value kinds a rule may have. docs/law-authoring.md describes each with an example. */

export const currency: Reader<string> = (value, path) => {
  if (typeof value !== 'string' || !isCurrency(value)) throw wrong(path, 'an ISO 4217 currency code', value);
  return value;
};

export const dayCounts = ['act/365', 'act/360', 'act/act', '30/360', 'month/12'] as const;
export type DayCount = (typeof dayCounts)[number];
/** Which ends of an interest period are counted: `start` = [from, to), `end` = (from, to], `both` = [from, to]. */
export const intervals = ['start', 'end', 'both'] as const;
export type Interval = (typeof intervals)[number];
export const roundings = ['half-up', 'half-even', 'down', 'up', 'floor', 'ceiling'] as const;

/**
 * Which day's published figure a reference rate uses. `daily`: the one in force each day. `half-year`: the one in force on
 * 1 January and 1 July. `at-default`: the one when default began, frozen. `at-payment`: the one on the day of payment.
 */
export const fixings = ['daily', 'half-year', 'at-default', 'half-year-at-default', 'at-contract', 'at-filing', 'at-payment'] as const;
export type Fixing = (typeof fixings)[number];

const compounding = optional(oneOf('monthly', 'quarterly', 'yearly'));

const rate = object({
  kind: oneOf('rate'),
  percent: decimal,
  per: optional(oneOf('year', 'month', 'day')),
  dayCount: optional(oneOf(...dayCounts)),
  compound: compounding,
});
const reference = object({
  kind: oneOf('reference'),
  series: text,
  times: optional(decimal),
  plus: optional(decimal),
  floor: optional(decimal),
  cap: optional(decimal),
  fixing: oneOf(...fixings),
  dayCount: optional(oneOf(...dayCounts)),
  compound: compounding,
});
const difference = object({
  kind: oneOf('difference'),
  series: text,
  minus: text,
  floor: optional(decimal),
  per: oneOf('month'),
});

const sum = object({ kind: oneOf('sum'), amount: decimal, currency, per: oneOf('item', 'claim') });

/** Bands begin `from` an amount (inclusive) or `over` it (exclusive). */
const band = object({
  from: optional(decimal),
  over: optional(decimal),
  fixed: optional(decimal),
  percent: optional(decimal),
});
const bands: Reader<readonly ReturnType<typeof band>[]> = (value, path) => {
  const read = listOf(band)(value, path);
  if (read.length === 0) throw wrong(path, 'at least one band', value);
  read.forEach((one, i) => {
    if ((one.from === undefined) === (one.over === undefined)) throw wrong(`${path}[${i}]`, 'either "from" or "over"', value);
    if (one.fixed === undefined && one.percent === undefined) throw wrong(`${path}[${i}]`, '"fixed" or "percent"', value);
    const before = read[i - 1];
    if (before && !(bandStart(before) < bandStart(one))) throw wrong(`${path}[${i}]`, 'bands in rising order', value);
  });
  return read;
};
export type Band = ReturnType<typeof band>;
const bandStart = (one: Band): number => asNumber(one.from ?? one.over);
const asNumber = (value: Rational | undefined): number => (value ? Number(value.num) / Number(value.den) : 0);

const scaleEnds = {
  currency,
  bands,
  minimum: optional(decimal),
  maximum: optional(decimal),
  rounding: oneOf(...roundings),
  roundTo: optional(decimal),
  per: optional(oneOf('item', 'claim')),
};
/** Cumulative: each band's percentage falls on the part of the amount inside the band. */
const scale = object({ kind: oneOf('scale'), ...scaleEnds });
/** Stepped: the one band the amount falls into decides; its percentage falls on the whole amount. */
const steps = object({ kind: oneOf('steps'), ...scaleEnds });
const fraction = object({
  kind: oneOf('fraction'),
  of: text,
  times: decimal,
  minimum: optional(decimal),
  maximum: optional(decimal),
  rounding: oneOf(...roundings),
});

export const termStarts = ['issued', 'delivered', 'demand', 'contract', 'immediately'] as const;
/** Where no due date was agreed: due `days` after the first (or latest) of these days that is known. */
const term = object({
  kind: oneOf('term'),
  days: count,
  from: listOf(oneOf(...termStarts)),
  pick: oneOf('first-known', 'latest'),
  /** A term agreed beyond this many days after the same start does not count. */
  atMostDays: optional(count),
  capStart: optional(listOf(oneOf(...termStarts))),
});

export const period = object({ years: optional(count), months: optional(count), days: optional(count) });
export type Period = ReturnType<typeof period>;

const eventKinds = [
  'demand-sent',
  'demand-received',
  'acknowledgment',
  'partial-payment',
  'promise',
  'suit-filed',
  'arbitration-filed',
  'payment-order-filed',
  'mediation-filed',
  'judgment',
  'insolvency-opened',
  'dispute-raised',
  'negotiation-started',
  'negotiation-ended',
  'obstacle-started',
  'obstacle-ended',
  'enforcement-filed',
] as const satisfies readonly ClaimEvent['kind'][];
export const eventKind = oneOf(...eventKinds);

const citation = object({
  instrument: text,
  article: optional(text),
  status: oneOf('verified', 'unverified', 'blank'),
  url: optional(text),
  note: optional(text),
});
export const readCitation = citation;

/** What an event does to a running limitation period. */
const effect = byKind({
  restart: object({
    kind: oneOf('restart'),
    on: listOf(eventKind),
    text: bilingual,
    citation,
    /** The period stands still from the event until one of these, and only then begins again. */
    closes: optional(listOf(eventKind)),
    needsProof: optional(flag),
    /** Counts only after expiry: it revives the debt. */
    afterExpiry: optional(flag),
    period: optional(period),
  }),
  suspend: object({
    kind: oneOf('suspend'),
    opens: listOf(eventKind),
    closes: listOf(eventKind),
    tail: optional(period),
    notBefore: optional(period),
    text: bilingual,
    citation,
  }),
  'last-months': object({
    kind: oneOf('last-months'),
    opens: listOf(eventKind),
    closes: listOf(eventKind),
    months: count,
    text: bilingual,
    citation,
  }),
  postpone: object({ kind: oneOf('postpone'), on: listOf(eventKind), period, text: bilingual, citation }),
});
export type LimitationEffect = ReturnType<typeof effect>;

const limitation = object({
  kind: oneOf('limitation'),
  period,
  start: oneOf('due', 'judgment', 'issued', 'delivered'),
  startRoll: optional(oneOf('year-end')),
  endRoll: optional(oneOf('year-end')),
  instalments: oneOf('each', 'last'),
  longStop: optional(period),
  effects: listOf(effect),
  /** A shorter or longer period that held before `changedOn`: what had run out by then stays run out. */
  formerly: optional(object({ period, changedOn: day, citation })),
  afterExpiry: bilingual,
  extinguishes: flag,
});

const allocation = object({
  kind: oneOf('allocation'),
  order: listOf(oneOf('costs', 'interest', 'principal', 'surcharge')),
  items: oneOf('oldest-due-first', 'newest-due-first'),
});

const step = object({ text: bilingual, days: optional(count), citation: optional(citation) });
const route = object({
  kind: oneOf('route'),
  route: oneOf(
    'demand',
    'lawyer-letter',
    'negotiation',
    'mediation',
    'payment-order',
    'small-claims',
    'arbitration',
    'suit',
    'preservation',
    'enforcement',
    'insolvency',
    'recognition',
    'complaint',
  ),
  summary: bilingual,
  fees: optional(listOf(text)),
  ceiling: optional(object({ amount: decimal, currency })),
  duration: optional(object({ leastDays: count, mostDays: count, source: text })),
  requires: optional(listOf(bilingual)),
  excludes: optional(listOf(bilingual)),
  steps: optional(listOf(step)),
  crossBorder: optional(flag),
});

export const readValue = byKind({
  rate,
  reference,
  difference,
  none: object({ kind: oneOf('none') }),
  sum,
  scale,
  steps,
  fraction,
  term,
  limitation,
  allocation,
  route,
  period: object({ kind: oneOf('period'), period }),
  limit: object({ kind: oneOf('limit'), amount: decimal, currency }),
  number: object({ kind: oneOf('number'), number: decimal, unit: text }),
  text: object({ kind: oneOf('text'), text: bilingual }),
  /** Nobody has verified what the law says here: asking for it answers `law.ask_counsel`. */
  blank: object({ kind: oneOf('blank') }),
});
export type RuleValue = ReturnType<typeof readValue>;
export type ValueOf<K extends RuleValue['kind']> = Extract<RuleValue, { readonly kind: K }>;

const bases = ['sale', 'service', 'construction', 'loan', 'rent', 'judgment', 'award', 'guarantee', 'other'] as const satisfies readonly Basis[];
export const relations = ['b2b', 'b2c', 'c2b', 'b2public', 'p2p'] as const;
export type Relation = (typeof relations)[number];
const sizes = ['micro', 'small', 'medium', 'large'] as const;

export const readWhen = object({
  basis: optional(listOf(oneOf(...bases))),
  parties: optional(listOf(oneOf(...relations))),
  creditorSize: optional(listOf(oneOf(...sizes))),
  debtorSize: optional(listOf(oneOf(...sizes, 'public'))),
  currency: optional(listOf(currency)),
  agreed: optional(listOf(oneOf('none-agreed', 'yearly', 'daily', 'fixed-penalty'))),
  contractFrom: optional(day),
  contractTo: optional(day),
  defaultFrom: optional(day),
  defaultTo: optional(day),
  /** A suit was filed before this day. */
  suitBefore: optional(day),
});
