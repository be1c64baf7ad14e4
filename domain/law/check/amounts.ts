import { exponentOf } from '#domain/kernel/currency.ts';
import { addDays, addMonths, type Day, dayOf, isoDay } from '#domain/kernel/day.ts';
import { compare, plus, type Rational, rational, times, toDecimal, toInteger } from '#domain/kernel/rational.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import { divide, type Rounding } from '#domain/kernel/rounding.ts';
import type { Jurisdiction } from '../book.ts';
import type { RuleException } from '../format/files.ts';
import { type DayCount, dayCounts, type Interval } from '../format/values.ts';
import { edgeOf, firstCounted } from '../rate/clock.ts';
import { always, forever, type Piece, percentText, piecesOf } from '../rate/pieces.ts';
import { type RateTable, segments, tableOf } from '../rate/table.ts';
import { feeOf } from '../scale.ts';
import { advance, type ItemState, pay, strand } from '../settle.ts';
import type { TraceStep } from '../trace.ts';
import { contractFits, rateRule, referenceRule } from './rates.ts';
import {
  answering,
  type CheckContext,
  type CheckRow,
  dayFrom,
  dayInput,
  decimalInput,
  decimalOf,
  inputOf,
  type Ours,
  type Recogniser,
} from './row.ts';
import { ranked } from './words.ts';

const principalName = /^(principal|debt|amount|base|capital|sum|loan|invoice|claim|unpaid|outstanding)(_amount)?(_[a-z]{3})?$/;
const fromName = /^(from|start|start_date|date_from|begin|since|due|due_date)$/;
const toName = /^(to|until|end|end_date|date_to|paid|paid_on|payment_date|as_of)$/;
/** Days that are themselves the first day counted. */
const lateName = /^(became_late|late_(from|on|since)|default(_from|_on)?)$/;
const daysName = /^(days|days_late|late_days|day_count|n_days)$/;
/** Where a row counts bare days, they begin here: a day inside every open-ended rule. */
const someDay = dayOf('2025-01-01');

/** Interest on a sum over dates or days: at a given rate, a given reference figure, or the rate the law fixes. */
export const interestOnSum: Recogniser = {
  kind: 'interest on a sum',
  answer(row, context) {
    const law = context.book.jurisdiction(row.jurisdiction);
    const principal = decimalInput(row, principalName);
    const span = law && spanOf(row, law);
    if (!law || !principal || !span) return undefined;
    const found = tableFor(row, law, span, context);
    return found && worked(row, law, principal, span, found, context);
  },
};

type Span = { readonly from: Day; readonly before: Day; readonly days: number };

function spanOf(row: CheckRow, law: Jurisdiction): Span | undefined {
  const interval = intervalOf(row, law.conventions.interval);
  const stayed = Number(decimalInput(row, /^(excluded|stayed|suspended|not_counted)(_days)?$/)?.num ?? 0n);
  const [from, to, days, months] = [
    dayInput(row, fromName),
    dayInput(row, toName),
    decimalInput(row, daysName),
    decimalInput(row, /^(months|rests)$/),
  ];
  const firstLate = dayInput(row, lateName);
  const begins = from === undefined ? firstLate : firstCounted(from, interval);
  if (begins !== undefined && to !== undefined) {
    const span = { from: begins, before: edgeOf(to, interval) };
    return { from: span.from, before: addDays(span.before, -stayed), days: span.before - span.from - stayed };
  }
  const start = begins ?? dayInput(row, /^date$/) ?? someDay;
  if (days && days.den === 1n) {
    const counted = Number(days.num) - stayed;
    return { from: start, before: addDays(start, counted), days: counted };
  }
  if (months && months.den === 1n) {
    const before = addMonths(start, Number(months.num));
    return { from: start, before, days: before - start };
  }
  // A yearly or daily amount needs no dates: it is asked for one year.
  return Object.keys(row.expected).some((key) => /^(annual|yearly|daily|per_day|per_year)/.test(key))
    ? { from: start, before: addDays(start, 365), days: 365 }
    : undefined;
}

