import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { ContentHasher, chunkSize } from '#domain/evidence/chunks.ts';
import { uuid7 } from '#domain/kernel/id.ts';
import type { GrowingObjects } from '#usecases/ports/growing.ts';
import { fileObjects } from './files.ts';
import { growingObjects } from './growing.ts';
import { sealedObjects } from './sealed.ts';
import { knownBytes } from './testing/known-bytes.ts';

const folder = mkdtempSync(join(tmpdir(), 'quittance-growing-'));
const store = fileObjects(join(folder, 'objects'));
const place = join(folder, 'growing');
const opened: GrowingObjects[] = [];
const growing = (at: string): GrowingObjects => {
  const objects = growingObjects(at, store);
  opened.push(objects);
  return objects;
};
afterAll(async () => {
  for (const objects of opened) await objects.close();
  rmSync(folder, { recursive: true, force: true });
});
const fresh = () => ({ id: uuid7(1_760_000_000_000, randomBytes(10)), key: randomBytes(32) });

async function all(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts);
}

describe('a growing object', () => {
  it('becomes the sealed object of its bytes, however they came and whoever reads it anew in between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.integer({ min: 1, max: 1_700_000 }), fc.boolean()), { maxLength: 6 }), async (steps) => {
        const { id, key } = fresh();
        const sent: Buffer[] = [];
        let objects = growing(place);
        let at = 0;
        for (const [length, restart] of steps) {
          // Another process that opens the same folder afterwards sees exactly what was answered.
          if (restart) await objects.close();
          if (restart) objects = growing(place);
          expect(await objects.size(id, key)).toBe(at);
          const piece = randomBytes(length);
          at = await objects.append(id, key, piece, at);
          sent.push(piece);
        }
        const whole = Buffer.concat(sent);
        const { marks, object } = await objects.finish(id, key);
        expect(marks.sha256).toBe(createHash('sha256').update(whole).digest('hex'));
        const hasher = new ContentHasher(nodeCrypto);
        hasher.update(whole);
        expect(marks).toEqual(hasher.marks());
        expect((await all(sealedObjects(store).read(object))).equals(whole)).toBe(true);
        // Finished again, also by another process, it says the same; then it is closed for good.
        expect(await objects.finish(id, key)).toEqual({ marks, object });
        expect(await growing(place).finish(id, key)).toEqual({ marks, object });
        await expect(objects.append(id, key, Buffer.of(1), whole.length)).rejects.toMatchObject({ code: 'calls.recording_closed' });
        await objects.discard(id);
        expect(await objects.ids()).not.toContain(id);
        expect(await store.size(object.sha256)).toBe(object.size);
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it('takes bytes only at its end, and says where that is', async () => {
    const { id, key } = fresh();
    const objects = growing(place);
    await objects.append(id, key, randomBytes(100), 0);
    for (const at of [0, 99, 101]) {
      await expect(objects.append(id, key, randomBytes(5), at)).rejects.toMatchObject({ code: 'calls.wrong_offset', data: { offset: 100 } });
    }
    // Two at once: one of them is told to go on from where the other ended.
    const both = await Promise.allSettled([objects.append(id, key, randomBytes(10), 100), objects.append(id, key, randomBytes(10), 100)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await objects.size(id, key)).toBe(110);
  });

  it('keeps all that was answered for, whatever of the unanswered rest a crash left on the disk', async () => {
    const { id, key } = fresh();
    const whole = randomBytes(3 * chunkSize + 4_321);
    const objects = growing(place);
    const ends = [500_000, chunkSize, chunkSize + 1, 2 * chunkSize + 700_000, whole.length];
    for (const [i, end] of ends.entries()) {
      const from = ends[i - 1] ?? 0;
      const before = join(folder, 'before');
      rmSync(before, { recursive: true, force: true });
      if (from > 0) cpSync(join(place, id), join(before, id), { recursive: true });
      await objects.append(id, key, whole.subarray(from, end), from);
      if (from === 0) continue;
      // The body may have been written, whole or torn, when the power failed before the tail was.
      for (const torn of [0, 1, 17, 1_000_000]) {
        const crashed = join(folder, 'crashed');
        rmSync(crashed, { recursive: true, force: true });
        cpSync(join(place, id), join(crashed, id), { recursive: true });
        cpSync(join(before, id, 'tail'), join(crashed, id, 'tail'));
        const body = join(crashed, id, 'body');
        truncateSync(body, Math.max(statSync(join(before, id, 'body')).size, statSync(body).size - torn));
        const again = growing(crashed);
        const size = await again.size(id, key);
        expect([from <= size, size <= end]).toEqual([true, true]);
        await again.append(id, key, whole.subarray(size), size);
        const { object } = await again.finish(id, key);
        expect((await all(sealedObjects(store).read(object))).equals(whole)).toBe(true);
      }
    }
  }, 60_000);

  it('loses nothing that was answered for when its process is killed, time and again, and ends whole', async () => {
    const { id, key } = fresh();
    const home = join(folder, 'killed');
    const program = join(import.meta.dirname, 'testing', 'append-until-killed.ts');
    let answered = 0;
    for (const lines of [1, 2, 4, 7, 3, 5]) {
      const child = spawn(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', program, JSON.stringify({ folder: home, id, key: key.toString('hex') })],
        {
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      const said: number[] = [];
      for await (const line of createInterface({ input: child.stdout })) {
        said.push(Number(line));
        // Killed in the middle of whatever it does after so many answers.
        if (said.length === lines + 1) child.kill('SIGKILL');
      }
      expect(said[0]).toBeGreaterThanOrEqual(answered);
      answered = said.at(-1) ?? 0;
    }
    const store = fileObjects(join(home, 'objects'));
    const objects = growingObjects(join(home, 'growing'), store);
    const size = await objects.size(id, key);
    expect(size).toBeGreaterThanOrEqual(answered);
    const { marks, object } = await objects.finish(id, key);
    expect(marks.sha256).toBe(createHash('sha256').update(knownBytes(0, size)).digest('hex'));
    expect((await all(sealedObjects(store).read(object))).equals(knownBytes(0, size))).toBe(true);
    await objects.close();
  }, 120_000);

  it('refuses to go on where the disk changed what was answered for', async () => {
    const { id, key } = fresh();
    const objects = growing(place);
    await objects.append(id, key, randomBytes(2 * chunkSize + 5), 0);
    await objects.close();
    const body = join(place, id, 'body');
    truncateSync(body, statSync(body).size - 1);
    await expect(growing(place).size(id, key)).rejects.toMatchObject({ code: 'evidence.object_differs' });
    await expect(growing(place).size('../../etc', key)).rejects.toThrow('expected a UUID');
  });

  it("is one process's at a time: another is refused until the first is gone, killed or at rest", async () => {
    const { id, key } = fresh();
    const home = join(folder, 'shared');
    const program = join(import.meta.dirname, 'testing', 'append-until-killed.ts');
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', program, JSON.stringify({ folder: home, id, key: key.toString('hex') })],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const ours = growing(join(home, 'growing'));
    const elsewhere = { code: 'calls.recording_elsewhere' };
    const gone = once(child, 'exit');
    await once(createInterface({ input: child.stdout }), 'line');
    await expect(ours.size(id, key)).rejects.toMatchObject(elsewhere);
    await expect(ours.append(id, key, Buffer.of(1), 0)).rejects.toMatchObject(elsewhere);
    await expect(ours.finish(id, key)).rejects.toMatchObject(elsewhere);
    await expect(ours.discard(id)).rejects.toMatchObject(elsewhere);
    // Other recordings are anybody's.
    const other = fresh();
    expect(await ours.append(other.id, other.key, Buffer.of(1), 0)).toBe(1);
    child.kill('SIGKILL');
    await gone;
    const size = await ours.size(id, key);
    expect(await ours.append(id, key, Buffer.of(1), size)).toBe(size + 1);

    const resting = growingObjects(join(home, 'growing'), store, 1);
    await expect(resting.size(id, key)).rejects.toMatchObject(elsewhere);
    await ours.close();
    expect(await resting.size(id, key)).toBe(size + 1);
    await vi.waitFor(async () => expect(await ours.size(id, key)).toBe(size + 1), { timeout: 10_000 });
    await resting.close();
  }, 60_000);

  it('holds at most so many open at once, and all of them go on', async () => {
    const objects = growing(join(folder, 'many'));
    const many = Array.from({ length: 60 }, fresh);
    for (const round of [0, 1]) {
      await Promise.all(many.map(({ id, key }) => objects.append(id, key, Buffer.from(`round ${round};`), 8 * round)));
    }
    const texts = await Promise.all(
      many.map(async ({ id, key }) => (await all(sealedObjects(store).read((await objects.finish(id, key)).object))).toString()),
    );
    expect(new Set(texts)).toEqual(new Set(['round 0;round 1;']));
    writeFileSync(join(folder, 'many', 'stranger'), '');
    expect((await objects.ids()).length).toBe(readdirSync(join(folder, 'many')).length - 1);
  });
});
