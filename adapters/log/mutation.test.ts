import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { memorySource } from '#adapters/objects/bundle-file.ts';
import { postgresAnchors } from '#adapters/postgres/evidence/anchors.ts';
import { testDatabase } from '#adapters/postgres/testing.ts';
import { embeddedAnchor } from '#adapters/timestamp/authority-client.ts';
import { embeddedAuthority } from '#adapters/timestamp/embedded-authority.ts';
import { nodeSignatures } from '#adapters/timestamp/signatures.ts';
import { certificatesIn } from '#domain/evidence/asn1/certificate.ts';
import { bagInZip } from '#domain/evidence/bundle/bag.ts';
import type { Trust } from '#domain/evidence/bundle/trust.ts';
import { verifyBundle } from '#domain/evidence/bundle/verify.ts';
import { textOf, utf8 } from '#domain/evidence/bytes.ts';
import { parsePolicy } from '#domain/evidence/policy.ts';
import { timestampChecker } from '#domain/evidence/timestamp/checker.ts';
import { uuid7 } from '#domain/kernel/id.ts';
import { anchorCheckpoints } from '#usecases/seal/anchor-checkpoints.ts';
import { nodeCrypto } from './node-crypto.ts';
import { type Archive, archiveOf, type Member, mended, zipOf } from './testing/archive.ts';
import { type Installation, installation, textItem } from './testing/installation.ts';

/** Every run mutates some 7,000 bundles; MUTATIONS=100000 does more. */
const runs = Number(process.env.MUTATIONS ?? 3_000);

let here: Installation;
let zip: Uint8Array;
let bundle: Archive;
/** A bundle of another case in the same log, one of the same records in an older tree, and one of another log. */
let others: Archive[];
let trust: Trust;
/** `record id, kind, hash`: what was truly sealed. */
const sealed = new Set<string>();

