import { DomainError } from '#domain/kernel/error.ts';
import { type SignatureChecks, schemeOf } from '../asn1/algorithms.ts';
import { authority, type Certificate, extendedKeyUsages, issued, keyUsages } from '../asn1/certificate.ts';
import { sameBytes } from '../bytes.ts';
import { rfc3339 } from '../rfc3339.ts';
import { type Crl, parseCrl } from './crl.ts';
import { isAbout, type OcspAnswer, parseOcsp } from './ocsp.ts';

/** Revocation lists and status answers: material that anybody may bring, since its issuer signed it. */
export type RevocationMaterial = { readonly crls: readonly Crl[]; readonly answers: readonly OcspAnswer[] };

/**
 * good: by a list or an answer of the issuer, not revoked at the time. revoked: before or at the time, or unsafe since before
 * it. not-known: nothing that speaks for that time. Times are RFC 3339.
 */
export type RevocationVerdict =
  | {
      readonly kind: 'good';
      readonly by: 'crl' | 'ocsp';
      readonly asOf: string /** Revoked after the time; what was done before stands. */;
      readonly revokedLater?: string;
    }
  | { readonly kind: 'revoked'; readonly by: 'crl' | 'ocsp'; readonly at: string; readonly reason?: string }
  | { readonly kind: 'not-known'; readonly why: string };

/** Reads whatever of `files` is a list or an answer; the rest is left aside. */
export function revocationMaterial(files: Iterable<Uint8Array>): RevocationMaterial {
  const material = { crls: [] as Crl[], answers: [] as OcspAnswer[] };
  for (const bytes of files) {
    const crl = readable(() => parseCrl(bytes));
    if (crl) material.crls.push(crl);
    const answer = crl ? undefined : readable(() => parseOcsp(bytes));
    if (answer) material.answers.push(answer);
  }
  return material;
}

function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof DomainError) return undefined;
    throw cause;
  }
}

/** Every certificate of the path but its trusted end: the worst of them counts. `at` in milliseconds. */
export async function revocationOfPath(
  checks: SignatureChecks,
  path: readonly Certificate[],
  material: RevocationMaterial,
  at: number,
): Promise<RevocationVerdict> {
  const verdicts: RevocationVerdict[] = [];
  for (const [i, certificate] of path.slice(0, -1).entries())
    verdicts.push(await revocationOf(checks, certificate, path[i + 1] as Certificate, material, at));
  const first = verdicts[0] ?? { kind: 'not-known', why: 'the certificate is itself what the verifier trusts' };
  return verdicts.find(({ kind }) => kind === 'revoked') ?? verdicts.find(({ kind }) => kind === 'not-known') ?? first;
}

export async function revocationOf(
  checks: SignatureChecks,
  certificate: Certificate,
  issuer: Certificate,
  material: RevocationMaterial,
  at: number,
): Promise<RevocationVerdict> {
  const sightings: Sighting[] = [];
  for (const crl of material.crls) {
    const seen = sameBytes(crl.issuer, issuer.subject) ? await unlessMalformed(() => seenInList(checks, crl, certificate, issuer)) : undefined;
    if (seen) sightings.push(seen);
  }
  for (const answer of material.answers) sightings.push(...((await unlessMalformed(() => seenInAnswer(checks, answer, certificate, issuer))) ?? []));
  // Revoked once is revoked for good, except for a hold (reason 6) that ends; a certificate only held is reported as such.
  const revoked = sightings.filter(({ revokedAt }) => revokedAt !== undefined).sort((a, b) => (a.revokedAt as number) - (b.revokedAt as number))[0];
  const early = revoked && Math.min(revoked.revokedAt as number, revoked.invalidSince ?? Number.POSITIVE_INFINITY);
  if (revoked && early !== undefined && early <= at) {
    return {
      kind: 'revoked',
      by: revoked.by,
      at: rfc3339(early),
      ...(revoked.reason === undefined ? {} : { reason: reasonNames[revoked.reason] ?? String(revoked.reason) }),
    };
  }
  // An expired certificate may be dropped from later lists: what was made after its end says nothing of it.
  const speaking = sightings.filter(({ from, to }) => from <= certificate.notAfter && (from >= at || at <= to)).sort((a, b) => b.from - a.from)[0];
  if (!speaking)
    return { kind: 'not-known', why: sightings.length === 0 ? 'no list or answer of its issuer' : 'no list or answer that speaks for that time' };
  return { kind: 'good', by: speaking.by, asOf: rfc3339(speaking.from), ...(revoked ? { revokedLater: rfc3339(revoked.revokedAt as number) } : {}) };
}

