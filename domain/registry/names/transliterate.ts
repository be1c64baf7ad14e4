import anyAscii from 'any-ascii';
import { scriptOf } from './fold.ts';
import { greekInLatin } from './scripts/greek.ts';
import { indicInLatin } from './scripts/indic.ts';
import { thaiInLatin } from './scripts/thai.ts';
import pinyinTable from './tables/pinyin.json' with { type: 'json' };

const syllables = new Map<string, string>();
for (const [syllable, chars] of Object.entries(pinyinTable)) for (const char of chars) syllables.set(char, syllable);

/** Readings that differ in company and person names from the first reading of the dictionary. */
const nameReadings: Readonly<Record<string, string>> = {
  长: 'chang',
  重: 'chong',
  行: 'hang',
  都: 'du',
  厦: 'xia',
  朝: 'chao',
  曾: 'zeng',
  乐: 'le',
  和: 'he',
  大: 'da',
  传: 'chuan',
  藏: 'zang',
  贾: 'jia',
  任: 'ren',
  尹: 'yin',
  华: 'hua',
  兴: 'xing',
  盛: 'sheng',
  晟: 'sheng',
};
for (const [char, reading] of Object.entries(nameReadings)) syllables.set(char, reading);

const syllableNames = new Set(Object.keys(pinyinTable).filter((syllable) => syllable.length > 1));
/** True for one whole pinyin syllable: Min and Ming are two names, not one misspelt. */
export const isSyllable = (latin: string): boolean => syllableNames.has(latin);

const cuts = new Map<string, readonly string[] | undefined>();

/** The whole pinyin syllables of two letters or more that a Latin word consists of, longest first; undefined when something is left over. */
export function pinyinCut(word: string): readonly string[] | undefined {
  if (word.length < 4 || word.length > 18) return undefined;
  if (cuts.has(word)) return cuts.get(word);
  if (cuts.size > 20_000) cuts.clear();
  const cut = cutFrom(word, 0);
  cuts.set(word, cut);
  return cut;
}

function cutFrom(word: string, from: number): readonly string[] | undefined {
  if (from === word.length) return [];
  for (let length = Math.min(6, word.length - from); length >= 2; length--) {
    const head = word.slice(from, from + length);
    if (!syllableNames.has(head)) continue;
    const rest = cutFrom(word, from + length);
    if (rest) return [head, ...rest];
  }
  return undefined;
}

/** Pinyin of one simplified character without tone; v stands for ü. Undefined for a character without a reading. */
export const pinyinOf = (char: string): string | undefined => syllables.get(char);

/** Pinyin syllables of a Han text; characters without a reading are left out. */
export function pinyinSyllables(text: string): string[] {
  const found: string[] = [];
  for (const char of text) {
    const syllable = syllables.get(char);
    if (syllable !== undefined) found.push(syllable);
  }
  return found;
}

/** Scientific and passport spellings of Cyrillic folded to one English one, Kazakh and Ukrainian letters included. */
const cyrillic: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
  і: 'i',
  ї: 'i',
  є: 'e',
  ґ: 'g',
  ў: 'u',
  ә: 'a',
  ғ: 'g',
  қ: 'k',
  ң: 'n',
  ө: 'o',
  ұ: 'u',
  ү: 'u',
  һ: 'h',
  ј: 'j',
  љ: 'lj',
  њ: 'nj',
  ћ: 'c',
  ђ: 'dj',
  џ: 'dz',
  ѓ: 'g',
  ќ: 'k',
  ѕ: 'dz',
};

/** Serbian and Macedonian have a Latin alphabet of their own, whose carons we leave out as everywhere; letters that only they have show them. */
const southSlavic = /[\u0452\u0453\u0455\u0458-\u045c\u045f]/;
const inGaj: Readonly<Record<string, string>> = { ц: 'c', ч: 'c', ш: 's', ж: 'z', х: 'h' };

