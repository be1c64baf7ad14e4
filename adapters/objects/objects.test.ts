import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { fromHex } from '#domain/evidence/bytes.ts';
import { ContentHasher, chunkSize, proveClip, verifyClip } from '#domain/evidence/chunks.ts';
import { type AdoptingStore, fileObjects } from './files.ts';
import { growingObjects } from './growing.ts';
import { s3Objects } from './s3.ts';
import { sealedObjects } from './sealed.ts';

const folder = mkdtempSync(join(tmpdir(), 'quittance-objects-'));
let server: { run(): Promise<unknown>; close(): Promise<void> };
let port = 0;

beforeAll(async () => {
  port = await freePort();
  const config = { port, address: '127.0.0.1', silent: true, directory: join(folder, 's3'), configureBuckets: [{ name: 'evidence', configs: [] }] };
  server = new S3rver(config);
  await server.run();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const stores: readonly [string, () => AdoptingStore][] = [
  ['files', () => fileObjects(join(folder, 'files'))],
  [
    's3',
    () =>
      s3Objects({
        bucket: 'evidence',
        prefix: 'objects/',
        spool: join(folder, 'spool'),
        client: {
          endpoint: `http://127.0.0.1:${port}`,
          region: 'local',
          forcePathStyle: true,
          credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
        },
      }),
  ],
];

describe.each(stores)('objects on %s', (name, open) => {
  it('keeps bytes under their hash and gives them and any part back', async () => {
    const store = open();
    for (const size of [0, 1, chunkSize - 1, chunkSize, 2 * chunkSize + 17, 11_000_000]) {
      const bytes = randomBytes(size);
      const marks = await store.put(pieces(bytes, 70_001), { sm3: true });
      expect(marks.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
      expect(marks.sm3).toBe(createHash('sm3').update(bytes).digest('hex'));
      expect(marks.size).toBe(size);
      expect(await store.size(marks.sha256)).toBe(size);
      expect(Buffer.compare(await all(store.read(marks.sha256)), bytes)).toBe(0);
      expect(Buffer.compare(await all(store.read(marks.sha256, { from: size >> 1, to: size })), bytes.subarray(size >> 1))).toBe(0);
    }
  });

  it('takes the same bytes twice as one object, also at once', async () => {
    const store = open();
    const bytes = randomBytes(5000);
    const marks = await Promise.all([store.put([bytes]), store.put([bytes]), store.put([bytes])]);
    expect(new Set(marks.map((one) => one.sha256)).size).toBe(1);
    expect(Buffer.compare(await all(store.read((marks[0] as { sha256: string }).sha256)), bytes)).toBe(0);
  });

  it('says when an object is missing, and removes without complaint', async () => {
    const store = open();
    const name = 'a'.repeat(64);
    expect(await store.size(name)).toBeUndefined();
    await expect(all(store.read(name))).rejects.toMatchObject({ code: 'evidence.missing_object' });
    await store.remove(name);
    const { sha256 } = await store.put([randomBytes(9)]);
    await store.remove(sha256);
    expect(await store.size(sha256)).toBeUndefined();
  });

  it('refuses other content, too much content and names that are no hash', async () => {
    const store = open();
    await expect(store.put([randomBytes(10)], { expectedSha256: 'b'.repeat(64) })).rejects.toMatchObject({ code: 'evidence.object_differs' });
    await expect(store.put([randomBytes(10), randomBytes(10)], { limitBytes: 15 })).rejects.toMatchObject({ code: 'evidence.object_too_large' });
    await expect(all(store.read('../../etc/passwd'))).rejects.toMatchObject({ code: 'evidence.bad_object_name' });
  });

  it('takes a recording that grew elsewhere', async () => {
    const store = open();
    const growing = growingObjects(join(folder, `growing-${name}`), store);
    const [id, key, bytes] = ['01900000-0000-7000-8000-000000000001', randomBytes(32), randomBytes(chunkSize + 99)];
    await growing.append(id, key, bytes, 0);
    const { object } = await growing.finish(id, key);
    expect((await growing.finish(id, key)).object).toEqual(object);
    await growing.discard(id);
    expect(Buffer.compare(await all(sealedObjects(store).read(object)), bytes)).toBe(0);
    expect(growing.finishesAtOnce).toBe(name === 'files');
  });

  it('keeps encrypted objects that open only whole and with their key', async () => {
    const base = open();
    const sealed = sealedObjects(base);
    const bytes = randomBytes(2 * chunkSize + 5);
    const { marks, object } = await sealed.put(pieces(bytes, 300_000));
    expect(marks.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(Buffer.compare(await all(sealed.read(object)), bytes)).toBe(0);
    expect(
      Buffer.compare(await all(sealed.read(object, { from: chunkSize - 3, to: chunkSize + 9 })), bytes.subarray(chunkSize - 3, chunkSize + 9)),
    ).toBe(0);
    expect(Buffer.compare(await all(sealed.read((await sealed.put([])).object)), Buffer.alloc(0))).toBe(0);
    await expect(all(sealed.read({ ...object, key: randomBytes(32) }))).rejects.toMatchObject({ code: 'evidence.object_differs' });
    const cut = await base.put([(await all(base.read(object.sha256))).subarray(0, chunkSize + 16)]);
    await expect(all(sealed.read({ sha256: cut.sha256, key: object.key }))).rejects.toMatchObject({ code: 'evidence.object_differs' });
  });
});

it('leaves nothing behind where content was refused', () => {
  expect(readdirSync(join(folder, 'files', 'incoming'))).toEqual([]);
  expect(readdirSync(join(folder, 'spool'))).toEqual([]);
});

it('proves a clip of a recording on its own, and no other bytes', () => {
  const hasher = new ContentHasher(nodeCrypto);
  const recording = randomBytes(5 * chunkSize + 1234);
  hasher.update(recording);
  const { chunks } = hasher.marks();
  const proof = proveClip(nodeCrypto, hasher.leaves, 2, 4);
  const clip = [2, 3].map((i) => recording.subarray(i * chunkSize, (i + 1) * chunkSize));
  expect(verifyClip(nodeCrypto, proof, clip, fromHex(chunks.root))).toBe(true);
  expect(verifyClip(nodeCrypto, { ...proof, from: 1 }, clip, fromHex(chunks.root))).toBe(false);
  expect(verifyClip(nodeCrypto, proof, [...clip].reverse(), fromHex(chunks.root))).toBe(false);
});

function* pieces(bytes: Buffer, size: number): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts);
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: found } = probe.address() as { port: number };
      probe.close(() => done(found));
    });
  });
}
