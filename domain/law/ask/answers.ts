import { type Day, dayOf, isoDay } from '#domain/kernel/day.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { amountText, moneyOf, moneyText } from '#domain/kernel/money.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import type { LawBook } from '../book.ts';
import type { WorkingCalendar } from '../calendar/calendar.ts';
import { feeTrace } from '../check/fees.ts';
import { day, flag, object, optional, text } from '../format/reader.ts';
import { position } from '../position.ts';
import { limitationJson, positionJson, stepJson } from '../position-json.ts';
import { decimalPercent } from '../rate/pieces.ts';
import { feeOf } from '../scale.ts';
import { amount, asked, currencyCode, positionRequest } from './request.ts';

/** What a command or an endpoint answers: the result and, beside it, how it came about. */
export type LawAnswer = { readonly result: unknown; readonly trace: readonly unknown[] };

/** What a claim is worth on a day. */
export function answerPosition(request: unknown, today: string, book: LawBook, calendar?: WorkingCalendar): LawAnswer {
  const { claim, asOf, options } = positionRequest(request, today, book);
  const { trace, ...result } = positionJson(
    position(claim, asOf, book, { ...options, ...(calendar ? { calendar } : {}), trace: options.trace ?? true }),
  ) as { trace?: unknown[] };
  return { result, trace: trace ?? [] };
}

/** Interest alone, strictly: a stretch without a published rate is a refusal, not a part sum. */
export function answerInterest(request: unknown, today: string, book: LawBook): LawAnswer {
  const { claim, asOf, options } = positionRequest(request, today, book);
  const found = position(claim, asOf, book, { ...options, trace: options.trace ?? true, alternatives: options.alternatives ?? false });
  if (isRefusal(found)) return { result: positionJson(found), trace: [] };
  const [gap] = found.gaps;
  if (gap) return { result: { ...gap, computedSoFar: moneyText(found.interest) }, trace: found.trace.map(stepJson) };
  const items = found.items.map((item) => ({
    number: item.number,
    interest: moneyText(item.interest),
    ...(item.lateFrom === undefined ? {} : { lateFrom: isoDay(item.lateFrom) }),
  }));
  return {
    result: {
      jurisdiction: found.jurisdiction,
      asOf: isoDay(asOf),
      interest: moneyText(found.interest),
      perDay: moneyText(found.perDay),
      items,
      conventions: found.conventions,
    },
    trace: found.trace.filter((step) => !step.rule.startsWith('limitation')).map(stepJson),
  };
}

/** When a claim runs out, what interrupted it and what can. */
export function answerLimitation(request: unknown, today: string, book: LawBook, calendar?: WorkingCalendar): LawAnswer {
  const withAmount =
    typeof request === 'object' && request !== null && 'jurisdiction' in request && !('claim' in request) && !('amount' in request)
      ? { ...request, amount: '1' }
      : request;
  const { claim, asOf, options } = positionRequest(withAmount, today, book);
  const found = position(claim, asOf, book, { ...options, ...(calendar ? { calendar } : {}), trace: true, alternatives: false });
  if (isRefusal(found)) return { result: positionJson(found), trace: [] };
  return {
    result: { jurisdiction: found.jurisdiction, asOf: isoDay(asOf), ...limitationJson(found.limitation) },
    trace: found.trace.filter((step) => step.rule.startsWith('limitation') || step.rule.includes('.term')).map(stepJson),
  };
}

const readFee = object({
  jurisdiction: text,
  fee: optional(text),
  amount,
  currency: optional(currencyCode),
  on: optional(day),
  half: optional(flag),
});

/** A fee of a jurisdiction on an amount; without `fee` all of them. */
export function answerFee(request: unknown, today: string, book: LawBook): LawAnswer {
  const read = asked(readFee, request);
  const law = book.jurisdiction(read.jurisdiction);
  if (!law)
    throw new DomainError('law.not_covered', `expected a jurisdiction with rules, got "${read.jurisdiction}"`, { jurisdiction: read.jurisdiction });
  const currency = read.currency ?? law.currency ?? 'EUR';
  const sum = moneyOf(read.amount, currency);
  const on = read.on ?? dayOf(today);
  const rules = [law, ...(law.parent ? [law.parent] : []), ...childrenOf(read.jurisdiction, book)]
    .flatMap((place) => place.rules)
    .filter(
      (rule) =>
        (rule.topic === 'fee' || rule.topic === 'collection-costs' || rule.topic === 'compensation') &&
        (read.fee === undefined || rule.id === read.fee || rule.id.endsWith(`.${read.fee}`)),
    );
  if (rules.length === 0)
    throw new DomainError('law.no_rule', `expected a fee of ${read.jurisdiction}, got "${read.fee ?? ''}"`, {
      jurisdiction: read.jurisdiction,
      fee: read.fee,
    });
  const fees = rules.map((rule) => ({ rule, fee: feeOf(rule, sum, on, book, { half: read.half ?? false }) }));
  return {
    result: fees.map(({ rule, fee }) =>
      isRefusal(fee)
        ? { ...fee, rule: rule.id }
        : { rule: rule.id, title: rule.title, amount: amountText(fee.fee), currency: fee.fee.currency, citation: rule.citation },
    ),
    trace: fees.flatMap(({ fee }) => (isRefusal(fee) ? [] : feeTrace(fee).map(stepJson))),
  };
}

/** "GB" also shows the fees of its parts ("GB-EAW"). */
const childrenOf = (code: string, book: LawBook) =>
  book
    .codes()
    .filter((one) => one.startsWith(`${code}-`) && code !== 'US')
    .flatMap((one) => book.jurisdiction(one) ?? []);

const readRate = object({ series: optional(text), jurisdiction: optional(text), on: optional(day), knownOn: optional(day) });

/** A published figure on a day, or every series of a jurisdiction with its newest figure. */
export function answerRate(request: unknown, today: string, book: LawBook): LawAnswer {
  const read = asked(readRate, request);
  const on = read.on ?? dayOf(today);
  if (read.series === undefined) return { result: listSeries(read.jurisdiction, book), trace: [] };
  const series = book.series(read.series);
  if (!series) throw new DomainError('law.no_series', `expected the id of a series like CN.LPR_1Y, got "${read.series}"`, { series: read.series });
  const found = series.on(on, read.knownOn);
  if (isRefusal(found)) return { result: found, trace: [] };
  const value = decimalPercent(found.value);
  const step = {
    rule: series.id,
    text: {
      zh: `${series.title.zh}：${isoDay(on)} 为 ${value}（自 ${isoDay(found.from)} 起）`,
      en: `${series.title.en}: ${value} on ${isoDay(on)} (since ${isoDay(found.from)})`,
    },
    citation: series.citation,
    value,
    unit: series.unit,
    from: isoDay(found.from),
    status: found.status,
  };
  return {
    result: {
      series: series.id,
      on: isoDay(on),
      value,
      unit: series.unit,
      since: isoDay(found.from),
      validThrough: isoDay(series.validThrough),
      status: found.status,
      source: series.source,
    },
    trace: [step],
  };
}

function listSeries(jurisdiction: string | undefined, book: LawBook): unknown[] {
  const codes = jurisdiction === undefined ? book.codes() : [jurisdiction];
  return codes.flatMap((code) =>
    (book.jurisdiction(code)?.series ?? []).map((series) => {
      const last = series.points.at(-1);
      return {
        series: series.id,
        title: series.title,
        unit: series.unit,
        newest: last?.value ? decimalPercent(last.value) : null,
        since: isoDay(last?.from as Day),
        validThrough: isoDay(series.validThrough),
        status: series.citation.status,
      };
    }),
  );
}
