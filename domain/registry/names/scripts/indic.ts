/**
 * The scripts of India share one layout in Unicode (Devanagari at 0900, Bengali 0980, Gurmukhi 0A00, Gujarati 0A80, Oriya 0B00, Tamil 0B80,
 * Telugu 0C00, Kannada 0C80, Malayalam 0D00), so one table by offset reads them all. The inherent a is left out where Hindi does not speak it.
 */
const consonants: Readonly<Record<number, string>> = {
  21: 'k',
  22: 'kh',
  23: 'g',
  24: 'gh',
  25: 'n',
  26: 'ch',
  27: 'chh',
  28: 'j',
  29: 'jh',
  30: 'n',
  31: 't',
  32: 'th',
  33: 'd',
  34: 'dh',
  35: 'n',
  36: 't',
  37: 'th',
  38: 'd',
  39: 'dh',
  40: 'n',
  41: 'n',
  42: 'p',
  43: 'ph',
  44: 'b',
  45: 'bh',
  46: 'm',
  47: 'y',
  48: 'r',
  49: 'r',
  50: 'l',
  51: 'l',
  52: 'zh',
  53: 'v',
  54: 'sh',
  55: 'sh',
  56: 's',
  57: 'h',
  88: 'q',
  89: 'kh',
  90: 'g',
  91: 'z',
  92: 'r',
  93: 'rh',
  94: 'f',
  95: 'y',
};
const vowels: Readonly<Record<number, string>> = {
  5: 'a',
  6: 'a',
  7: 'i',
  8: 'i',
  9: 'u',
  10: 'u',
  11: 'ri',
  13: 'e',
  14: 'e',
  15: 'e',
  16: 'ai',
  17: 'o',
  18: 'o',
  19: 'o',
  20: 'au',
};
const signs: Readonly<Record<number, string>> = {
  62: 'a',
  63: 'i',
  64: 'i',
  65: 'u',
  66: 'u',
  67: 'ri',
  69: 'e',
  70: 'e',
  71: 'e',
  72: 'ai',
  73: 'o',
  74: 'o',
  75: 'o',
  76: 'au',
};
const virama = 0x4d;
const nukta: Readonly<Record<string, string>> = { k: 'q', g: 'g', j: 'z', d: 'r', ph: 'f', y: 'y' };

type Letter = { consonant: string; vowel: string; silent?: boolean; joined?: boolean; dead?: boolean };

/** One word of an Indian script in the plain Latin spelling newspapers use. */
export function indicInLatin(text: string): string {
  const out: Letter[] = [];
  for (const char of text.normalize('NFC')) {
    const code = (char.codePointAt(0) as number) & 0x7f;
    const last = out.at(-1);
    if (consonants[code] !== undefined) {
      const joined = last?.dead === true;
      out.push({ consonant: consonants[code] as string, vowel: 'a', silent: true, ...(joined ? { joined: true } : {}) });
    } else if (vowels[code] !== undefined) out.push({ consonant: '', vowel: vowels[code] as string });
    else if (signs[code] !== undefined && last) Object.assign(last, { vowel: signs[code], silent: false });
    else if (code === virama && last) Object.assign(last, { vowel: '', silent: false, dead: true });
    else if (code === 0x4e) out.push({ consonant: 't', vowel: '' });
    else if (code === 0x3c && last) last.consonant = nukta[last.consonant] ?? last.consonant;
    else if ((code === 0x01 || code === 0x02) && last) out.push({ consonant: 'n', vowel: '' });
  }
  // Unspoken a: at the end of a word unless after joined consonants, and between two spoken syllables, read from the end.
  for (let at = out.length - 1; at > 0; at--) {
    const letter = out[at] as Letter;
    if (!letter.silent) continue;
    if (at === out.length - 1) letter.vowel = letter.joined ? 'a' : '';
    else if (
      (out[at - 1] as Letter).vowel !== '' &&
      (out[at + 1] as Letter).vowel !== '' &&
      !letter.joined &&
      (out[at + 1] as Letter).consonant !== ''
    )
      letter.vowel = '';
  }
  return out.map(({ consonant, vowel }) => consonant + vowel).join('');
}