function intervalOf(row: CheckRow, own: Interval): Interval {
  const named = `${String(inputOf(row, /convention|interval|count/) ?? '')} ${row.rule}`.toLowerCase();
  if (/include[-_ ]end|both ends|both days|inclusive/.test(named)) return 'both';
  if (/start counted, end not|exclude[-_ ]end|start[-_ ]in/.test(named)) return 'start';
  if (/exclude[-_ ]start|end counted, start not/.test(named)) return 'end';
  return own;
}

type Found = { readonly table: RateTable; readonly rule?: RuleException; readonly rate?: Rational };

function tableFor(row: CheckRow, law: Jurisdiction, span: Span, { book }: CheckContext): Found | undefined {
  const dayCount = dayCountOf(row, law.conventions.dayCount);
  const given = decimalInput(row, /^(rate|annual_rate|yearly_rate|rate_percent|interest_rate|contract_rate)$/);
  const fixed = (rate: Rational, rule?: RuleException, compound?: 'monthly'): Found => {
    const value = { kind: 'rate' as const, percent: rate, ...(compound ? { compound, dayCount: 'month/12' as const } : {}) };
    return {
      table: tableOf(
        [{ from: always, to: forever, rate: times(rate, rational(1n, 100n)), value, status: rule?.citation.status ?? 'verified' }],
        dayCount,
      ),
      ...(rule ? { rule } : {}),
      rate,
    };
  };
  const rests = /compound/i.test(row.rule) && (/month/i.test(row.rule) || inputOf(row, /^(months|rests)$/) !== undefined);
  if (given) return fixed(times(given, factorOf(row)), undefined, rests ? 'monthly' : undefined);
  const daily = decimalInput(row, /^(daily_rate|rate_per_day|daily_rate_percent)$/);
  if (daily) return fixed(times(daily, rational(365n)));
  const figureKey = Object.keys(row.input).find((key) =>
    /^(reference_rate|reference|base_rate|bank_rate|lpr|ecb_rate|mro|prime|basis_rate)$/.test(key),
  );
  const figure = figureKey === undefined ? undefined : decimalOf(row.input[figureKey]);
  if (figure) {
    const rule = referenceRule(law, `${row.rule} ${figureKey}`);
    const value = rule?.values.at(-1)?.value;
    if (!rule || value?.kind !== 'reference') return undefined;
    return fixed(
      plus(value.times ? times(figure, value.times) : figure, value.plus ?? rational(0n)),
      rule,
      value.compound === 'monthly' ? 'monthly' : undefined,
    );
  }
  return byLaw(row, law, span, dayCount, book);
}

/** The law's own rate; "at LPR", "1.5 x LPR" and "doubled" are read from the rule's words. */
function byLaw(row: CheckRow, law: Jurisdiction, span: Span, dayCount: DayCount, book: CheckContext['book']): Found | undefined {
  if (/\blpr\b|贷款市场报价/i.test(row.rule) && !/at contract|cap/i.test(row.rule)) {
    const five = /5\s*y|five/i.test(row.rule);
    const value = { kind: 'reference' as const, series: five ? 'CN.LPR_5Y' : 'CN.LPR_1Y', times: factorOf(row), fixing: 'daily' as const };
    const series = book.series(value.series);
    return series && { table: tableOf(piecesOf([{ value }], series.citation, { start: span.from, asOf: span.before }, book), dayCount) };
  }
  const consumer = inputOf(row, /^b2b$/) === true ? false : inputOf(row, /^consumer$/);
  const surcharge = /doubled|delayed[- ]performance|迟延履行/i.test(row.rule) ? ranked(law, ['interest.surcharge'], row.rule)[0]?.rule : undefined;
  const rule = surcharge ?? rateRule(law, row.rule, consumer === true ? 'b2c' : consumer === false ? 'b2b' : undefined, span.from);
  if (!rule) return undefined;
  return {
    table: tableOf(piecesOf(rule.values, rule.citation, { start: span.from, asOf: span.before, contractOn: span.from }, book), dayCount),
    rule,
  };
}

