import { plainArabic } from './vowelless.ts';

const native = /[\u0370-\u03ff\u0530-\u1cff\u1f00-\u1fff]/;

/** True for Greek, Armenian, Hebrew, Arabic, the scripts of India, Thai and Georgian: read in their own letters before they are romanised. */
export const isNative = (text: string): boolean => native.test(text);

/** The form under which words of these scripts are looked up: no accents in Greek, one kind of letter in Arabic, punctuation as spaces. */
export function nativeKey(text: string): string {
  let plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<=\p{L})["'\u05f3\u05f4](?=\p{L})/gu, '');
  if (/[\u0370-\u03ff\u1f00-\u1fff]/.test(plain))
    plain = plain
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .replace(/\u03c2/g, '\u03c3');
  return plainArabic(plain)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}
