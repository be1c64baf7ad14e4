import { textOf } from '../bytes.ts';
import { type Checkpoint, parseCheckpoint } from '../checkpoint.ts';
import type { Crypto } from '../crypto.ts';
import { parseNote } from '../note.ts';
import { parseProof, type TlogProof } from '../proof.ts';
import { commitment, type EvidenceRecord, leafTypeOf, logEntry, parseRecord } from '../record.ts';
import { leafHash, verifyInclusion } from '../tree.ts';
import type { Files } from './files.ts';
import { pathOf } from './layout.ts';
import { type Finding, finding, type RecordVerdict } from './verdict.ts';

export type CheckedRecord = { readonly verdict: RecordVerdict; readonly record: EvidenceRecord; readonly proof?: TlogProof };

export function checkRecords(crypto: Crypto, files: Files, findings: Finding[]): CheckedRecord[] {
  const numbers = [...files.tags.keys()].flatMap((path) => /^records\/(\d+)\.json$/.exec(path)?.[1] ?? []).sort();
  const paired = new Set(numbers);
  for (const path of files.tags.keys()) {
    const number = /^(?:records\/(\d+)\.salt|proofs\/(\d+)\.tlog-proof)$/.exec(path);
    if (number && !paired.has((number[1] ?? number[2]) as string)) findings.push(finding('evidence.unclaimed_file', path, 'belongs to no record'));
  }
  return numbers.map((number) => checkRecord(crypto, files, number, findings));
}

function checkRecord(crypto: Crypto, files: Files, number: string, findings: Finding[]): CheckedRecord {
  const bytes = files.tags.get(pathOf.record(number)) as Uint8Array;
  const record = parseRecord(bytes);
  const content = files.contents.get(number);
  const { sha256, sm3, size, chunks, name } = record.content;
  const same =
    content !== undefined &&
    content.sha256 === sha256 &&
    content.size === size &&
    (sm3 === undefined || content.sm3 === sm3) &&
    (chunks === undefined || (chunks.size === 1_048_576 && content.chunkRoot === chunks.root));
  if (content && !same) findings.push(finding('evidence.content_differs', content.path, `is not the content that record ${number} states`));
  const salt = files.tags.get(pathOf.salt(number));
  const proofBytes = files.tags.get(pathOf.proof(number));
  const proof = proofBytes && parseProof(textOf(proofBytes));
  let inclusion: RecordVerdict['inclusion'] = 'not-proven';
  if (salt && proof) {
    const checkpoint = parseCheckpoint(parseNote(proof.checkpoint).text);
    const leaf = leafHash(crypto, logEntry(leafTypeOf(record.kind), commitment(crypto, salt, bytes)));
    inclusion = verifyInclusion(crypto, proof.hashes, { index: proof.index, size: checkpoint.size }, leaf, checkpoint.root) ? 'proven' : 'false';
    if (inclusion === 'false') findings.push(finding('evidence.not_in_tree', pathOf.proof(number), `does not prove record ${number}`));
  } else {
    findings.push(finding('evidence.missing_file', pathOf.record(number), 'has no salt or no proof beside it'));
  }
  return {
    record,
    verdict: {
      number,
      id: record.id,
      kind: record.kind,
      name: name ?? null,
      sha256,
      size,
      receivedAt: record.receivedAt,
      logIndex: proof?.index ?? null,
      content: content === undefined ? 'not-disclosed' : same ? 'same' : 'differs',
      inclusion,
    },
    ...(proof ? { proof } : {}),
  };
}

export type Signed = { readonly signed: string; readonly checkpoint: Checkpoint };

/** Of each log all proofs end in one checkpoint: two would hide which tree is meant. The log of the last record comes last. */
export function checkpointsOf(records: readonly CheckedRecord[], findings: Finding[]): readonly Signed[] {
  const byOrigin = new Map<string, Signed>();
  for (const { proof } of records) {
    if (!proof) continue;
    const checkpoint = parseCheckpoint(parseNote(proof.checkpoint).text);
    const known = byOrigin.get(checkpoint.origin);
    if (known && known.signed !== proof.checkpoint)
      findings.push(
        finding('evidence.several_checkpoints', null, `expected one checkpoint of the log ${checkpoint.origin} in all proofs, got several`),
      );
    // Set anew, so that it moves to the end.
    byOrigin.delete(checkpoint.origin);
    byOrigin.set(checkpoint.origin, known ?? { signed: proof.checkpoint, checkpoint });
  }
  return [...byOrigin.values()];
}
