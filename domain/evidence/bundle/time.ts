import { utf8 } from '../bytes.ts';
import type { Json } from '../canonical.ts';
import { type Checkpoint, checkpointText } from '../checkpoint.ts';
import type { Crypto } from '../crypto.ts';
import type { CheckpointVerdict } from '../policy.ts';
import type { Files } from './files.ts';
import type { Trust } from './trust.ts';
import { type ClaimVerdict, type Finding, finding, rfc3339 } from './verdict.ts';

export async function checkTime(
  crypto: Crypto,
  tags: Files['tags'],
  material: Files['tags'],
  trust: Trust,
  sizes: ReadonlyMap<number, Checkpoint>,
  judged: CheckpointVerdict | undefined,
  indexes: readonly number[],
  findings: Finding[],
  shown: (path: string) => string,
): Promise<ClaimVerdict> {
  const bounds: { readonly size: number; readonly before: string }[] = [];
  const anchors: { file: string; kind: string; verdict: string; detail?: { readonly [name: string]: Json } }[] = [];
  let broken = false;
  const spoil = (path: string, why: string): void => {
    broken = true;
    findings.push(finding('evidence.false_anchor', shown(path), why));
  };
  for (const [path, bytes] of [...tags].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [, size = '', fileName = ''] = /^anchors\/(\d+)\/([^/]+)$/.exec(path) ?? [];
    if (fileName === '') continue;
    const checkpoint = sizes.get(Number(size));
    const checker = trust.anchors.find((each) => each.owns(fileName));
    if (!checkpoint) spoil(path, 'stands on a checkpoint that the bundle does not connect to its proofs');
    if (!checkpoint || !checker) {
      anchors.push({ file: shown(path), kind: checker?.kind ?? 'unknown', verdict: 'not-checked' });
      continue;
    }
    const verdict = await checker.verify(crypto, bytes, crypto.sha256(utf8(checkpointText(checkpoint))), material);
    anchors.push({ file: shown(path), kind: checker.kind, verdict: verdict.kind, ...('detail' in verdict ? { detail: verdict.detail } : {}) });
    if (verdict.kind === 'proven') bounds.push({ size: checkpoint.size, before: verdict.before });
    if (verdict.kind === 'false') spoil(path, verdict.why.en);
  }
  // A witness you trust says when it saw the tree: an upper bound as good as the witness.
  for (const { verdict, time } of judged?.witnesses ?? []) {
    if (verdict === 'valid' && time !== undefined) bounds.push({ size: judged?.checkpoint.size ?? 0, before: rfc3339(time) });
  }
  const before = latestOfEarliest(indexes, bounds);
  const verdict = broken ? 'false' : before !== undefined ? 'proven' : 'not-proven';
  return {
    claim: 'time-bound',
    verdict,
    statement:
      verdict === 'proven'
        ? { zh: `所涉记录至迟于 ${before} 已存在。`, en: `The records existed no later than ${before}.` }
        : verdict === 'false'
          ? { zh: '至少一项时间证明不成立。', en: 'At least one proof of time is false.' }
          : {
              zh: '没有可供校验的外部时间证明；时间仅为系统自述。',
              en: 'No outside proof of time could be checked; times are the system’s own word.',
            },
    detail: { before: before ?? null, anchors },
  };
}

/** Each record is bounded by the earliest proof on a tree that holds it; all of them by the latest of those. */
function latestOfEarliest(indexes: readonly number[], bounds: readonly { readonly size: number; readonly before: string }[]): string | undefined {
  const earliest = indexes.map((index) =>
    bounds
      .filter(({ size }) => index < size)
      .map(({ before }) => before)
      .sort()
      .at(0),
  );
  return earliest.includes(undefined) ? undefined : (earliest as string[]).sort().at(-1);
}
