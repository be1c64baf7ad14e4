import table from './tables/han-readings.json' with { type: 'json' };
import { pinyinOf, toLatin } from './transliterate.ts';
import { wadeGiles } from './wade-giles.ts';

const byCharacter = (lists: Readonly<Record<string, string>>): Map<string, string[]> => {
  const index = new Map<string, string[]>();
  for (const [reading, characters] of Object.entries(lists))
    for (const character of characters) {
      const known = index.get(character);
      if (known) known.push(reading);
      else index.set(character, [reading]);
    }
  return index;
};
const japanese = byCharacter(table.japanese);
const cantonese = byCharacter(table.cantonese);
const korean = byCharacter(table.korean);

const longestRead = 8;

/** Whether a Latin word (lower case, no spaces) is how Japan, Hong Kong, Taiwan or Korea would write these simplified Han characters. */
export function readsAs(han: string, latin: string): boolean {
  if (han.length < 2 || han.length > longestRead || latin.length < 4 || latin.length > 6 * han.length) return false;
  return readsAsChinese(han, latin) || readsAsJapanese(han, latin) || readsAsCantonese(han, latin) || readsAsKorean(han, latin);
}

/** Walks the characters and keeps every place in the Latin word at which the readings so far may end. */
function walked(han: string, latin: string, readings: (character: string, first: boolean, last: boolean) => readonly string[]): boolean {
  let ends = [0];
  for (let i = 0; i < han.length; i++) {
    const next = new Set<number>();
    const read = readings(han[i] as string, i === 0, i === han.length - 1);
    for (const from of ends) for (const reading of read) if (reading !== '' && latin.startsWith(reading, from)) next.add(from + reading.length);
    if (next.size === 0) return false;
    ends = [...next];
  }
  return ends.includes(latin.length);
}

/** Pinyin and Wade-Giles, which Taiwan mixes. */
const readsAsChinese = (han: string, latin: string): boolean =>
  walked(han, latin, (character) => {
    const pinyin = pinyinOf(character);
    return pinyin === undefined ? [] : [pinyin, wadeGiles(pinyin), pinyin.replace('v', 'yu')];
  });

