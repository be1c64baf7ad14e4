import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeCrypto } from '#adapters/log/node-crypto.ts';
import { ran } from '#adapters/log/testing/programs.ts';
import { parseHeader, parseHeaders } from '#domain/evidence/opentimestamps/bitcoin.ts';
import { openTimestampsChecker } from '#domain/evidence/opentimestamps/checker.ts';
import { formatTimestamp, parseProofFile, proofFile, type Timestamp } from '#domain/evidence/opentimestamps/proof.ts';
import { calendarAnchor } from './calendar.ts';

const sha256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest();
const digest = sha256(Buffer.from('a checkpoint'));

/** Debian's python3-opentimestamps: the reference implementation, by the system's own Python. */
const python = ['/usr/bin/python3', 'python3'].find((path) => spawnSync(path, ['-c', 'import opentimestamps']).status === 0);
ran('python3-opentimestamps', python !== undefined);
const reference = (script: string, input: Uint8Array): string =>
  execFileSync(python as string, ['-c', script], { input: Buffer.from(input).toString('hex'), encoding: 'utf8' }).trim();

const readBack = `
import sys, io, binascii
from opentimestamps.core.timestamp import DetachedTimestampFile
from opentimestamps.core.serialize import BytesDeserializationContext, BytesSerializationContext
d = DetachedTimestampFile.deserialize(BytesDeserializationContext(binascii.unhexlify(sys.stdin.read().strip())))
c = BytesSerializationContext(); d.serialize(c)
print(binascii.hexlify(c.getbytes()).decode())
for msg, att in d.timestamp.all_attestations(): print(binascii.hexlify(msg).decode(), att)
`;

/** Which changed bytes the reference still takes for a proof of the same digest by the same block: it prints their places. */
const flips = `
import sys, binascii
from opentimestamps.core.timestamp import DetachedTimestampFile
from opentimestamps.core.notary import BitcoinBlockHeaderAttestation
from opentimestamps.core.serialize import BytesDeserializationContext
def proven(data):
    try:
        context = BytesDeserializationContext(bytes(data))
        d = DetachedTimestampFile.deserialize(context)
        context.assert_eof()
        return d.file_digest, {(m, a.height) for m, a in d.timestamp.all_attestations() if isinstance(a, BitcoinBlockHeaderAttestation)}
    except Exception:
        return None
whole = bytearray(binascii.unhexlify(sys.stdin.read().strip()))
sound = proven(whole)
assert sound and sound[1], sound
for at in range(len(whole)):
    for bit in range(8):
        changed = bytearray(whole); changed[at] ^= 1 << bit
        if proven(changed) == sound: print(at, bit)
`;

/** Block 1 of Bitcoin: its only transaction is the Merkle root. */
const block1 = parseHeaders(
  '# height header\n1 010000006fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d6190000000000982051fd1e4ba744bbbe680e1fee14677ba1a3c3540bf7b1cdb606e857233e0e61bc6649ffff001d01e36299\n',
);

describe('Bitcoin headers', () => {
  it('are read with their work, and refused without', () => {
    expect(block1.get(1)?.time).toBe(1231469665);
    const header = Buffer.alloc(80, 1);
    expect(() => parseHeader(header)).toThrow(/proof of work/);
    expect(() => parseHeaders('1 abc')).toThrow(/expected lines/);
  });
});

describe('proofs', () => {
  it('round-trip, also through the reference implementation', () => {
    const samples: Uint8Array[] = [];
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 6 }), fc.nat({ max: 2 ** 30 }), (pieces, height) => {
        const bytes = proofFile(built(digest, pieces, height));
        expect(Buffer.from(proofFile(parseProofFile(bytes))).equals(Buffer.from(bytes))).toBe(true);
        if (samples.length < 5) samples.push(bytes);
      }),
      { numRuns: 200 },
    );
    if (!python) return;
    for (const bytes of samples) {
      const [written, ...attestations] = reference(readBack, bytes).split('\n');
      expect(written).toBe(Buffer.from(bytes).toString('hex'));
      expect(attestations.some((line) => line.includes('BitcoinBlockHeaderAttestation'))).toBe(true);
    }
  });

  it.skipIf(!python)('prove nothing to the reference implementation once any bit is flipped', () => {
    const pieces = [Uint8Array.of(1, 2, 3), randomBytes(32)];
    const bytes = proofFile(built(digest, pieces, 840_000, []));
    expect(reference(flips, bytes)).toBe('');
  });

  it('never crash the reader, whatever the bytes', async () => {
    const good = proofFile(built(digest, [Uint8Array.of(1, 2, 3), randomBytes(32)], 840_000));
    const checker = openTimestampsChecker(block1);
    for (let at = 0; at < good.length; at++) {
      const changed = Uint8Array.from(good);
      changed[at] = (changed[at] as number) ^ (1 << (at % 8));
      expect((await checker.verify(nodeCrypto, changed, digest, new Map())).kind).not.toBe('proven');
      expect((await checker.verify(nodeCrypto, good.subarray(0, at), digest, new Map())).kind).toBe('false');
    }
  });

  it('prove a time only with the header of the verifier', async () => {
    // The coinbase of block 1 is its own tree: digest -> prepend/append would not reach it, so the digest is the root here.
    const root = block1.get(1)?.merkleRoot as Uint8Array;
    const bytes = proofFile({ message: root, attestations: [{ kind: 'bitcoin', height: 1 }], steps: [] });
    const check = (headers: typeof block1, on: Uint8Array = root) => openTimestampsChecker(headers).verify(nodeCrypto, bytes, on, new Map());
    expect(await check(block1)).toEqual({
      kind: 'proven',
      before: '2009-01-09T04:54:25Z',
      detail: { chain: 'bitcoin', height: 1, blockTime: '2009-01-09T02:54:25Z' },
    });
    expect(await check(new Map())).toMatchObject({ kind: 'needs-online-check', detail: { blocks: [{ height: 1 }] } });
    expect((await check(block1, digest)).kind).toBe('false');
    const lying = proofFile({ message: digest, attestations: [{ kind: 'bitcoin', height: 1 }], steps: [] });
    expect((await openTimestampsChecker(block1).verify(nodeCrypto, lying, digest, new Map())).kind).toBe('false');
  });
});

