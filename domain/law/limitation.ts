import type { Claim, ClaimEvent } from '#domain/claim/claim.ts';
import type { Citation } from '#domain/kernel/citation.ts';
import { addMonths, type Day, fromParts, partsOf } from '#domain/kernel/day.ts';
import { unreachable } from '#domain/kernel/error.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { RuleException } from './format/files.ts';
import type { LimitationEffect, Period, ValueOf } from './format/values.ts';

/** An event that changed the course of the period, with the day the period then ended. */
export type Interruption = {
  readonly on: Day;
  readonly event: ClaimEvent['kind'];
  readonly effect: LimitationEffect['kind'];
  readonly text: Bilingual;
  readonly citation: Citation;
  readonly expiresOn?: Day;
};
/** An event that could have counted but did not, and why. */
export type Uncounted = { readonly on: Day; readonly event: ClaimEvent['kind']; readonly why: Bilingual };

export type Limitation = {
  readonly status: 'running' | 'expired' | 'not-started' | 'unknown';
  readonly startedOn?: Day;
  /** The last day on which the claim is still in time; absent while the clock stands still. */
  readonly expiresOn?: Day;
  /** Given with a calendar: the working day the end rolls to where the law rolls it. Act by `expiresOn` all the same. */
  readonly rollsTo?: Day;
  readonly longStopOn?: Day;
  readonly suspendedSince?: Day;
  readonly interruptedBy: readonly Interruption[];
  readonly notCounted: readonly Uncounted[];
  readonly whatInterrupts: readonly Bilingual[];
  readonly because: readonly Citation[];
  readonly effectAfterExpiry: Bilingual;
};

type Rule = ValueOf<'limitation'>;
type Clock = { expiresOn: Day; suspendedSince: Day | undefined };

/** Events of the claim that the law of limitation looks at, oldest first; every payment is also a part payment. */
export function limitationEvents(claim: Claim, asOf: Day): readonly ClaimEvent[] {
  if (claim.events.length === 0 && claim.payments.length === 0) return [];
  const payments: ClaimEvent[] = claim.payments.map((payment) => ({
    on: payment.paidOn,
    kind: 'partial-payment',
    proof: payment.reference ?? 'payment',
  }));
  return [...claim.events, ...payments]
    .filter((event) => event.on <= asOf)
    .sort((a, b) => a.on - b.on || (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0));
}

/** Runs the period from its start through the events. `start` absent: it has not begun. */
export function runLimitation(
  rule: RuleException,
  value: Rule,
  start: Day | undefined,
  events: readonly ClaimEvent[],
  asOf: Day,
  roll: (day: Day) => Day = (day) => day,
): Limitation {
  const texts = textsOf(rule, value);
  if (start === undefined) return { status: 'not-started', interruptedBy: [], notCounted: [], ...texts };
  const clock: Clock = { expiresOn: expiry(value, startRoll(start, value)), suspendedSince: undefined };
  const longStopOn = value.longStop ? plusPeriod(start, value.longStop) : undefined;
  const interruptedBy: Interruption[] = [];
  const notCounted: Uncounted[] = [];
  for (const event of events) {
    let why: Bilingual | undefined;
    let counted = false;
    for (const effect of value.effects) {
      const outcome = apply(effect, event, clock, value, { events, asOf, start, roll });
      if (outcome === 'counted') {
        const at = clock.suspendedSince === undefined ? { expiresOn: clock.expiresOn } : {};
        interruptedBy.push({ on: event.on, event: event.kind, effect: effect.kind, text: effect.text, citation: effect.citation, ...at });
        counted = true;
        break;
      }
      why ??= outcome;
    }
    if (!counted && why) notCounted.push({ on: event.on, event: event.kind, why });
  }
  const expiresOn = longStopOn !== undefined && longStopOn < clock.expiresOn ? longStopOn : clock.expiresOn;
  const stopped = clock.suspendedSince !== undefined && (longStopOn === undefined || longStopOn >= asOf);
  return {
    status: !stopped && asOf > roll(expiresOn) ? 'expired' : 'running',
    startedOn: start,
    ...(stopped
      ? { suspendedSince: clock.suspendedSince as Day }
      : { expiresOn, ...(roll(expiresOn) > expiresOn ? { rollsTo: roll(expiresOn) } : {}) }),
    ...(longStopOn === undefined ? {} : { longStopOn }),
    interruptedBy,
    notCounted,
    ...texts,
  };
}

type Outcome = 'counted' | Bilingual | undefined;
type Course = {
  readonly events: readonly ClaimEvent[];
  readonly asOf: Day;
  readonly start: Day;
  /** The working day to which an end on a rest day moves: until then an act is in time. */
  readonly roll: (day: Day) => Day;
};