/** What one list or answer says; it speaks from its making until its next one. */
type Sighting = {
  readonly by: 'crl' | 'ocsp';
  readonly from: number;
  readonly to: number;
  readonly revokedAt?: number;
  readonly reason?: number;
  readonly invalidSince?: number;
};

async function seenInList(checks: SignatureChecks, crl: Crl, certificate: Certificate, issuer: Certificate): Promise<Sighting | undefined> {
  const isAuthority = authority(certificate) !== undefined;
  const about = crl.only === undefined || crl.only === (isAuthority ? 'authorities' : 'users');
  // Without the right to sign lists (cRLSign, bit 6) an issuer's signature on one counts for nothing.
  if (!about || crl.unknown.length > 0 || keyUsages(issuer)?.has(6) === false) return undefined;
  if (!(await signedBy(checks, issuer, crl))) return undefined;
  const entry = crl.revoked.get(certificate.serial);
  // removeFromCRL (8) stands in delta lists only.
  const found =
    entry && entry.reason !== 8
      ? {
          revokedAt: entry.at,
          ...(entry.reason === undefined ? {} : { reason: entry.reason }),
          ...(entry.invalidSince === undefined ? {} : { invalidSince: entry.invalidSince }),
        }
      : {};
  return { by: 'crl', from: crl.thisUpdate, to: crl.nextUpdate ?? crl.thisUpdate, ...found };
}

async function seenInAnswer(
  checks: SignatureChecks,
  answer: OcspAnswer,
  certificate: Certificate,
  issuer: Certificate,
): Promise<readonly Sighting[]> {
  const found: Sighting[] = [];
  for (const status of answer.statuses) {
    if (status.status.kind === 'unknown' || !(await isAbout(checks, status, certificate, issuer))) continue;
    if (!(await answeredFor(checks, answer, issuer))) return found;
    found.push({
      by: 'ocsp',
      from: status.thisUpdate,
      to: status.nextUpdate ?? status.thisUpdate,
      ...(status.status.kind === 'revoked'
        ? { revokedAt: status.status.at, ...(status.status.reason === undefined ? {} : { reason: status.status.reason }) }
        : {}),
    });
  }
  return found;
}

const ocspSigning = '1.3.6.1.5.5.7.3.9';

/** The issuer itself, or whom it named for this by a certificate with that one purpose (RFC 6960, 4.2.2.2). */
async function answeredFor(checks: SignatureChecks, answer: OcspAnswer, issuer: Certificate): Promise<boolean> {
  if (await signedBy(checks, issuer, answer)) return true;
  for (const responder of answer.certificates) {
    const named = extendedKeyUsages(responder)?.includes(ocspSigning) === true;
    const inForce = answer.producedAt >= responder.notBefore && answer.producedAt <= responder.notAfter;
    if (named && inForce && (await issued(checks, issuer, responder)) && (await signedBy(checks, responder, answer))) return true;
  }
  return false;
}

const signedBy = (checks: SignatureChecks, signer: Certificate, what: Pick<Crl, 'signed' | 'algorithm' | 'signature'>): Promise<boolean> =>
  checks.verify(schemeOf(what.algorithm), signer.spki, what.signed, what.signature);

/** Material comes from anybody: what is malformed inside of it, or signed in an unknown way, says nothing. */
async function unlessMalformed<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (cause) {
    if (cause instanceof DomainError) return undefined;
    throw cause;
  }
}

/** RFC 5280, 5.3.1. */
const reasonNames: readonly string[] = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  '',
  'removeFromCRL',
  'privilegeWithdrawn',
  'aACompromise',
];
