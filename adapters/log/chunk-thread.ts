import { parentPort } from 'node:worker_threads';
import { ChunkLeaves } from '#domain/evidence/chunks.ts';
import { nodeCrypto } from './node-crypto.ts';

/** The next bytes, in a buffer that changes hands and comes back, `filled` bytes of it; `end` asks for the leaves. */
export type ChunkThreadAsked = { readonly buffer: ArrayBuffer; readonly filled: number } | 'end';
/** The buffer, to be used again; or the 32-byte leaves, one behind the other. */
export type ChunkThreadAnswer = ArrayBuffer | Uint8Array;

const leaves = new ChunkLeaves(nodeCrypto);

parentPort?.on('message', (asked: ChunkThreadAsked) => {
  if (asked === 'end') {
    leaves.end();
    parentPort?.postMessage(Uint8Array.from(Buffer.concat(leaves.done)) satisfies ChunkThreadAnswer);
  } else {
    leaves.update(new Uint8Array(asked.buffer, 0, asked.filled));
    parentPort?.postMessage(asked.buffer satisfies ChunkThreadAnswer, [asked.buffer]);
  }
});
