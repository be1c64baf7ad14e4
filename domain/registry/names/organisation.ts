import { foldName, isEastAsian } from './fold.ts';
import { parseHan } from './han.ts';
import { isSubsequence } from './subsequence.ts';
import latinPlaces from './tables/latin-places.json' with { type: 'json' };
import { pinyinSyllables, toLatin } from './transliterate.ts';
import {
  brandOf,
  type Concept,
  conceptOf,
  eastAsianBrands,
  eastAsianWords,
  legalClassOf,
  longestLegalPhrase,
  numberOf,
  stopWords,
  type WordKind,
} from './words.ts';

/** One word of an organisation's name. `text` is its Latin form, `written` the folded original; `forms` other Latin readings. */
export type Word = {
  readonly text: string;
  readonly written: string;
  readonly forms: readonly string[];
  readonly kind: WordKind;
  readonly concept?: string;
  readonly eastAsian: boolean;
  /** How much of the name's identity it carries, before comparison. */
  readonly weight: number;
};

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

const weights: Readonly<Record<WordKind, number>> = { core: 1, word: 0.42, weak: 0.16, place: 0.45, number: 0.4, stop: 0.03 };

const placeWords = new Set<string>(latinPlaces);
/** Words of share listings ("ORD SHS", "CLASS H"), which say nothing of the issuer. */
const listingWords = new Set(
  'ord shs sh nam nom adr gdr reg cl class cva inh inhaber aktien on shares share sponsored spon vz st repr nv cert cdi sdr ads shrs'.split(' '),
);
const listingNoise =
  /\s+(?:eo|dl|ls|sf|dk|nk|sk|yn|hd|ad|cd|kc|zy|uf)\s*-?\s*[,.]?\d[\d,.]*\s*$|\s+(?:reg\.?\s*s|o\.\s?n\.|eo-?,?\d+|dl-?,?\d+)\s*$/i;

const compound = /^(.{3,}?)(gesellschaft|werke|werk|bank|versicherung|verlag|bau|technik|handel)$/;

