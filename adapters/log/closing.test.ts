import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { hex, sameBytes } from '#domain/evidence/bytes.ts';
import { commitment, parseRecord } from '#domain/evidence/record.ts';
import type { CloseItems } from '#usecases/ports/closing.ts';
import type { SealItem } from '#usecases/ports/sealing.ts';
import { unpackClosed } from '#usecases/seal/closed.ts';
import { closeHere } from '#usecases/seal/stored-record.ts';
import { closingBeside } from './closing.ts';
import { nodeCrypto } from './node-crypto.ts';
import { vault } from './vault.ts';

const master = randomBytes(32);
const ownVault = vault(master);
const here = closeHere({ crypto: nodeCrypto, vault: ownVault });
const at = new Date('2026-11-23T08:00:00Z');
const tenant = '01890000-0000-7000-8000-000000000001';
const folder = mkdtempSync(join(tmpdir(), 'quittance-closing-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Small Buffers, views of a shared one, as most contents are; every third without content, every fifth an encrypted object. */
const items = (count: number): SealItem[] =>
  Array.from({ length: count }, (_, i): SealItem => {
    const content = Buffer.from(`${'债'.repeat(i % 7)} content ${i}`);
    return {
      tenant,
      kind: 'exhibit',
      contentSha256: hex(nodeCrypto.sha256(content)),
      size: content.length,
      mediaType: 'text/plain',
      name: `file ${i}.txt`,
      context: { source: 'test', row: i },
      ...(i % 4 === 0 ? { subjects: [`party-${i}`] } : {}),
      ...(i % 3 === 0 ? {} : { content }),
      ...(i % 5 === 0 ? { object: { sha256: hex(nodeCrypto.sha256(content)), size: 9, key: Buffer.from('k'.repeat(32)) } } : {}),
    };
  });

/** Whether any batch was closed on the asking thread. */
function watched(): { readonly closed: CloseItems; count: number } {
  const seen = { closed: here, count: 0 };
  seen.closed = (...asked) => {
    seen.count += 1;
    return here(...asked);
  };
  return seen;
}

async function untilBeside(close: CloseItems, seen: { count: number }): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    const before = seen.count;
    await close(items(100), at, 0);
    if (seen.count === before) return;
    await new Promise((resume) => setTimeout(resume, 20));
  }
  throw new Error('the thread never took a batch');
}

describe('closing beside', () => {
  it('gives what closing here gives: the same record, its commitment, its content, in the order given', async () => {
    const seen = watched();
    const close = closingBeside(master, seen.closed);
    await untilBeside(close, seen);
    const [given, before] = [items(700), seen.count];
    const stored = await close(given, at, 500);
    expect([seen.count, stored.length]).toEqual([before, given.length]);
    expect(stored.map(({ id }) => id)).toEqual(stored.map(({ id }) => id).sort());
    for (const [i, record] of stored.entries()) {
      const item = given[i] as SealItem;
      const opened = unpackClosed(ownVault.open(record.sealed, record.wrappedKey));
      expect(sameBytes(commitment(nodeCrypto, opened.salt, opened.record), record.commitment)).toBe(true);
      expect(opened.content && Buffer.from(opened.content)).toEqual(item.content);
      expect(parseRecord(opened.record)).toMatchObject({ id: record.id, kind: 'exhibit', context: { row: i }, receivedAt: at.toISOString() });
      const [like] = await here([item], at, i);
      const { id: _, commitment: __, entry: ___, sealed: ____, wrappedKey: _____, object, ...rest } = record;
      expect(like).toMatchObject({ ...rest, contentSha256: like?.contentSha256 });
      expect([hex(record.contentSha256), record.receivedAt]).toEqual([item.contentSha256, at]);
      expect(object?.wrappedKey && Buffer.from(ownVault.unwrap(object.wrappedKey))).toEqual(item.object?.key);
    }
  });

  it('refuses a bad item with the same words', async () => {
    const seen = watched();
    const close = closingBeside(master, seen.closed);
    await untilBeside(close, seen);
    const given = items(200).map((item, i) => (i === 150 ? { ...item, contentSha256: 'ABC' } : item));
    await expect(close(given, at, 0)).rejects.toMatchObject({ code: 'evidence.bad_item', message: expect.stringContaining('"ABC"') });
  });

  it('loses nothing when the thread dies under a batch, and takes a new one', async () => {
    const script = join(folder, 'dying.mjs');
    writeFileSync(
      script,
      "import { parentPort } from 'node:worker_threads';\nparentPort.on('message', () => process.exit(3));\nparentPort.postMessage('ready');\n",
    );
    const seen = watched();
    const close = closingBeside(master, seen.closed, pathToFileURL(script));
    for (let round = 0; round < 20; round++) {
      expect(await close(items(150), at, 0)).toHaveLength(150);
      await new Promise((resume) => setTimeout(resume, 10));
    }
    expect(seen.count).toBe(20);
  });
});
