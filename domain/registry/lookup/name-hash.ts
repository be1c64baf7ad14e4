import { parseOrganisation } from '../names/organisation.ts';
import { skeleton } from '../names/phonetic.ts';
import { pinyinSyllables } from '../names/transliterate.ts';

/** The keys under which a name meets others in a store: signed 64-bit hashes as decimal text. */
export type NameHashes = { readonly whole: string; readonly core?: string; readonly sound?: string };

const han = /[\u3400-\u9fff]/;

/**
 * Three keys of a name, from surest to widest: the whole name without its legal form; its distinctive words in order; the
 * sound of these (pinyin for Han, consonants for other scripts), so that one mistyped character still meets.
 */
export function nameHashes(name: string): NameHashes {
  const parsed = parseOrganisation(name);
  const core = parsed.words.filter((word) => word.kind === 'core' || word.kind === 'number');
  const written = core.map((word) => (word.eastAsian ? word.written : word.text)).join(' ');
  const sound = core.map((word) => (han.test(word.written) ? pinyinSyllables(word.written).join('') : skeleton(word.text))).join(' ');
  const whole = parsed.key === '' ? parsed.folded : parsed.key;
  return {
    whole: hash64('w', whole),
    ...(written === '' ? {} : { core: hash64('c', written) }),
    ...(sound.replace(/\s/g, '').length < 3 ? {} : { sound: hash64('s', sound) }),
  };
}

/** Two 32-bit FNV-1a lanes with different seeds: fast without BigInt arithmetic per character; equality is re-checked by the matcher. */
export function hash64(kind: string, text: string): string {
  let high = 0x811c9dc5;
  let low = 0x9747b28c;
  const all = `${kind}\u0000${text}`;
  for (let i = 0; i < all.length; i++) {
    const code = all.charCodeAt(i);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code ^ (low >>> 13), 0x85ebca6b);
  }
  high = Math.imul(high ^ (high >>> 15), 0x2c1b3ce5);
  low = Math.imul(low ^ (low >>> 15), 0xc2b2ae35);
  return BigInt.asIntN(64, (BigInt(high >>> 0) << 32n) | BigInt((low ^ (low >>> 13)) >>> 0)).toString();
}
