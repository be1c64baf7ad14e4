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
    .replace(/tsch|tch|tsj|tš/g, 'ch')
    .replace(/sch|sj(?=[aeiou])/g, 'sh')
    .replace(/shch|stch/g, 'sh')
    .replace(/kh|qh/g, 'h')
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
  return skeleton(a.replace(/j/g, 'y')) === skeleton(b.replace(/j/g, 'y')) || skeleton(a.replace(/dh/g, 'z')) === skeleton(b.replace(/dh/g, 'z'));
}
