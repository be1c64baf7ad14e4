import { sameBytes, textOf } from '../bytes.ts';
import { type Checkpoint, parseCheckpoint } from '../checkpoint.ts';
import type { Crypto } from '../crypto.ts';
import { parseNote } from '../note.ts';
import { judgeCheckpoint } from '../policy.ts';
import { parseUpdate } from '../proof.ts';
import { verifyConsistency } from '../tree.ts';
import type { Files } from './files.ts';
import { pathOf } from './layout.ts';
import type { Signed } from './records.ts';
import type { Trust } from './trust.ts';
import { type ClaimVerdict, type Finding, finding } from './verdict.ts';

export type Growth = { readonly claim: ClaimVerdict; readonly sizes: ReadonlyMap<number, Checkpoint> };
export const nothingGrew: ClaimVerdict = {
  claim: 'append-only',
  verdict: 'nothing-claimed',
  statement: { zh: '没有可比较的检查点。', en: 'There is no checkpoint to compare.' },
  detail: {},
};

/** `tags` are the checkpoints and proofs of this log; `shown` gives the name that a file has in the bundle. */
export function checkGrowth(
  crypto: Crypto,
  tags: Files['tags'],
  trust: Trust,
  last: Signed,
  findings: Finding[],
  shown: (path: string) => string,
): Growth {
  const sizes = new Map([[last.checkpoint.size, last.checkpoint]]);
  let broken = false;
  const fail = (path: string | null, why: string): void => {
    broken = true;
    findings.push(finding('evidence.not_append_only', path === null ? null : shown(path), why));
  };
  for (const [path, bytes] of tags) {
    const size = /^checkpoints\/(\d+)\.txt$/.exec(path)?.[1];
    if (size === undefined) continue;
    const signed = textOf(bytes);
    const older = parseCheckpoint(parseNote(signed).text);
    if (String(older.size) !== size || older.origin !== last.checkpoint.origin) fail(path, 'is not the checkpoint that its name says');
    else if (older.size === last.checkpoint.size) {
      if (!sameBytes(older.root, last.checkpoint.root))
        fail(path, 'has another root than the checkpoint of the proofs: the log signed two histories');
    } else {
      const proofPath = pathOf.consistency(older.size, last.checkpoint.size);
      const proof = tags.get(proofPath);
      const update = proof && parseUpdate(textOf(proof));
      const fits = update !== undefined && update.oldSize === older.size && update.checkpoint === last.signed;
      if (!fits || !verifyConsistency(crypto, update.proof, older, last.checkpoint)) fail(path, 'is not the beginning of the tree of the proofs');
      else sizes.set(older.size, older);
    }
    if (trust.policy && judgeCheckpoint(crypto, trust.policy, signed).log === 'false') {
      findings.push(finding('evidence.false_signature', shown(path), 'the signature of the log does not verify'));
    }
  }
  for (const path of tags.keys()) {
    const pair = /^consistency\/(\d+)-(\d+)\.txt$/.exec(path);
    if (pair && !(sizes.has(Number(pair[1])) && Number(pair[2]) === last.checkpoint.size)) {
      findings.push(finding('evidence.unclaimed_file', shown(path), 'proves the growth of no checkpoint in the bundle'));
    }
  }
  let kept = 0;
  for (const signed of trust.known) {
    const older = parseCheckpoint(parseNote(signed).text);
    if (older.origin !== last.checkpoint.origin) continue;
    const inside = sizes.get(older.size);
    if (!inside) continue;
    kept += 1;
    if (!sameBytes(inside.root, older.root))
      fail(null, `the checkpoint of size ${older.size} that you kept has another root: the log signed two histories`);
  }
  const compared = sizes.size - 1 + kept;
  const verdict = broken ? 'false' : compared > 0 ? 'proven' : 'nothing-claimed';
  return {
    sizes,
    claim: {
      claim: 'append-only',
      verdict,
      statement:
        verdict === 'proven'
          ? { zh: '日志在各检查点之间只增不改。', en: 'The log only grew between the checkpoints.' }
          : verdict === 'false'
            ? { zh: '检查点相互矛盾。', en: 'The checkpoints contradict each other.' }
            : { zh: '只有一个检查点，无从比较。', en: 'There is only one checkpoint, nothing to compare it with.' },
      detail: { sizes: [...sizes.keys()].sort((a, b) => a - b), keptByYou: kept },
    },
  };
}
