import { generateKeyPairSync, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOf, utf8 } from '#domain/evidence/bytes.ts';
import { type Checkpoint, checkpointText, parseCheckpoint } from '#domain/evidence/checkpoint.ts';
import { cosign, cosignerKey, signAsLog } from '#domain/evidence/cosignature.ts';
import { formatNote, isBy, parseNote, signatureLine, verifierKey, vkey } from '#domain/evidence/note.ts';
import { formatPolicy, judgeCheckpoint, parsePolicy } from '#domain/evidence/policy.ts';
import { formatProof, formatUpdate, parseProof, parseUpdate } from '#domain/evidence/proof.ts';
import { rootOf } from '#domain/evidence/subtree.ts';
import { consistencyPath, leafHash } from '#domain/evidence/tree.ts';
import { decideCosigning } from '#domain/evidence/witness.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { nodeCrypto, signerOf } from './node-crypto.ts';

/** As many as for bundles: MUTATIONS=100000 does more. */
const runs = Number(process.env.MUTATIONS ?? 3_000);

// One log of 40 leaves, seen at 13 and at 40, with both keys of a log and both of a witness.
const log = [signerOf(generateKeyPairSync('ed25519').privateKey), signerOf(generateKeyPairSync('ml-dsa-44').privateKey)] as const;
const witness = [signerOf(generateKeyPairSync('ed25519').privateKey), signerOf(generateKeyPairSync('ml-dsa-44').privateKey)] as const;
const origin = 'log.test/a';
const leaves = Array.from({ length: 40 }, () => leafHash(nodeCrypto, randomBytes(34)));
const treeOf = (size: number): Checkpoint => ({ origin, size, root: Uint8Array.from(rootOf(nodeCrypto, leaves.slice(0, size))), extensions: [] });
const [older, newer] = [treeOf(13), treeOf(40)];
const signed = (checkpoint: Checkpoint): string =>
  formatNote({
    text: checkpointText(checkpoint),
    signatures: [
      signAsLog(nodeCrypto, origin, log[0], checkpoint),
      cosign(nodeCrypto, origin, log[1], checkpoint, 1_800_000_000),
      ...witness.map((signer) => cosign(nodeCrypto, 'w.test/w', signer, checkpoint, 1_800_000_001)),
    ],
  });
const logKeys = [verifierKey(nodeCrypto, origin, 1, log[0].publicKey), cosignerKey(nodeCrypto, origin, log[1])];
const policy = [
  ...logKeys.map((key) => `log ${vkey(key)} https://log.test/a`),
  ...witness.map((signer, i) => `witness w${i} ${vkey(cosignerKey(nodeCrypto, 'w.test/w', signer))}`),
  'group both all w0 w1',
  'quorum both\n',
].join('\n');
const proofHashes = consistencyPath(13, 40).map(({ from, to }) => rootOf(nodeCrypto, leaves.slice(from, to)));
const update = formatUpdate({ oldSize: 13, proof: proofHashes, checkpoint: signed(newer) });
const proof = formatProof({ index: 5, hashes: proofHashes, checkpoint: signed(newer), extra: utf8('extra') });

// Evenly over the whole: doubles of fast-check are even over exponents, so nearly all of them are next to 0.
const anywhere = fc.nat(999_999_999).map((place) => place / 1e9);
const edits = fc.array(
  fc.record({
    place: anywhere,
    kind: fc.nat(6),
    value: fc.nat(255),
    text: fc.string({ unit: 'binary' }),
  }),
  { minLength: 1, maxLength: 3 },
);
type Edits = readonly { readonly place: number; readonly kind: number; readonly value: number; readonly text: string }[];

/** Changed bytes as a reader gets them: text, or undefined when they are no UTF-8. Half of all edits fall on the first lines. */
function mutated(text: string, given: Edits): string | undefined {
  let bytes = Buffer.from(text);
  for (const { place, kind, value, text: more } of given) {
    const span = value % 2 ? bytes.length : Math.min(bytes.length, 200);
    const at = Math.floor(place * span);
    const lines = bytes.toString('latin1').split('\n');
    const line = Math.floor(place * lines.length);
    if (kind === 0) bytes[at] = (bytes[at] ?? 0) ^ (1 << (value & 7));
    else if (kind === 1) bytes = Buffer.from(bytes.subarray(0, at));
    else if (kind === 2) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + (value & 31))]);
    else if (kind === 3) bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(more), bytes.subarray(at)]);
    else {
      const picked = lines.splice(line, 1);
      if (kind === 4) lines.splice(value % (lines.length + 1), 0, ...picked);
      if (kind === 5) lines.splice(value % (lines.length + 1), 0, ...picked, ...picked);
      bytes = Buffer.from(lines.join('\n'), 'latin1');
    }
  }
  try {
    return textOf(bytes);
  } catch {
    return undefined;
  }
}

