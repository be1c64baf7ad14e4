import { Temporal } from 'temporal-polyfill';
import { blankReason, type ConductCode, type ConductReason, type ContactAnswer, type LimitLeft, reasonOf, refusalCodes } from './answer.ts';
import { type ConductBook, calendarName, type PlacedRule } from './book.ts';
import { applies, circumstancesOf, distinct, immediateChannels, lifted } from './matching.ts';
import type { ContactQuestion, Place } from './question.ts';
import type { Circumstance, ConductRule } from './rule.ts';
import { holdConstraint, hoursConstraint, limitConstraint, slotConstraint, type TimedConstraint, usedOn } from './timed.ts';
import { zonesOf } from './zones.ts';

/**
 * May this person be contacted, by this channel, at this instant? Every debtor place must open the channel; the sender's
 * place may only narrow it; every clock the debtor may live by must agree. Where the table is blank the answer is no.
 */
export function mayContact(question: ContactQuestion, book: ConductBook): ContactAnswer {
  const facts = circumstancesOf(question);
  const opened = openings(question, facts, book);
  const rules = speaking(question, opened.facts, book);
  const clocks = [...new Set(question.debtor.places.flatMap(zonesOf))];
  const gates = [...opened.refusals, ...closedBy(rules, question), ...senderPlaceGate(question, book)];
  const timed = timedConstraints(question, rules, clocks, book);
  const at = Temporal.Instant.from(question.instant).epochMilliseconds;
  const late = timed.constraints.filter((constraint) => constraint.earliest(at) !== at);
  const notices = noticesOf(rules, question, book);
  const limitsLeft = limitsOf(rules, question, clocks, at);
  const refusals = unique([...gates, ...timed.refusals, ...late.map((c) => reasonOf(c.placed, `conduct.${c.code}`))]);
  if (refusals.length === 0) {
    const because = unique([...opened.permits, ...timed.constraints.map((c) => c.placed)].map((placed) => reasonOf(placed)));
    return { allowed: true, because, notices, limitsLeft, clocks };
  }
  const next = gates.length + timed.refusals.length === 0 ? leastCommon(at, timed.constraints) : undefined;
  return {
    allowed: false,
    code: weightiest(refusals),
    because: refusals,
    notices,
    limitsLeft,
    clocks,
    ...(next === undefined ? {} : instants(next, clocks)),
  };
}

type Opening = { readonly permits: readonly PlacedRule[]; readonly refusals: readonly ConductReason[]; readonly facts: ReadonlySet<Circumstance> };

/** Whether every debtor place has a rule that opens this channel to this sender. */
function openings(question: ContactQuestion, facts: ReadonlySet<Circumstance>, book: ConductBook): Opening {
  const permits: PlacedRule[] = [];
  const shut: Place[] = [];
  for (const place of question.debtor.places) {
    const found = [...book.house, ...book.rulesAt(place)].filter(({ rule }) => rule.kind === 'permit' && applies(rule, question, facts));
    if (found.length === 0) shut.push(place);
    permits.push(...found);
  }
  const more = new Set(facts);
  if (question.recipient === 'third-party' && shut.length > 0) more.add('no-third-party-permit');
  if (question.channel === 'workplace' && shut.length > 0) more.add('no-workplace-permit');
  const refusals = shut.map((place) => blankReason(calendarName(place), 'conduct.not_covered', notCoveredText(place, question, book)));
  return { permits: distinct(permits), refusals, facts: more };
}

function notCoveredText(place: Place, question: ContactQuestion, book: ConductBook): { zh: string; en: string } {
  const name = calendarName(place);
  const blank = book.blankAt(place);
  return {
    zh: `规则表中没有允许在 ${name} 以“${question.channel}”方式联系此类对象的规则，请先咨询当地律师`,
    en: `no rule in the table lets a ${question.sender.relation} reach a ${question.debtor.kind} in ${name} by ${question.channel}: ask local counsel${blank ? ` (${blank})` : ''}`,
  };
}

