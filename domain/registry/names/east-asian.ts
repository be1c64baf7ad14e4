import { parseHan } from './han.ts';
import { pinyinSyllables, toLatin } from './transliterate.ts';
import { type Word, weights } from './word.ts';
import { type Concept, eastAsianBrands, eastAsianWords, largeKana, type WordKind } from './words.ts';

/** Reads a Han name into words; answers its branch. */
export function hanWords(folded: string, words: Word[], legal: string[], numbers: string[], places: string[], brandless = false): string | undefined {
  const whole = folded
    .replace(/^\*?s?\*?st(?=[\u4e00-\u9fff])/, '')
    .replace(/[\s·・]/g, '')
    .replace(/(股份有限公司|有限责任公司|有限公司|株式会社|集团公司|公司)$/, '');
  const named = eastAsianBrands.has(whole) ? whole : whole.replace(/(集团|控股)+$/, '');
  if (!brandless && eastAsianBrands.has(named)) {
    const form = folded.slice(folded.lastIndexOf(whole) + whole.length).trim();
    if (form !== '') legal.push(hanFormClass(form));
    words.push(...coreWords(named));
    for (const trade of whole.slice(named.length).match(/集团|控股/g) ?? []) words.push(...tradeWords(trade));
    return undefined;
  }
  const parts = parseHan(folded.replace(/^\*?s?\*?st(?=[\u4e00-\u9fff])/, ''), (text) => eastAsianBrands.has(largeKana(text)));
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
  if (parts.core !== '') for (const word of coreWords(parts.core, brandless)) words.push(word);
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
function coreWords(core: string, brandless = false): Word[] {
  for (let length = brandless ? 0 : Math.min(16, core.length); length >= 2; length--) {
    const head = core.slice(0, length);
    const brands = eastAsianBrands.get(largeKana(head));
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
export function eastAsianRun(run: string, words: Word[], legal: string[]): void {
  let text = run.replace(/[()]/g, '');
  if (run.length <= 3 && /^\(?[株有合资주유사재]\)?$/.test(run)) {
    legal.push(/[株주]/.test(run) ? 'JSC' : 'LLC');
    return;
  }
  const form =
    /^(주식회사|유한회사|유한책임회사|株式会社|有限会社|合同会社)|(주식회사|유한회사|유한책임회사|株式会社|有限会社|合同会社|회사|会社|有限公司|股份有限公司|コーポレーション|カンパニー)$/.exec(
      text,
    );
  if (form && form[0].length < text.length) {
    legal.push(/주식|株式|股份/.test(form[0]) ? 'JSC' : form[0].length <= 2 ? 'CO' : 'LLC');
    text = text.replace(form[0], '');
  } else if (form) {
    legal.push('JSC');
    return;
  }
  for (let guard = 0; guard < 2 && !eastAsianBrands.has(largeKana(text)); guard++) {
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
  if (eastAsianBrands.has(largeKana(text))) return undefined;
  for (let length = Math.min(10, text.length); length >= 2; length--) {
    const tail = text.slice(text.length - length);
    if (eastAsianWords.has(tail) && text.length - length !== 1) return tail;
  }
  return undefined;
}