/** What `work` gives, or undefined for a refusal with a code. Any other error fails the test. */
function orRefused<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof DomainError && cause.code.startsWith('evidence.')) return undefined;
    throw cause;
  }
}

const over = (good: string, check: (text: string) => void): void =>
  fc.assert(
    fc.property(edits, (given) => {
      const text = mutated(good, given);
      if (text !== undefined && text !== good) check(text);
    }),
    { numRuns: runs },
  );

describe('mutated text', () => {
  it('whose first signature became a line of the body states no more than is signed, and no witness carries the line on', () => {
    const [head, lines] = signed(newer).split('\n\n') as [string, string];
    const [own, ...others] = lines.split('\n');
    const moved = `${head}\n${own}\n\n${others.join('\n')}`;
    const onlyLog = parsePolicy(nodeCrypto, `${logKeys.map((key) => `log ${vkey(key)}`).join('\n')}\nquorum none\n`);
    expect(judgeCheckpoint(nodeCrypto, onlyLog, moved)).toMatchObject({ log: 'valid', checkpoint: newer });
    const request = formatUpdate({ oldSize: 13, proof: proofHashes, checkpoint: moved });
    const known = (name: string) => logKeys.filter((key) => key.name === name);
    expect(decideCosigning(nodeCrypto, request, known, () => older).kind).toBe('not-signed-by-log');
  });

  it('as a checkpoint is refused, or says what was signed and nothing else', () => {
    const trusted = parsePolicy(nodeCrypto, policy);
    expect(judgeCheckpoint(nodeCrypto, trusted, signed(newer))).toMatchObject({ log: 'valid', quorum: 'met' });
    // Once: ML-DSA signs the same in another way each time.
    const good = signed(newer);
    const keys = [...trusted.logs, ...trusted.witnesses.values()].map(({ key }) => key);
    const byTrusted = (note: string): string[] =>
      parseNote(note)
        .signatures.filter((line) => keys.some((key) => isBy(line, key)))
        .map(signatureLine);
    let valid = 0;
    over(good, (text) => {
      const verdict = orRefused(() => judgeCheckpoint(nodeCrypto, trusted, text));
      if (verdict?.log === 'valid') expect(verdict.checkpoint).toEqual(newer);
      if (verdict?.log !== 'valid') return;
      valid++;
      // Lines may be doubled, lost or stand in another order, and lines by keys that nobody trusts be changed; those of known keys not.
      if (verdict.quorum === 'met') expect(byTrusted(good)).toEqual(expect.arrayContaining(byTrusted(text)));
    });
    expect(valid).toBeGreaterThan(0);
  });

  it('as a body, a proof or an update is refused, or reads as what it was written from', () => {
    over(checkpointText(newer), (text) => {
      const read = orRefused(() => parseCheckpoint(text));
      if (read) expect(checkpointText(read)).toBe(text);
    });
    over(proof, (text) => {
      const read = orRefused(() => parseProof(text));
      if (read) expect(formatProof(read)).toBe(text);
    });
    over(update, (text) => {
      const read = orRefused(() => parseUpdate(text));
      if (read) expect(formatUpdate(read)).toBe(text);
    });
    over(signed(older), (text) => {
      const read = orRefused(() => parseNote(text));
      if (read) expect(formatNote(read)).toBe(text);
    });
  });

  it('as a policy is refused, or means the same when it is written again', () => {
    over(policy, (text) => {
      const read = orRefused(() => parsePolicy(nodeCrypto, text));
      if (read) expect(parsePolicy(nodeCrypto, formatPolicy(read))).toEqual(read);
    });
  });

  it('as a request to a witness is never cosigned but for the very tree that the log signed', () => {
    const decide = (body: string) =>
      decideCosigning(
        nodeCrypto,
        body,
        (name) => logKeys.filter((key) => key.name === name),
        () => older,
      );
    expect(decide(update).kind).toBe('cosign');
    over(update, (text) => {
      const decision = decide(text);
      if (decision.kind === 'cosign') expect(decision.checkpoint).toEqual(newer);
    });
  });
});
