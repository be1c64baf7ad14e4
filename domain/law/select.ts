import type { Citation } from '#domain/kernel/citation.ts';
import type { Day } from '#domain/kernel/day.ts';
import { type Refusal, refuse } from '#domain/kernel/refusal.ts';
import type { Jurisdiction } from './book.ts';
import { type Facts, matches } from './facts.ts';
import type { DatedValue, Rule, RuleException, Topic } from './format/files.ts';
import type { RuleValue } from './format/values.ts';

const ordered = new WeakMap<Jurisdiction, Map<Topic, readonly RuleException[]>>();

/** A topic's rules and exceptions, highest priority first; an exception stands before its own rule. */
function candidates(law: Jurisdiction, topic: Topic): readonly RuleException[] {
  let topics = ordered.get(law);
  if (!topics) {
    topics = new Map();
    ordered.set(law, topics);
  }
  let list = topics.get(topic);
  if (!list) {
    const all = (law.byTopic.get(topic) ?? []).flatMap((rule: Rule) => [...(rule.exceptions ?? []), rule]);
    list = all
      .map((rule, i) => ({ rule, i }))
      .sort((a, b) => (b.rule.priority ?? 0) - (a.rule.priority ?? 0) || a.i - b.i)
      .map(({ rule }) => rule);
    topics.set(topic, list);
  }
  return list;
}

/** The rule that governs a topic on these facts: the jurisdiction's own, else its parent's. */
export function govern(law: Jurisdiction, topic: Topic, facts: Facts, defaultOn?: Day): RuleException | undefined {
  for (let place: Jurisdiction | undefined = law; place; place = place.parent) {
    for (const rule of candidates(place, topic)) if (matches(rule.when, facts, defaultOn)) return rule;
  }
  return undefined;
}

/** Every rule of a topic that matches, own and inherited, highest priority first. */
export function allOf(law: Jurisdiction, topic: Topic, facts?: Facts, defaultOn?: Day): RuleException[] {
  const found: RuleException[] = [];
  for (let place: Jurisdiction | undefined = law; place; place = place.parent) {
    for (const rule of candidates(place, topic)) if (!facts || matches(rule.when, facts, defaultOn)) found.push(rule);
  }
  return found;
}

/** The version of a rule in force on a day, among those known on `knownOn`. */
export function versionOn(rule: RuleException, day: Day, knownOn?: Day): DatedValue | undefined {
  let found: DatedValue | undefined;
  for (const version of rule.values) {
    const inForce = (version.from === undefined || version.from <= day) && (version.to === undefined || version.to >= day);
    const known = knownOn === undefined || (version.knownFrom ?? version.from ?? knownOn) <= knownOn;
    if (inForce && known) found = version;
  }
  return found;
}

/** The value in force, or the law's silence as a refusal. */
export function valueOn(rule: RuleException, day: Day, knownOn?: Day): RuleValue | Refusal {
  const version = versionOn(rule, day, knownOn);
  if (!version || version.value.kind === 'blank') return refuse('law.ask_counsel', [cite(rule)], { rule: rule.id });
  return version.value;
}

export const cite = (rule: RuleException): Citation => rule.citation;
