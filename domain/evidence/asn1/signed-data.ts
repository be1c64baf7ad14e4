import { DomainError } from '#domain/kernel/error.ts';
import { concat, sameBytes } from '../bytes.ts';
import { type HashName, hashOf, type SignatureChecks, schemeOf } from './algorithms.ts';
import { type Certificate, parseCertificate } from './certificate.ts';
import { children, context, contextPlain, type Element, expectTag, integerOf, oidOf, readPadded, sequenceOf, tags } from './der.ts';

/** CMS SignedData (RFC 5652) with its single signer. */
export type SignedData = {
  readonly contentType: string;
  /** Which standard's name the whole structure bears. */
  readonly standard: 'RFC 5652' | 'GB/T 35275';
  /** Absent when the content stands elsewhere (a PDF's byte ranges). */
  readonly content?: Uint8Array;
  readonly certificates: readonly Certificate[];
  /** Revocation lists that it brings, and other such information (RFC 5652, 10.2.1), as they stand in it. */
  readonly lists: readonly Element[];
  readonly signer: Signer;
};

export type Signer = {
  readonly certificate: Certificate;
  readonly digestAlgorithm: HashName;
  readonly algorithm: Element;
  readonly signature: Uint8Array;
  /** The signed attributes as they were signed: SET OF, in DER. */
  readonly signed: Uint8Array;
  readonly attributes: ReadonlyMap<string, readonly Element[]>;
  readonly unsigned: ReadonlyMap<string, readonly Element[]>;
};

export const attributeOids = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timeStampToken: '1.2.840.113549.1.9.16.2.14',
  /** Adobe's, signed: lists and status answers of the signer's certificates (ISO 32000-2, 12.8.3.3.2). */
  revocationInfoArchival: '1.2.840.113583.1.1.8',
} as const;

/** "Data" by both standards; makers mix them within one structure. */
const dataOids: readonly string[] = ['1.2.840.113549.1.7.1', '1.2.156.10197.6.1.4.2.1'];
const sameType = (a: string, b: string): boolean => a === b || (dataOids.includes(a) && dataOids.includes(b));

/** GB/T 35275 uses its own names for the same structure. */
const signedDataOids: readonly string[] = ['1.2.840.113549.1.7.2', '1.2.156.10197.6.1.4.2.2'];

const bad = (why: string): DomainError => new DomainError('evidence.bad_signed_data', `expected CMS SignedData (RFC 5652): ${why}`);

/** Trailing zeroes, with which PDF fills its place for a signature, are let pass. */
export function parseSignedData(bytes: Uint8Array): SignedData {
  const outer = readPadded(bytes);
  if (bytes.subarray(outer.whole.length).some((byte) => byte !== 0)) throw bad('other bytes follow it');
  const [type, wrapped] = sequenceOf(outer, 'content info');
  if (!signedDataOids.includes(oidOf(type))) throw bad(`got content of type ${oidOf(type)}`);
  const [, , encapsulated, ...rest] = sequenceOf(children(expectTag(wrapped, context(0), 'signed data'))[0], 'signed data');
  const [contentType, content] = sequenceOf(encapsulated, 'the content');
  const bag = rest.find(({ tag }) => tag === context(0));
  const certificates = (bag ? children(bag) : []).filter(({ tag }) => tag === tags.sequence).map(({ whole }) => parseCertificate(whole));
  const lists = rest.find(({ tag }) => tag === context(1));
  const signers = children(expectTag(rest.at(-1), tags.set, 'signers'));
  if (signers.length !== 1) throw bad(`expected one signer, got ${signers.length}`);
  return {
    contentType: oidOf(contentType),
    standard: oidOf(type) === signedDataOids[0] ? 'RFC 5652' : 'GB/T 35275',
    ...(content ? { content: expectTag(children(content)[0], tags.octetString, 'content').content } : {}),
    certificates,
    lists: lists ? children(lists) : [],
    signer: readSigner(signers[0] as Element, certificates),
  };
}

