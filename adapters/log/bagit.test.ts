import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromBuffer } from 'yauzl';
import { testDatabase } from '#adapters/postgres/testing.ts';
import { type Installation, installation, textItem } from './testing/installation.ts';

// The bag read again by what did not write it: yauzl for the ZIP, RFC 8493 by the letter here, node:crypto for hashes.

let here: Installation;
let files: Map<string, Buffer>;

async function unzipped(zip: Uint8Array): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  const archive = await new Promise<import('yauzl').ZipFile>((done, fail) =>
    fromBuffer(Buffer.from(zip), { lazyEntries: true, strictFileNames: true, validateEntrySizes: true }, (error, file) =>
      error ? fail(error) : done(file as import('yauzl').ZipFile),
    ),
  );
  const ended = once(archive, 'end');
  archive.on('entry', (entry: import('yauzl').Entry) =>
    archive.openReadStream(entry, async (error, stream) => {
      if (error) throw error;
      found.set(entry.fileName, Buffer.concat((await (stream as import('node:stream').Readable).toArray()) as Buffer[]));
      archive.readEntry();
    }),
  );
  archive.readEntry();
  await ended;
  return found;
}

/** Everything that RFC 8493 asks of a complete and valid bag; the first thing that is wrong, or nothing. */
function faultOf(bag: ReadonlyMap<string, Buffer>): string | undefined {
  const text = (name: string): string => bag.get(name)?.toString('utf8') ?? '';
  if (!/^BagIt-Version: \d+\.\d+\nTag-File-Character-Encoding: UTF-8\n$/.test(text('bagit.txt'))) return '2.1.1 bagit.txt';
  const listed = (name: string): Map<string, string> | string => {
    const lines = new Map<string, string>();
    for (const line of text(name).split(/\r?\n/).filter(Boolean)) {
      const [, digest, path] = /^([0-9a-fA-F]+)[ \t]+\*?(.+)$/.exec(line) ?? [];
      if (digest === undefined || path === undefined || lines.has(path)) return `2.1.3 ${name}: ${line}`;
      lines.set(path.replace(/%0A/gi, '\n').replace(/%0D/gi, '\r').replace(/%25/g, '%'), digest.toLowerCase());
    }
    return lines;
  };
  const [payload, tags] = [listed('manifest-sha256.txt'), listed('tagmanifest-sha256.txt')];
  if (typeof payload === 'string') return payload;
  if (typeof tags === 'string') return tags;
  for (const path of bag.keys()) if (path.startsWith('data/') && !payload.has(path)) return `3 unlisted ${path}`;
  for (const [path, digest] of [...payload, ...tags]) {
    const bytes = bag.get(path);
    if (!bytes) return `3 missing ${path}`;
    if (createHash('sha256').update(bytes).digest('hex') !== digest) return `3 changed ${path}`;
  }
  for (const path of ['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt']) if (!tags.has(path)) return `2.2.1 unlisted ${path}`;
  const contents = [...bag].filter(([path]) => path.startsWith('data/'));
  const oxum = `${contents.reduce((sum, [, bytes]) => sum + bytes.length, 0)}.${contents.length}`;
  return /^Payload-Oxum: (\S+)$/m.exec(text('bag-info.txt'))?.[1] === oxum ? undefined : '2.2.2 Payload-Oxum';
}

beforeAll(async () => {
  const database = await testDatabase();
  here = installation(database);
  const { tenant, actor } = await database.newTenant();
  const { marks, object } = await here.parts.sealed.put([randomBytes(2_200_000)]);
  const ids = await database.withTenant(tenant, actor, (tx) =>
    here.seals.seal(tx, [
      textItem(tenant, '欠条', { name: '100% 欠条.txt' }),
      textItem(tenant, '', { name: 'empty.txt' }),
      {
        tenant,
        kind: 'call',
        contentSha256: marks.sha256,
        size: marks.size,
        chunks: marks.chunks,
        mediaType: 'audio/wav',
        name: 'a.wav',
        context: {},
        object,
      },
    ]),
  );
  await here.sequencer().round();
  const zip = await here.bundle({ tenant, actor, scope: { kind: 'records', ids: ids.map(({ recordId }) => recordId) }, policy: here.selfAsserted });
  const all = await unzipped(zip);
  const tops = new Set([...all.keys()].map((path) => path.split('/')[0]));
  expect(tops.size).toBe(1);
  files = new Map([...all].map(([path, bytes]) => [path.slice(path.indexOf('/') + 1), bytes]));
});

describe('the bag, read by another reader', () => {
  it('is complete and valid', () => {
    expect(faultOf(files)).toBeUndefined();
    expect([...files.keys()].filter((path) => path.startsWith('data/'))).toHaveLength(3);
  });

  it('is not, once any listed file is changed, missing or added', () => {
    const free = new Set(['tagmanifest-sha256.txt', 'bundle.sig']);
    for (const [path, bytes] of files) {
      if (free.has(path)) continue;
      expect(faultOf(new Map([...files].filter(([name]) => name !== path))), path).toBeDefined();
      expect(faultOf(new Map([...files, [path, Buffer.concat([bytes, Buffer.from(' ')])]])), path).toBeDefined();
    }
    expect(faultOf(new Map([...files, ['data/other.txt', Buffer.from('x')]]))).toBe('3 unlisted data/other.txt');
  });
});
