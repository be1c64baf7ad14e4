import type { Hasher } from '#domain/evidence/crypto.ts';

/** SM3 (GB/T 32905-2016), streaming, for browsers: WebCrypto has none. */
export function sm3(): Hasher {
  const state = Int32Array.of(0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e);
  const block = new Uint8Array(64);
  let filled = 0;
  let length = 0;
  const update = (data: Uint8Array): void => {
    length += data.length;
    for (let at = 0; at < data.length; ) {
      if (filled === 0) {
        for (; at + 64 <= data.length; at += 64) compress(state, data, at);
        if (at === data.length) return;
      }
      const take = Math.min(64 - filled, data.length - at);
      block.set(data.subarray(at, at + take), filled);
      filled += take;
      at += take;
      if (filled === 64) {
        compress(state, block, 0);
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
        out.setInt32(4 * i, word);
      });
      return new Uint8Array(out.buffer);
    },
  };
}

const rotate = (x: number, n: number): number => (x << (n & 31)) | (x >>> ((32 - n) & 31));
const words = new Int32Array(68);
/** T of section 4.2, each already turned by its round. */
const constants = Int32Array.from({ length: 64 }, (_, i) => rotate(i < 16 ? 0x79cc4519 : 0x7a879d8a, i));

/** Section 5.3: message expansion and 64 rounds. Plain assignments and no calls in the rounds: pages hash whole papers with it. */
function compress(state: Int32Array, data: Uint8Array, at: number): void {
  const w = words;
  for (let i = 0, from = at; i < 16; i++, from += 4) {
    w[i] = ((data[from] as number) << 24) | ((data[from + 1] as number) << 16) | ((data[from + 2] as number) << 8) | (data[from + 3] as number);
  }
  for (let i = 16; i < 68; i++) {
    const far = w[i - 3] as number;
    const near = w[i - 13] as number;
    const x = (w[i - 16] as number) ^ (w[i - 9] as number) ^ ((far << 15) | (far >>> 17));
    w[i] = x ^ ((x << 15) | (x >>> 17)) ^ ((x << 23) | (x >>> 9)) ^ ((near << 7) | (near >>> 25)) ^ (w[i - 6] as number);
  }
  let a = state[0] as number;
  let b = state[1] as number;
  let c = state[2] as number;
  let d = state[3] as number;
  let e = state[4] as number;
  let f = state[5] as number;
  let g = state[6] as number;
  let h = state[7] as number;
  for (let i = 0; i < 64; i++) {
    const turned = (a << 12) | (a >>> 20);
    const sum = (turned + e + (constants[i] as number)) | 0;
    const ss1 = (sum << 7) | (sum >>> 25);
    const ff = i < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = i < 16 ? e ^ f ^ g : (e & f) | (~e & g);
    const word = w[i] as number;
    const tt1 = (ff + d + (ss1 ^ turned) + (word ^ (w[i + 4] as number))) | 0;
    const tt2 = (gg + h + ss1 + word) | 0;
    d = c;
    c = (b << 9) | (b >>> 23);
    b = a;
    a = tt1;
    h = g;
    g = (f << 19) | (f >>> 13);
    f = e;
    e = tt2 ^ ((tt2 << 9) | (tt2 >>> 23)) ^ ((tt2 << 17) | (tt2 >>> 15));
  }
  state[0] = (state[0] as number) ^ a;
  state[1] = (state[1] as number) ^ b;
  state[2] = (state[2] as number) ^ c;
  state[3] = (state[3] as number) ^ d;
  state[4] = (state[4] as number) ^ e;
  state[5] = (state[5] as number) ^ f;
  state[6] = (state[6] as number) ^ g;
  state[7] = (state[7] as number) ^ h;
}
