import { eastAsianRun, hanWords } from './east-asian.ts';
import { isEastAsian } from './fold.ts';
import { latinTokens } from './latin-tokens.ts';
import { nativeNameWords } from './native-words.ts';
import { numberOf } from './number-words.ts';
import { placeWords } from './place-words.ts';
import { isNative } from './scripts/native-key.ts';
import { isSyllable } from './transliterate.ts';
import { withoutTrimmings } from './trimmings.ts';
import { type Word, weights } from './word.ts';
import {
  brandOf,
  type Concept,
  conceptOf,
  conceptPhrases,
  inflectedConcept,
  legalClassOf,
  longestLegalPhrase,
  stopWords,
  type WordKind,
} from './words.ts';

export type OrganisationName = {
  readonly raw: string;
  readonly folded: string;
  readonly words: readonly Word[];
  /** Classes of the legal forms seen, most specific first. */
  readonly legal: readonly string[];
  readonly numbers: readonly string[];
  /** Latin or Han place words. */
  readonly places: readonly string[];
  readonly branch?: string;
  readonly script: 'latin' | 'han' | 'kana' | 'hangul' | 'cyrillic' | 'other';
  /** All words but the legal form, joined: the key under which equal names meet. */
  readonly key: string;
};

/** Words of share listings ("ORD SHS", "CLASS H"), which say nothing of the issuer. */
const listingWords = new Set(
  'ord shs sh nam nom adr gdr reg cl class cva inh inhaber aktien on sz shares share sponsored spon vz st repr nv cert cdi sdr ads shrs'.split(' '),
);

/** "No. 7", "Number 7", "Nr. 7" and "№ 7" are one. */
const numberSigns = new Set(['no', 'nr', 'num', 'number', 'numero', 'nomer']);

const compound = /^(.{3,}?)(gesellschaft|werke|werk)$/;

/** With `brandless` a Han, kana or hangul name is read by its parts even where it is a company of our list. */
export function parseOrganisation(raw: string, brandless = false): OrganisationName {
  const folded = withoutTrimmings(raw);
  const words: Word[] = [];
  const legal: string[] = [];
  const numbers: string[] = [];
  const places: string[] = [];
  let branch: string | undefined;
  let script: OrganisationName['script'] = 'latin';
  if (isEastAsian(folded)) {
    script = /[\uac00-\ud7a3]/.test(folded) ? 'hangul' : /[\u3041-\u30fa\u30fd-\u30ff]/.test(folded) ? 'kana' : 'han';
    const named = folded.replace(/株式会社|有限会社|合同会社|\(株\)|股份有限公司|有限责任公司|有限公司/g, '');
    const latinShare = (named.match(/[a-z]/g)?.length ?? 0) / Math.max(1, named.length);
    if (script === 'han' && latinShare < 0.45) branch = hanWords(folded, words, legal, numbers, places, brandless);
    else
      for (const run of folded.match(
        /[\u3005\u3007\u3041-\u30fa\u30fc-\u30ff\u3400-\u9fff\uac00-\ud7a3]+|\([\u3005\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]\)|[^\u3005\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3()]+/g,
      ) ?? []) {
        if (isEastAsian(run)) eastAsianRun(run, words, legal);
        else latinWords(run, words, legal, numbers, places);
      }
  } else {
    if (/[\u0400-\u052f]/.test(folded)) script = 'cyrillic';
    else if (/[^\p{ASCII}\u0080-\u024f\u1e00-\u1eff\u2000-\u206f]/u.test(folded)) script = 'other';
    if (script === 'other' && isNative(folded)) nativeNameWords(folded, words, legal, (token) => tokenWord(token, words, numbers, places));
    else latinWords(folded, words, legal, numbers, places);
    if (legal.includes('BRANCH') || words.some((word) => word.concept === 'BRANCH')) branch = 'branch';
  }
  const settled = words.some((word) => word.kind === 'core')
    ? words
    : words.map((word) => (word.kind === 'stop' ? word : { ...word, weight: word.kind === 'weak' ? 0.5 : 1 }));
  return {
    raw,
    folded,
    words: leadWeighted(settled),
    legal,
    numbers,
    places,
    ...(branch ? { branch } : {}),
    script,
    key: words
      .filter((word) => word.kind !== 'stop')
      .map((word) => word.text)
      .join(''),
  };
}

/** The first distinctive word names the company; those after it qualify it. */
function leadWeighted(words: readonly Word[]): Word[] {
  let lead = true;
  return words.map((word) => {
    if (!lead || word.kind !== 'core') return word;
    lead = false;
    return { ...word, weight: word.weight * 1.35 };
  });
}

