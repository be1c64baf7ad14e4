import { DomainError } from '#domain/kernel/error.ts';
import { utf8 } from '../bytes.ts';
import { canonicalJson } from '../canonical.ts';
import { type Checkpoint, checkpointText } from '../checkpoint.ts';
import type { Crypto } from '../crypto.ts';
import type { CheckpointVerdict } from '../policy.ts';
import type { GivenFile } from '../registration.ts';
import { compareWithBundle } from './against.ts';
import { type Bag, sha256Hex } from './bag.ts';
import { bytesClaim, inclusionClaim, quorumClaim } from './claims.ts';
import { checkCover } from './cover.ts';
import { checkBytes } from './files.ts';
import { notProven } from './layout.ts';
import { chapters, mergedGrowth, mergedTime, timesOf, worst } from './logs.ts';
import { judgePapers } from './papers.ts';
import { type CheckedRecord, checkRecords } from './records.ts';
import { checkSuccession } from './succession.ts';
import type { Trust } from './trust.ts';
import { type ClaimVerdict, type Finding, type LogLine, type Verdict, type Verification, verdictStatements } from './verdict.ts';

/**
 * Checks a bundle claim by claim. Never throws for anything a bundle can contain: the answer says what was wrong. `given` are files of
 * the verifier's own, to be compared with what the bundle proves.
 */
export async function verifyBundle(
  crypto: Crypto,
  openBag: () => Promise<Bag>,
  trust: Trust,
  given: readonly GivenFile[] = [],
): Promise<Verification> {
  const findings: Finding[] = [];
  try {
    const bag = await openBag();
    const files = await checkBytes(crypto, bag, findings);
    const records = checkRecords(crypto, files, findings);
    const logs = chapters(crypto, files, trust, records, findings);
    const judged = worst(logs.map((log) => log.judged));
    const growth = mergedGrowth(logs.map((log) => log.growth.claim));
    const time = mergedTime(await timesOf(crypto, files, trust, logs, findings));
    const signatures = checkCover(crypto, files, trust, findings);
    const claims = [
      bytesClaim(files, findings),
      inclusionClaim(records, judged),
      growth,
      ...(logs.length > 1
        ? [
            checkSuccession(
              records,
              logs.map(({ signed }) => signed.checkpoint),
              findings,
            ),
          ]
        : []),
      quorumClaim(trust, judged),
      time,
      signatures,
    ];
    const papers = await judgePapers(crypto, bag, files, records, trust);
    const comparison = given.length > 0 ? await compareWithBundle(crypto, bag, files, records, given) : undefined;
    const verdict = overall(claims, trust, judged, records, findings);
    const lines = logs.map((log) => logLine(crypto, log.signed.checkpoint, log.judged));
    return {
      format: 'quittance.verification/v1',
      verdict,
      statement: verdictStatements[verdict],
      log: lines.at(-1) ?? null,
      ...(lines.length > 1 ? { earlierLogs: lines.slice(0, -1) } : {}),
      claims,
      records: records.map((each) => each.verdict),
      ...(papers.length > 0 ? { papers } : {}),
      ...(comparison ? { comparison } : {}),
      findings,
      notProven,
    };
  } catch (cause) {
    return refused(findings, cause);
  }
}

export const verificationText = (verification: Verification): string =>
  `${canonicalJson(verification as unknown as Parameters<typeof canonicalJson>[0])}\n`;

function refused(findings: readonly Finding[], cause: unknown): Verification {
  // A RangeError is a too deep or too long structure inside an attacker's file; anything else would be our own fault.
  if (!(cause instanceof DomainError) && !(cause instanceof RangeError)) throw cause;
  const code = cause instanceof DomainError ? cause.code : 'evidence.not_a_bag';
  const file = cause instanceof DomainError && typeof cause.data.path === 'string' ? cause.data.path : null;
  const verdict: Verdict = code === 'evidence.changed_bytes' ? 'false' : 'refused';
  return {
    format: 'quittance.verification/v1',
    verdict,
    statement: verdictStatements[verdict],
    log: null,
    claims: [],
    records: [],
    findings: [...findings, { code, file, message: cause.message }],
    notProven,
  };
}

function overall(
  claims: readonly ClaimVerdict[],
  trust: Trust,
  judged: CheckpointVerdict | undefined,
  records: readonly CheckedRecord[],
  findings: readonly Finding[],
): Verdict {
  if (findings.length > 0 || claims.some(({ verdict }) => verdict === 'false')) return 'false';
  if (records.length === 0) return 'refused';
  if (trust.policy === undefined || judged?.log !== 'valid') return 'no-trust';
  if (judged.quorum === 'not-met') return 'quorum-not-met';
  return judged.quorum === 'met' ? 'verified' : 'self-asserted';
}

function logLine(crypto: Crypto, checkpoint: Checkpoint, judged: CheckpointVerdict | undefined): LogLine {
  return {
    origin: checkpoint.origin,
    size: checkpoint.size,
    checkpointSha256: sha256Hex(crypto, utf8(checkpointText(checkpoint))),
    standing: judged?.log === 'valid' && judged.quorum === 'met' ? 'witnessed' : 'self-asserted',
  };
}
