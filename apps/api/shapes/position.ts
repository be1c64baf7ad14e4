import type { Static } from 'typebox';
import type { lawRefusal, PositionJson, TraceStepJson } from '#contract/schemas/law.ts';
import { isoDay } from '#domain/kernel/day.ts';
import { amountText, moneyText } from '#domain/kernel/money.ts';
import type { Refusal } from '#domain/kernel/refusal.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { Position, PositionItem, TraceStep } from '#domain/law/position.ts';
import { roundingWords } from '#domain/law/trace.ts';
import { refusalWords } from './refusal-words.ts';

export function positionShape(found: Position, asOf = found.asOf): PositionJson {
  const { limitation } = found;
  return {
    asOf: isoDay(asOf),
    jurisdiction: found.jurisdiction,
    currency: found.total.currency,
    principal: amountText(found.principal),
    interest: amountText(found.interest),
    compensation: amountText(found.compensation),
    costs: amountText(found.costs),
    paid: amountText(found.paid),
    total: amountText(found.total),
    perDay: amountText(found.perDay),
    items: found.items.map((item) => itemShape(item, asOf)),
    limitation: {
      status: limitation.status,
      interruptedBy: limitation.interruptedBy.map((one) => ({ on: isoDay(one.on), kind: one.event })),
      whatInterrupts: [...limitation.whatInterrupts],
      effectAfterExpiry: limitation.effectAfterExpiry,
      because: [...limitation.because],
      ...(limitation.expiresOn === undefined ? {} : { expiresOn: isoDay(limitation.expiresOn) }),
      ...(limitation.longStopOn === undefined ? {} : { longStopOn: isoDay(limitation.longStopOn) }),
    },
    alternatives: found.alternatives.map((one) => ({
      label: one.label,
      total: amountText(one.total),
      interest: amountText(one.interest),
      because: [one.citation],
    })),
    notices: [...found.notices.map((notice) => ({ ...notice })), ...found.gaps.map((gap) => ({ text: refusalWords(gap), status: 'blank' }))],
    trace: found.trace.map(traceShape),
  };
}

function itemShape(item: PositionItem, asOf: Position['asOf']): PositionJson['items'][number] {
  return {
    number: item.number,
    principal: amountText(item.principal),
    outstanding: amountText(item.outstanding),
    interest: amountText(item.interest),
    ...(item.lateFrom === undefined ? {} : { lateFrom: isoDay(item.lateFrom), lateDays: Math.max(0, asOf - item.lateFrom + 1) }),
  };
}

/** The units that rule data uses. */
const unitWords: Readonly<Record<string, Bilingual>> = {
  'percent per year': { zh: '%（年）', en: '% a year' },
  'percent per month': { zh: '%（月）', en: '% a month' },
  'percent per day': { zh: '%（日）', en: '% a day' },
  percent: { zh: '%', en: '%' },
  'percent of loss': { zh: '%（损失）', en: '% of the loss' },
  years: { zh: '年', en: 'years' },
  days: { zh: '日', en: 'days' },
};

export function traceShape(step: TraceStep): TraceStepJson {
  const { from, to, amount, citation, unit, rounding, ...rest } = step;
  return {
    ...rest,
    ...(citation ? { citation } : {}),
    ...(unit === undefined ? {} : { unit: unitWords[unit] ?? { zh: unit, en: unit } }),
    ...(rounding === undefined ? {} : { rounding: roundingWords[rounding] }),
    ...(from === undefined ? {} : { from: isoDay(from) }),
    ...(to === undefined ? {} : { to: isoDay(to) }),
    ...(amount === undefined ? {} : { amount: moneyText(amount) }),
  };
}

export function refusalShape(refusal: Refusal): Static<typeof lawRefusal> {
  return {
    code: refusal.code,
    text: refusalWords(refusal),
    because: [...refusal.because],
    data: JSON.parse(JSON.stringify(refusal.data, (_, v: unknown) => (typeof v === 'bigint' ? v.toString() : v))),
  };
}