/** "1.5 x LPR", "LPR plus 50%", or an input that names the multiple. */
function factorOf(row: CheckRow): Rational {
  const given = decimalInput(row, /^([a-z]+_)?(multiplier|multiple|factor|times)$/);
  if (given) return given;
  const said = ` ${row.rule} `
    .replace(/\b(two|twice|double)\b/i, '2')
    .replace(/\bthree\b/i, '3')
    .replace(/\bfour\b|四/i, '4');
  const times_ = /(\d+(?:\.\d+)?)\s*(?:x|×|\*|times|倍)/i.exec(said)?.[1] ?? /(?:lpr|1y|5y|5y\+)\s*(?:x|×|\*)\s*(\d+(?:\.\d+)?)/i.exec(said)?.[1];
  if (times_) return decimalOf(times_) ?? rational(1n);
  const share_ = /(\d{2,3})\s*(?:%|percent) of/i.exec(said)?.[1];
  if (share_) return times(decimalOf(share_) ?? rational(100n), rational(1n, 100n));
  const added =
    /(?:\+|plus|increased by|raised by|上浮|加计)\s*(\d+)\s*(?:%|per ?cent)/i.exec(said)?.[1] ??
    decimalInput(row, /^(uplift|plus|surcharge|markup|increase)_?(percent|pct)?$/);
  const share = typeof added === 'string' ? decimalOf(added) : added;
  return share ? plus(rational(1n), times(share, rational(1n, 100n))) : rational(1n);
}

function dayCountOf(row: CheckRow, own: DayCount): DayCount {
  const basis = inputOf(row, /^(basis|day_count|daycount|year_basis)$/);
  const named = dayCounts.find((one) => one === String(basis).toLowerCase());
  if (named) return named;
  if (basis === undefined && /\b360\b/.test(row.rule)) return 'act/360';
  return String(basis) === '360' ? 'act/360' : String(basis) === '365' ? 'act/365' : own;
}

function worked(row: CheckRow, law: Jurisdiction, principal: Rational, span: Span, found: Found, { book }: CheckContext): Ours | undefined {
  const { table, rule } = found;
  const currency = law.currency ?? 'EUR';
  const unit = rational(10n ** BigInt(exponentOf(currency)));
  const minor = toInteger(times(principal, unit), 'half-up');
  const rounding: Rounding = law.conventions.rounding;
  const item: ItemState = {
    index: 0,
    number: row.id,
    dueOn: undefined,
    lateFrom: span.from,
    compensation: 0n,
    principal: minor,
    compensationLeft: 0n,
    strands: [strand('late', table, span.from)],
    segments: [],
  };
  const surcharge = rule?.id.includes('.surcharge') === true;
  if (surcharge) item.strands.splice(0, 1, strand('surcharge', table, span.from));
  const payments = paymentsOf(row);
  if (payments === undefined) return undefined;
  const order = ranked(law, ['allocation'], '')[0]?.rule.values.at(-1)?.value;
  for (const payment of payments) {
    const settling = {
      order: order?.kind === 'allocation' ? order.order : (['interest', 'principal'] as const),
      conventions: { ...law.conventions, interval: intervalOf(row, law.conventions.interval) },
      costsLeft: 0n,
    };
    pay([item], toInteger(times(payment.amount, unit), 'half-up'), payment.on, undefined, settling);
  }
  advance(item, span.before, law.conventions);
  const [one] = item.strands;
  if (!one) return undefined;
  if (segments(table, span.from, span.before).some((part) => isRefusal(part.piece.rate))) return undefined;
  const interest = one.paid + one.capital + divide(one.built, table.den, rounding);
  const show = (value: bigint): string => toDecimal(rational(value, unit.num), exponentOf(currency), rounding);
  const annual = divide(minor * (segments(table, span.from, span.before)[0]?.rate ?? 0n), table.scale, rounding);
  const daily = divide(minor * (segments(table, span.from, span.before)[0]?.rate ?? 0n), table.scale * 365n, rounding);
  const roundDaily = 'daily' in row.expected;
  const compensation = compensationFor(law, currency, minor, span.from, book);
  const values = answering(row, (key) => {
    if (/^days?$/.test(key)) return span.days;
    if (/^annual|^yearly|^per_year/.test(key)) return show(annual);
    if (/^daily|^per_day/.test(key)) return show(daily);
    if (/^(compensation|fixed_sum|sum)/.test(key))
      return compensation !== undefined ? show(compensation) : key === 'sum' ? show(interest) : undefined;
    if (/^total(_interest)?$/.test(key))
      return show('interest' in row.expected && key === 'total' ? minor + interest + (compensation ?? 0n) : interest);
    if (/^total|^amount_due|^due$/.test(key)) return show(minor + interest + (compensation ?? 0n));
    if (/^rate/.test(key)) return percentText(rational(segments(table, span.from, span.before)[0]?.rate ?? 0n, table.scale));
    if (/^(segment|part|period)s?(_interests?|_amounts?|_sums?)?$/.test(key)) return segmentValues(row.expected[key], item, show, rounding);
    if (/^(segment|part|period)s?_days$/.test(key)) return (item.segments ?? []).map((part) => part.before - part.from);
    if (/^(segment|part|period)s?_rates?$/.test(key))
      return (item.segments ?? []).map((part) => (isRefusal(part.piece.rate) ? undefined : percentText(part.piece.rate)));
    if (/^principal_(left|outstanding)|^outstanding|^remaining/.test(key)) return show(item.principal);
    if (/^interest|^doubled|^penalty|^late/.test(key)) return show(roundDaily ? daily * BigInt(span.days) : interest);
    return undefined;
  });
  const trace = traceFor(item, rule, show, rounding);
  return values && { values, trace: trace.length > 0 ? trace : [nothingCounted(span, rule)] };
}