beforeAll(async () => {
  const database = await testDatabase();
  here = installation(database);
  const { tenant, actor } = await database.newTenant();
  const [mine, theirs] = [1, 2].map((i) => uuid7(1_700_000_000_000 + i, randomBytes(10))) as [string, string];
  const seal = async (caseId: string, texts: readonly string[]) => {
    const items = texts.map((text, i) => textItem(tenant, text, { caseId, name: `${i}.txt`, kind: i % 2 ? 'decision' : 'exhibit' }));
    const ids = await database.withTenant(tenant, actor, (tx) => here.seals.seal(tx, items));
    for (const [i, { recordId }] of ids.entries()) sealed.add(`${recordId} ${items[i]?.kind} ${items[i]?.contentSha256}`);
    await here.sequencer().round();
  };
  const bundleOf = async (caseId: string) => here.bundle({ tenant, actor, scope: { kind: 'case', id: caseId }, policy: here.selfAsserted });
  await seal(mine, ['欠条', '合同', '对账单']);
  await here.cosignLatest();
  const authority = embeddedAuthority(join(here.folder, 'tsa'), () => new Date('2026-11-23T08:01:00Z'));
  const throwing = (error: unknown): void => {
    throw error;
  };
  await anchorCheckpoints({
    crypto: nodeCrypto,
    log: here.parts.log,
    store: postgresAnchors(database, here.logKey.name),
    anchors: [embeddedAnchor(authority)],
    now: () => new Date('2026-11-23T08:01:00Z'),
    onError: throwing,
  });
  const older = await bundleOf(mine);
  await seal(theirs, ['另案一', '另案二', '另案三', '另案四']);
  await here.cosignLatest();
  zip = await bundleOf(mine);
  const elsewhere = installation(await testDatabase(), 'other.test/log');
  const stranger = await strangersBundle(elsewhere);
  bundle = await archiveOf(zip);
  others = await Promise.all([bundleOf(theirs), older, stranger].map(async (bytes) => archiveOf(await bytes)));
  trust = {
    policy: parsePolicy(nodeCrypto, here.witnessed),
    reportKeys: [here.reportKey],
    known: [],
    anchors: [timestampChecker(nodeSignatures, certificatesIn(utf8(authority.rootPem)))],
  };
  expect(bundle.members.filter(({ name }) => /^(checkpoints|consistency|anchors)\//.test(name))).toHaveLength(3);
  expect((await verify(zip)).claims.map(({ verdict }) => verdict)).toEqual(Array(6).fill('proven'));
});

async function strangersBundle(elsewhere: Installation): Promise<Uint8Array> {
  const { tenant, actor } = await (elsewhere.parts.transactions as Awaited<ReturnType<typeof testDatabase>>).newTenant();
  const caseId = uuid7(1_700_000_000_009, randomBytes(10));
  await elsewhere.parts.transactions.withTenant(tenant, actor, (tx) =>
    elsewhere.seals.seal(
      tx,
      ['欠条', '合同', '对账单'].map((text) => textItem(tenant, text, { caseId })),
    ),
  );
  await elsewhere.sequencer().round();
  return elsewhere.bundle({ tenant, actor, scope: { kind: 'case', id: caseId } });
}

const verify = (bytes: Uint8Array, by: Trust = trust) => verifyBundle(nodeCrypto, () => bagInZip(nodeCrypto, memorySource(bytes)), by);

type Change = { readonly how: (typeof ways)[number]; readonly a: number; readonly b: number; readonly value: number };
const ways = [
  'flip',
  'truncate',
  'empty',
  'swap contents',
  'swap order',
  'rename',
  'take another’s name',
  'duplicate',
  'drop',
  'add',
  'take from another bundle',
  'take another checkpoint',
  'renumber a record',
  'edit a number',
  'rename the folder',
] as const;

const change: fc.Arbitrary<Change> = fc.record({ how: fc.constantFrom(...ways), a: fc.nat(), b: fc.nat(), value: fc.nat() });
const names = [
  'data/001-x.txt',
  'records/009.json',
  'evil.sh',
  'DATA/001-0.txt',
  'index.json',
  'anchors/3/x.tsr',
  'certs/a.pem',
  'checkpoints/3.txt',
];
const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

function changed(archive: Archive, { how, a, b, value }: Change): Archive {
  const { folder, members } = archive;
  const [one, two] = [at(members, a), at(members, b)];
  const replace = (from: Member, to: Member | undefined): Archive => ({
    folder,
    members: members.flatMap((member) => (member === from ? (to ? [to] : []) : [member])),
  });
  switch (how) {
    case 'flip':
      return replace(one, { ...one, bytes: one.bytes.map((byte, i) => (i === b % one.bytes.length ? byte ^ (1 << (value % 8)) : byte)) });
    case 'truncate':
      return replace(one, { ...one, bytes: one.bytes.subarray(0, b % (one.bytes.length + 1)) });
    case 'empty':
      return replace(one, { ...one, bytes: new Uint8Array(0) });
    case 'swap contents':
      return {
        folder,
        members: members.map((member) => (member === one ? { ...one, bytes: two.bytes } : member === two ? { ...two, bytes: one.bytes } : member)),
      };
    case 'swap order':
      return { folder, members: members.map((member) => (member === one ? two : member === two ? one : member)) };
    case 'rename':
      return replace(one, { ...one, name: at(names, b) });
    case 'take another’s name':
      return replace(one, { ...one, name: two.name });
    case 'duplicate':
      return { folder, members: [...members.slice(0, b % members.length), one, ...members.slice(b % members.length)] };
    case 'drop':
      return replace(one, undefined);
    case 'add':
      return { folder, members: [...members, { name: at(names, a), bytes: two.bytes }] };
    case 'take from another bundle': {
      const other = at(others, value).members;
      return replace(one, other.find(({ name }) => name === one.name) ?? at(other, b));
    }
    case 'take another checkpoint': {
      const signed = textOf(at(others, value).members.find(({ name }) => name.endsWith('.tlog-proof'))?.bytes as Uint8Array).split('\n\n');
      const proofs = members.filter(({ name }) => name.endsWith('.tlog-proof'));
      const chosen = new Set(b % 2 ? proofs : [at(proofs, a)]);
      const mixed = (bytes: Uint8Array): Uint8Array => utf8([textOf(bytes).split('\n\n')[0], ...signed.slice(1)].join('\n\n'));
      return { folder, members: members.map((member) => (chosen.has(member) ? { ...member, bytes: mixed(member.bytes) } : member)) };
    }
    case 'renumber a record': {
      const [from, to] = ['001', at(['002', '003', '004', '0001', '999'], a)];
      return { folder, members: members.map((member) => ({ ...member, name: member.name.replace(`/${from}`, `/${to}`) })) };
    }
    case 'edit a number': {
      const text = textOf(one.name.endsWith('.salt') ? utf8('0') : one.bytes);
      const digits = [...text.matchAll(/\d/g)].map(({ index }) => index);
      const place = digits.length === 0 ? 0 : at(digits, b);
      return replace(one, { ...one, bytes: utf8(`${text.slice(0, place)}${(Number(text[place]) + 1 + (value % 9)) % 10}${text.slice(place + 1)}`) });
    }
    case 'rename the folder':
      return { folder: at([`${folder}x`, 'bag', folder.toUpperCase(), `${folder}/inner`], a), members };
  }
}

describe('a mutated bundle', () => {
  it('never verifies and never crashes, whatever happened to its bytes', async () => {
    // Evenly over the whole: doubles of fast-check are even over exponents, so nearly all of them are next to 0.
    const anywhere = fc.nat(999_999_999).map((place) => place / 1e9);
    const edit = fc.record({ place: anywhere, kind: fc.nat(4), value: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
        let bytes = Buffer.from(zip);
        for (const { place, kind, value } of edits) bytes = rawly(bytes, Math.floor(place * bytes.length), kind, value);
        if (Buffer.compare(bytes, zip) !== 0) expect((await verify(bytes)).verdict).toMatch(/^(false|refused)$/);
      }),
      { numRuns: runs },
    );
  });

  it('never verifies when its ZIP headers were edited', async () => {
    const offsets = [...headersIn(zip)];
    const edit = fc.record({ header: fc.nat(), field: fc.nat(45), value: fc.nat(0xffff), width: fc.constantFrom(1, 2, 4) });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
        const bytes = Buffer.from(zip);
        for (const { header, field, value, width } of edits) {
          const place = Math.min(at(offsets, header) + field, bytes.length - width);
          bytes.writeUIntLE(width === 1 ? value & 0xff : value, place, width);
        }
        if (Buffer.compare(bytes, zip) !== 0) expect((await verify(bytes)).verdict).toMatch(/^(false|refused)$/);
      }),
      { numRuns: runs },
    );
  });

  it('never verifies when files were swapped, renamed, doubled, dropped or taken from other bundles, manifests mended or not', async () => {
    const tried = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), fc.boolean(), async (changes, mend) => {
        const made = changes.reduce((archive, each) => {
          try {
            return changed(archive, each);
          } catch {
            // Not text any more: the earlier change stands alone.
            return archive;
          }
        }, bundle);
        const bytes = zipOf(mend ? { ...made, members: mended(made.members) } : made);
        if (Buffer.compare(bytes, zip) === 0) return;
        for (const { how } of changes) tried.set(how, (tried.get(how) ?? 0) + 1);
        const answer = await verify(bytes);
        expect(`${changes.map(({ how }) => how)}: ${answer.verdict}`).toMatch(/: (false|refused)$/);
        // Who knows no report key cannot know who wrote index and cover; but no record may be shown that was not sealed.
        const unsigned = mended(made.members).filter(({ name }) => name !== 'bundle.sig');
        const { verdict, records, claims } = await verify(zipOf({ ...made, members: unsigned }), { ...trust, reportKeys: [] });
        if (verdict === 'verified') {
          expect(claims.find(({ claim }) => claim === 'signatures')?.verdict).toBe('not-proven');
          for (const { id, kind, sha256 } of records) expect(sealed).toContain(`${id} ${kind} ${sha256}`);
        }
      }),
      { numRuns: Math.ceil(runs / 3) },
    );
    expect([...tried.keys()].sort()).toEqual([...ways].sort());
  }, 120_000);

  it('does not gain from putting the same files in another order or under another folder', async () => {
    const codes = async (archive: Archive): Promise<string | undefined> => (await verify(zipOf(archive))).findings[0]?.code;
    expect((await verify(zipOf(bundle))).verdict).toBe('verified');
    expect(await codes({ ...bundle, members: [...bundle.members].reverse() })).toBe('evidence.not_a_bag');
    expect(await codes({ ...bundle, folder: 'quittance-evidence-9' })).toBe('evidence.changed_bytes');
  });
});

function rawly(bytes: Buffer, place: number, kind: number, value: number): Buffer<ArrayBuffer> {
  const copy = Buffer.from(bytes);
  const from = (place * 31 + value) % bytes.length;
  switch (kind) {
    case 0:
      copy[place] = (copy[place] as number) ^ (1 << (value & 7));
      return copy;
    case 1:
      return Buffer.from(bytes.subarray(0, place));
    case 2:
      return Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + 1 + value)]);
    case 3:
      return Buffer.concat([bytes.subarray(0, place), Buffer.alloc(1 + (value & 15), value), bytes.subarray(place)]);
    default:
      bytes.copy(copy, place, from, Math.min(bytes.length, from + 64));
      return copy;
  }
}

/** Where local headers, directory entries and the end record begin. */
function* headersIn(bytes: Uint8Array): Generator<number> {
  for (let i = 0; i + 4 <= bytes.length; i++) {
    if (
      bytes[i] === 0x50 &&
      bytes[i + 1] === 0x4b &&
      ['\x01\x02', '\x03\x04', '\x05\x06'].includes(String.fromCharCode(bytes[i + 2] as number, bytes[i + 3] as number))
    )
      yield i;
  }
}
