import { sameBytes } from '../bytes.ts';
import type { SignatureChecks } from './algorithms.ts';
import { authority, type Certificate, extensionOids, issued, keyUsages } from './certificate.ts';

/** A path from a certificate to a root that the verifier trusts (RFC 5280 section 6, without name constraints and policies). */
export type Chain =
  | { readonly kind: 'trusted'; readonly path: readonly Certificate[] }
  /** No path ends in a trusted root. */
  | { readonly kind: 'unknown' }
  /** A path would, but breaks a rule. */
  | { readonly kind: 'broken'; readonly why: string };

const longestPath = 8;
/** Signatures looked at for one path: a file may bring any number of certificates that all claim to have issued each other. */
const mostSteps = 40;
/** What is understood here; another critical extension makes a certificate unusable (RFC 5280 4.2). */
const understood: ReadonlySet<string> = new Set([
  extensionOids.keyUsage,
  extensionOids.basicConstraints,
  extensionOids.extendedKeyUsage,
  // Certificate policies restrict nothing without a required policy.
  '2.5.29.32',
  // Where revocation lists are to be had, which Chinese authorities mark critical: whether anybody was asked is told on its own.
  '2.5.29.31',
  // Other names of the holder restrict nothing; they are critical where the subject itself is empty.
  '2.5.29.17',
]);

/**
 * Builds the path at `at` (milliseconds): every certificate must be valid then. `others` come with the proof and are only
 * material; a trusted certificate itself, root or not, ends the path.
 */
export async function chainTo(
  checks: SignatureChecks,
  leaf: Certificate,
  others: readonly Certificate[],
  roots: readonly Certificate[],
  at: number,
): Promise<Chain> {
  let broken: string | undefined;
  let steps = 0;
  const walk = async (path: readonly Certificate[]): Promise<readonly Certificate[] | undefined> => {
    const last = path.at(-1) as Certificate;
    const wrong = brokenRule(last, path.length - 1, at);
    const trusted = roots.some((root) => sameBytes(root.bytes, last.bytes));
    if (wrong) broken ??= wrong;
    if (wrong || trusted) return wrong ? undefined : path;
    if (path.length >= longestPath) return undefined;
    for (const issuer of [...roots, ...others]) {
      if (!sameBytes(issuer.subject, last.issuer) || path.some(({ bytes }) => sameBytes(bytes, issuer.bytes))) continue;
      if (steps++ >= mostSteps) {
        broken ??= `more than ${mostSteps} certificates claim to lead to a root`;
        return undefined;
      }
      if (!(await issued(checks, issuer, last))) continue;
      const found = await walk([...path, issuer]);
      if (found) return found;
    }
    return undefined;
  };
  const path = await walk([leaf]);
  if (path) return { kind: 'trusted', path };
  return broken === undefined ? { kind: 'unknown' } : { kind: 'broken', why: broken };
}

function brokenRule(certificate: Certificate, below: number, at: number): string | undefined {
  if (at < certificate.notBefore || at > certificate.notAfter) {
    const day = (time: number): string => new Date(time).toISOString();
    return `a certificate valid from ${day(certificate.notBefore)} to ${day(certificate.notAfter)} was used at ${day(at)}`;
  }
  for (const [name, { critical }] of certificate.extensions) {
    if (critical && !understood.has(name)) return `a certificate has the critical extension ${name}, which is not understood here`;
  }
  if (below === 0) return undefined;
  const ca = authority(certificate);
  if (!ca || keyUsages(certificate)?.has(5) === false) return 'a certificate that is no authority issued another';
  if (ca.pathLength !== undefined && below - 1 > ca.pathLength)
    return `an authority allows ${ca.pathLength} authorities below it, there are ${below - 1}`;
  return undefined;
}
