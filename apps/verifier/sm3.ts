import type { Hasher } from '#domain/evidence/crypto.ts';

/** SM3 (GB/T 32905-2016), streaming, for browsers: WebCrypto has none. */
export function sm3(): Hasher {
  const state = Uint32Array.of(0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e);
  const block = new Uint8Array(64);
  let filled = 0;
  let length = 0;
  const update = (data: Uint8Array): void => {
    length += data.length;
    for (let at = 0; at < data.length; ) {
      const take = Math.min(64 - filled, data.length - at);
      block.set(data.subarray(at, at + take), filled);
      filled += take;
      at += take;
      if (filled === 64) {
        compress(state, block);
        filled = 0;
      }
    }
  };
  return {
    update,
    digest() {
      const bits = BigInt(length) * 8n;
      const padding = new Uint8Array((filled < 56 ? 56 : 120) - filled + 8);
      padding[0] = 0x80;
      new DataView(padding.buffer).setBigUint64(padding.length - 8, bits);
      update(padding);
      const out = new DataView(new ArrayBuffer(32));
      state.forEach((word, i) => {
        out.setUint32(4 * i, word);
      });
      return new Uint8Array(out.buffer);
    },
  };
}

const rotate = (x: number, n: number): number => (x << (n & 31)) | (x >>> ((32 - n) & 31));
const p0 = (x: number): number => x ^ rotate(x, 9) ^ rotate(x, 17);
const p1 = (x: number): number => x ^ rotate(x, 15) ^ rotate(x, 23);
const words = new Int32Array(68);

/** Section 5.3: message expansion and 64 rounds. */
function compress(state: Uint32Array, block: Uint8Array): void {
  const view = new DataView(block.buffer, block.byteOffset, 64);
  const w = (i: number): number => words[i] as number;
  for (let i = 0; i < 16; i++) words[i] = view.getInt32(4 * i);
  for (let i = 16; i < 68; i++) words[i] = p1(w(i - 16) ^ w(i - 9) ^ rotate(w(i - 3), 15)) ^ rotate(w(i - 13), 7) ^ w(i - 6);
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i++) {
    const early = i < 16;
    const ss1 = rotate((rotate(a, 12) + e + rotate(early ? 0x79cc4519 : 0x7a879d8a, i)) | 0, 7);
    const ss2 = ss1 ^ rotate(a, 12);
    const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = early ? e ^ f ^ g : (e & f) | (~e & g);
    const tt1 = (ff + d + ss2 + (w(i) ^ w(i + 4))) | 0;
    const tt2 = (gg + h + ss1 + w(i)) | 0;
    [d, c, b, a] = [c, rotate(b, 9), a, tt1];
    [h, g, f, e] = [g, rotate(f, 19), e, p0(tt2)];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    state[i] = (state[i] as number) ^ word;
  });
}
