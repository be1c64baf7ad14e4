import { dayOf } from '../../kernel/day.ts';
import type { PlacedRule } from './book.ts';
import type { ContactQuestion } from './question.ts';
import type { Channel, Circumstance, ConductRule } from './rule.ts';

/** Channels that reach into somebody's day; they need hours. Post and e-mail wait until they are opened. */
export const immediateChannels: readonly Channel[] = ['call', 'visit', 'sms', 'chat', 'social-media', 'workplace'];

/** The facts of a question that rules hang on. A hold with an end is a matter of time and is not among them. */
export function circumstancesOf(question: ContactQuestion): Set<Circumstance> {
  const facts = new Set<Circumstance>();
  if (question.holds.some((hold) => hold.until === undefined)) facts.add('on-hold');
  if (question.stops.some((stop) => stop.channel === undefined || stop.channel === question.channel)) facts.add('stop-requested');
  if (question.represented && question.recipient !== 'debtor-lawyer') facts.add('represented');
  if (question.disputed) facts.add('disputed');
  if (question.vulnerable) facts.add('vulnerable');
  if (question.preferences.refusedChannels?.includes(question.channel)) facts.add('channel-refused');
  if (question.thirdParty?.debtorLost) facts.add('debtor-lost');
  if (question.recipient === 'third-party' && question.thirdParty?.revealsDebt) facts.add('reveals-debt');
  if (question.recipient === 'third-party' && question.thirdParty?.saidStop) facts.add('third-party-said-stop');
  return facts;
}

/**
 * Whether a rule speaks to a question. A debt whose sector nobody told keeps every sector's limits but gets no sector's
 * permits: not knowing never opens a door.
 */
export function applies(rule: ConductRule, question: ContactQuestion, facts: ReadonlySet<Circumstance>): boolean {
  const to = rule.appliesTo ?? {};
  const has = <T>(list: readonly T[] | undefined, value: T): boolean => list === undefined || list.includes(value);
  if (!inForce(rule, question.instant)) return false;
  if (!has(to.debtor, question.debtor.kind) || !has(to.sender, question.sender.relation)) return false;
  if (!has(to.channel, question.channel) || !has(to.recipient, question.recipient)) return false;
  if (to.sector && (question.sector === undefined ? rule.kind === 'permit' : !to.sector.includes(question.sector))) return false;
  if (rule.exceptPurpose?.includes(question.purpose)) return false;
  return (to.when ?? []).every((circumstance) => facts.has(circumstance));
}

const inForce = (rule: ConductRule, instant: string): boolean => {
  const day = dayOf(instant.slice(0, 10));
  return (!rule.from || day >= dayOf(rule.from)) && (!rule.until || day <= dayOf(rule.until));
};

/** Whether the person agreed to what the rule would otherwise stop. */
export const lifted = (rule: ConductRule, question: ContactQuestion): boolean =>
  (rule.liftedBy ?? []).some((kind) =>
    question.consents.some((consent) => consent.kind === kind && (consent.channel === undefined || consent.channel === question.channel)),
  );

export function distinct(rules: readonly PlacedRule[]): PlacedRule[] {
  const seen = new Set<string>();
  return rules.filter(({ rule }) => !seen.has(rule.id) && seen.add(rule.id));
}
