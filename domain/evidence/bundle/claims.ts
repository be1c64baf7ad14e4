import type { CheckpointVerdict } from '../policy.ts';
import type { Files } from './files.ts';
import type { CheckedRecord } from './records.ts';
import type { Trust } from './trust.ts';
import { type ClaimVerdict, type Finding, type RecordVerdict, rfc3339 } from './verdict.ts';

export function bytesClaim(files: Files, findings: readonly Finding[]): ClaimVerdict {
  const spoiling = new Set([
    'evidence.changed_bytes',
    'evidence.missing_file',
    'evidence.unlisted_file',
    'evidence.unclaimed_file',
    'evidence.content_differs',
  ]);
  const sound = !findings.some(({ code }) => spoiling.has(code));
  return {
    claim: 'bytes',
    verdict: sound ? 'proven' : 'false',
    statement: sound
      ? { zh: '全部文件与清单一致，所披露内容与存证记录一致。', en: 'Every file agrees with the manifests, every disclosed content with its record.' }
      : { zh: '有文件被改动、缺失或多出。', en: 'Files were changed, are missing or were added.' },
    detail: { contentFiles: files.contentFiles, contentBytes: files.bytes, tagFiles: files.tags.size },
  };
}

export function inclusionClaim(records: readonly CheckedRecord[], judged: CheckpointVerdict | undefined): ClaimVerdict {
  const count = (inclusion: RecordVerdict['inclusion']): number => records.filter(({ verdict }) => verdict.inclusion === inclusion).length;
  const detail = { records: records.length, proven: count('proven'), logSignature: judged?.log ?? 'not-checked' };
  if (records.length === 0)
    return { claim: 'inclusion', verdict: 'nothing-claimed', statement: { zh: '没有存证记录。', en: 'There are no records.' }, detail };
  if (count('proven') < records.length || judged?.log === 'false') {
    return {
      claim: 'inclusion',
      verdict: 'false',
      statement: { zh: '有记录不在所签名的日志中。', en: 'Records are not in the signed log.' },
      detail,
    };
  }
  return judged?.log === 'valid'
    ? { claim: 'inclusion', verdict: 'proven', statement: { zh: '全部记录都在您信任的日志中。', en: 'Every record is in a log you trust.' }, detail }
    : {
        claim: 'inclusion',
        verdict: 'not-proven',
        statement: {
          zh: '记录与检查点一致，但该日志的签名未获您信任。',
          en: 'The records agree with the checkpoint, but it is signed by no log you trust.',
        },
        detail,
      };
}

export function quorumClaim(trust: Trust, judged: CheckpointVerdict | undefined): ClaimVerdict {
  const detail = {
    witnesses: (judged?.witnesses ?? []).map(({ name, verdict, time }) => ({ name, verdict, time: time === undefined ? null : rfc3339(time) })),
  };
  if (!judged || trust.policy === undefined) {
    return { claim: 'quorum', verdict: 'not-proven', statement: { zh: '未给出信任策略。', en: 'No policy was given.' }, detail };
  }
  if (judged.witnesses.some(({ verdict }) => verdict === 'false')) {
    return { claim: 'quorum', verdict: 'false', statement: { zh: '有联署不成立。', en: 'A cosignature is false.' }, detail };
  }
  switch (judged.quorum) {
    case 'met':
      return {
        claim: 'quorum',
        verdict: 'proven',
        statement: { zh: '见证方联署达到策略要求。', en: 'The witnesses’ cosignatures meet your policy.' },
        detail,
      };
    case 'not-met':
      return {
        claim: 'quorum',
        verdict: 'not-proven',
        statement: { zh: '见证方联署未达到策略要求。', en: 'The witnesses’ cosignatures do not meet your policy.' },
        detail,
      };
    case 'none-required':
      return {
        claim: 'quorum',
        verdict: 'nothing-claimed',
        statement: {
          zh: '自证日志（self-asserted log）：策略未要求独立见证方。',
          en: 'Self-asserted log: your policy asks for no independent witness.',
        },
        detail,
      };
  }
}
