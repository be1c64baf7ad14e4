import { DomainError } from '#domain/kernel/error.ts';
import type { SignatureChecks } from '../asn1/algorithms.ts';
import { nameOf } from '../asn1/certificate.ts';
import { timeOf } from '../asn1/der.ts';
import { attributeOids, checkSigner, parseSignedData, type SignedData, signingCertificate } from '../asn1/signed-data.ts';
import { concat, sameBytes } from '../bytes.ts';
import { type RevocationVerdict, revocationOfPath } from '../revocation/check.ts';
import { enclosedIn, withMaterial } from '../revocation/enclosed.ts';
import { rfc3339 } from '../rfc3339.ts';
import { identityOf, provenTime, type SignedPaperTrust, type SignerTime } from '../signed-paper.ts';
import { parseToken, verifyToken } from '../timestamp/token.ts';
import { type AddedObject, addedAfter, findSignatures, type PdfSignature } from './find.ts';
import { securityStore } from './security-store.ts';

/** What checking one signature of a PDF says, claim by claim. */
export type PdfSignatureVerdict = {
  readonly kind: 'signature' | 'document-timestamp';
  readonly format: string;
  /** holds: these bytes were signed with this certificate's key. */
  readonly integrity: 'holds' | 'changed' | 'false' | 'malformed' | 'not-supported';
  readonly why?: string;
  readonly signer?: string;
  readonly issuer?: string;
  readonly serial?: string;
  /** Does the certificate lead to a root that the caller trusts, and to which? */
  readonly identity: 'trusted' | 'unknown' | 'broken' | 'not-checked';
  readonly root?: string;
  /** Of the signer's certificates at that time, by what the caller has and what the file brings. */
  readonly revocation?: RevocationVerdict;
  readonly time: SignerTime;
  /** whole: nothing follows the signed bytes. */
  readonly covers: 'whole' | 'revision' | 'nothing';
  /** At most a thousand of them; `addedMore` says how many are not listed. */
  readonly addedAfter: readonly AddedObject[];
  readonly addedMore?: number;
};

/** Every signature of a PDF, in the file's order; none is an empty list. Never throws for anything a PDF can hold. */
export async function verifyPdf(checks: SignatureChecks, file: Uint8Array, trust: SignedPaperTrust): Promise<readonly PdfSignatureVerdict[]> {
  const verdicts: PdfSignatureVerdict[] = [];
  const signatures = findSignatures(file);
  const added = addedAfter(
    file,
    signatures.flatMap((each) => ('end' in each && each.end < file.length ? [each.end] : [])),
  );
  const store = signatures.length > 0 ? await securityStore(file) : undefined;
  const full = store ? withMaterial(trust, store.certificates, store.lists) : trust;
  for (const found of signatures) {
    if ('why' in found) {
      verdicts.push({ ...blank('', 'malformed'), why: `${malformed[found.why]}: [${found.range.join(' ')}]` });
      continue;
    }
    const covers = found.end === file.length ? 'whole' : 'revision';
    const after = added.get(found.end) ?? { objects: [], more: 0 };
    verdicts.push({
      ...(await judge(checks, file, found, full)),
      covers,
      addedAfter: after.objects,
      ...(after.more > 0 ? { addedMore: after.more } : {}),
    });
  }
  return verdicts;
}

const malformed = {
  gap: 'the signed ranges leave out more than the signature',
  range: 'the signed ranges do not lie in the file',
  'too-many': 'there are more signatures than are checked here, from this one on',
} as const;

const blank = (format: string, integrity: PdfSignatureVerdict['integrity']): PdfSignatureVerdict => ({
  kind: 'signature',
  format,
  integrity,
  identity: 'not-checked',
  time: { kind: 'none' },
  covers: 'nothing',
  addedAfter: [],
});

async function judge(checks: SignatureChecks, file: Uint8Array, found: PdfSignature, trust: SignedPaperTrust): Promise<PdfSignatureVerdict> {
  const signed = concat(file.subarray(0, found.gapFrom), file.subarray(found.gapTo, found.end));
  try {
    if (found.subFilter === 'ETSI.RFC3161') return await documentTimestamp(checks, found, signed, trust);
    if (!['adbe.pkcs7.detached', 'ETSI.CAdES.detached', 'adbe.pkcs7.sha1'].includes(found.subFilter)) {
      return { ...blank(found.subFilter, 'not-supported'), why: `signatures of the form "${found.subFilter}" cannot be checked here` };
    }
    return await signature(checks, found, signed, trust);
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    const integrity = cause.code === 'evidence.unknown_algorithm' ? 'not-supported' : 'malformed';
    return { ...blank(found.subFilter, integrity), why: cause.message };
  }
}