/** All rules that speak: the house's, the debtor places', and the sender's place's (which may only narrow). */
function speaking(question: ContactQuestion, facts: ReadonlySet<Circumstance>, book: ConductBook): PlacedRule[] {
  const places = [...question.debtor.places, question.sender.place];
  const protects = question.recipient !== 'debtor-lawyer';
  const placed = protects ? places.flatMap((place) => book.rulesAt(place)) : [];
  return distinct([...book.house, ...placed]).filter(({ rule }) => rule.kind !== 'permit' && applies(rule, question, facts));
}

const closedBy = (rules: readonly PlacedRule[], question: ContactQuestion): ConductReason[] =>
  rules.filter(({ rule }) => rule.kind === 'forbid' && !lifted(rule, question)).map((placed) => reasonOf(placed, codeOf(placed.rule)));

const codeOf = (rule: ConductRule): ConductCode => refusalCodes.find((code) => code === `conduct.${rule.code}`) ?? 'conduct.forbidden';

/** A consumer is not contacted from a place whose own rules are unknown; between businesses it is a notice. */
function senderPlaceGate(question: ContactQuestion, book: ConductBook): ConductReason[] {
  const place = question.sender.place;
  if (question.debtor.kind !== 'consumer' || book.rulesAt(place).length > 0) return [];
  return [blankReason(calendarName(place), 'conduct.sender_place_unknown', senderPlaceText(place))];
}

const senderPlaceText = (place: Place): { zh: string; en: string } => ({
  zh: `规则表中没有发送方所在地 ${calendarName(place)} 的规则，请先咨询当地律师`,
  en: `no rules are loaded for the sender's place ${calendarName(place)}: ask local counsel`,
});

type Timed = { readonly constraints: readonly TimedConstraint[]; readonly refusals: readonly ConductReason[] };

function timedConstraints(question: ContactQuestion, rules: readonly PlacedRule[], clocks: readonly string[], book: ConductBook): Timed {
  const refusals: ConductReason[] = [];
  const constraints: TimedConstraint[] = [];
  const binding = rules.filter(({ rule }) => !lifted(rule, question));
  for (const placed of binding.filter(({ rule }) => rule.kind === 'hours' && rule.id !== houseHours)) {
    for (const zone of clocks) constraints.push(hoursConstraint(placed, zone, placed.place, book.calendar));
  }
  for (const place of question.debtor.places) constraints.push(...cautionHours(question, place, rules, book, refusals));
  for (const placed of binding.filter(({ rule }) => rule.kind === 'limit')) {
    for (const zone of clocks) constraints.push(limitConstraint(placed, zone, question));
  }
  constraints.push(...ownWishes(question, clocks, book));
  const needsClock = immediateChannels.includes(question.channel) || constraints.length > 0;
  if (clocks.length === 0 && needsClock) refusals.push(blankReason('zone', 'conduct.zone_unknown', zoneText));
  return { constraints, refusals };
}

const houseHours = 'house.hours';
const zoneText = { zh: '不知道对方所在时区', en: 'the person’s time zone is not known' };

/** Where a place gives no hours: the house's narrow ones for a business or a "reasonable times" standard, else no. */
function cautionHours(
  question: ContactQuestion,
  place: Place,
  rules: readonly PlacedRule[],
  book: ConductBook,
  refusals: ConductReason[],
): TimedConstraint[] {
  if (!immediateChannels.includes(question.channel)) return [];
  const names = new Set(book.rulesAt(place).map((placed) => placed.place));
  const local = rules.filter((placed) => names.has(placed.place));
  if (local.some(({ rule }) => rule.kind === 'hours')) return [];
  const reasonable =
    question.debtor.kind !== 'consumer' || question.recipient === 'debtor-lawyer' || local.some(({ rule }) => rule.kind === 'standard');
  const house = book.house.find(({ rule }) => rule.id === houseHours);
  if (!reasonable || !house) {
    refusals.push(blankReason(calendarName(place), 'conduct.hours_unknown', hoursUnknownText(place)));
    return [];
  }
  return lifted(house.rule, question) ? [] : zonesOf(place).map((zone) => hoursConstraint(house, zone, calendarName(place), book.calendar));
}

