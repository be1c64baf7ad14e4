import { type Day, dayOf, isDay } from '../../kernel/day.ts';
import { DomainError } from '../../kernel/error.ts';
import { isRefusal, type Refusal } from '../../kernel/refusal.ts';
import { periodOf } from './convention.ts';
import { type PeriodRule, periodUnits, rolls } from './period.ts';

const rollOvers = ['weekend-and-holidays', 'sundays-and-holidays', 'holidays-only'] as const;
const firstDays = ['excluded', 'included'] as const;
const known = ['place', 'event', 'count', 'unit', 'firstDay', 'roll', 'rollOver'];

/**
 * Reads `{place, event, count, unit?, firstDay?, roll?, rollOver?}`. What is not said follows the place's own convention; a
 * place without one needs firstDay and roll to be given.
 */
export function parsePeriod(value: unknown): {
  readonly place: string;
  readonly event: Day;
  readonly rule: PeriodRule | Refusal<'calendar.no_convention'>;
} {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bad('the request', 'an object', value);
  const request = value as Readonly<Record<string, unknown>>;
  const stranger = Object.keys(request).find((key) => !known.includes(key));
  if (stranger) throw bad(stranger, `one of the keys ${known.join(', ')}`, stranger);
  const { place, event, count } = request;
  if (typeof place !== 'string' || !/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(place)) throw bad('place', 'a place like CN or DE-BY', place);
  if (typeof event !== 'string' || !isDay(event)) throw bad('event', 'a day like 2026-09-18', event);
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0 || count > 36_525)
    throw bad('count', 'a whole number from 0 to 36525', count);
  const unit = optional(periodUnits, request.unit, 'unit') ?? 'days';
  const firstDay = optional(firstDays, request.firstDay, 'firstDay');
  const roll = optional(rolls, request.roll, 'roll');
  const rollOver = optional(rollOvers, request.rollOver, 'rollOver');
  const given = { ...(firstDay ? { firstDay } : {}), ...(roll ? { roll } : {}), ...(rollOver ? { rollOver } : {}) };
  const own = periodOf(place, count, unit);
  if (!isRefusal(own)) return { place, event: dayOf(event), rule: { ...own, ...given } };
  const stated =
    firstDay && roll
      ? { count, unit, firstDay, roll, ...given, citation: { instrument: 'convention as given by the caller', status: 'unverified' as const } }
      : own;
  return { place, event: dayOf(event), rule: stated };
}

function optional<T extends string>(names: readonly T[], value: unknown, key: string): T | undefined {
  if (value === undefined || value === null) return undefined;
  const found = names.find((name) => name === value);
  if (!found) throw bad(key, `one of ${names.join(', ')}`, value);
  return found;
}

const bad = (key: string, expected: string, got: unknown): DomainError =>
  new DomainError('calendar.bad_request', `expected ${expected} as ${key}, got ${JSON.stringify(got)?.slice(0, 40) ?? 'nothing'}`, { key });