function readSigner(element: Element, certificates: readonly Certificate[]): Signer {
  const [, id, digest, ...rest] = sequenceOf(element, 'a signer');
  const attributes = rest[0]?.tag === context(0) ? rest.shift() : undefined;
  const [algorithm, signature, unsigned] = rest;
  const certificate = certificates.find((each) => identifies(id, each));
  if (!certificate) throw bad('the certificate of the signer is not in it');
  return {
    certificate,
    digestAlgorithm: hashOf(digest),
    algorithm: expectTag(algorithm, tags.sequence, 'a signature algorithm'),
    signature: expectTag(signature, tags.octetString, 'a signature').content,
    signed: attributes ? concat(Uint8Array.of(tags.set), attributes.whole.subarray(1)) : new Uint8Array(),
    attributes: attributesIn(attributes),
    unsigned: attributesIn(unsigned),
  };
}

function identifies(id: Element | undefined, certificate: Certificate): boolean {
  if (id?.tag === contextPlain(0)) {
    const key = certificate.extensions.get('2.5.29.14');
    return key !== undefined && sameBytes(key.value.subarray(2), id.content);
  }
  const [issuer, serial] = sequenceOf(id, 'issuer and serial number');
  return issuer !== undefined && sameBytes(issuer.whole, certificate.issuer) && integerOf(serial) === certificate.serial;
}

function attributesIn(element: Element | undefined): Map<string, readonly Element[]> {
  const found = new Map<string, readonly Element[]>();
  for (const each of element ? children(element) : []) {
    const [type, values] = sequenceOf(each, 'an attribute');
    const name = oidOf(type);
    if (found.has(name)) throw bad(`the attribute ${name} stands twice`);
    found.set(name, children(expectTag(values, tags.set, 'the values of an attribute')));
  }
  return found;
}

export type SignatureState = 'valid' | 'other-content' | 'false-signature' | 'wrong-type' | 'no-attributes';

/** Digest and signature over `content`; says nothing about who the signer is. */
export async function checkSigner(checks: SignatureChecks, data: SignedData, content: Uint8Array): Promise<SignatureState> {
  const { signer } = data;
  const scheme = schemeOf(signer.algorithm, signer.digestAlgorithm);
  if (signer.attributes.size === 0) {
    return (await checks.verify(scheme, signer.certificate.spki, content, signer.signature)) ? 'valid' : 'false-signature';
  }
  const single = (name: string): Element | undefined => {
    const values = signer.attributes.get(name);
    return values?.length === 1 ? values[0] : undefined;
  };
  const type = single(attributeOids.contentType);
  const digest = single(attributeOids.messageDigest);
  if (!digest) return 'no-attributes';
  if (!type || !sameType(oidOf(type), data.contentType)) return 'wrong-type';
  if (!sameBytes(expectTag(digest, tags.octetString, 'a message digest').content, await checks.digest(signer.digestAlgorithm, content)))
    return 'other-content';
  return (await checks.verify(scheme, signer.certificate.spki, signer.signed, signer.signature)) ? 'valid' : 'false-signature';
}

/** ESSCertID(v2) of RFC 5035: which certificate the signer meant. Absent, right or another. */
export async function signingCertificate(checks: SignatureChecks, signer: Signer): Promise<'absent' | 'right' | 'other'> {
  const v2 = signer.attributes.get(attributeOids.signingCertificateV2);
  const [value] = v2 ?? signer.attributes.get(attributeOids.signingCertificate) ?? [];
  if (!value) return 'absent';
  const [ids] = sequenceOf(value, 'a signing certificate');
  const parts = [...sequenceOf(sequenceOf(ids, 'certificate ids')[0], 'a certificate id')];
  const hash = v2 && parts[0]?.tag === tags.sequence ? hashOf(parts.shift()) : v2 ? 'sha256' : 'sha1';
  const [digest, issuerSerial] = parts;
  if (!sameBytes(expectTag(digest, tags.octetString, 'a certificate hash').content, await checks.digest(hash, signer.certificate.bytes)))
    return 'other';
  if (!issuerSerial) return 'right';
  const [, serial] = sequenceOf(issuerSerial, 'issuer and serial');
  return integerOf(serial) === signer.certificate.serial ? 'right' : 'other';
}