export function parseOrganisation(raw: string): OrganisationName {
  const withoutNoise = raw.replace(listingNoise, '');
  const folded = withoutOwnInitials(
    foldName(withoutNoise.trim() === '' ? raw : withoutNoise)
      .replace(/\s+/g, ' ')
      .trim(),
  );
  const words: Word[] = [];
  const legal: string[] = [];
  const numbers: string[] = [];
  const places: string[] = [];
  let branch: string | undefined;
  let script: OrganisationName['script'] = 'latin';
  if (isEastAsian(folded)) {
    script = /[\uac00-\ud7a3]/.test(folded) ? 'hangul' : /[\u3041-\u30fa\u30fd-\u30ff]/.test(folded) ? 'kana' : 'han';
    const latinShare = (folded.match(/[a-z]/g)?.length ?? 0) / folded.length;
    if (script === 'han' && latinShare < 0.34) branch = hanWords(folded, words, legal, numbers, places);
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
    latinWords(folded, words, legal, numbers, places);
    if (legal.includes('BRANCH')) branch = 'branch';
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

/** "National Standards Laboratory (NSL)": initials in brackets repeat the name and say nothing more. */
function withoutOwnInitials(folded: string): string {
  const dash = folded.indexOf(' - ');
  if (dash > 0) {
    const [before, after] = [folded.slice(0, dash), folded.slice(dash + 3)];
    if (/^[a-z]{2,9}$/.test(before) && isSubsequence(before, initialsOf(after))) return after;
    const ending = latinTokens(before);
    if (ending.length > 1 && legalClassOf.has(ending.at(-1) as string) && /^[a-z]{3,12}$/.test(after)) return before;
  }
  const bracket = /^(.{8,}?)\s*\(([a-z][a-z0-9. -]{1,9})\)\s*(.*)$/.exec(folded);
  if (!bracket) return folded;
  const [, before = '', inside = '', after = ''] = bracket;
  return isSubsequence(inside.replace(/[^a-z]/g, ''), initialsOf(before)) ? `${before} ${after}`.trim() : folded;
}

const initialsOf = (text: string): string =>
  latinTokens(text)
    .map((token) => token[0])
    .join('');

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
  if (isLegal.every((flag) => flag === 1)) {
    isLegal.fill(0);
    legal.length = 0;
  }
  const from = words.length;
  tokens.forEach((token, index) => {
    if (isLegal[index]) return;
    const last = index === tokens.length - 1 || isLegal[index + 1] === 1;
    const number = numberOf(token, last && index > 0);
    if (number !== undefined) {
      numbers.push(number);
      words.push({ text: number, written: token, forms: token === number ? [] : [token], kind: 'number', eastAsian: false, weight: weights.number });
      return;
    }
    const again =
      index > 0 &&
      (tokens.indexOf(token) < index ||
        (index === tokens.length - 1 && folded.length >= 27 && tokens.some((other, at) => at < index && other.startsWith(token))));
    words.push(again ? { ...latinWord(token), kind: 'stop', weight: weights.stop } : latinWord(token));
    if (placeWords.has(token)) places.push(token);
  });
  if (words.length === from + 1 && words[from]?.kind === 'stop') words[from] = { ...(words[from] as Word), kind: 'core', weight: 1 };
}

function latinWord(token: string): Word {
  const concept = conceptOf.get(token) ?? singular(token);
  const brands = brandOf.get(token);
  const kind: WordKind = stopWords.has(token) || listingWords.has(token) ? 'stop' : concept ? concept.kind : placeWords.has(token) ? 'place' : 'core';
  const parts = concept ? undefined : compound.exec(token);
  return {
    text: token,
    written: token,
    forms: brands ?? (parts ? [parts[1] as string] : []),
    kind,
    ...(concept ? { concept: concept.name } : {}),
    eastAsian: false,
    weight: kind === 'core' && token.length < 4 ? (token.length < 3 ? 0.5 : 0.8) : weights[kind],
  };
}

const singular = (token: string): Concept | undefined => (token.length > 4 && token.endsWith('s') ? conceptOf.get(token.slice(0, -1)) : undefined);

const leadingForms = new Set([
  'ooo',
  'oao',
  'zao',
  'pao',
  'ao',
  'too',
  'pt',
  'ip',
  'tov',
  'pjsc',
  'ojsc',
  'jsc',
  'cjsc',
  'llc',
  'fgup',
  'gup',
  'zhshs',
  'ak',
  'chp',
  'tob',
  'oo',
  'mup',
  'uab',
  'sia',
  'as',
  'ab',
]);

/** Short forms are read as forms only where forms stand: at the end, or at the beginning in the languages that put them there. */
function standsAsForm(phrase: string, start: number, length: number, tokens: readonly string[], isLegal: Uint8Array, before: number): boolean {
  if (start === 0 && before === 0) return tokens.length > length && (leadingForms.has(phrase) || phrase.length > 9);
  if (phrase.length > 4) return true;
  for (let index = start + length; index < tokens.length; index++) {
    const rest = tokens[index] as string;
    if (tokens.indexOf(rest) < start) continue;
    if (!legalClassOf.has(rest) && !listingWords.has(rest) && !placeWords.has(rest) && conceptOf.get(rest)?.kind !== 'weak' && !isLegal[index])
      return false;
  }
  return true;
}

/** Words of a Latin, Cyrillic or other alphabetic text in one Latin spelling; dots inside abbreviations close up, others part words. */
export function latinTokens(folded: string): string[] {
  const latin = /^[\x20-\x7e]*$/.test(folded) ? folded : toLatin(folded);
  return latin
    .replace(/\b(?:[a-z]\.\s?){2,}(?:[a-z]\b(?!\.?[a-z]))?/g, closedUp)
    .replace(/(\w)'(s)\b/g, '$1$2')
    .replace(/'/g, '')
    .replace(/\ba\/s\b/g, 'as')
    .replace(/\b1st\b/g, 'first')
    .replace(/(?<=[a-z])\.com\b/g, '')
    .replace(/\b([a-z])\s?&\s?([a-z])\b/g, '$1$2')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ')
    .filter((token) => token !== '');
}

/** "J.P." becomes "jp"; initials that would read as a Roman numeral ("И.И.") stay apart. */
function closedUp(dotted: string): string {
  const letters = dotted.replace(/[.\s]/g, '');
  return /^[ivx]+$/.test(letters) ? `${[...letters].join(' ')} ` : `${letters} `;
}

function hanWords(folded: string, words: Word[], legal: string[], numbers: string[], places: string[]): string | undefined {
  const whole = folded
    .replace(/^\*?s?\*?st(?=[\u4e00-\u9fff])/, '')
    .replace(/[\s·・]/g, '')
    .replace(/(股份有限公司|有限责任公司|有限公司|株式会社|集团公司|公司)$/, '');
  const named = eastAsianBrands.has(whole) ? whole : whole.replace(/(集团|控股)+$/, '');
  if (eastAsianBrands.has(named)) {
    const form = folded.slice(folded.lastIndexOf(whole) + whole.length).trim();
    if (form !== '') legal.push(hanFormClass(form));
    words.push(...coreWords(named));
    for (const trade of whole.slice(named.length).match(/集团|控股/g) ?? []) words.push(...tradeWords(trade));
    return undefined;
  }
  const parts = parseHan(folded.replace(/^\*?s?\*?st(?=[\u4e00-\u9fff])/, ''), (text) => eastAsianBrands.has(text));
  for (const place of parts.places) {
    const latin = conceptual(place);
    words.push({
      text: latin.text,
      written: place,
      forms: latin.forms,
      kind: 'place',
      ...(latin.concept ? { concept: latin.concept } : {}),
      eastAsian: true,
      weight: weights.place,
    });
    places.push(latin.text);
  }
  if (parts.core !== '') for (const word of coreWords(parts.core)) words.push(word);
  for (const trade of parts.trades) for (const word of tradeWords(trade)) words.push(word);
  numbers.push(...parts.numbers);
  if (parts.form !== '') legal.push(hanFormClass(parts.form));
  return parts.branch;
}

function hanFormClass(form: string): string {
  if (/股份|株式|\(株/.test(form)) return 'JSC';
  if (/有限公司|有限责任|责任公司|有限会社|合同会社|\(有/.test(form)) return 'LLC';
  if (/有限合伙/.test(form)) return 'LP';
  if (/合伙|合名|合资/.test(form)) return 'GP';
  if (/合作社/.test(form)) return 'COOP';
  if (/个体|独资/.test(form)) return 'SP';
  return 'CO';
}

/** A core of Han, kana or hangul characters: brands at its head are known by name, the rest by sound. */
function coreWords(core: string): Word[] {
  for (let length = Math.min(16, core.length); length >= 2; length--) {
    const head = core.slice(0, length);
    const brands = eastAsianBrands.get(head);
    if (!brands) continue;
    const first: Word = {
      text: brands[0] as string,
      written: head,
      forms: [...brands.slice(1), toLatin(head)],
      kind: 'core',
      eastAsian: true,
      weight: weights.core,
    };
    return length === core.length ? [first] : [first, ...coreWords(core.slice(length))];
  }
  const concept = eastAsianWords.get(core);
  const text = toLatin(core);
  const initials = /^[\u4e00-\u9fff]+$/.test(core)
    ? pinyinSyllables(core)
        .map((s) => s[0])
        .join('')
    : '';
  const kind: WordKind = concept?.kind ?? 'core';
  return [
    {
      text: text === '' ? core : text,
      written: core,
      forms: initials.length > 2 ? [initials] : [],
      kind,
      ...(concept ? { concept: concept.name } : {}),
      eastAsian: true,
      weight: weights[kind],
    },
  ];
}

/** A trade such as 生物科技 is one word in Han and several in Latin: it is split where our table knows the parts. */
function tradeWords(trade: string): Word[] {
  const whole = eastAsianWords.get(trade);
  if (whole || trade.length <= 2) return [tradeWord(trade, whole)];
  for (let cut = trade.length - 1; cut >= 1; cut--) {
    const [head, tail] = [trade.slice(0, cut), trade.slice(cut)];
    const first = eastAsianWords.get(head);
    if (first && (eastAsianWords.has(tail) || tail.length <= 4)) return [tradeWord(head, first), ...tradeWords(tail)];
  }
  return [tradeWord(trade, undefined)];
}

const tradeWord = (written: string, concept: Concept | undefined): Word => {
  const kind: WordKind = concept?.kind ?? 'word';
  return { text: toLatin(written), written, forms: [], kind, ...(concept ? { concept: concept.name } : {}), eastAsian: true, weight: weights[kind] };
};

function conceptual(place: string): { text: string; forms: string[]; concept?: string } {
  const concept = eastAsianWords.get(place);
  const text = toLatin(place);
  return { text, forms: [], ...(concept ? { concept: concept.name } : {}) };
}

/** A Japanese or Korean run: forms at either end, a brand at the head, trades from the end. */
function eastAsianRun(run: string, words: Word[], legal: string[]): void {
  let text = run.replace(/[()]/g, '');
  if (run.length <= 3 && /^\(?[株有合资주유사재]\)?$/.test(run)) {
    legal.push(/[株주]/.test(run) ? 'JSC' : 'LLC');
    return;
  }
  const form =
    /^(주식회사|유한회사|유한책임회사|株式会社|有限会社|合同会社)|(주식회사|유한회사|유한책임회사|株式会社|有限会社|合同会社|회사|会社|有限公司|股份有限公司)$/.exec(
      text,
    );
  if (form && form[0].length < text.length) {
    legal.push(/주식|株式|股份/.test(form[0]) ? 'JSC' : form[0].length <= 2 ? 'CO' : 'LLC');
    text = text.replace(form[0], '');
  } else if (form) {
    legal.push('JSC');
    return;
  }
  for (let guard = 0; guard < 2 && !eastAsianBrands.has(text); guard++) {
    const place = leadingPlaceWord(text);
    if (place === undefined) break;
    words.push({
      text: toLatin(place),
      written: place,
      forms: [],
      kind: 'place',
      concept: (eastAsianWords.get(place) as Concept).name,
      eastAsian: true,
      weight: weights.place,
    });
    text = text.slice(place.length);
  }
  const trades: Word[] = [];
  for (let guard = 0; guard < 6 && text.length > 0; guard++) {
    const tail = longestTail(text);
    if (tail === undefined) break;
    const concept = eastAsianWords.get(tail) as Concept;
    trades.unshift({
      text: toLatin(tail),
      written: tail,
      forms: [],
      kind: concept.kind,
      concept: concept.name,
      eastAsian: true,
      weight: weights[concept.kind],
    });
    text = text.slice(0, text.length - tail.length);
  }
  if (text !== '') for (const word of coreWords(text)) words.push(word);
  words.push(...trades);
}

function leadingPlaceWord(text: string): string | undefined {
  for (let length = Math.min(5, text.length - 2); length >= 2; length--)
    if (eastAsianWords.get(text.slice(0, length))?.kind === 'place') return text.slice(0, length);
  return undefined;
}

function longestTail(text: string): string | undefined {
  if (eastAsianBrands.has(text)) return undefined;
  for (let length = Math.min(8, text.length); length >= 2; length--) {
    const tail = text.slice(text.length - length);
    if (eastAsianWords.has(tail) && text.length - length !== 1) return tail;
  }
  return undefined;
}
