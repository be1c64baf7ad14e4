import { fromBase64, sameBytes } from '../bytes.ts';
import { isObject, type Json } from '../canonical.ts';
import { type Checkpoint, parseCheckpoint } from '../checkpoint.ts';
import { parseNote } from '../note.ts';
import type { CheckedRecord } from './records.ts';
import { type ClaimVerdict, type Finding, finding } from './verdict.ts';

/**
 * Do the logs of the bundle follow one another? Each must be closed by the first leaf of a later one: a rotation record at
 * index 0 that names its last checkpoint, and that is the very checkpoint its records are proven by. `logs`: the newest last.
 */
export function checkSuccession(records: readonly CheckedRecord[], logs: readonly Checkpoint[], findings: Finding[]): ClaimVerdict {
  let broken = false;
  const links = records.flatMap(({ record, proof, verdict }) => {
    const closes = record.kind === 'rotation' && proof && verdict.inclusion === 'proven' ? closedBy(record.context.closes) : undefined;
    return closes && proof
      ? [{ closes, by: parseCheckpoint(parseNote(proof.checkpoint).text).origin, index: proof.index, number: verdict.number }]
      : [];
  });
  for (const { closes, by, index, number } of links) {
    const closed = logs.find(({ origin }) => origin === closes.origin);
    if (!closed) continue;
    if (index !== 0 || by === closes.origin || closed.size !== closes.size || !sameBytes(closed.root, closes.root)) {
      broken = true;
      findings.push(
        finding('evidence.not_append_only', null, `record ${number} closes the log ${closes.origin} at another state than its proofs end in`),
      );
    }
  }
  const linked = logs.slice(0, -1).every(({ origin }) => links.some(({ closes }) => closes.origin === origin));
  const verdict = broken ? 'false' : linked ? 'proven' : 'not-proven';
  return {
    claim: 'succession',
    verdict,
    statement:
      verdict === 'proven'
        ? {
            zh: '各日志依次衔接：后一日志的首条即前一日志的最终检查点。',
            en: 'The logs follow one another: the first leaf of each is the last checkpoint of the one before.',
          }
        : verdict === 'false'
          ? { zh: '日志之间的衔接不成立。', en: 'The logs do not follow one another as they claim.' }
          : {
              zh: '证据包含多个日志的记录，其衔接未获证明；各日志须分别获您信任。',
              en: 'The records stand in several logs whose succession is not shown: each must be trusted by itself.',
            },
    detail: { logs: logs.map(({ origin, size }) => ({ origin, size })) },
  };
}

function closedBy(closes: Json | undefined): Pick<Checkpoint, 'origin' | 'size' | 'root'> | undefined {
  if (!isObject(closes)) return undefined;
  const { origin, size, root } = closes;
  return typeof origin === 'string' && typeof size === 'number' && typeof root === 'string' ? { origin, size, root: fromBase64(root) } : undefined;
}
