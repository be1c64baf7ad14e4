import type { Citation } from '#domain/kernel/citation.ts';
import type { Bilingual } from '#domain/kernel/text.ts';

/**
 * Whether a title of the claim's forum, or an award, works where an asset lies: `home` the same country, `open` by a known instrument
 * (EU regulation, bilateral treaty, New York or Hague convention, arrangement), `unsure` case by case, `closed` known to be denied,
 * `unknown` nothing at hand.
 */
export type PlaceReach = {
  readonly grade: 'home' | 'open' | 'unsure' | 'closed' | 'unknown';
  readonly text: Bilingual;
  readonly citation?: Citation;
  /** What counsel there should be asked before anything is filed. */
  readonly ask: readonly Bilingual[];
};

export type ReachOf = (country: string) => PlaceReach | undefined;

const ask: Bilingual = {
  zh: '请咨询当地律师：可否承认执行、可否诉前保全？',
  en: 'ask local counsel: is recognition possible, and preservation before a title?',
};
export const askCounsel: Readonly<Record<'nowhere' | 'noProfile', PlaceReach>> = {
  nowhere: { grade: 'unknown', text: { zh: '所在地不明', en: 'its place is not known' }, ask: [] },
  noProfile: { grade: 'unknown', text: { zh: '没有该地的法律资料，请咨询律师', en: 'no law profile of the place: ask counsel' }, ask: [ask] },
};
