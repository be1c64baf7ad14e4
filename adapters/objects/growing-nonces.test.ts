import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, it, vi } from 'vitest';
import { chunkSize } from '#domain/evidence/chunks.ts';
import { uuid7 } from '#domain/kernel/id.ts';
import { fileObjects } from './files.ts';
import { growingObjects } from './growing.ts';
import { sealedObjects } from './sealed.ts';

// Every encryption and every write of this file goes through these two; what is encrypted and stored stays what it is.
const { disk, nonces } = await vi.hoisted(async () => {
  const { FailingDisk } = await import('./testing/failing-disk.ts');
  return { disk: new FailingDisk(), nonces: new Map<string, string>() };
});
vi.mock('node:fs/promises', async (original) => disk.over(await original()));
vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>();
  return {
    ...crypto,
    createCipheriv: (algorithm: 'aes-256-gcm', key: Uint8Array, nonce: Uint8Array) => {
      const cipher = crypto.createCipheriv(algorithm, key, nonce);
      const update = cipher.update.bind(cipher);
      const use = `${Buffer.from(key).toString('hex')} ${Buffer.from(nonce).toString('hex')}`;
      cipher.update = ((plain: Uint8Array) => {
        const hash = crypto.createHash('sha256').update(plain).digest('hex');
        if ((nonces.get(use) ?? hash) !== hash) throw new Error(`one nonce over two plaintexts: ${use.slice(65)}`);
        nonces.set(use, hash);
        return update(plain);
      }) as typeof cipher.update;
      return cipher;
    },
  };
});

const folder = mkdtempSync(join(tmpdir(), 'quittance-nonces-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const length = fc.oneof(
  fc.integer({ min: 1, max: 300_000 }),
  fc.integer({ min: chunkSize - 2, max: chunkSize + 2 }),
  fc.integer({ min: 1, max: 2_600_000 }),
);
/** Where in what the step writes the machine stops, 1 and more: not at all; and how much of what was not synced survives. */
const crash = fc.record({ at: fc.integer({ min: 0, max: 1_300 }).map((part) => part / 1_000), keeps: fc.constantFrom(0, 0.3, 0.999, 1) });
const steps = fc.array(fc.record({ length, crash, finishes: fc.integer({ min: 0, max: 4 }).map((one) => one === 0) }), {
  minLength: 1,
  maxLength: 7,
});

it('never uses a nonce for two plaintexts and loses nothing answered, wherever crashes come and whatever is sent after them', async () => {
  let [crashes, torn] = [0, 0];
  await fc.assert(
    fc.asyncProperty(steps, async (run) => {
      const [id, key] = [uuid7(1_760_000_000_000, randomBytes(10)), randomBytes(32)];
      const store = fileObjects(join(folder, 'objects'));
      const place = join(folder, 'growing');
      let objects = growingObjects(place, store);
      let held = Buffer.alloc(0);
      let closed = false;
      for (const { length, crash, finishes } of run) {
        // Other bytes each time: what a crash swallowed is never sent again.
        const piece = finishes ? Buffer.alloc(0) : randomBytes(length);
        const written = finishes ? 200 + (held.length % chunkSize) : 2 * length + 200;
        const work = () => (finishes ? objects.finish(id, key).then(() => held.length) : objects.append(id, key, piece, held.length));
        const came = await disk.during(crash.at < 1 ? Math.ceil(written * crash.at) : Number.POSITIVE_INFINITY, crash.keeps, work).catch((cause) => {
          expect([cause.code, closed]).toEqual(['calls.recording_closed', true]);
          return 'closed' as const;
        });
        if (came === 'closed') continue;
        if (came !== 'crashed') {
          held = Buffer.concat([held, piece]);
          expect(came).toBe(held.length);
          closed ||= finishes;
          continue;
        }
        crashes += 1;
        disk.revive();
        await objects.close();
        objects = growingObjects(place, store);
        const size = await objects.size(id, key);
        expect([held.length <= size, size <= held.length + piece.length]).toEqual([true, true]);
        if (size > held.length) torn += 1;
        held = Buffer.concat([held, piece.subarray(0, size - held.length)]);
        // A finish that a crash broke off may have closed it or not, but for good.
        if (finishes) closed ||= (await objects.append(id, key, Buffer.of(7), size).catch(() => 'closed')) === 'closed';
        if (finishes && !closed) held = Buffer.concat([held, Buffer.of(7)]);
      }
      disk.revive();
      const { marks, object } = await objects.finish(id, key);
      expect(marks.sha256).toBe(createHash('sha256').update(held).digest('hex'));
      const parts: Uint8Array[] = [];
      for await (const part of sealedObjects(store).read(object)) parts.push(part);
      expect(Buffer.concat(parts).equals(held)).toBe(true);
      await objects.discard(id);
      await objects.close();
    }),
    { numRuns: 80 },
  );
  // Or it would have shown nothing.
  expect([crashes > 40, torn > 0]).toEqual([true, true]);
}, 240_000);
