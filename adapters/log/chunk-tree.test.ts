import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { hex } from '#domain/evidence/bytes.ts';
import { ContentHasher } from '#domain/evidence/chunks.ts';
import { ChunkTreeThread } from './chunk-tree.ts';
import { nodeCrypto } from './node-crypto.ts';

const megabyte = 1024 * 1024;

it('takes long content only, and gives it the root that its record states', async () => {
  expect(nodeCrypto.chunkTree?.(31 * megabyte)).toBeUndefined();
  const tree = nodeCrypto.chunkTree?.(40 * megabyte);
  const plain = new ContentHasher(nodeCrypto);
  const piece = randomBytes(megabyte + 12_345);
  for (let i = 0; i < 40; i++) {
    piece.writeUInt32BE(i);
    await tree?.update(piece);
    plain.update(piece);
  }
  expect(hex((await tree?.root()) as Uint8Array)).toBe(plain.marks().chunks.root);
});

it('fails, and does not wait for ever, when its thread has ended', async () => {
  const tree = new ChunkTreeThread(nodeCrypto);
  await tree.update(new Uint8Array(megabyte));
  tree.drop();
  await expect(tree.update(new Uint8Array(20 * megabyte))).rejects.toThrow('the thread that hashes chunks ended');
  await expect(tree.root()).rejects.toThrow('the thread that hashes chunks ended');
});