/** Payments on account, oldest first; nothing where a row has payments that cannot be read, so that they are never passed over. */
function paymentsOf(row: CheckRow): readonly { readonly on: Day; readonly amount: Rational }[] | undefined {
  const given = Object.entries(row.input).find(([key]) => /^(part_|partial_)?(payments?|repayments?|paid_in)$/.test(key))?.[1];
  if (given === undefined) return [];
  const found = (Array.isArray(given) ? given : [given]).map((one) => {
    const { date, on, paid_on, amount, sum, value } = (one ?? {}) as Record<string, unknown>;
    return { on: dayFrom(date ?? on ?? paid_on), amount: decimalOf(amount ?? sum ?? value) };
  });
  const read = found.flatMap(({ on, amount }) => (on === undefined || amount === undefined ? [] : [{ on, amount }]));
  return read.length === found.length ? read.sort((a, b) => a.on - b.on) : undefined;
}

/** The stretches as plain sums, or as records where the row has records. */
function segmentValues(expected: unknown, item: ItemState, show: (minor: bigint) => string, rounding: Rounding): unknown[] {
  const records = Array.isArray(expected) && typeof expected[0] === 'object';
  return (item.segments ?? []).map((part) => {
    const sum = show(divide(part.numerator, part.table.den, rounding));
    if (!records) return sum;
    const rate = isRefusal(part.piece.rate) ? undefined : percentText(part.piece.rate);
    return { from: isoDay(part.from), to: isoDay(part.before), days: part.before - part.from, rate, interest: sum, amount: sum };
  });
}

function compensationFor(law: Jurisdiction, currency: string, minor: bigint, on: Day, book: CheckContext['book']): bigint | undefined {
  const rule = ranked(law, ['compensation'], 'compensation')[0]?.rule;
  const fee = rule && feeOf(rule, { currency, minor }, on, book);
  return fee && !isRefusal(fee) ? fee.fee.minor : undefined;
}

const nothingCounted = (span: Span, rule: RuleException | undefined): TraceStep => ({
  rule: rule?.id ?? 'contract.interest',
  text: { zh: `计息 ${span.days} 天，本金或天数为零，无利息`, en: `${span.days} days counted; no principal or no day, no interest` },
  ...(rule ? { citation: rule.citation } : {}),
  days: span.days,
  status: rule?.citation.status ?? 'verified',
});

