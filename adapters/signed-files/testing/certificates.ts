import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { extensionOids } from '#domain/evidence/asn1/certificate.ts';
import { bits, context, der, flag, integer, octets, oid, sequence, setOf, tags, text, validityTime } from '#domain/evidence/asn1/der.ts';
import type { TestSigner } from './sm2-signer.ts';

/** Certificates for test files, made here: a root signs itself, everybody else is signed by whom the caller names. */
export type TestCertificate = {
  readonly der: Uint8Array;
  readonly subject: Uint8Array;
  readonly issuer: Uint8Array;
  readonly serial: bigint;
  readonly signer: TestSigner;
};

export function rsaSigner(): TestSigner {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const algorithmOid = oid('1.2.840.113549.1.1.11');
  return {
    algorithm: sequence(algorithmOid, der(tags.null)),
    algorithmOid,
    hash: 'sha256',
    spki: publicKey.export({ type: 'spki', format: 'der' }),
    sign: (message) => sign('sha256', message, createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }))),
  };
}

export const testName = (common: string): Uint8Array => sequence(setOf(sequence(oid('2.5.4.3'), text(common))));

export type CertificateAsked = {
  readonly name: string;
  readonly signer: TestSigner;
  readonly issuer?: TestCertificate;
  readonly serial?: bigint;
  /** Milliseconds since 1970. */
  readonly from?: number;
  readonly to?: number;
  readonly authority?: boolean;
  /** Further extensions in DER. */
  readonly extensions?: readonly Uint8Array[];
};

const day = (iso: string): number => Date.parse(`${iso}T00:00:00Z`);

export function testCertificate(asked: CertificateAsked): TestCertificate {
  const { name, signer, issuer, serial = 7n, from = day('2024-01-01'), to = day('2034-01-01'), authority = false } = asked;
  const subject = testName(name);
  const by = issuer?.signer ?? signer;
  const constraints = sequence(oid(extensionOids.basicConstraints), flag(true), octets(sequence(...(authority ? [flag(true)] : []))));
  const body = sequence(
    der(context(0), integer(2)),
    integer(serial),
    by.algorithm,
    issuer?.subject ?? subject,
    sequence(validityTime(from), validityTime(to)),
    subject,
    signer.spki,
    der(context(3), sequence(constraints, ...(asked.extensions ?? []))),
  );
  return { der: sequence(body, by.algorithm, bits(by.sign(body))), subject, issuer: issuer?.subject ?? subject, serial, signer };
}

/** A revocation list (RFC 5280, 5.1) of this issuer; times in milliseconds since 1970. */
export function testCrl(
  issuer: TestCertificate,
  revoked: readonly { readonly serial: bigint; readonly at: number }[],
  from: number,
  to: number,
): Uint8Array {
  const entries = revoked.map(({ serial, at }) => sequence(integer(serial), validityTime(at)));
  const body = sequence(
    integer(1),
    issuer.signer.algorithm,
    issuer.subject,
    validityTime(from),
    validityTime(to),
    ...(entries.length > 0 ? [sequence(...entries)] : []),
  );
  return sequence(body, issuer.signer.algorithm, bits(issuer.signer.sign(body)));
}
