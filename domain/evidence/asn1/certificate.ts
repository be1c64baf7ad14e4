import { sameBytes } from '../bytes.ts';
import type { SignatureChecks } from './algorithms.ts';
import { schemeOf } from './algorithms.ts';
import { bitsOf, booleanOf, children, context, type Element, expectTag, integerOf, oidOf, readDer, sequenceOf, tags, timeOf } from './der.ts';

/** An X.509 certificate (RFC 5280) as far as a chain needs it. Names stay in DER: they are compared byte for byte. */
export type Certificate = {
  readonly bytes: Uint8Array;
  readonly signed: Uint8Array;
  readonly serial: bigint;
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  /** Milliseconds since 1970, both inclusive. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly spki: Uint8Array;
  readonly algorithm: Element;
  readonly signature: Uint8Array;
  readonly extensions: ReadonlyMap<string, { readonly critical: boolean; readonly value: Uint8Array }>;
};

export function parseCertificate(bytes: Uint8Array): Certificate {
  const [body, algorithm, signature] = sequenceOf(readDer(bytes), 'a certificate');
  const parts = [...sequenceOf(body, 'the signed part of a certificate')];
  if (parts[0]?.tag === context(0)) parts.shift();
  const [serial, , issuer, validity, subject, spki, ...rest] = parts;
  const [notBefore, notAfter] = sequenceOf(validity, 'the validity of a certificate');
  const extensions = rest.find(({ tag }) => tag === context(3));
  return {
    bytes,
    signed: (body as Element).whole,
    serial: integerOf(serial),
    issuer: expectTag(issuer, tags.sequence, 'an issuer').whole,
    subject: expectTag(subject, tags.sequence, 'a subject').whole,
    notBefore: timeOf(notBefore),
    notAfter: timeOf(notAfter),
    spki: expectTag(spki, tags.sequence, 'a public key').whole,
    algorithm: expectTag(algorithm, tags.sequence, 'a signature algorithm'),
    signature: bitsOf(signature),
    extensions: new Map(extensions ? sequenceOf(children(extensions)[0], 'extensions').map(extension) : []),
  };
}

function extension(element: Element): [string, { critical: boolean; value: Uint8Array }] {
  const parts = sequenceOf(element, 'an extension');
  const critical = parts.length === 3 && booleanOf(parts[1] as Element);
  return [oidOf(parts[0]), { critical, value: expectTag(parts.at(-1), tags.octetString, 'the value of an extension').content }];
}

export const extensionOids = {
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
  subjectKeyId: '2.5.29.14',
} as const;
export const timeStamping = '1.3.6.1.5.5.7.3.8';

/** What people read: the common name, else the organisation, else nothing. */
export function nameOf(name: Uint8Array): string {
  const found = new Map<string, string>();
  for (const set of sequenceOf(readDer(name), 'a name')) {
    for (const pair of children(set)) {
      const [type, value] = sequenceOf(pair, 'a part of a name');
      if (!value) continue;
      found.set(oidOf(type), value.tag === 0x1e ? utf16(value.content) : new TextDecoder().decode(value.content));
    }
  }
  return found.get('2.5.4.3') ?? found.get('2.5.4.10') ?? '';
}

const utf16 = (bytes: Uint8Array): string => new TextDecoder('utf-16be').decode(bytes);

export function extendedKeyUsages(certificate: Certificate): readonly string[] | undefined {
  const found = certificate.extensions.get(extensionOids.extendedKeyUsage);
  return found && sequenceOf(readDer(found.value), 'extended key usages').map(oidOf);
}

/** Bit numbers of RFC 5280 4.2.1.3: 0 digitalSignature, 1 nonRepudiation, 5 keyCertSign. Undefined: any use. */
export function keyUsages(certificate: Certificate): ReadonlySet<number> | undefined {
  const found = certificate.extensions.get(extensionOids.keyUsage);
  if (!found) return undefined;
  const { content } = expectTag(readDer(found.value), tags.bitString, 'key usages');
  const set = new Set<number>();
  content.subarray(1).forEach((byte, at) => {
    for (let bit = 0; bit < 8; bit++) if (byte & (0x80 >> bit)) set.add(at * 8 + bit);
  });
  return set;
}

export function authority(certificate: Certificate): { readonly pathLength?: number } | undefined {
  const found = certificate.extensions.get(extensionOids.basicConstraints);
  const [ca, length] = found ? sequenceOf(readDer(found.value), 'basic constraints') : [];
  if (!ca || ca.tag !== tags.boolean || !booleanOf(ca)) return undefined;
  return length ? { pathLength: Number(integerOf(length)) } : {};
}

export const issued = (checks: SignatureChecks, issuer: Certificate, certificate: Certificate): Promise<boolean> =>
  sameBytes(issuer.subject, certificate.issuer)
    ? checks.verify(schemeOf(certificate.algorithm), issuer.spki, certificate.signed, certificate.signature)
    : Promise.resolve(false);

/** Certificates in PEM, or one in DER. */
export function certificatesIn(file: Uint8Array): readonly Certificate[] {
  if (file[0] === tags.sequence) return [parseCertificate(file)];
  const text = new TextDecoder().decode(file);
  const found = [...text.matchAll(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END/g)];
  return found.map(([, body = '']) => parseCertificate(Uint8Array.from(atob(body.replace(/\s/g, '')), (letter) => letter.charCodeAt(0))));
}
