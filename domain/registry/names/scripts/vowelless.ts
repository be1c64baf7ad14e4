/** Arabic joins the article to the word: الأسد is the Asad of al-Asad. Long vowels are no consonants. */
export const withoutArticles = (folded: string, withWaw = false): string =>
  (persian.test(folded) ? folded.replace(/[\u0636\u0630\u0638]/g, '\u0632').replace(/\u062b/g, '\u0633') : folded)
    .replace(/\u0639\u0628\u062f\s*\u0627\u0644/g, '\u0639\u0628\u062f\u0644')
    .replace(/(^|\s)(\u0627\u0644)(?=\S{2})/g, '$1')
    .replace(/[\u0623\u0625\u0622\u0627\u0621\u0624\u0626\u0629\u0649]/g, '')
    .replace(withWaw ? /(?<=\S)[\u064a\u06cc](?=\S)/g : /(?<=\S)[\u0648\u064a\u06cc](?=\S)/g, '')
    .replace(withWaw ? /(?<=\S)[\u05d9\u05d0\u05d4]/g : /(?<=\S)[\u05d5\u05d9\u05d0\u05d4]/g, '');

/** Letters that only Persian has, which reads four Arabic letters as z and two as s: رضا is Reza. */
const persian = /[\u06cc\u06a9\u06af\u067e\u0686\u0698]/;

/** One form of Arabic, Persian and Urdu letters, for looking words up: no vowel signs, one alef, one yeh, one kaf, he for teh marbuta. */
export const plainArabic = (text: string): string =>
  text
    .replace(/[\u064b-\u065f\u0670\u0640\u200c]/g, '')
    .replace(/[\u0622\u0623\u0625]/g, '\u0627')
    .replace(/[\u0649\u06cc\u0626]/g, '\u064a')
    .replace(/\u06a9/g, '\u0643')
    .replace(/[\u0629\u06c0]/g, '\u0647')
    .replace(/\u0624/g, '\u0648');

/** True for Arabic, Hebrew and Thai letters: scripts in which the vowels, or many of them, are understood and not written. */
export const isVowelless = (text: string): boolean => /[\u0590-\u06ff\u0e00-\u0e7f]/.test(text);
