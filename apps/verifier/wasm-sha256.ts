import { createSHA256, type IHasher } from 'hash-wasm';
import type { Hasher } from '#domain/evidence/crypto.ts';

/** One for the flat hash of a content, one for its chunks where the page has no WebCrypto. */
const prepared = 2;
const idle: IHasher[] = [];

/**
 * Makes SHA-256 in WebAssembly ready; it is about half as fast again as plain JavaScript. Where a browser or its policy allows no
 * WebAssembly nothing is ready, and plain JavaScript does it all.
 */
export async function prepareSha256(): Promise<void> {
  try {
    while (idle.length < prepared) idle.push(await createSHA256());
  } catch {
    idle.length = 0;
  }
}

/** A hasher that is ready and free; one that is never ended stays taken. */
export function wasmSha256(): Hasher | undefined {
  const hasher = idle.pop()?.init();
  return (
    hasher && {
      update: (data) => void hasher.update(data),
      digest: () => {
        const out = hasher.digest('binary');
        idle.push(hasher);
        return out;
      },
    }
  );
}
