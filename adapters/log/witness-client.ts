import { concat, decimal, textOf } from '#domain/evidence/bytes.ts';
import { parseCheckpoint } from '#domain/evidence/checkpoint.ts';
import { verifySignature } from '#domain/evidence/cosignature.ts';
import { isBy, type Note, parseNote, parseSignatureLine, signatureLine, type VerifierKey } from '#domain/evidence/note.ts';
import { judgeCheckpoint, type Policy } from '#domain/evidence/policy.ts';
import { formatUpdate } from '#domain/evidence/proof.ts';
import { pathHashes } from '#domain/evidence/subtree.ts';
import { nodesFromTiles } from '#domain/evidence/tiles.ts';
import { consistencyPath } from '#domain/evidence/tree.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { LogStore, SignedCheckpoint, TileStore } from '#usecases/ports/evidence-log.ts';
import { nodeCrypto } from './node-crypto.ts';

/** Speaks c2sp.org/tlog-witness to every witness of the policy that has a URL, and keeps what they cosign. */
export function witnessClient(store: LogStore, tiles: TileStore, policy: Policy): (last: SignedCheckpoint) => Promise<void> {
  // A witness may hold several keys (Ed25519 and ML-DSA-44) under one URL: it is asked once.
  const byUrl = new Map<string, VerifierKey[]>();
  for (const { key, url } of policy.witnesses.values()) if (url) byUrl.set(url, [...(byUrl.get(url) ?? []), key]);
  const lastSize = new Map<string, number>();

  return async (last) => {
    const failures: unknown[] = [];
    let signed = last.signed;
    await Promise.all(
      [...byUrl].map(async ([url, keys]) => {
        try {
          const lines = await addCheckpoint(url, keys, last, lastSize, tiles);
          signed += lines.filter((line) => !signed.includes(line)).join('');
        } catch (cause) {
          failures.push(cause);
        }
      }),
    );
    if (signed !== last.signed) {
      const met = judgeCheckpoint(nodeCrypto, policy, signed).quorum === 'met';
      await store.recordCosigned(last.checkpoint.size, signed, met, new Date());
      await tiles.publish(signed);
    }
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} of ${byUrl.size} witnesses did not cosign size ${last.checkpoint.size}`);
  };
}

async function addCheckpoint(
  url: string,
  keys: readonly VerifierKey[],
  last: SignedCheckpoint,
  lastSize: Map<string, number>,
  tiles: TileStore,
): Promise<string[]> {
  const read = nodesFromTiles(nodeCrypto, (tile) => tiles.read(tile), last.checkpoint.size);
  for (let attempt = 0; attempt < 3; attempt++) {
    const oldSize = lastSize.get(url) ?? 0;
    if (oldSize > last.checkpoint.size) return [];
    const proof = await pathHashes(nodeCrypto, read, consistencyPath(oldSize, last.checkpoint.size));
    const answer = await fetch(`${url.replace(/\/$/, '')}/add-checkpoint`, {
      method: 'POST',
      body: formatUpdate({ oldSize, proof, checkpoint: last.signed }),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await shortText(answer);
    if (answer.status === 409) {
      lastSize.set(url, decimal(text.trimEnd(), 'the size that the witness knows'));
      continue;
    }
    if (answer.status !== 200)
      throw new DomainError('evidence.witness_refused', `the witness ${url} answered ${answer.status}: ${text.slice(0, 200)}`, { url });
    lastSize.set(url, last.checkpoint.size);
    return trustedLines(text, keys, last);
  }
  throw new DomainError('evidence.witness_refused', `the witness ${url} keeps answering with another size`, { url });
}

/** More than sixteen post-quantum cosignatures in base64; whoever answers longer is no witness. */
const longestAnswer = 128 * 1024;

async function shortText(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body ?? []) {
    length += part.length;
    if (length > longestAnswer)
      throw new DomainError('evidence.witness_refused', `expected an answer of at most ${longestAnswer} bytes from the witness, it is longer`);
    parts.push(part);
  }
  return textOf(concat(...parts));
}

/** Unknown cosignatures are ignored, false ones refused. */
function trustedLines(answer: string, keys: readonly VerifierKey[], last: SignedCheckpoint): string[] {
  const signatures = answer.split('\n').slice(0, -1).map(parseSignatureLine);
  const known = signatures.filter((line) => keys.some((key) => isBy(line, key)));
  const note: Note = { text: parseNote(last.signed).text, signatures: known };
  const checkpoint = parseCheckpoint(note.text);
  const verdicts = keys.map((key) => verifySignature(nodeCrypto, note, checkpoint, key));
  // Unlike other cosignatures a witness's must carry its time (tlog-witness).
  if (known.length === 0 || verdicts.some((verdict) => verdict.kind === 'false' || (verdict.kind === 'valid' && verdict.time === undefined))) {
    throw new DomainError('evidence.witness_refused', 'expected a cosignature by a known key, got none that verifies');
  }
  return known.map(signatureLine);
}
