import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { readOrMake } from '#adapters/log/keys.ts';
import { oidOfHash } from '#domain/evidence/asn1/algorithms.ts';
import { certificatesIn, extensionOids, timeStamping } from '#domain/evidence/asn1/certificate.ts';
import {
  bits,
  context,
  contextPlain,
  der,
  flag,
  generalizedTime,
  integer,
  octets,
  oid,
  sequence,
  setOf,
  tags,
  text,
  validityTime,
} from '#domain/evidence/asn1/der.ts';
import { attributeOids } from '#domain/evidence/asn1/signed-data.ts';
import { concat } from '#domain/evidence/bytes.ts';
import { parseRequest } from '#domain/evidence/timestamp/request.ts';
import { trialName, trialPolicy } from '#domain/evidence/timestamp/trial.ts';
import { DomainError } from '#domain/kernel/error.ts';

/**
 * A time-stamping authority inside the platform, for trying out. Its tokens are RFC 3161 in every byte, but the platform
 * says the time itself, so they prove nothing against the platform: name, policy and settings say so.
 */
export type EmbeddedAuthority = {
  /** Answers a TimeStampReq with a TimeStampResp. */
  respond(request: Uint8Array): Uint8Array;
  /** PEM: what a verifier who wants to try it out gives as a trusted root. */
  readonly rootPem: string;
  readonly notAfter: Date;
};

const ecdsaSha256 = sequence(oid('1.2.840.10045.4.3.2'));
const sha256Algorithm = sequence(oid(oidOfHash('sha256')));
const tstInfoType = oid('1.2.840.113549.1.9.16.1.4');
const tenYears = 3652 * 86_400_000;

/** Reads key and certificates from `folder`/trial-tsa.pem; makes them at the first start. */
export function embeddedAuthority(folder: string, now: () => Date, passphrase?: string): EmbeddedAuthority {
  const file = readOrMake(folder, 'trial-tsa.pem', () => makeAuthority(now().getTime(), passphrase));
  const key = privateKeyIn(file, passphrase);
  const [tsa, root] = certificatesIn(file);
  if (!tsa || !root)
    throw new DomainError('evidence.bad_key_file', 'expected two certificates in trial-tsa.pem; restore it or delete it to start afresh');
  const certificateId = sequence(octets(sha256(tsa.bytes)));
  const signingCertificate = sequence(sequence(certificateId));
  return {
    rootPem: pem('CERTIFICATE', root.bytes),
    notAfter: new Date(Math.min(tsa.notAfter, root.notAfter)),
    respond: (bytes) => {
      const request = parseRequest(bytes);
      if (request.policy !== undefined && request.policy !== trialPolicy) return refusal(15);
      const info = sequence(
        integer(1),
        oid(trialPolicy),
        request.imprint,
        integer(BigInt(`0x${randomBytes(16).toString('hex')}`)),
        generalizedTime(now().getTime()),
        sequence(integer(1)),
        ...(request.nonce === undefined ? [] : [integer(request.nonce)]),
      );
      const attributes = setOf(
        attribute(attributeOids.contentType, tstInfoType),
        attribute(attributeOids.messageDigest, octets(sha256(info))),
        attribute(attributeOids.signingTime, validityTime(now().getTime())),
        attribute(attributeOids.signingCertificateV2, signingCertificate),
      );
      const signer = sequence(
        integer(1),
        sequence(tsa.issuer, integer(tsa.serial)),
        sha256Algorithm,
        der(context(0), attributes.subarray(headerLength(attributes))),
        ecdsaSha256,
        octets(sign('sha256', attributes, key)),
      );
      const signedData = sequence(
        integer(3),
        setOf(sha256Algorithm),
        sequence(tstInfoType, der(context(0), octets(info))),
        ...(request.certificates ? [der(context(0), tsa.bytes, root.bytes)] : []),
        setOf(signer),
      );
      return sequence(sequence(integer(0)), sequence(oid('1.2.840.113549.1.7.2'), der(context(0), signedData)));
    },
  };
}

