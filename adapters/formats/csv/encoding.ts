/** How the bytes of a table are to be read; `marked` when a byte order mark says so. */
export type TextEncoding = { readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1252'; readonly marked: boolean };

/**
 * The encoding of a table from its first bytes: mark, then zero bytes (UTF-16), then strict UTF-8, then the pair pattern of
 * Chinese text (both bytes A1-FE: GB 2312 inside GB18030), else windows-1252, which covers latin-1.
 */
export function encodingOf(sample: Uint8Array): TextEncoding {
  const [a, b, c] = sample;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', marked: true };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', marked: true };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', marked: true };
  const zeros = [0, 0];
  const head = sample.subarray(0, 4096);
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > head.length / 8 && even < odd / 4) return { encoding: 'utf-16le', marked: false };
  if (even > head.length / 8 && odd < even / 4) return { encoding: 'utf-16be', marked: false };
  if (isUtf8(sample)) return { encoding: 'utf-8', marked: false };
  return { encoding: pairShare(sample) > 0.7 ? 'gb18030' : 'windows-1252', marked: false };
}

/** Strict, but the sample may end inside a character. */
function isUtf8(sample: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** The share of high bytes that stand in pairs as Chinese text writes them; in Western text they stand alone between letters. */
function pairShare(sample: Uint8Array): number {
  let high = 0;
  let paired = 0;
  for (let i = 0; i < sample.length; i++) {
    const byte = sample[i] ?? 0;
    if (byte < 0x80) continue;
    high++;
    const next = sample[i + 1] ?? 0;
    if (byte >= 0xa1 && byte <= 0xf7 && next >= 0xa1) {
      high++;
      paired += 2;
      i++;
    }
  }
  return high === 0 ? 0 : paired / high;
}
