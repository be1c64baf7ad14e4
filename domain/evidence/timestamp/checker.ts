import { DomainError } from '#domain/kernel/error.ts';
import type { AnchorChecker, AnchorVerdict } from '../anchor.ts';
import type { SignatureChecks } from '../asn1/algorithms.ts';
import { type Certificate, certificatesIn } from '../asn1/certificate.ts';
import { revocationMaterial, revocationOfPath } from '../revocation/check.ts';
import { parseResponse, verifyToken } from './token.ts';
import { trialPolicy } from './trial.ts';

/** Checks .tsr files against the verifier's own time-stamping roots. */
export function timestampChecker(checks: SignatureChecks, roots: readonly Certificate[]): AnchorChecker {
  return {
    kind: 'rfc3161',
    owns: (fileName) => fileName.endsWith('.tsr'),
    async verify(_crypto, proof, digest, files): Promise<AnchorVerdict> {
      try {
        const token = parseResponse(proof);
        const others = [...files].flatMap(([path, bytes]) => (/^certs\/.*\.(?:pem|crt|cer|der)$/.test(path) ? certificatesIn(bytes) : []));
        const verdict = await verifyToken(checks, token, digest, others, roots);
        const lists = revocationMaterial([...files].flatMap(([path, bytes]) => (path.startsWith('revocation/') ? [bytes] : [])));
        const trial = token.policy === trialPolicy;
        const detail = {
          policy: token.policy,
          serial: token.serial.toString(16),
          time: rfc3339Milliseconds(token.time),
          ...(trial ? { trial } : {}),
        };
        if (verdict.kind === 'false') return verdict;
        if (verdict.kind === 'unknown-authority') return { kind: 'unknown-authority', detail: { ...detail, authority: verdict.authority } };
        // A stamp by a key that was already withdrawn proves nothing; where nobody says, that is said, and the rest stands.
        const revocation = await revocationOfPath(checks, verdict.path, lists, token.time);
        if (revocation.kind === 'revoked') {
          const why = { zh: `时间戳证书已于 ${revocation.at} 被吊销`, en: `a certificate of the time-stamp was revoked at ${revocation.at}` };
          return { kind: 'false', why };
        }
        return {
          kind: 'proven',
          before: rfc3339Milliseconds(token.time + token.accuracy),
          detail: { ...detail, authority: verdict.authority, root: verdict.root, revocation: { ...revocation } },
        };
      } catch (cause) {
        if (!(cause instanceof DomainError)) throw cause;
        // What cannot be checked here is not false.
        if (cause.code === 'evidence.unknown_algorithm') return { kind: 'unknown-authority', detail: { why: cause.message } };
        return { kind: 'false', why: { zh: `时间戳无法读取：${cause.message}`, en: cause.message } };
      }
    },
  };
}

/** Whole seconds without a fraction, so that texts of different authorities sort by time; a fraction is rounded up. */
const rfc3339Milliseconds = (milliseconds: number): string =>
  new Date(Math.ceil(Math.min(milliseconds, 253_402_300_799_000) / 1000) * 1000).toISOString().replace('.000Z', 'Z');
