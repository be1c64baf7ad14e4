/**
 * Abbreviations that stand for words where one script or one language writes them, and for something else anywhere else: ТД is a trading
 * house in Russian, TD a bank in Canada. They are written out before the words are read.
 */
const cyrillic: Readonly<Record<string, string>> = {
  тд: 'торговый дом',
  тпк: 'торгово-промышленная компания',
  нпо: 'научно-производственное объединение',
  нпп: 'научно-производственное предприятие',
  нпф: 'научно-производственная фирма',
  нпк: 'научно-производственная компания',
  нии: 'научно-исследовательский институт',
  пкф: 'производственно-коммерческая фирма',
  ук: 'управляющая компания',
  гк: 'группа компаний',
  чоп: 'частное охранное предприятие',
  тэц: 'теплоэлектроцентраль',
  гок: 'горно-обогатительный комбинат',
};
const cyrillicWord = new RegExp(`(?<![\\p{L}\\p{N}])(${Object.keys(cyrillic).join('|')})(?![\\p{L}\\p{N}])`, 'gu');

/** In Latin letters only between a Russian form and a name: "OOO TD Luch". */
const latinAfterForm = /^((?:ooo|zao|oao|pao|ao|too) )(td|npo|npp|npf|uk|gk)(?= .{3})/;
const latin: Readonly<Record<string, string>> = {
  td: 'torgovyy dom',
  npo: 'nauchno-proizvodstvennoye obyedineniye',
  npp: 'nauchno-proizvodstvennoye predpriyatie',
  npf: 'nauchno-proizvodstvennaya firma',
  uk: 'upravlyayushchaya kompaniya',
  gk: 'gruppa kompaniy',
};

/** Turkish industry and trade. */
const others: readonly (readonly [RegExp, string])[] = [
  [/\bsan\.? ve tic\b\.?/g, 'sanayi ve ticaret'],
  [/\btic\. (?=(?:a\.?\s?s|ltd|limited|anonim)\b)/g, 'ticaret '],
];

/** A folded name with such abbreviations written out. */
export function spelledOut(folded: string): string {
  if (/[\u0400-\u04ff]/.test(folded)) return folded.replace(cyrillicWord, (_, short: string) => cyrillic[short] as string);
  let text = folded.replace(latinAfterForm, (_, form: string, short: string) => form + latin[short]);
  for (const [short, long] of others) text = text.replace(short, long);
  return text;
}