/** PKIStatus rejection with one failure bit (RFC 3161 2.4.2; 15: unaccepted policy). */
function refusal(bit: number): Uint8Array {
  const flags = new Uint8Array(Math.floor(bit / 8) + 1);
  flags[flags.length - 1] = 0x80 >> (bit % 8);
  return sequence(sequence(integer(2), der(tags.bitString, Uint8Array.of(7 - (bit % 8)), flags)));
}

const attribute = (type: string, value: Uint8Array): Uint8Array => sequence(oid(type), setOf(value));
const sha256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest();
const headerLength = (element: Uint8Array): number => ((element[1] as number) < 0x80 ? 2 : 2 + ((element[1] as number) & 0x7f));

/** A root whose key is thrown away at once, and the authority it issued. */
function makeAuthority(now: number, passphrase: string | undefined): Buffer {
  const keys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const [rootKeys, tsaKeys] = [keys(), keys()];
  const [rootName, tsaName] = [`${trialName}, root`, trialName].map((name) => sequence(setOf(sequence(oid('2.5.4.3'), text(name))))) as [
    Uint8Array,
    Uint8Array,
  ];
  const issue = (subject: Uint8Array, of: KeyObject, extensions: readonly Uint8Array[]): Uint8Array => {
    const body = sequence(
      der(context(0), integer(2)),
      integer(BigInt(`0x01${randomBytes(15).toString('hex')}`)),
      ecdsaSha256,
      rootName,
      sequence(validityTime(now - 300_000), validityTime(now + tenYears)),
      subject,
      of.export({ type: 'spki', format: 'der' }),
      der(context(3), sequence(...extensions)),
    );
    return sequence(body, ecdsaSha256, bits(sign('sha256', body, rootKeys.privateKey)));
  };
  const usage = (bit: number): Uint8Array => extension(extensionOids.keyUsage, der(tags.bitString, Uint8Array.of(7 - bit, 0x80 >> bit)));
  const keyId = (of: KeyObject): Uint8Array =>
    createHash('sha1')
      .update(of.export({ type: 'spki', format: 'der' }))
      .digest();
  const rootId = keyId(rootKeys.publicKey);
  const root = issue(rootName, rootKeys.publicKey, [
    extension(extensionOids.basicConstraints, sequence(flag(true), integer(0))),
    usage(5),
    extension(extensionOids.subjectKeyId, octets(rootId), false),
  ]);
  const tsa = issue(tsaName, tsaKeys.publicKey, [
    extension(extensionOids.basicConstraints, sequence()),
    usage(0),
    extension(extensionOids.extendedKeyUsage, sequence(oid(timeStamping))),
    extension(extensionOids.subjectKeyId, octets(keyId(tsaKeys.publicKey)), false),
    extension('2.5.29.35', sequence(der(contextPlain(0), rootId)), false),
  ]);
  const plain = { type: 'pkcs8', format: 'pem' } as const;
  const key = tsaKeys.privateKey.export(passphrase ? { ...plain, cipher: 'aes-256-cbc', passphrase } : plain);
  return Buffer.from(`${key}${pem('CERTIFICATE', tsa)}${pem('CERTIFICATE', root)}`);
}

const extension = (name: string, value: Uint8Array, critical = true): Uint8Array =>
  sequence(oid(name), ...(critical ? [flag(true)] : []), octets(value));

const pem = (label: string, bytes: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(concat(bytes))
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n')}\n-----END ${label}-----\n`;

function privateKeyIn(file: Uint8Array, passphrase: string | undefined): KeyObject {
  try {
    const key = createPrivateKey({ key: Buffer.from(file), format: 'pem', ...(passphrase ? { passphrase } : {}) });
    createPublicKey(key);
    return key;
  } catch (cause) {
    throw new DomainError('evidence.bad_key_file', 'expected a private key in trial-tsa.pem; is the passphrase right and the file whole?', {}, cause);
  }
}
