import hanFold from './tables/han-fold.json' with { type: 'json' };

/** Traditional Chinese, Hong Kong and Japanese forms to one simplified form each, by code point. */
const simplified = new Map<string, string>();
for (let i = 0; i < hanFold.from.length; i++) simplified.set(hanFold.from[i] as string, hanFold.to[i] as string);

const plainAscii = /^[\x20-\x7e]*$/;
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]/g;

/**
 * One written form: compatibility width (NFKC), no invisible characters, one kind of quote and dash, one kind of Han character,
 * lower case. Names stay readable; nothing is transliterated here.
 */
export function foldName(text: string): string {
  if (plainAscii.test(text)) return text.toLowerCase();
  const wide = text.normalize('NFKC').replace(invisible, '').toLowerCase();
  let folded = '';
  for (const char of wide) folded += simplified.get(char) ?? char;
  return folded
    .replace(/[\u2018\u2019\u02bc\u02bb\u02b9\u2032\u00b4`\u02bf\u02be]/g, "'")
    .replace(/[\u201c\u201d\u00ab\u00bb\u300c\u300d\u300e\u300f\u2033]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\u3010\u3014\u300a\u3008]/g, '(')
    .replace(/[\u3011\u3015\u300b\u3009]/g, ')');
}

export type Script = 'latin' | 'han' | 'kana' | 'hangul' | 'cyrillic' | 'other';

export function scriptOf(char: string): Script | undefined {
  const code = char.codePointAt(0) as number;
  if (code < 0x250) return /[\p{L}]/u.test(char) ? 'latin' : undefined;
  if ((code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf) || code === 0x3005 || code === 0x3007) return 'han';
  if (code >= 0x3041 && code <= 0x30ff && code !== 0x30fb) return 'kana';
  if ((code >= 0xac00 && code <= 0xd7a3) || (code >= 0x1100 && code <= 0x11ff)) return 'hangul';
  if (code >= 0x400 && code <= 0x52f) return 'cyrillic';
  if (code >= 0x1e00 && code <= 0x1eff) return 'latin';
  return /\p{L}/u.test(char) ? 'other' : undefined;
}

const eastAsian = /[\u3005\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]/;

/** True when the text has a Han, kana or hangul character. */
export const isEastAsian = (text: string): boolean => eastAsian.test(text);
