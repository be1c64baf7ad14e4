import type { Words } from '../words/words.tsx';
import type { Law } from './page.tsx';

export const standings = ['verified', 'unverified', 'blank'] as const;
export type StandingName = (typeof standings)[number];

/** In the order a claim asks them: what runs, until when, what it costs, where to go, what to mind. */
const topics = [
  'interest.late',
  'interest.term',
  'interest.cap',
  'interest.floor',
  'interest.surcharge',
  'interest.judgment',
  'compensation',
  'collection-costs',
  'term',
  'limitation',
  'allocation',
  'series',
  'route',
  'fee',
  'enforcement',
  'recognition',
  'evidence',
  'notice',
  'conduct',
  'licence',
  'privacy',
  'fact',
] as const;

/** The topics that these laws speak about; one that this page does not know comes last, under its own name. */
export function topicsIn(laws: readonly Law[]): string[] {
  const present = new Set<string>(laws.flatMap((law) => [...law.rules.map((rule) => rule.topic), ...(law.series.length > 0 ? ['series'] : [])]));
  const known = topics.filter((one) => present.delete(one));
  return [...known, ...present];
}

export function topicWord(topic: string, t: Words['t']): string {
  const known = topics.find((one) => one === topic);
  return known ? t(`topic.${known}`) : topic;
}
