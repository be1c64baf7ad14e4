import { describe, expect, it } from 'vitest';
import { memorySource } from '#adapters/objects/bundle-file.ts';
import { bagInZip } from '#domain/evidence/bundle/bag.ts';
import { verifyBundle } from '#domain/evidence/bundle/verify.ts';
import { centralHeader, endOfZip, localHeader, readZip, type Source, type ZipEntry } from '#domain/evidence/bundle/zip.ts';
import { concat, utf8 } from '#domain/evidence/bytes.ts';
import { nodeCrypto } from './node-crypto.ts';
import { zipOf } from './testing/archive.ts';

const trust = { reportKeys: [], known: [], anchors: [] };

/** Refused before anything is unpacked, with the code of the reason; nothing is thrown. */
async function refused(zip: Uint8Array | Source): Promise<string> {
  const source = 'read' in zip ? zip : memorySource(zip);
  const answer = await verifyBundle(nodeCrypto, () => bagInZip(nodeCrypto, source), trust);
  expect(answer.verdict).toBe('refused');
  return answer.findings[0]?.message ?? '';
}

const plain = (...names: readonly string[]): Uint8Array => zipOf({ folder: 'b', members: names.map((name) => ({ name, bytes: utf8('x') })) });

describe('a hostile ZIP', () => {
  it('cannot name a place outside its folder, or a name that some system reads as another', async () => {
    const traps = [
      '../../etc/passwd',
      'data/../../x',
      '/etc/passwd',
      'data//x',
      'data/./x',
      'C:/x',
      'data/con:stream',
      'a\\..\\b',
      'data/a\0b',
      'data/\u0007',
      'data/x ',
      'data/x.',
      ' data/x',
      'data/e\u0301', // not in NFC
      'data/'.concat('n'.repeat(201)),
      'a/b/c/d/e/f/g/h/i',
      'data/',
    ];
    for (const name of traps) expect(await refused(plain(name)), JSON.stringify(name)).toMatch(/is not allowed/);
  });

  it('cannot hold one name twice, in any letter case', async () => {
    expect(await refused(plain('data/001-a', 'data/001-a'))).toMatch(/stands twice/);
    expect(await refused(plain('data/001-a', 'data/001-A'))).toMatch(/stands twice/);
    expect(await refused(plain('data/001-ü', 'data/001-Ü'))).toMatch(/stands twice/);
  });

  it('cannot be a bomb: nothing is compressed, entries cannot overlap and share bytes', async () => {
    const zip = Buffer.from(plain('data/001-a', 'data/002-b'));
    const second = zip.indexOf('PK\x01\x02', zip.indexOf('PK\x01\x02') + 1, 'latin1');
    const deflated = Buffer.from(zip);
    deflated.writeUInt16LE(8, 8);
    deflated.writeUInt16LE(8, zip.indexOf('PK\x01\x02', 0, 'latin1') + 10);
    expect(await refused(deflated)).toMatch(/not in the fixed form/);
    // Both entries point at the first one's bytes: the quoted overlap of a bomb.
    const overlap = Buffer.from(zip);
    overlap.writeUInt32LE(0, second + 42);
    expect(await refused(overlap)).toMatch(/overlap or leave a gap/);
    // One entry whose size reaches over the next one.
    const entry: ZipEntry = { name: 'b/data/001-a', size: 43, crc: 0, offset: 0 };
    const inner = concat(localHeader({ ...entry, name: 'b/data/002-b', size: 1 }), utf8('x'));
    const body = concat(localHeader(entry), inner);
    const directory = concat(centralHeader(entry), centralHeader({ ...entry, name: 'b/data/002-b', size: 1, offset: 42 }));
    expect(await refused(concat(body, directory, endOfZip(2, body.length, directory.length)))).toMatch(/overlap or leave a gap/);
  });

  it('cannot carry links, folders or other special files, comments, extra fields or bytes between entries', async () => {
    const zip = Buffer.from(plain('data/001-a'));
    const central = zip.indexOf('PK\x01\x02', 0, 'latin1');
    for (const mode of [0o120777, 0o040755, 0o060644, 0o104755]) {
      const special = Buffer.from(zip);
      special.writeUInt32LE((mode * 0x10000) >>> 0, central + 38);
      expect(await refused(special)).toMatch(/not in the fixed form/);
    }
    const commented = Buffer.concat([zip, Buffer.from('note')]);
    commented.writeUInt16LE(4, zip.length - 2);
    expect(await refused(commented)).toMatch(/trailing bytes/);
    expect(await refused(Buffer.concat([Buffer.alloc(7), zip]))).toMatch(/directory does not stand/);
  });

  it('cannot lie in ZIP64 fields, nor make the reader allocate what they claim', async () => {
    const asked: number[] = [];
    const watched = (bytes: Uint8Array): Source => ({
      size: bytes.length,
      read: async (from, to) => {
        asked.push(to - from);
        return bytes.subarray(from, to);
      },
    });
    const zip = Buffer.from(plain('data/001-a'));
    const central = zip.indexOf('PK\x01\x02', 0, 'latin1');
    const end = zip.length - 22;
    const lies: Buffer[] = [];
    for (const [count, size, offset] of [
      [2 ** 40, 46, 0],
      [1, Number.MAX_SAFE_INTEGER, 0],
      [1, 46, Number.MAX_SAFE_INTEGER],
      [1, 63 * 1024 * 1024, 0],
    ] as const) {
      lies.push(Buffer.concat([zip.subarray(0, end), lying(count, size, offset)]));
    }
    const cut = Buffer.from(zip);
    cut.writeUInt32LE(0xffffffff, central + 24);
    const noField = Buffer.from(zip);
    noField.writeUInt32LE(0xffffffff, central + 42);
    const sizes = Buffer.from(zip);
    sizes.writeUInt16LE(0xffff, end + 10);
    for (const lie of [...lies, cut, noField, sizes]) {
      expect(await refused(watched(lie))).not.toBe('');
      expect(Math.max(...asked)).toBeLessThanOrEqual(zip.length + 200);
    }
  });

  it('is read with ZIP64 where a number needs it, and only there', async () => {
    const large: ZipEntry = { name: 'b/data/001-a', size: 5_000_000_000, crc: 7, offset: 0 };
    const header = localHeader(large);
    const directory = centralHeader(large);
    const at = header.length + large.size;
    const tail = concat(directory, endOfZip(1, at, directory.length));
    // Five gigabytes of nothing, never held: only headers and directory are asked for.
    const source: Source = {
      size: at + tail.length,
      read: async (from, to) => (from < header.length ? header.subarray(from, to) : tail.subarray(from - at, to - at)),
    };
    expect(await readZip(source)).toEqual([{ ...large, contentAt: header.length }]);
  });
});

/** A ZIP64 end record, its locator and the end record, saying what they like. */
function lying(count: number, size: number, offset: number): Buffer {
  const out = Buffer.alloc(98);
  out.writeUInt32LE(0x06064b50, 0);
  out.writeBigUInt64LE(44n, 4);
  out.writeUInt16LE(0x0300 + 45, 12);
  out.writeUInt16LE(45, 14);
  for (const [at, value] of [
    [24, count],
    [32, count],
    [40, size],
    [48, offset],
  ] as const)
    out.writeBigUInt64LE(BigInt(value), at);
  out.writeUInt32LE(0x07064b50, 56);
  out.writeBigUInt64LE(BigInt(offset), 64);
  out.writeUInt32LE(1, 72);
  out.writeUInt32LE(0x06054b50, 76);
  out.writeUInt16LE(0xffff, 84);
  out.writeUInt16LE(0xffff, 86);
  out.writeUInt32LE(0xffffffff, 88);
  out.writeUInt32LE(0xffffffff, 92);
  return out;
}
