import type { Day } from '#domain/kernel/day.ts';
import { isRefusal } from '#domain/kernel/refusal.ts';
import type { WorkingCalendar } from './calendar/calendar.ts';
import { periodOf } from './calendar/convention.ts';
import { deadline } from './calendar/period.ts';
import type { Counted, CountedItem } from './count.ts';
import { type Limitation, limitationEvents, runLimitation } from './limitation.ts';
import { govern, versionOn } from './select.ts';

const notKnown: Limitation = {
  status: 'unknown',
  interruptedBy: [],
  notCounted: [],
  whatInterrupts: [],
  because: [],
  effectAfterExpiry: { zh: '尚无经核实的时效规则，请咨询当地律师', en: 'no verified rule of limitation: ask local counsel' },
};

/** The period of every item, in the items' order. */
export function limitationsOf(counted: Counted): Limitation[] {
  const { claim, asOf, law, facts, options } = counted.question;
  const { calendar } = options;
  const rule = govern(law, 'limitation', facts);
  const value = rule && versionOn(rule, asOf, facts.knownOn)?.value;
  if (!rule || value?.kind !== 'limitation') return counted.items.map(() => notKnown);
  const events = limitationEvents(claim, asOf);
  const judged = value.start === 'judgment' ? events.find((event) => event.kind === 'judgment')?.on : undefined;
  const last = value.instalments === 'last' ? lastInstalment(counted.items) : undefined;
  return counted.items.map((one) => {
    const start =
      value.start === 'judgment'
        ? (judged ?? one.due.on)
        : value.start === 'due'
          ? one.due.on
          : value.start === 'issued'
            ? one.item.issuedOn
            : (one.item.deliveredOn ?? one.due.on);
    const from = one.item.kind === 'instalment' && last !== undefined ? last : start;
    return runLimitation(rule, value, from !== undefined && from > asOf ? undefined : from, events, asOf, calendar && rollOf(law.code, calendar));
  });
}

/** How the place moves the end of a period off a rest day; the day itself where its calendar cannot say. */
export function rollOf(place: string, calendar: WorkingCalendar): (day: Day) => Day {
  const rule = periodOf(place, 0, 'days');
  return (day) => {
    const end = isRefusal(rule) ? rule : deadline({ ...rule, firstDay: 'excluded' }, day, place, calendar);
    return isRefusal(end) ? day : end.lastDay;
  };
}

const lastInstalment = (items: readonly CountedItem[]): Day | undefined => {
  const days = items.flatMap(({ item, due }) => (item.kind === 'instalment' && due.on !== undefined ? [due.on] : []));
  return days.length === 0 ? undefined : (Math.max(...days) as Day);
};

/** The claim's own: the item that runs out first among those still owed; one that has run out counts before any that runs. */
export function earliest(counted: Counted, each: readonly Limitation[]): Limitation {
  const owed = each.filter((_, i) => (counted.items[i]?.state.principal ?? 0n) > 0n);
  const among = owed.length > 0 ? owed : each;
  return among.reduce((first, one) => (rank(one) < rank(first) ? one : first), among[0] ?? notKnown);
}

const rank = (one: Limitation): number => {
  if (one.status === 'unknown') return Number.MAX_SAFE_INTEGER;
  if (one.status === 'not-started') return Number.MAX_SAFE_INTEGER - 1;
  return one.expiresOn ?? Number.MAX_SAFE_INTEGER - 2;
};
