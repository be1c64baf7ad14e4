/**
 * The consonants that survive a trip through another script: vowels dropped, voiced and voiceless, l and r, b p f v folded.
 * "maikurosofuto" and "microsoft" share one skeleton; so do "hyeondae" and "hyundai". Weak alone, useful beside other evidence.
 */
export function skeleton(latin: string): string {
  let text = latin
    .replace(/x/g, 'ks')
    .replace(/ck|q|c(?=[^eiyh]|$)|kh/g, 'k')
    .replace(/tch|sch|sh|zh|ch|j|c(?=[eiy])|ts|tz|dz|z/g, 's')
    .replace(/ph/g, 'f')
    .replace(/th/g, 't')
    .replace(/gn|ng/g, 'n')
    .replace(/gh/g, 'g')
    .replace(/[aeiouyhw']/g, '');
  text = text.replace(/[fvp]/g, 'b').replace(/l/g, 'r').replace(/g/g, 'k').replace(/d/g, 't').replace(/m/g, 'n');
  return text.replace(/(.)\1+/g, '$1');
}

/** One spelling for the ways a name is romanised: used for persons and for Latin against Cyrillic, Arabic, Greek. */
export function romanKey(latin: string): string {
  const known = romanKeys.get(latin);
  if (known !== undefined) return known;
  if (romanKeys.size >= rememberedKeys) romanKeys.clear();
  const key = spelledOneWay(latin);
  romanKeys.set(latin, key);
  return key;
}

const romanKeys = new Map<string, string>();
const rememberedKeys = 30_000;

function spelledOneWay(latin: string): string {
  return latin
    .replace(/['’-]/g, '')
    .replace(/dzh|dj|dsch/g, 'j')
    .replace(/chtch|schtsch/g, 'shch')
    .replace(/tsch|tch|tsj|tš/g, 'ch')
    .replace(/sch|sj(?=[aeiou])/g, 'sh')
    .replace(/shch|stch/g, 'sh')
    .replace(/kh|qh/g, 'h')
    .replace(/ksh/g, 'ks')
    .replace(/ph/g, 'f')
    .replace(/gh|dh|th|bh/g, (pair) => pair[0] as string)
    .replace(/ck|q|c(?=[aoukrlt]|$)/g, 'k')
    .replace(/w/g, 'v')
    .replace(/ou|oo/g, 'u')
    .replace(/ee|ie(?=[^r]|$)|iy|ij|yi|ii|y/g, 'i')
    .replace(/ai|ei|ay|ey/g, 'e')
    .replace(/x/g, 'ks')
    .replace(/z/g, 's')
    .replace(/(.)\1+/g, '$1');
}

/** A script without vowels against one with them; y and j are one there, and very short names have one consonant ("Ali"). */
export function consonantsAgree(a: string, b: string): boolean {
  const [x, y] = [skeleton(a), skeleton(b)];
  if (x === y) return x.length >= 2 || (x.length === 1 && (Math.max(a.length, b.length) <= 4 || a[0] === b[0]));
  if (x.length === 0) return false;
  // Persian reads z where Arabic has dh, and j stands for y in some hands.
  if (skeleton(a.replace(/j/g, 'y')) === skeleton(b.replace(/j/g, 'y')) || skeleton(a.replace(/dh/g, 'z')) === skeleton(b.replace(/dh/g, 'z')))
    return true;
  return wawAgrees(a, b);
}

/** Arabic waw, Hebrew vav and Thai wo waen are a vowel or the v of other spellings (Mousavi, Vejjajiva); Thai spellings write a long vowel with an r. */
function wawAgrees(a: string, b: string): boolean {
  if (!/[wv]/.test(a + b)) return false;
  const sounded = (text: string): string => skeleton(text.replace(/w/g, 'v'));
  const short = (text: string): string => sounded(text.replace(/([ao])r(?=[nmkt])/g, '$1'));
  const [x, y] = [sounded(a), sounded(b)];
  return Math.min(x.length, y.length) >= 3 && (x === y || short(a) === y || x === short(b));
}

/** French hands write sh as ch and ch as tch, and close a Slavic or Arabic name with a silent e: Chtchoukine, Cherif, Zine. */
export const frenchKey = (text: string): string =>
  romanKey(
    text
      .replace(/chtch/g, 'shch')
      .replace(/tch/g, 'C')
      .replace(/ch/g, 'sh')
      .replace(/C/g, 'ch')
      .replace(/ff$/, 'v')
      .replace(/(?<=in)e$/, '')
      .replace(/gu(?=[ei])/g, 'g'),
  );

/** Persian reads one letter as gh or q: Gholam and Qolam, Ghasem and Qasem. */
export const persianKey = (text: string): string => romanKey(text.replace(/gh|q/g, 'g'));

/** Ukrainian and Belarusian h is the g of Russian spellings: Hnatiuk, Gnatyuk. */
export const slavicH = (key: string): string => key.replace(/g/g, 'h');
export const slavicFamily = /(?:enk[oa]|chuk|[iy]uk|iak|yak|chak|ko|ets|skiy|skyi|skyy|sky|ski|vych|vich|ov|ova|ev|eva|in|ina|ii|iy|yi)$/;