function apply(effect: LimitationEffect, event: ClaimEvent, clock: Clock, value: Rule, { events, asOf, start, roll }: Course): Outcome {
  const concerns = 'on' in effect ? effect.on : effect.opens;
  if (!concerns.includes(event.kind) || event.on < start) return undefined;
  const late = clock.suspendedSince === undefined && event.on > roll(clock.expiresOn);
  switch (effect.kind) {
    case 'restart': {
      if (late !== (effect.afterExpiry === true)) return late && effect.afterExpiry === undefined ? tooLate : undefined;
      if (effect.needsProof && !event.proof) return noProof;
      const until = effect.closes ? closing(effect.closes, event.on, events) : event.on;
      if (until === undefined || until > asOf) clock.suspendedSince = event.on;
      else restart(clock, value, effect.period, until);
      return 'counted';
    }
    case 'suspend': {
      if (late) return tooLate;
      const closed = closing(effect.closes, event.on, events);
      const until = closed === undefined ? undefined : effect.tail ? plusPeriod(closed, effect.tail) : closed;
      if (until === undefined) {
        clock.suspendedSince = event.on;
        return 'counted';
      }
      const longer = (clock.expiresOn + (until - event.on)) as Day;
      const least = effect.notBefore && closed !== undefined ? plusPeriod(closed, effect.notBefore) : longer;
      clock.expiresOn = Math.max(least, longer) as Day;
      return 'counted';
    }
    case 'last-months': {
      if (late) return tooLate;
      const closed = closing(effect.closes, event.on, events);
      const windowFrom = addMonths(clock.expiresOn, -effect.months);
      if (closed !== undefined && closed < windowFrom) return outsideWindow;
      if (closed === undefined) {
        if (asOf >= windowFrom) clock.suspendedSince = event.on;
        return 'counted';
      }
      clock.expiresOn = addMonths(closed, effect.months);
      return 'counted';
    }
    case 'postpone': {
      if (late) return tooLate;
      const least = plusPeriod(event.on, effect.period);
      if (least > clock.expiresOn) clock.expiresOn = least;
      return 'counted';
    }
    default:
      return unreachable(effect);
  }
}

function restart(clock: Clock, value: Rule, period: Period | undefined, from: Day): void {
  const again = period ? plusPeriod(from, period) : expiry(value, from);
  clock.suspendedSince = undefined;
  if (again > clock.expiresOn || period === undefined) clock.expiresOn = again;
}

/** The period from `start`, under the former period where that had run out before the law changed. */
function expiry(value: Rule, start: Day): Day {
  const { formerly } = value;
  if (formerly && start < formerly.changedOn) {
    const before = endRoll(plusPeriod(start, formerly.period), value);
    if (before < formerly.changedOn) return before;
  }
  return endRoll(plusPeriod(start, value.period), value);
}

export function plusPeriod(day: Day, period: Period): Day {
  const months = (period.years ?? 0) * 12 + (period.months ?? 0);
  const moved = months === 0 ? day : addMonths(day, months);
  return (moved + (period.days ?? 0)) as Day;
}

const yearEnd = (day: Day): Day => fromParts(partsOf(day).year, 12, 31);
const startRoll = (day: Day, value: Rule): Day => (value.startRoll === 'year-end' ? yearEnd(day) : day);
const endRoll = (day: Day, value: Rule): Day => (value.endRoll === 'year-end' ? yearEnd(day) : day);
const closing = (closes: readonly string[], from: Day, events: readonly ClaimEvent[]): Day | undefined =>
  events.find((event) => event.on >= from && closes.includes(event.kind))?.on;

const tooLate: Bilingual = { zh: '发生在时效届满之后，不再中断时效', en: 'came after expiry: it no longer interrupts' };
const noProof: Bilingual = { zh: '没有送达或应当送达的证明，未计入', en: 'no proof that it reached or should have reached the debtor: not counted' };
const outsideWindow: Bilingual = {
  zh: '障碍在时效期间最后数月之前已经消除，不影响时效',
  en: 'the obstacle ended before the last months of the period: no effect',
};

type Texts = Pick<Limitation, 'whatInterrupts' | 'because' | 'effectAfterExpiry'>;
const known = new WeakMap<Rule, Texts>();

/** The fixed part of every answer under one rule, built once. */
function textsOf(rule: RuleException, value: Rule): Texts {
  let texts = known.get(value);
  if (!texts) {
    texts = {
      whatInterrupts: value.effects.map((effect) => effect.text),
      because: [rule.citation, ...(value.formerly ? [value.formerly.citation] : [])],
      effectAfterExpiry: value.afterExpiry,
    };
    known.set(value, texts);
  }
  return texts;
}
