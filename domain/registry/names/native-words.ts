import { nativeKey } from './scripts/native-key.ts';
import { isVowelless, withoutArticles } from './scripts/vowelless.ts';
import { toLatin } from './transliterate.ts';
import { type Word, weights } from './word.ts';
import { type NativeWord, nativeWords } from './words.ts';

const longestPhrase = Math.max(...[...nativeWords.keys()].map((key) => key.split(' ').length));

/** Thai writes no spaces: its known words are cut out of the run, longest first, and what is left between them is the name. */
const thaiKnown = new RegExp(
  `(${[...nativeWords.keys()]
    .filter((key) => /^[\u0e00-\u0e7f ]+$/.test(key))
    .sort((a, b) => b.length - a.length)
    .join('|')})`,
);

/** Reads a Greek, Hebrew, Arabic, Indian, Thai, Armenian or Georgian name of an organisation: known words by meaning, the others by sound. */
export function nativeNameWords(folded: string, words: Word[], legal: string[], asLatin: (token: string) => Word): void {
  const tokens = nativeKey(folded)
    .split(' ')
    .flatMap((token) => (/[\u0e00-\u0e7f]/.test(token) ? token.split(thaiKnown) : [token]))
    .filter((token) => token !== '');
  for (let at = 0; at < tokens.length; ) {
    const found = longestFrom(tokens, at);
    const length = found?.length ?? 1;
    const written = tokens.slice(at, at + length).join(' ');
    at += length;
    if (found?.word.legal !== undefined) legal.push(found.word.legal);
    else words.push(found ? knownWord(written, found.word) : namedWord(written, asLatin));
  }
  if (words.length === 0) for (const token of tokens) words.push(namedWord(token, asLatin));
}

function longestFrom(tokens: readonly string[], at: number): { readonly word: NativeWord; readonly length: number } | undefined {
  for (let length = Math.min(longestPhrase, tokens.length - at); length > 0; length--) {
    const phrase = tokens.slice(at, at + length).join(' ');
    const word = nativeWords.get(phrase) ?? (length === 1 ? (withoutPrefix(phrase) ?? withoutEnding(phrase)) : undefined);
    if (word) return { word, length };
  }
  return undefined;
}

/** Arabic and Hebrew write "the", "and", "for" together with the word after them. */
function withoutPrefix(token: string): NativeWord | undefined {
  for (const prefix of [
    /^\u0648?\u0627\u0644(?=.{3})/,
    /^\u0648?\u0644\u0644(?=.{3})/,
    /^\u0648(?=.{4})/,
    /^[\u05d4\u05d5\u05dc\u05d1\u05de](?=.{3})/,
  ]) {
    const bare = token.replace(prefix, '');
    const word = bare === token ? undefined : nativeWords.get(bare);
    if (word) return word;
  }
  return undefined;
}

/** Georgian, Armenian, Greek and Hindi bend their words at the end: "of Georgia" is one letter more. */
function withoutEnding(token: string): NativeWord | undefined {
  if (!/^[\u0370-\u058f\u0900-\u0dff\u10a0-\u10ff]+$/.test(token)) return undefined;
  for (let length = token.length - 1; length >= 5 && length >= token.length - 3; length--) {
    const word = nativeWords.get(token.slice(0, length));
    if (word?.concept) return word;
  }
  return undefined;
}

function knownWord(written: string, { concept }: NativeWord): Word {
  const kind = concept?.kind ?? 'stop';
  const vowelless = isVowelless(written);
  return {
    text: toLatin(vowelless ? withoutArticles(written) : written).replace(/[^a-z0-9]/g, ''),
    written,
    forms: [],
    kind,
    ...(concept ? { concept: concept.name } : {}),
    eastAsian: false,
    weight: weights[kind],
    native: vowelless ? 'consonants' : 'sounds',
  };
}

function namedWord(written: string, asLatin: (token: string) => Word): Word {
  if (/^[a-z0-9]+$/.test(written)) return asLatin(written);
  const vowelless = isVowelless(written);
  const latin = toLatin(vowelless ? withoutArticles(written) : written).replace(/[^a-z0-9]/g, '');
  return { ...asLatin(latin === '' ? written : latin), written, native: vowelless ? 'consonants' : 'sounds' };
}
