import { type Day, isoDay } from '#domain/kernel/day.ts';
import { type Money, moneyText } from '#domain/kernel/money.ts';
import { isRefusal, type Refusal } from '#domain/kernel/refusal.ts';
import type { Limitation } from './limitation.ts';
import type { Position, PositionItem } from './position.ts';
import { percentText } from './rate/pieces.ts';
import type { Segment } from './settle.ts';
import type { TraceStep } from './trace.ts';

/** A position, a refusal or any part of them as plain JSON: days as text, money as `{amount, currency}`. */
export function positionJson(position: Position | Refusal): Record<string, unknown> {
  if (isRefusal(position)) return { ...position };
  const { items, limitation, alternatives, trace, asOf, outstanding, ...rest } = position;
  return {
    kind: rest.kind,
    asOf: isoDay(asOf),
    jurisdiction: rest.jurisdiction,
    principal: moneyText(rest.principal),
    interest: moneyText(rest.interest),
    surcharge: moneyText(rest.surcharge),
    compensation: moneyText(rest.compensation),
    costs: moneyText(rest.costs),
    paid: moneyText(rest.paid),
    overpaid: moneyText(rest.overpaid),
    total: moneyText(rest.total),
    perDay: moneyText(rest.perDay),
    outstanding: Object.fromEntries(Object.entries(outstanding).map(([key, value]) => [key, moneyText(value)])),
    items: items.map(itemJson),
    limitation: limitationJson(limitation),
    alternatives: alternatives.map((one) => ({ ...one, total: moneyText(one.total), interest: moneyText(one.interest) })),
    notices: rest.notices,
    gaps: rest.gaps,
    conventions: rest.conventions,
    trace: trace.map(stepJson),
  };
}

const dayJson = (day: Day | undefined): string | undefined => (day === undefined ? undefined : isoDay(day));
const moneyJson = (money: Money | undefined): unknown => (money === undefined ? undefined : moneyText(money));

function itemJson(item: PositionItem): Record<string, unknown> {
  return defined({
    number: item.number,
    dueOn: dayJson(item.dueOn),
    dueBy: item.dueBy,
    lateFrom: dayJson(item.lateFrom),
    principal: moneyText(item.principal),
    outstanding: moneyText(item.outstanding),
    interest: moneyText(item.interest),
    interestUnpaid: moneyText(item.interestUnpaid),
    compensation: moneyText(item.compensation),
    perDay: moneyText(item.perDay),
    limitation: limitationJson(item.limitation),
    segments: item.segments?.map(segmentJson),
  });
}

function segmentJson({ kind, from, before, principal, piece, table, numerator }: Segment): Record<string, unknown> {
  return defined({
    kind,
    from: isoDay(from),
    to: isoDay((before - 1) as Day),
    days: before - from,
    principalMinor: principal.toString(),
    ratePercent: isRefusal(piece.rate) ? undefined : percentText(piece.rate),
    series: piece.figure?.series,
    interestMinorExact: `${numerator}/${table.den}`,
    status: piece.status,
  });
}

export function limitationJson(limitation: Limitation): Record<string, unknown> {
  return defined({
    ...limitation,
    startedOn: dayJson(limitation.startedOn),
    expiresOn: dayJson(limitation.expiresOn),
    rollsTo: dayJson(limitation.rollsTo),
    longStopOn: dayJson(limitation.longStopOn),
    suspendedSince: dayJson(limitation.suspendedSince),
    interruptedBy: limitation.interruptedBy.map((one) => defined({ ...one, on: isoDay(one.on), expiresOn: dayJson(one.expiresOn) })),
    notCounted: limitation.notCounted.map((one) => ({ ...one, on: isoDay(one.on) })),
  });
}

export const stepJson = (step: TraceStep): Record<string, unknown> =>
  defined({ ...step, from: dayJson(step.from), to: dayJson(step.to), amount: moneyJson(step.amount) });

/** Without the keys that have no value. */
const defined = (record: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