/** Hepburn and Kunrei in one spelling: long vowels short, double consonants single, n before b, m, p. */
const plainJapanese = (latin: string): string =>
  latin
    .replace(/tch/g, 'ch')
    .replace(/([bcdfgjkmpqrstvwxyz])\1/g, '$1')
    .replace(/m(?=[bp])|n'/g, 'n')
    .replace(/nm/g, 'n')
    .replace(/nn/g, 'n')
    .replace(/oh(?=[^aeiouy]|$)|ou|oo/g, 'o')
    .replace(/uu/g, 'u')
    .replace(/s(?=[iy])/g, 'sh')
    .replace(/shy/g, 'sh')
    .replace(/t(?=i)|ty/g, 'ch')
    .replace(/t(?=u)/g, 'ts')
    .replace(/(?<![sc])hu/g, 'fu')
    .replace(/z(?=i)|zy|jy/g, 'j');

const voiced: readonly (readonly [RegExp, string])[] = [
  [/^k/, 'g'],
  [/^sh/, 'j'],
  [/^s(?!h)/, 'z'],
  [/^ch/, 'j'],
  [/^ts/, 'z'],
  [/^t(?!s)/, 'd'],
  [/^[hf]/, 'b'],
  [/^[hf]/, 'p'],
];
const japaneseForms = new Map<string, readonly string[]>();

function readsAsJapanese(han: string, latin: string): boolean {
  return walked(han, plainJapanese(latin), (character, first, last) => {
    const key = `${character}${first ? 1 : 0}${last ? 1 : 0}`;
    const known = japaneseForms.get(key);
    if (known) return known;
    const forms = new Set<string>();
    for (const reading of japanese.get(character) ?? []) {
      const plain = plainJapanese(reading);
      const begun = first ? [plain] : [plain, ...voiced.flatMap(([from, to]) => (from.test(plain) ? [plain.replace(from, to)] : []))];
      for (const one of begun) {
        forms.add(one);
        // Before another consonant tetsu, ichi and gaku lose their last syllable: tekko, isshiki, gakko.
        if (!last && one.length > 3 && /(?:ts|ch|k)[ui]$/.test(one)) forms.add(one.replace(/(?:ts|ch|k)[ui]$/, ''));
      }
    }
    const read = [...forms];
    japaneseForms.set(key, read);
    return read;
  });
}

const cantoneseOnsets: Readonly<Record<string, string>> = {
  z: '(?:ch|ts|tz|j|c|z)',
  c: '(?:ch|ts|tz|c)',
  s: '(?:sh|s)',
  j: '(?:y|j)?',
  gw: '(?:kw|gw|qu|k)',
  kw: '(?:kw|qu)',
  g: '(?:k|g)',
  k: 'k',
  d: '(?:t|d)',
  t: 't',
  b: '(?:p|b)',
  p: 'p',
  ng: '(?:ng)?',
  w: '(?:w|v)',
};
const cantoneseVowels: readonly (readonly [RegExp, string])[] = [
  [/^aa?/, '[aeu]'],
  [/^eo/, '[ueo]'],
  [/^oe/, '[eo]'],
  [/^yu/, '[uei]'],
  [/^e/, '[ei]'],
  [/^i/, '[ie]'],
  [/^o/, '[oa]'],
  [/^u/, '[uoa]'],
];
const cantoneseShapes = new Map<string, string>();

/** One syllable of Jyutping as the spellings of Hong Kong scatter it. */
function cantoneseShape(syllable: string): string {
  const known = cantoneseShapes.get(syllable);
  if (known !== undefined) return known;
  const [, onset = '', rest = ''] = /^(ng|gw|kw|[bpmfdtnlgkhwzcsj])?(.*)$/.exec(syllable) ?? [];
  const coda = /(?:ng|[mnptk])$/.exec(rest)?.[0] ?? '';
  const vowel = cantoneseVowels.find(([pattern]) => pattern.test(rest))?.[1] ?? '';
  const end = coda === '' ? '[aeiouywrh]{0,2}' : `[aeiouy]{0,2}${coda === 'k' ? 'c?k' : coda}`;
  const shape = rest === 'ng' || rest === 'm' ? '(?:ng|m)' : (onset === '' ? '' : (cantoneseOnsets[onset] ?? onset)) + vowel + end;
  cantoneseShapes.set(syllable, shape);
  return shape;
}

const cantonesePatterns = new Map<string, RegExp | undefined>();
const rememberedPatterns = 5000;

const cantoneseHeads = new Map<string, string>();

/** The Latin letters with which a character's Cantonese readings may begin. */
function cantoneseHead(character: string): string {
  const known = cantoneseHeads.get(character);
  if (known !== undefined) return known;
  const heads = (cantonese.get(character) ?? []).map((syllable) =>
    /^[zc]/.test(syllable)
      ? 'ctjz'
      : /^(?:j|ng|[aeiou])/.test(syllable)
        ? 'yjnaeiou'
        : /^[gk]/.test(syllable)
          ? 'kgq'
          : /^d/.test(syllable)
            ? 'td'
            : /^b/.test(syllable)
              ? 'pb'
              : /^w/.test(syllable)
                ? 'wv'
                : (syllable[0] as string),
  );
  cantoneseHeads.set(character, heads.join(''));
  return heads.join('');
}

export function readsAsCantonese(han: string, latin: string): boolean {
  if (latin.length < 2 * han.length || !cantoneseHead(han[0] as string).includes(latin[0] as string)) return false;
  if (!cantonesePatterns.has(han)) {
    if (cantonesePatterns.size >= rememberedPatterns) cantonesePatterns.clear();
    cantonesePatterns.set(han, cantonesePattern(han));
  }
  return cantonesePatterns.get(han)?.test(latin) === true;
}

function cantonesePattern(han: string): RegExp | undefined {
  let shape = '';
  for (const character of han) {
    const syllables = cantonese.get(character);
    if (!syllables) return undefined;
    shape += `(?:${syllables.map(cantoneseShape).join('|')})`;
  }
  return new RegExp(`^${shape}$`);
}

const koreanForms = new Map<string, readonly string[]>();

/** Sino-Korean readings in Revised Romanisation, Kim and Lee as they are usually spelt. */
const readsAsKorean = (han: string, latin: string): boolean =>
  walked(han, latin, (character, first) => {
    const key = `${character}${first ? 1 : 0}`;
    const known = koreanForms.get(key);
    if (known) return known;
    const read = (korean.get(character) ?? []).flatMap((syllable) => {
      const latinised = toLatin(syllable);
      return [latinised, latinised.replace(/^g/, 'k'), latinised.replace(/eo/, 'o'), latinised.replace(/eo/, 'u'), latinised.replace(/^j/, 'ch')];
    });
    koreanForms.set(key, read);
    return read;
  });

/** Whether Korean would write these Han characters with these syllables: 现代 and 현대. */
export function readsAsHangul(han: string, hangul: string): boolean {
  if (han.length !== hangul.length || han.length < 2) return false;
  for (let i = 0; i < han.length; i++) if (!korean.get(han[i] as string)?.includes(hangul[i] as string)) return false;
  return true;
}
