import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Entry, ending, headerOf, paddingOf, readTar } from './tar.ts';

async function* cut(bytes: Buffer, pieces: readonly number[]): AsyncGenerator<Buffer> {
  let at = 0;
  for (let i = 0; at < bytes.length; i += 1) {
    const length = pieces[i % pieces.length] ?? 1;
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

const archived = (files: readonly { name: string; content: Uint8Array }[]): Buffer =>
  Buffer.concat([
    ...files.flatMap(({ name, content }) => [
      headerOf({ name, mode: 0o600, size: content.length }, 1_700_000_000),
      Buffer.from(content),
      paddingOf(content.length),
    ]),
    ending,
  ]);

const name = fc
  .array(fc.stringMatching(/^[a-z0-9清偿._-]{1,30}$/), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('/'))
  .filter((path) => !path.split('/').some((part) => part === '.' || part === '..') && Buffer.byteLength(path) <= 200)
  .filter((path) => Buffer.byteLength(path) <= 100 || Buffer.byteLength(path.slice(path.indexOf('/') + 1)) <= 100);

it('gives back every file as it was, however the bytes arrive', async () => {
  const files = fc.array(fc.record({ name, content: fc.uint8Array({ maxLength: 2000 }) }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(files, fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 5 }), async (wanted, pieces) => {
      const found: { name: string; content: Buffer }[] = [];
      for await (const entry of readTar(cut(archived(wanted), pieces))) {
        const parts: Uint8Array[] = [];
        for await (const piece of entry.content) parts.push(piece);
        found.push({ name: entry.name, content: Buffer.concat(parts) });
      }
      expect(found).toEqual(wanted.map((file) => ({ name: file.name, content: Buffer.from(file.content) })));
    }),
    { numRuns: 60 },
  );
});

it('passes over what the reader leaves unread', async () => {
  const names: string[] = [];
  const bytes = archived(['a', 'b', 'c'].map((one) => ({ name: one, content: Buffer.alloc(1500, one) })));
  for await (const entry of readTar(cut(bytes, [700]))) names.push(entry.name);
  expect(names).toEqual(['a', 'b', 'c']);
});

const read = async (bytes: Buffer): Promise<Entry[]> => {
  const found: Entry[] = [];
  for await (const entry of readTar(cut(bytes, [512]))) found.push(entry);
  return found;
};

it.each(['../outside', '/etc/passwd', 'a/../../b'])('refuses an entry at %s', async (path) => {
  await expect(read(archived([{ name: path, content: Buffer.alloc(0) }]))).rejects.toMatchObject({ code: 'platform.backup_damaged' });
});

it('notices a changed header and a cut end', async () => {
  const good = archived([{ name: 'keys/master.key', content: Buffer.from('secret') }]);
  const changed = Buffer.from(good);
  changed[3] = 0x78;
  await expect(read(changed)).rejects.toMatchObject({ code: 'platform.backup_damaged' });
  await expect(read(good.subarray(0, 515))).rejects.toMatchObject({ code: 'platform.backup_damaged' });
});

it('keeps sizes from 8 GiB on', async () => {
  const size = 9 * 1024 ** 3 + 5;
  const header = headerOf({ name: 'recording', mode: 0o600, size }, 0);
  async function* only(): AsyncGenerator<Buffer> {
    yield header;
  }
  const { value } = await readTar(only()).next();
  expect((value as Entry).size).toBe(size);
});
