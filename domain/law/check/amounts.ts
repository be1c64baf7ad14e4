import { exponentOf } from '#domain/kernel/currency.ts';
import { addDays, addMonths, type Day, dayOf, isoDay } from '#domain/kernel/day.ts';
import { compare, plus, type Rational, rational, times, toDecimal, toInteger } from '#domain/kernel/rational.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import { divide, type Rounding } from '#domain/kernel/rounding.ts';
import type { Jurisdiction } from '../book.ts';
import type { RuleException } from '../format/files.ts';
import { type DayCount, dayCounts, type Interval } from '../format/values.ts';
import { edgeOf, firstCounted } from '../rate/clock.ts';
import { always, forever, percentText, piecesOf } from '../rate/pieces.ts';
import { type RateTable, segments, tableOf } from '../rate/table.ts';
import { feeOf } from '../scale.ts';
import { advance, type ItemState, pay, strand } from '../settle.ts';
import type { TraceStep } from '../trace.ts';
import { factorOf, referenceRule } from './figures.ts';
import { rateRule } from './rates.ts';
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
/** The first day of the loan prime rate (中国人民银行公告〔2019〕第15号). */
const firstLpr = dayOf('2019-08-20');
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
  if (law.code === 'CN' && /\blpr\b|贷款市场报价|loan prime|benchmark|基准利率/i.test(row.rule) && !/at contract|\bcap\b/i.test(row.rule)) {
    const five = /5\s*-?y|five/i.test(row.rule);
    const at = (series: string) => ({ kind: 'reference' as const, series, times: factorOf(row), fixing: 'daily' as const });
    // Before there was an LPR, and where the benchmark is named, the benchmark lending rate of the same kind.
    const versions = /\blpr\b|贷款市场报价|loan prime/i.test(row.rule)
      ? [
          { to: addDays(firstLpr, -1), value: at(five ? 'CN.PBOC_OVER_5Y' : 'CN.PBOC_1Y') },
          { from: firstLpr, value: at(five ? 'CN.LPR_5Y' : 'CN.LPR_1Y') },
        ]
      : [{ value: at(five ? 'CN.PBOC_OVER_5Y' : 'CN.PBOC_1Y') }];
    const series = book.series(five ? 'CN.LPR_5Y' : 'CN.LPR_1Y');
    return series && { table: tableOf(piecesOf(versions, series.citation, { start: span.from, asOf: span.before }, book), dayCount) };
  }
  const consumer = inputOf(row, /^b2b$/) === true ? false : inputOf(row, /^consumer$/);
  const surcharge = /doubled|delayed[- ]performance|迟延履行/i.test(row.rule) ? ranked(law, ['interest.surcharge'], row.rule)[0]?.rule : undefined;
  const rule = surcharge ?? rateRule(law, row.rule, consumer === true ? 'b2c' : consumer === false ? 'b2b' : undefined, span.from);
  if (!rule) return undefined;
  const contractOn = dayInput(row, /^contract(_on|_date)?$/) ?? span.from;
  const pieces = piecesOf(rule.values, rule.citation, { start: span.from, asOf: span.before, contractOn }, book);
  const agreed = rule.id.includes('.cap') ? decimalInput(row, /^(agreed|contract)_(yearly_)?rate$/) : undefined;
  const share = agreed && times(agreed, rational(1n, 100n));
  // An agreed rate inside the cap stands; above it the cap does.
  const bounded = share ? pieces.map((one) => (!isRefusal(one.rate) && compare(share, one.rate) < 0 ? { ...one, rate: share } : one)) : pieces;
  return { table: tableOf(bounded, dayCount), rule };
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
  const payments = paymentsOf(row, span.from);
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
function paymentsOf(row: CheckRow, start: Day): readonly { readonly on: Day; readonly amount: Rational }[] | undefined {
  const single = decimalInput(row, /^(part_?|partial_?)?(payment|paid|repaid|repayment)(_amount)?$/);
  if (single) {
    const after = decimalInput(row, /^(payment|paid|pay|repaid|repayment)_(day|after|after_days|on_day)$/);
    const on = after?.den === 1n ? addDays(start, Number(after.num)) : dayInput(row, /^(payment|paid|repaid|repayment)_(on|date)$/);
    return on === undefined ? undefined : [{ on, amount: single }];
  }
  const given = Object.entries(row.input).find(([key]) => /^(part_|partial_)?(payments?|repayments?|paid_in)$/.test(key))?.[1];
  if (given === undefined) return [];
  const found = (Array.isArray(given) ? given : [given]).map((one) => {
    const { date, on, paid_on, day, amount, sum, value } = (one ?? {}) as Record<string, unknown>;
    const nth = typeof day === 'number' && Number.isInteger(day) ? addDays(start, day) : undefined;
    return { on: nth ?? dayFrom(date ?? on ?? paid_on), amount: decimalOf(amount ?? sum ?? value) };
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