function latinWords(folded: string, words: Word[], legal: string[], numbers: string[], places: string[]): void {
  const tokens = latinTokens(folded);
  const isLegal = new Uint8Array(tokens.length);
  for (let start = 0; start < tokens.length; start++) {
    if (isLegal[start]) continue;
    for (let length = Math.min(longestLegalPhrase, tokens.length - start); length > 0; length--) {
      const phrase = length === 1 ? (tokens[start] as string) : tokens.slice(start, start + length).join(' ');
      const cls = legalClassOf.get(phrase);
      if (cls === undefined || !standsAsForm(phrase, start, length, tokens, isLegal, words.length)) continue;
      legal.push(cls);
      isLegal.fill(1, start, start + length);
      break;
    }
  }
  // What a bank is licensed as stands after its form: "ПАО АКБ", "JSC CB".
  for (let index = 1; index < tokens.length - 1; index++)
    if (isLegal[index - 1] && isLegal[0] && bankForms.has(tokens[index] as string)) isLegal[index] = 1;
  if (isLegal.every((flag) => flag === 1)) {
    isLegal.fill(0);
    legal.length = 0;
  }
  const from = words.length;
  let phraseEnd = 0;
  tokens.forEach((token, index) => {
    if (isLegal[index] || index < phraseEnd) return;
    const phrase = conceptPhrases.get(token)?.find(({ rest }) => rest.every((next, n) => tokens[index + 1 + n] === next && !isLegal[index + 1 + n]));
    if (phrase) {
      phraseEnd = index + 1 + phrase.rest.length;
      const text = [token, ...phrase.rest].join('');
      const { name, kind } = phrase.concept;
      words.push({ text, written: [token, ...phrase.rest].join(' '), forms: [], kind, concept: name, eastAsian: false, weight: weights[kind] });
      return;
    }
    if (numberSigns.has(token) && /^\d/.test(tokens[index + 1] ?? '')) return;
    const last = index === tokens.length - 1 || isLegal[index + 1] === 1;
    const number = amidPinyin(token, tokens, index) ? undefined : numberOf(token, last && index > 0);
    if (number !== undefined) {
      numbers.push(number);
      words.push({ text: number, written: token, forms: token === number ? [] : [token], kind: 'number', eastAsian: false, weight: weights.number });
      return;
    }
    const again =
      index > 0 &&
      (tokens.indexOf(token) < index ||
        (index === tokens.length - 1 && folded.length >= 27 && tokens.some((other, at) => at < index && other.startsWith(token))));
    const concept = conceptOf.get(token);
    // "железные дороги" is one railway, not two.
    const repeats = concept?.kind === 'word' && words.length > from && words.at(-1)?.concept === concept.name;
    words.push(again || repeats ? { ...latinWord(token), kind: 'stop', weight: weights.stop } : latinWord(token));
    if (placeWords.has(token)) places.push(token);
  });
  if (words.length === from + 1 && words[from]?.kind === 'stop') words[from] = { ...(words[from] as Word), kind: 'core', weight: 1 };
}

/** "Wu Xi Hua Rui": the syllable xi, and no eleven, between other syllables. */
const amidPinyin = (token: string, tokens: readonly string[], at: number): boolean =>
  token === 'xi' && isSyllable(tokens[at + 1] ?? '') && (at === 0 || isSyllable(tokens[at - 1] as string) || tokens.length > 3);

/** One Latin token inside a name of another script; notes its number or place. */
function tokenWord(token: string, words: readonly Word[], numbers: string[], places: string[]): Word {
  const number = numberOf(token, words.length > 0);
  if (placeWords.has(token)) places.push(token);
  if (number === undefined) return latinWord(token);
  numbers.push(number);
  return { text: number, written: token, forms: [], kind: 'number', eastAsian: false, weight: weights.number };
}

function latinWord(token: string): Word {
  const concept = conceptOf.get(token) ?? singular(token) ?? inflectedConcept(token);
  const brands = brandOf.get(token);
  const kind: WordKind = stopWords.has(token) || listingWords.has(token) ? 'stop' : concept ? concept.kind : placeWords.has(token) ? 'place' : 'core';
  const parts = concept ? undefined : compound.exec(token);
  return {
    text: token,
    written: token,
    forms: brands ?? (parts ? [parts[1] as string] : digitsAsLetters(token)),
    kind,
    ...(concept ? { concept: concept.name } : {}),
    eastAsian: false,
    weight: kind === 'core' && token.length < 4 ? (token.length < 3 ? 0.5 : 0.8) : weights[kind],
  };
}

/** "C0rnerstone", "Hi11": digits that a scanner put for letters, one between i and l either. */
const digitsAsLetters = (token: string): string[] =>
  token.length >= 4 && /^[a-z]*[01][a-z01]*$/.test(token) && /[a-z]{2}/.test(token)
    ? [...new Set(['l', 'i'].map((one) => token.replace(/0/g, 'o').replace(/1/g, one)))]
    : [];

const bankForms = new Set(['kb', 'akb', 'cb', 'jscb', 'nko', 'ikb', 'aib', 'nbko', 'ukb', 'mfo', 'mkk']);

const singular = (token: string): Concept | undefined => (token.length > 4 && token.endsWith('s') ? conceptOf.get(token.slice(0, -1)) : undefined);

const leadingForms = new Set(
  'ooo oao zao pao ao too pt ip tov pjsc ojsc jsc cjsc llc fgup fsue gup zhshs ak chp tob oo mup uab sia as ab cv ud pd fa ets ste cie sarl sas sasu sci eurl prat pat pp tdv dp kp fop zat vat fg stov ctcp cty dntn htx nao ano nko chup odo sooo osoo kfkh fgbu firma perum persero ph zph pphu phu fhu pph pw sc srl spa bv gmbh mtv tnhh zhk rgp kgp gkp'.split(
    ' ',
  ),
);

/** Short forms are read as forms only where forms stand: at the end, or at the beginning in the languages that put them there. */
function standsAsForm(phrase: string, start: number, length: number, tokens: readonly string[], isLegal: Uint8Array, before: number): boolean {
  if (start === 0 && before === 0)
    return tokens.length > length && (leadingForms.has(phrase) || phrase.length > 9 || (length > 1 && phrase.length > 5));
  if (phrase.length > 4) return true;
  for (let index = start + length; index < tokens.length; index++) {
    const rest = tokens[index] as string;
    if (tokens.indexOf(rest) < start) continue;
    if (!legalClassOf.has(rest) && !listingWords.has(rest) && !placeWords.has(rest) && conceptOf.get(rest)?.kind !== 'weak' && !isLegal[index])
      return false;
  }
  return true;
}