function built(
  message: Uint8Array,
  pieces: readonly Uint8Array[],
  height: number,
  pending: readonly string[] = ['https://calendar.test'],
): Timestamp {
  const [piece, ...rest] = pieces;
  if (!piece)
    return {
      message,
      attestations: [{ kind: 'bitcoin', height }, ...pending.map((uri) => ({ kind: 'pending' as const, uri }))],
      steps: [],
    };
  const joined = Buffer.concat([message, piece]);
  const hashed = sha256(joined);
  const next = { message: joined, attestations: [], steps: [{ operation: { kind: 'sha256' as const }, next: built(hashed, rest, height, pending) }] };
  return { message, attestations: [], steps: [{ operation: { kind: 'append', bytes: piece }, next }] };
}

describe('a calendar', () => {
  let server: Server;
  let url: string;
  let mined = false;
  let asked: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        if (request.url === '/digest') {
          const message = Buffer.concat(pieces);
          const nonce = Buffer.from('0011223344', 'hex');
          const joined = Buffer.concat([message, nonce]);
          const promised: Timestamp = {
            message: sha256(joined),
            attestations: [
              { kind: 'pending', uri: url },
              { kind: 'pending', uri: 'http://169.254.0.1' },
            ],
            steps: [],
          };
          const step = { operation: { kind: 'sha256' as const }, next: promised };
          response.end(
            formatTimestamp({
              message,
              attestations: [],
              steps: [{ operation: { kind: 'append', bytes: nonce }, next: { message: joined, attestations: [], steps: [step] } }],
            }),
          );
        } else if (mined) {
          const message = Buffer.from((request.url as string).split('/').at(-1) as string, 'hex');
          const sibling = Buffer.alloc(32, 7);
          const joined = Buffer.concat([sibling, message]);
          const root: Timestamp = { message: sha256(joined), attestations: [{ kind: 'bitcoin', height: 900_000 }], steps: [] };
          const hash = { operation: { kind: 'sha256' as const }, next: root };
          response.end(
            formatTimestamp({
              message,
              attestations: [],
              steps: [{ operation: { kind: 'prepend', bytes: sibling }, next: { message: joined, attestations: [], steps: [hash] } }],
            }),
          );
        } else response.writeHead(404).end('Pending confirmation in Bitcoin blockchain');
      });
    });
    await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  it('promises, is asked again, and completes the proof; other addresses in the proof are never asked', async () => {
    const now = (): Date => new Date('2026-11-23T12:00:00Z');
    const anchor = calendarAnchor({ url: `${url}/`, name: 'test', now });
    const first = await anchor.submit(digest);
    const again = await anchor.upgrade(first);
    expect(again.state).toBe('pending');
    const checker = openTimestampsChecker(new Map());
    expect(await checker.verify(nodeCrypto, first.bytes, digest, new Map())).toMatchObject({ kind: 'pending' });
    mined = true;
    asked = [];
    const done = await anchor.upgrade(first);
    expect(done).toMatchObject({ state: 'proven', provesBefore: now(), fileName: expect.stringMatching(/^test-900000-[0-9a-f]{8}\.ots$/) });
    expect(asked).toHaveLength(1);
    expect(await checker.verify(nodeCrypto, done.bytes, digest, new Map())).toMatchObject({ kind: 'needs-online-check' });
    if (python) expect(reference(readBack, done.bytes).split('\n')[0]).toBe(Buffer.from(done.bytes).toString('hex'));
    await expect(calendarAnchor({ url: 'http://127.0.0.1:1', name: 'x', now }).submit(digest)).rejects.toMatchObject({
      code: 'evidence.calendar_away',
    });
  });
});
