import { textOf } from '../bytes.ts';
import type { Json } from '../canonical.ts';
import { parseCheckpoint } from '../checkpoint.ts';
import type { Crypto } from '../crypto.ts';
import { parseNote } from '../note.ts';
import { type CheckpointVerdict, judgeCheckpoint } from '../policy.ts';
import type { Files } from './files.ts';
import { checkGrowth, type Growth, nothingGrew } from './growth.ts';
import { inLog } from './layout.ts';
import { type CheckedRecord, checkpointsOf, type Signed } from './records.ts';
import { checkTime } from './time.ts';
import type { Trust } from './trust.ts';
import { type ClaimVerdict, type Finding, finding } from './verdict.ts';

/** One log that records of the bundle stand in. Most bundles have one; after a rotation there are several, the newest last. */
export type Chapter = {
  readonly signed: Signed;
  readonly judged: CheckpointVerdict | undefined;
  readonly growth: Growth;
  /** The files of this log alone, by the paths of a bundle of one log. */
  readonly tags: Files['tags'];
  readonly shown: (path: string) => string;
  readonly indexes: readonly number[];
};

export function chapters(crypto: Crypto, files: Files, trust: Trust, records: readonly CheckedRecord[], findings: Finding[]): readonly Chapter[] {
  const signed = checkpointsOf(records, findings);
  const folders = foldersByOrigin(files, signed, findings);
  return signed.map((one, i) => {
    const folder = i === signed.length - 1 ? '' : folders.get(one.checkpoint.origin);
    const tags = folder === undefined ? new Map<string, Uint8Array>() : within(files.tags, folder);
    const shown = (path: string): string => `${folder ?? ''}${path}`;
    const judged = judge(crypto, trust, one.signed, findings);
    return { signed: one, judged, growth: checkGrowth(crypto, tags, trust, one, findings, shown), tags, shown, indexes: indexesIn(records, one) };
  });
}

const within = (tags: Files['tags'], folder: string): Files['tags'] =>
  new Map(
    [...tags]
      .filter(([path]) => (folder === '' ? !inLog.test(path) : path.startsWith(folder)))
      .map(([path, bytes]) => [path.slice(folder.length), bytes]),
  );

/** A folder logs/NUMBER/ belongs to the log that its checkpoints name; one that belongs to no log of the bundle hides something. */
function foldersByOrigin(files: Files, signed: readonly Signed[], findings: Finding[]): ReadonlyMap<string, string> {
  const earlier = new Set(signed.slice(0, -1).map(({ checkpoint }) => checkpoint.origin));
  const found = new Map<string, string>();
  for (const [path, bytes] of files.tags) {
    const folder = inLog.exec(path)?.[0];
    if (folder === undefined || !path.startsWith(`${folder}checkpoints/`)) continue;
    const { origin } = parseCheckpoint(parseNote(textOf(bytes)).text);
    if (earlier.has(origin) && (found.get(origin) ?? folder) === folder) found.set(origin, folder);
  }
  const claimed = new Set(found.values());
  for (const path of files.tags.keys()) {
    const folder = inLog.exec(path)?.[0];
    if (folder !== undefined && !claimed.has(folder)) findings.push(finding('evidence.unclaimed_file', path, 'belongs to no log of the bundle'));
  }
  return found;
}

const indexesIn = (records: readonly CheckedRecord[], { signed }: Signed): number[] =>
  records.flatMap(({ proof }) => (proof?.checkpoint === signed ? [proof.index] : []));

function judge(crypto: Crypto, trust: Trust, signed: string, findings: Finding[]): CheckpointVerdict | undefined {
  if (!trust.policy) return undefined;
  const judged = judgeCheckpoint(crypto, trust.policy, signed);
  if (judged.log === 'false')
    findings.push(finding('evidence.false_signature', null, `the signature of the log ${judged.checkpoint.origin} does not verify`));
  for (const { name, verdict } of judged.witnesses) {
    if (verdict === 'false') findings.push(finding('evidence.false_signature', null, `the cosignature of the witness ${name} does not verify`));
  }
  return judged;
}

/** What holds of all logs together: a chain is as good as its weakest link. */
export function worst(judged: readonly (CheckpointVerdict | undefined)[]): CheckpointVerdict | undefined {
  const last = judged.at(-1);
  if (last === undefined || judged.length === 1) return last;
  const logs = judged.map((one) => one?.log ?? 'unknown-log');
  const quorums = judged.map((one) => one?.quorum ?? 'not-met');
  return {
    ...last,
    log: logs.includes('false') ? 'false' : logs.includes('unknown-log') ? 'unknown-log' : 'valid',
    quorum: quorums.includes('not-met') ? 'not-met' : last.quorum,
  };
}

export async function timesOf(
  crypto: Crypto,
  files: Files,
  trust: Trust,
  logs: readonly Chapter[],
  findings: Finding[],
): Promise<readonly ClaimVerdict[]> {
  const material = new Map([...files.tags].filter(([path]) => path.startsWith('certs/') || path.startsWith('revocation/')));
  if (logs.length === 0) return [await checkTime(crypto, new Map(), material, trust, new Map(), undefined, [], findings, (path) => path)];
  const times: ClaimVerdict[] = [];
  for (const { tags, growth, judged, indexes, shown } of logs)
    times.push(await checkTime(crypto, tags, material, trust, growth.sizes, judged, indexes, findings, shown));
  return times;
}

export function mergedGrowth(claims: readonly ClaimVerdict[]): ClaimVerdict {
  const [first = nothingGrew] = claims;
  if (claims.length < 2) return first;
  const decisive = claims.find(({ verdict }) => verdict === 'false') ?? claims.find(({ verdict }) => verdict === 'proven') ?? first;
  return { ...decisive, detail: { logs: claims.map(({ detail }) => detail) } };
}

/** Everything existed no later than the latest of the times that bound a part of it. */
export function mergedTime(claims: readonly ClaimVerdict[]): ClaimVerdict {
  const [first] = claims as readonly [ClaimVerdict];
  if (claims.length < 2) return first;
  const latest = [...claims].sort((a, b) => (String(a.detail.before) < String(b.detail.before) ? -1 : 1)).at(-1) as ClaimVerdict;
  const decisive = claims.find(({ verdict }) => verdict === 'false') ?? claims.find(({ verdict }) => verdict === 'not-proven') ?? latest;
  const anchors = claims.flatMap(({ detail }) => detail.anchors as readonly Json[]);
  return { ...decisive, detail: { before: decisive.detail.before ?? null, anchors } };
}