function traceFor(item: ItemState, rule: RuleException | undefined, show: (minor: bigint) => string, rounding: Rounding): TraceStep[] {
  return (item.segments ?? []).map((part): TraceStep => {
    const rate = isRefusal(part.piece.rate) ? '?' : percentText(part.piece.rate);
    const days = part.before - part.from;
    const last = (part.before - 1) as Day;
    const sum = show(divide(part.numerator, part.table.den, rounding));
    const line = `${show(part.principal)} × ${rate}% × ${days}/${part.table.clock.perYear} = ${sum} (${isoDay(part.from)} – ${isoDay(last)})`;
    return {
      rule: rule?.id ?? part.piece.figure?.series ?? 'contract.interest',
      text: { zh: line, en: line },
      ...(rule ? { citation: rule.citation } : {}),
      value: rate,
      unit: 'percent per year',
      from: part.from,
      to: last,
      days,
      rounding,
      status: part.piece.status,
    };
  });
}

/** On which day simple interest first reaches the principal. */
export const catchesPrincipal: Recogniser = {
  kind: 'day on which interest reaches the principal',
  answer(row, { book }) {
    const law = book.jurisdiction(row.jurisdiction);
    if (!law || !/reach|catch|equal|exceed/i.test(row.rule) || !('day' in row.expected || 'days' in row.expected)) return undefined;
    const topic = /doubled|delayed/i.test(row.rule) ? ('interest.surcharge' as const) : ('interest.late' as const);
    const rule = ranked(law, [topic], row.rule)[0]?.rule;
    const value = rule?.values.at(-1)?.value;
    if (!rule || value?.kind !== 'rate') return undefined;
    const perDay = value.per === 'day' ? times(value.percent, rational(1n, 100n)) : times(value.percent, rational(1n, 36_500n));
    const day = toInteger(rational(perDay.den, perDay.num), 'ceiling');
    const text = {
      zh: `每日 ${toDecimal(value.percent, 4, 'half-even')}%，第 ${day} 日达到本金`,
      en: `${toDecimal(value.percent, 4, 'half-even')}% a day reaches the principal on day ${day}`,
    };
    return {
      values: Object.fromEntries(Object.keys(row.expected).map((key) => [key, Number(day)])),
      trace: [{ rule: rule.id, text, citation: rule.citation, value: String(day), unit: 'days', status: rule.citation.status }],
    };
  },
};

/** The cap for contracts of a day: of the rules bound to a time of contract the one with the day in it goes first. */
function capOn(law: Jurisdiction, text: string, on: Day): RuleException | undefined {
  const fitting = ranked(law, ['interest.cap'], text).filter(({ rule }) => contractFits(rule, on));
  const old = fitting.find(({ rule }) => rule.when?.contractTo !== undefined && !/transition/.test(rule.id));
  return (old ?? fitting.find(({ rule }) => rule.when?.contractTo === undefined))?.rule;
}

/** Whether an agreed rate stays inside the law's cap on the day of the contract. */
export const rateWithinCap: Recogniser = {
  kind: 'agreed rate against the cap',
  answer(row, { book }) {
    const law = book.jurisdiction(row.jurisdiction);
    const on = dayInput(row, /^(contract_on|contract_date|contract|date|on)$/);
    if (!law || on === undefined || !/cap|limit|usury|4\s*x|old regime|supported|上限/i.test(row.rule)) return undefined;
    const rule = capOn(law, row.rule, on);
    const piece: Piece | undefined =
      rule &&
      piecesOf(rule.values, rule.citation, { start: on, contractOn: on, filedOn: on, asOf: on }, book).find((one) => one.from <= on && one.to >= on);
    if (!rule || !piece || isRefusal(piece.rate)) return undefined;
    const cap = piece.rate;
    const agreed = decimalInput(row, /rate/);
    const inside = agreed && compare(times(agreed, rational(1n, 100n)), cap) <= 0;
    const values = answering(row, (key) => {
      if (/exceed|over|void|excess|usur/.test(key)) return inside === undefined ? undefined : !inside;
      if (/within|ok|allowed|support|protect|valid|lawful/.test(key)) return inside;
      return /cap|limit|max|rate|supported|protected/.test(key) ? percentText(cap) : undefined;
    });
    const text = { zh: `上限 ${percentText(cap)}%`, en: `the cap is ${percentText(cap)}%` };
    return (
      values && {
        values,
        trace: [{ rule: rule.id, text, citation: rule.citation, value: percentText(cap), unit: 'percent per year', from: on, status: piece.status }],
      }
    );
  },
};
