/**
 * Restricted Damerau-Levenshtein distance (one swap of neighbours counts 1) by Hyyro's bit-parallel method, for a first text
 * of at most 31 code units; longer texts are cut, since no name token is that long and whole names are compared by tokens.
 */
const peq = new Int32Array(65536);

export function editDistance(left: string, right: string): number {
  if (left === right) return 0;
  let a = left;
  let b = right;
  if (a.length > b.length) [a, b] = [b, a];
  if (a.length === 0) return b.length;
  if (a.length > 31) {
    a = a.slice(0, 31);
    b = b.slice(0, 31 + right.length - left.length > 0 ? 31 + Math.abs(right.length - left.length) : 31);
  }
  const m = a.length;
  for (let i = 0; i < m; i++) peq[a.charCodeAt(i)] = (peq[a.charCodeAt(i)] as number) | (1 << i);
  let vp = (1 << m) - 1;
  if (m === 31) vp = 0x7fffffff;
  let vn = 0;
  let d0 = 0;
  let previousMatch = 0;
  let score = m;
  const last = 1 << (m - 1);
  for (let j = 0; j < b.length; j++) {
    const match = peq[b.charCodeAt(j)] as number;
    const transposed = (((~d0 & match) << 1) & previousMatch) | 0;
    d0 = (((match & vp) + vp) ^ vp) | match | vn | transposed | 0;
    let hp = vn | ~(d0 | vp) | 0;
    const hn = d0 & vp;
    if (hp & last) score++;
    else if (hn & last) score--;
    hp = (hp << 1) | 1;
    vp = (hn << 1) | ~(d0 | hp) | 0;
    vn = hp & d0;
    previousMatch = match;
  }
  for (let i = 0; i < m; i++) peq[a.charCodeAt(i)] = 0;
  return score;
}

/** 1 minus distance over the longer length. */
export function editSimilarity(left: string, right: string): number {
  const longest = Math.max(left.length, right.length);
  return longest === 0 ? 1 : 1 - editDistance(left, right) / longest;
}