async function signature(checks: SignatureChecks, found: PdfSignature, signed: Uint8Array, trust: SignedPaperTrust): Promise<PdfSignatureVerdict> {
  const data = parseSignedData(found.contents);
  const state = await stateOf(checks, found, data, signed);
  const { certificate } = data.signer;
  const meant = await signingCertificate(checks, data.signer);
  const integrity = meant === 'other' ? 'false' : state === 'valid' ? 'holds' : state === 'other-content' ? 'changed' : 'false';
  const full = withMaterial(trust, [], enclosedIn(data));
  const time = await timeOfSignature(checks, data, found, full);
  const at = time.kind === 'none' ? trust.now : Date.parse(time.at);
  const who = await identityOf(checks, certificate, data.certificates, full, at);
  return {
    ...blank(found.subFilter, integrity),
    signer: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    serial: certificate.serial.toString(16),
    ...who,
    ...(meant === 'other' ? { why: 'the signed attributes name another certificate' } : {}),
    time,
  };
}

async function stateOf(checks: SignatureChecks, found: PdfSignature, data: SignedData, signed: Uint8Array): ReturnType<typeof checkSigner> {
  if (found.subFilter !== 'adbe.pkcs7.sha1') {
    // Content inside a detached signature would be signed in place of the file.
    return checkSigner(checks, data, signed);
  }
  // Here the signed content is the SHA-1 of the bytes.
  if (!data.content || !sameBytes(data.content, await checks.digest('sha1', signed))) return 'other-content';
  return checkSigner(checks, data, data.content);
}

/** A time-stamp on the signature value (CAdES-T) under a trusted root; else the signer's word. */
async function timeOfSignature(
  checks: SignatureChecks,
  data: SignedData,
  found: PdfSignature,
  trust: SignedPaperTrust,
): Promise<PdfSignatureVerdict['time']> {
  const [stamp] = data.signer.unsigned.get(attributeOids.timeStampToken) ?? [];
  const proven = stamp && (await provenTime(checks, stamp.whole, data.signer.signature, data.certificates, trust));
  if (proven) return proven;
  const [said] = data.signer.attributes.get(attributeOids.signingTime) ?? [];
  if (said) return { kind: 'claimed', at: rfc3339(timeOf(said)) };
  const claimed = found.claimedTime && pdfTime(found.claimedTime);
  return claimed === undefined || claimed === '' ? { kind: 'none' } : { kind: 'claimed', at: rfc3339(claimed) };
}

async function documentTimestamp(
  checks: SignatureChecks,
  found: PdfSignature,
  signed: Uint8Array,
  trust: SignedPaperTrust,
): Promise<PdfSignatureVerdict> {
  const token = parseToken(found.contents);
  const digest = await checks.digest(token.imprint.hash, signed);
  const verdict = await verifyToken(checks, token, digest, trust.others ?? [], trust.timeRoots, token.imprint.hash);
  const full = withMaterial(trust, [], enclosedIn(token.data));
  const revocation = verdict.kind === 'proven' ? await revocationOfPath(checks, verdict.path, full.revocation, token.time) : undefined;
  const revoked = revocation?.kind === 'revoked';
  const proven = verdict.kind === 'proven' && !revoked;
  const changed = !sameBytes(digest, token.imprint.digest);
  const { certificate } = token.data.signer;
  return {
    ...blank(found.subFilter, changed ? 'changed' : verdict.kind === 'false' ? 'false' : 'holds'),
    kind: 'document-timestamp',
    ...(verdict.kind === 'false' ? { why: verdict.why.en } : {}),
    signer: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    serial: certificate.serial.toString(16),
    identity: proven ? 'trusted' : verdict.kind === 'unknown-authority' ? 'unknown' : 'broken',
    ...(verdict.kind === 'proven' ? { root: verdict.root } : {}),
    ...(revocation ? { revocation } : {}),
    ...(revoked ? { why: `a certificate was revoked at ${revocation.at}` } : {}),
    time: { kind: proven ? 'proven' : 'claimed', at: rfc3339(token.time), authority: nameOf(certificate.subject) },
  };
}

/** D:YYYYMMDDHHmmSSOHH'mm (ISO 32000-2, 7.9.4); later parts may be left out. */
function pdfTime(text: string): number | undefined {
  const found = /^(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?)?/.exec(text);
  if (!found) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found
    .slice(1, 7)
    .map((part) => (part === undefined ? undefined : Number(part)));
  const offset = found[8] ? (found[8] === '-' ? -1 : 1) * (Number(found[9]) * 60 + Number(found[10] ?? 0)) : 0;
  return Date.UTC(year, month - 1, day, hour, minute - offset, second);
}
