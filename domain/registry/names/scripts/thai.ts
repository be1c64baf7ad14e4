/** Consonants of Thai and Lao at the beginning of a syllable, after the Royal Institute's system (RTGS, 1999). */
const consonants: Readonly<Record<string, string>> = {
  ก: 'k',
  ข: 'kh',
  ฃ: 'kh',
  ค: 'kh',
  ฅ: 'kh',
  ฆ: 'kh',
  ง: 'ng',
  จ: 'ch',
  ฉ: 'ch',
  ช: 'ch',
  ซ: 's',
  ฌ: 'ch',
  ญ: 'y',
  ฎ: 'd',
  ฏ: 't',
  ฐ: 'th',
  ฑ: 'th',
  ฒ: 'th',
  ณ: 'n',
  ด: 'd',
  ต: 't',
  ถ: 'th',
  ท: 'th',
  ธ: 'th',
  น: 'n',
  บ: 'b',
  ป: 'p',
  ผ: 'ph',
  ฝ: 'f',
  พ: 'ph',
  ฟ: 'f',
  ภ: 'ph',
  ม: 'm',
  ย: 'y',
  ร: 'r',
  ฤ: 'rue',
  ล: 'l',
  ว: 'w',
  ศ: 's',
  ษ: 's',
  ส: 's',
  ห: 'h',
  ฬ: 'l',
  อ: 'o',
  ฮ: 'h',
};
const vowels: Readonly<Record<string, string>> = {
  ะ: 'a',
  'ั': 'a',
  า: 'a',
  ำ: 'am',
  'ิ': 'i',
  'ี': 'i',
  'ึ': 'ue',
  'ื': 'ue',
  'ุ': 'u',
  'ู': 'u',
  เ: 'e',
  แ: 'ae',
  โ: 'o',
  ใ: 'ai',
  ไ: 'ai',
};

/** Thai letters in Latin, vowels that are only understood left out: the result is to be compared by its consonants. */
export function thaiInLatin(text: string): string {
  const spoken = text
    .replace(/[\u0e01-\u0e2e][\u0e34\u0e38]?\u0e4c/g, '')
    .replace(/[\u0e47-\u0e4b\u0e4d\u0e4e\u0e2f\u0e46]/g, '')
    .replace(/([เแโใไ])([\u0e01-\u0e2e])/g, '$2$1')
    .replace(/รร/g, 'น')
    .replace(/(?<=[\u0e30-\u0e39])ญ/g, 'น');
  let out = '';
  for (const char of spoken) out += consonants[char] ?? vowels[char] ?? char;
  return out;
}