/** Small kana change the sound before them; read as Hepburn does. */
const kanaPairs: Readonly<Record<string, string>> = {
  ファ: 'fa',
  フィ: 'fi',
  フェ: 'fe',
  フォ: 'fo',
  フュ: 'fyu',
  ティ: 'ti',
  ディ: 'di',
  トゥ: 'tu',
  ドゥ: 'du',
  デュ: 'dyu',
  テュ: 'tyu',
  ウィ: 'wi',
  ウェ: 'we',
  ウォ: 'wo',
  ヴァ: 'va',
  ヴィ: 'vi',
  ヴェ: 've',
  ヴォ: 'vo',
  シェ: 'she',
  ジェ: 'je',
  チェ: 'che',
  ツァ: 'tsa',
  ツェ: 'tse',
  クォ: 'kwo',
  クァ: 'kwa',
  シャ: 'sha',
  シュ: 'shu',
  ショ: 'sho',
  ジャ: 'ja',
  ジュ: 'ju',
  ジョ: 'jo',
  チャ: 'cha',
  チュ: 'chu',
  チョ: 'cho',
  キャ: 'kya',
  キュ: 'kyu',
  キョ: 'kyo',
  ギャ: 'gya',
  ギュ: 'gyu',
  ギョ: 'gyo',
  ニャ: 'nya',
  ニュ: 'nyu',
  ニョ: 'nyo',
  ヒャ: 'hya',
  ヒュ: 'hyu',
  ヒョ: 'hyo',
  ビャ: 'bya',
  ビュ: 'byu',
  ビョ: 'byo',
  ピャ: 'pya',
  ピュ: 'pyu',
  ピョ: 'pyo',
  ミャ: 'mya',
  ミュ: 'myu',
  ミョ: 'myo',
  リャ: 'rya',
  リュ: 'ryu',
  リョ: 'ryo',
};

const readKana = (text: string): string => text.replace(/[\u30a0-\u30ff][ァィゥェォャュョ]/g, (pair) => kanaPairs[pair] ?? pair).replace(/ッ/g, '');

const latinOfHan = new Map<string, string>();
const rememberedHan = 50_000;

/** A readable Latin form of any text, lower case. Han becomes pinyin without tones, joined. */
export function toLatin(written: string): string {
  const first = written.charCodeAt(0);
  if (first < 0x4e00 || first > 0x9fff || written.length > 8) return romanised(written);
  const known = latinOfHan.get(written);
  if (known !== undefined) return known;
  if (latinOfHan.size >= rememberedHan) latinOfHan.clear();
  const latin = romanised(written);
  latinOfHan.set(written, latin);
  return latin;
}

function romanised(written: string): string {
  const text = /[\u0370-\u03ff\u0900-\u0d7f\u0e00-\u0e7f\u1f00-\u1fff]/.test(written) ? nativeInLatin(written) : written;
  let out = '';
  const serbian = southSlavic.test(text);
  for (const char of /[\u30a0-\u30ff]/.test(text) ? readKana(text) : text) {
    const code = char.charCodeAt(0);
    if (code < 0x80) out += char;
    else if (code < 0x530 && cyrillic[char] !== undefined) out += (serbian ? inGaj[char] : undefined) ?? cyrillic[char];
    else if (code >= 0x4e00 && code <= 0x9fff) out += syllables.get(char) ?? '';
    else if (scriptOf(char) === 'han') out += syllables.get(char) ?? '';
    else if (char === 'ー' || char === '・') out += '';
    else out += german[char] ?? anyAscii(char);
  }
  return out.toLowerCase();
}

/** Runs of scripts that are read by word and not by letter. */
const nativeInLatin = (text: string): string =>
  text
    .replace(/[\u0370-\u03ff\u1f00-\u1fff]+/g, greekInLatin)
    .replace(/[\u0900-\u0d7f\u200c\u200d]+/g, indicInLatin)
    .replace(/[\u0e00-\u0e7f]+/g, thaiInLatin);

const german: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i' };
