import type { WordKind } from './words.ts';

/** One word of an organisation's name. `text` is its Latin form, `written` the folded original; `forms` other Latin readings. */
export type Word = {
  readonly text: string;
  readonly written: string;
  readonly forms: readonly string[];
  readonly kind: WordKind;
  readonly concept?: string;
  readonly eastAsian: boolean;
  /** Of a script that is neither Latin, Cyrillic nor East Asian: read by its sounds, or by its consonants alone. */
  readonly native?: 'sounds' | 'consonants';
  /** How much of the name's identity it carries, before comparison. */
  readonly weight: number;
};

/** Weight of a word by its kind before anything is compared. */
export const weights: Readonly<Record<WordKind, number>> = { core: 1, word: 0.42, weak: 0.16, place: 0.45, number: 0.4, stop: 0.03 };