const hoursUnknownText = (place: Place): { zh: string; en: string } => ({
  zh: `${calendarName(place)} 允许联系的时段未知，请先咨询当地律师`,
  en: `the hours in which ${calendarName(place)} allows contact are not known: ask local counsel`,
});

/** Slots the person refused, and holds that end by themselves. */
function ownWishes(question: ContactQuestion, clocks: readonly string[], book: ConductBook): TimedConstraint[] {
  const ruleOf = (id: string): PlacedRule | undefined => book.house.find(({ rule }) => rule.id === id);
  const slots = question.preferences.refusedSlots ?? [];
  const wish = ruleOf('house.slots');
  const hold = ruleOf('house.hold');
  const ends = question.purpose === 'reply' ? [] : question.holds.flatMap((h) => (h.until === undefined ? [] : [h.until]));
  return clocks.flatMap((zone) => [
    ...(wish && slots.length > 0 && question.channel !== 'post' ? [slotConstraint(wish, zone, slots)] : []),
    ...(hold ? ends.map((until) => holdConstraint(hold, zone, until)) : []),
  ]);
}

/** The least instant at or after `t` that satisfies all: each step moves to the latest of the earliest. */
function leastCommon(t: number, constraints: readonly TimedConstraint[]): number | undefined {
  let now = t;
  for (let step = 0; step < 2000; step += 1) {
    let then = now;
    for (const constraint of constraints) {
      const earliest = constraint.earliest(then);
      if (earliest === undefined) return undefined;
      then = earliest;
    }
    if (then === now) return now;
    now = then;
  }
  return undefined;
}

function noticesOf(rules: readonly PlacedRule[], question: ContactQuestion, book: ConductBook): ConductReason[] {
  const spoken = rules.filter(({ rule }) => rule.kind === 'notice').map((placed) => reasonOf(placed));
  const place = question.sender.place;
  if (question.debtor.kind === 'consumer' || book.rulesAt(place).length > 0) return spoken;
  return [...spoken, blankReason(calendarName(place), 'conduct.sender_place_unknown', senderPlaceText(place))];
}

function limitsOf(rules: readonly PlacedRule[], question: ContactQuestion, clocks: readonly string[], at: number): LimitLeft[] {
  return rules.flatMap(({ rule, place }) => {
    const limit = rule.limit;
    if (!limit || lifted(rule, question)) return [];
    const used = Math.max(0, ...clocks.map((zone) => usedOn(rule, limit, zone, question, at)));
    return [{ ruleId: rule.id, place, max: limit.max, used, left: Math.max(0, limit.max - used), consecutiveDays: limit.consecutiveDays }];
  });
}

const weightiest = (reasons: readonly ConductReason[]): ConductCode =>
  refusalCodes.find((code) => reasons.some((reason) => reason.code === code)) ?? 'conduct.forbidden';

function unique(reasons: readonly ConductReason[]): ConductReason[] {
  const seen = new Set<string>();
  return reasons.filter((reason) => !seen.has(`${reason.ruleId}|${reason.code}`) && seen.add(`${reason.ruleId}|${reason.code}`));
}

function instants(epochMs: number, clocks: readonly string[]): { nextAllowedAt: string; nextAllowedLocal: string[] } {
  const at = Temporal.Instant.fromEpochMilliseconds(epochMs);
  return { nextAllowedAt: at.toString(), nextAllowedLocal: clocks.map((zone) => at.toZonedDateTimeISO(zone).toString()) };
}
