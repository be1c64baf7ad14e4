import type { OrganisationName } from '../names/organisation.ts';
import { skeleton } from '../names/phonetic.ts';
import { pinyinSyllables } from '../names/transliterate.ts';
import type { Word } from '../names/word.ts';

/** A 32-bit key under which names meet, and how much a meeting is worth before rarity. */
export type Key = { readonly hash: number; readonly weight: number };

/** FNV-1a over UTF-16 units, the kind of key first so that kinds never meet. */
function hashed(kind: number, text: string, seed = 0x811c9dc5): number {
  let hash = Math.imul(seed ^ kind, 0x01000193);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    hash = Math.imul(hash ^ (code & 0xff), 0x01000193);
    if (code > 0xff) hash = Math.imul(hash ^ (code >>> 8), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3ce5);
  return (hash ^ (hash >>> 13)) >>> 0;
}

const kinds = {
  word: 1,
  head: 2,
  tail: 3,
  sound: 4,
  pair: 5,
  initials: 6,
  core: 7,
  gram: 8,
  soundGram: 9,
  corePlace: 10,
  coreTrade: 11,
  charPlaceTrade: 12,
  whole: 13,
  gramPlace: 14,
  headTrade: 15,
  tailTrade: 16,
};

/**
 * Every key of a parsed name. One typing error in a word leaves its first or its last four letters, one wrong character in a
 * Han core leaves a pair of characters or their sound, so a mutated name still meets the right one somewhere.
 */
export function keysOf(name: OrganisationName, offer: (hash: number, weight: number) => void): void {
  if (name.key !== '') offer(hashed(kinds.whole, name.key), 2);
  let before: Word | undefined;
  let initials = '';
  let place = '';
  let trade = '';
  for (const word of name.words) {
    if (word.kind === 'place' && place === '') place = word.eastAsian ? word.written : word.text;
    if ((word.kind === 'word' || word.kind === 'weak') && trade === '') trade = word.concept ?? word.text;
  }
  for (const word of name.words) {
    if (word.kind === 'stop') continue;
    initials += word.text[0] ?? '';
    if (word.eastAsian && /[\u4e00-\u9fff]/.test(word.written)) hanKeys(word, place, trade, offer);
    latinKeys(word, trade, offer);
    if (before) {
      offer(hashed(kinds.pair, before.text + word.text), 1.1);
      if (before.kind === 'core' && (word.kind === 'word' || word.kind === 'core'))
        offer(hashed(kinds.coreTrade, before.text + (word.concept ?? word.text)), 0.8);
    }
    before = word;
  }
  if (initials.length >= 3 && initials.length <= 7) offer(hashed(kinds.word, initials), 0.6);
}

function latinKeys(word: Word, trade: string, offer: (hash: number, weight: number) => void): void {
  if (word.kind === 'core' || word.kind === 'number') {
    offer(hashed(kinds.word, word.text), 1);
    for (const form of word.forms) if (form !== word.text && form.length > 1) offer(hashed(kinds.word, form), 0.9);
    if (word.text.length >= 5 && (!word.eastAsian || !/[\u4e00-\u9fff]/.test(word.written))) {
      offer(hashed(kinds.head, word.text.slice(0, 4)), 0.45);
      offer(hashed(kinds.tail, word.text.slice(-4)), 0.4);
      if (word.text.length >= 8) {
        offer(hashed(kinds.head, word.text.slice(0, 6)), 0.4);
        offer(hashed(kinds.tail, word.text.slice(-6)), 0.35);
      }
      if (trade !== '') {
        offer(hashed(kinds.headTrade, word.text.slice(0, 3) + trade), 0.3);
        offer(hashed(kinds.tailTrade, word.text.slice(-3) + trade), 0.3);
      }
      const sound = skeleton(word.text);
      if (sound.length >= 3) offer(hashed(kinds.sound, sound), 0.5);
    } else if (word.text.length >= 5) offer(hashed(kinds.pair, word.text), 0.6);
  } else offer(hashed(kinds.word, word.concept ?? word.text), 0.35);
}

function hanKeys(word: Word, place: string, trade: string, offer: (hash: number, weight: number) => void): void {
  const text = word.written;
  if (word.kind !== 'core') return;
  offer(hashed(kinds.core, text), 1);
  if (place !== '') offer(hashed(kinds.corePlace, text + place), 0.7);
  if (trade !== '') offer(hashed(kinds.coreTrade, text + trade), 0.7);
  const sounds = pinyinSyllables(text);
  for (let i = 0; i + 1 < text.length; i++) {
    offer(hashed(kinds.gram, text[i] + (text[i + 1] as string)), 0.5);
    if (text.length > 2 && place !== '') offer(hashed(kinds.gramPlace, text[i] + (text[i + 1] as string) + place), 0.35);
    if (text.length > 2 && sounds.length === text.length) offer(hashed(kinds.soundGram, `${sounds[i]} ${sounds[i + 1]}`), 0.3);
    if (i + 2 < text.length) offer(hashed(kinds.gram, text[i] + (text[i + 2] as string)), 0.35);
  }
  if (text.length <= 3) for (const char of text) offer(hashed(kinds.charPlaceTrade, char + place + trade), 0.3);
}
