import { DomainError } from '#domain/kernel/error.ts';
import { utf8 } from '../bytes.ts';
import { canonicalJson } from '../canonical.ts';
import { type Checkpoint, checkpointText } from '../checkpoint.ts';
import type { Crypto } from '../crypto.ts';
import { type CheckpointVerdict, judgeCheckpoint } from '../policy.ts';
import { type Bag, sha256Hex } from './bag.ts';
import { bytesClaim, inclusionClaim, quorumClaim } from './claims.ts';
import { checkCover } from './cover.ts';
import { checkBytes } from './files.ts';
import { checkGrowth, nothingGrew } from './growth.ts';
import { notProven } from './layout.ts';
import { type CheckedRecord, checkRecords, onlyCheckpoint } from './records.ts';
import { checkTime } from './time.ts';
import type { Trust } from './trust.ts';
import { type ClaimVerdict, type Finding, finding, type Verdict, type Verification, verdictStatements } from './verdict.ts';

/** Checks a bundle claim by claim. Never throws for anything a bundle can contain: the answer says what was wrong. */
export async function verifyBundle(crypto: Crypto, openBag: () => Promise<Bag>, trust: Trust): Promise<Verification> {
  const findings: Finding[] = [];
  try {
    const bag = await openBag();
    const files = await checkBytes(crypto, bag, findings);
    const records = checkRecords(crypto, files, findings);
    const checkpoint = onlyCheckpoint(records, findings);
    const judged = checkpoint === undefined ? undefined : judge(crypto, trust, checkpoint.signed, findings);
    const growth = checkpoint === undefined ? nothingGrew : checkGrowth(crypto, files, trust, checkpoint, findings);
    const time = await checkTime(crypto, files, trust, growth.sizes, judged, indexesOf(records), findings);
    const signatures = checkCover(crypto, files, trust, findings);
    const claims = [bytesClaim(files, findings), inclusionClaim(records, judged), growth.claim, quorumClaim(trust, judged), time, signatures];
    const verdict = overall(claims, trust, judged, records, findings);
    return {
      format: 'quittance.verification/v1',
      verdict,
      statement: verdictStatements[verdict],
      log: checkpoint === undefined ? null : logLine(crypto, checkpoint.checkpoint, judged),
      claims,
      records: records.map((each) => each.verdict),
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

const indexesOf = (records: readonly CheckedRecord[]): number[] => records.flatMap(({ proof }) => (proof ? [proof.index] : []));

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

function logLine(crypto: Crypto, checkpoint: Checkpoint, judged: CheckpointVerdict | undefined): NonNullable<Verification['log']> {
  return {
    origin: checkpoint.origin,
    size: checkpoint.size,
    checkpointSha256: sha256Hex(crypto, utf8(checkpointText(checkpoint))),
    standing: judged?.log === 'valid' && judged.quorum === 'met' ? 'witnessed' : 'self-asserted',
  };
}

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
