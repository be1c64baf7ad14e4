import { DomainError } from '#domain/kernel/error.ts';
import { type HashName, hashOf, oidOfHash, type SignatureChecks } from '../asn1/algorithms.ts';
import { type Certificate, parseCertificate } from '../asn1/certificate.ts';
import {
  bitsOf,
  children,
  context,
  contextPlain,
  der,
  type Element,
  expectTag,
  integer,
  integerOf,
  octets,
  oid,
  oidOf,
  readDer,
  sequence,
  sequenceOf,
  tags,
  timeOf,
} from '../asn1/der.ts';
import { sameBytes } from '../bytes.ts';

/** An answer of a status service (RFC 6960, 4.2). Times are milliseconds since 1970. */
export type OcspAnswer = {
  readonly signed: Uint8Array;
  readonly algorithm: Element;
  readonly signature: Uint8Array;
  readonly certificates: readonly Certificate[];
  readonly producedAt: number;
  readonly statuses: readonly OcspStatus[];
};

export type OcspStatus = {
  readonly hash: HashName;
  readonly issuerName: Uint8Array;
  readonly issuerKey: Uint8Array;
  readonly serial: bigint;
  readonly status: { readonly kind: 'good' | 'unknown' } | { readonly kind: 'revoked'; readonly at: number; readonly reason?: number };
  readonly thisUpdate: number;
  readonly nextUpdate?: number;
};

const bad = (why: string): DomainError => new DomainError('evidence.bad_ocsp', `expected an OCSP response (RFC 6960): ${why}`);
const basic = '1.3.6.1.5.5.7.48.1.1';

export function parseOcsp(bytes: Uint8Array): OcspAnswer {
  const [status, wrapped] = sequenceOf(readDer(bytes), 'an OCSP response');
  const code = Number(integerOf(status, tags.enumerated));
  if (code !== 0 || !wrapped) throw bad(`it was refused with status ${code}`);
  const [type, inside] = sequenceOf(children(expectTag(wrapped, context(0), 'response bytes'))[0], 'response bytes');
  if (oidOf(type) !== basic) throw bad(`an answer of the type ${oidOf(type)}`);
  const [data, algorithm, signature, bag] = sequenceOf(readDer(expectTag(inside, tags.octetString, 'a basic response').content), 'a basic response');
  const parts = [...sequenceOf(data, 'response data')];
  if (parts[0]?.tag === context(0)) parts.shift();
  const [, producedAt, responses, more] = parts;
  if (more && hasCritical(more)) throw bad('a critical extension that is not understood here');
  return {
    signed: (data as Element).whole,
    algorithm: expectTag(algorithm, tags.sequence, 'a signature algorithm'),
    signature: bitsOf(signature),
    certificates: bag
      ? sequenceOf(children(expectTag(bag, context(0), 'certificates'))[0], 'certificates').map(({ whole }) => parseCertificate(whole))
      : [],
    producedAt: timeOf(producedAt),
    statuses: sequenceOf(responses, 'responses').map(statusOf),
  };
}

function hasCritical(wrapped: Element): boolean {
  return sequenceOf(children(wrapped)[0], 'extensions').some((each) => {
    const parts = sequenceOf(each, 'an extension');
    return parts.length === 3 && parts[1]?.content[0] === 0xff;
  });
}

function statusOf(element: Element): OcspStatus {
  const [id, status, thisUpdate, ...rest] = sequenceOf(element, 'a single response');
  const [hash, issuerName, issuerKey, serial] = sequenceOf(id, 'a certificate id');
  const next = rest.find(({ tag }) => tag === context(0));
  const extensions = rest.find(({ tag }) => tag === context(1));
  const known = extensions && hasCritical(extensions) ? { kind: 'unknown' as const } : readStatus(status);
  return {
    hash: hashOf(hash),
    issuerName: expectTag(issuerName, tags.octetString, 'a hash of a name').content,
    issuerKey: expectTag(issuerKey, tags.octetString, 'a hash of a key').content,
    serial: integerOf(serial),
    status: known,
    thisUpdate: timeOf(thisUpdate),
    ...(next ? { nextUpdate: timeOf(children(next)[0]) } : {}),
  };
}

function readStatus(status: Element | undefined): OcspStatus['status'] {
  if (status?.tag === contextPlain(0)) return { kind: 'good' };
  if (status?.tag === contextPlain(2)) return { kind: 'unknown' };
  const [at, reason] = children(expectTag(status, context(1), 'a status'));
  const code = reason ? children(reason)[0] : undefined;
  return { kind: 'revoked', at: timeOf(at), ...(code ? { reason: Number(integerOf(code, tags.enumerated)) } : {}) };
}

/** SHA-1 by custom: what every service understands (RFC 5019); it protects nothing, it only names the certificate. */
export async function ocspRequest(checks: SignatureChecks, certificate: Certificate, issuer: Certificate): Promise<Uint8Array> {
  const { name, key } = await issuerHashes(checks, issuer, 'sha1');
  const id = sequence(sequence(oid(oidOfHash('sha1')), der(tags.null)), octets(name), octets(key), integer(certificate.serial));
  return sequence(sequence(sequence(sequence(id))));
}

export async function issuerHashes(
  checks: SignatureChecks,
  issuer: Certificate,
  hash: HashName,
): Promise<{ readonly name: Uint8Array; readonly key: Uint8Array }> {
  const key = bitsOf(sequenceOf(readDer(issuer.spki), 'a public key')[1]);
  return { name: await checks.digest(hash, issuer.subject), key: await checks.digest(hash, key) };
}

export async function isAbout(checks: SignatureChecks, status: OcspStatus, certificate: Certificate, issuer: Certificate): Promise<boolean> {
  if (status.serial !== certificate.serial) return false;
  const { name, key } = await issuerHashes(checks, issuer, status.hash);
  return sameBytes(status.issuerName, name) && sameBytes(status.issuerKey, key);
}
