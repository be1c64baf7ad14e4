import { DomainError } from '#domain/kernel/error.ts';
import { children, context, type Element, integerOf, oidOf, sequenceOf } from './der.ts';

export type HashName = 'sha1' | 'sha256' | 'sha384' | 'sha512' | 'sm3';

/** How a signature was made, read from its AlgorithmIdentifier and, where that leaves the hash open, from its surroundings. */
export type SignatureScheme =
  | { readonly kind: 'rsa' | 'ecdsa'; readonly hash: HashName }
  | { readonly kind: 'rsa-pss'; readonly hash: HashName; readonly saltLength: number }
  | { readonly kind: 'ed25519' }
  | { readonly kind: 'sm2' };

/** Public-key mathematics as an argument: Node by OpenSSL, the page by WebCrypto. Nothing here throws: false is "does not verify". */
export type SignatureChecks = {
  digest(hash: HashName, data: Uint8Array): Promise<Uint8Array>;
  /** `spki` is a SubjectPublicKeyInfo in DER; ECDSA and SM2 signatures are DER sequences of r and s. */
  verify(scheme: SignatureScheme, spki: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
};

export const hashOids: Readonly<Record<string, HashName>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '1.2.156.10197.1.401': 'sm3',
};
export const oidOfHash = (name: HashName): string => Object.entries(hashOids).find(([, each]) => each === name)?.[0] as string;

const schemes: Readonly<Record<string, SignatureScheme>> = {
  '1.2.840.113549.1.1.5': { kind: 'rsa', hash: 'sha1' },
  '1.2.840.113549.1.1.11': { kind: 'rsa', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { kind: 'rsa', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { kind: 'rsa', hash: 'sha512' },
  '1.2.840.10045.4.1': { kind: 'ecdsa', hash: 'sha1' },
  '1.2.840.10045.4.3.2': { kind: 'ecdsa', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { kind: 'ecdsa', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { kind: 'ecdsa', hash: 'sha512' },
  '1.3.101.112': { kind: 'ed25519' },
  // GM/T 0006: SM2 with SM3, and SM2 alone as some seals name it.
  '1.2.156.10197.1.501': { kind: 'sm2' },
  '1.2.156.10197.1.301': { kind: 'sm2' },
  '1.2.156.10197.1.301.1': { kind: 'sm2' },
};

const unknown = (what: string, name: string): DomainError =>
  new DomainError('evidence.unknown_algorithm', `expected a ${what} that is known here, got ${name}`, { name });

export function hashOf(algorithm: Element | undefined): HashName {
  const name = oidOf(sequenceOf(algorithm, 'an algorithm')[0]);
  const hash = hashOids[name];
  if (!hash) throw unknown('hash algorithm', name);
  return hash;
}

/** `digest` fills in where CMS names only the key's algorithm (rsaEncryption, ecPublicKey). */
export function schemeOf(algorithm: Element | undefined, digest?: HashName): SignatureScheme {
  const [name, parameters] = sequenceOf(algorithm, 'a signature algorithm');
  const dotted = oidOf(name);
  const known = schemes[dotted];
  if (known) return known;
  if (dotted === '1.2.840.113549.1.1.10') return pss(parameters);
  if (digest && dotted === '1.2.840.113549.1.1.1') return { kind: 'rsa', hash: digest };
  if (digest && dotted === '1.2.840.10045.2.1') return digest === 'sm3' ? { kind: 'sm2' } : { kind: 'ecdsa', hash: digest };
  throw unknown('signature algorithm', dotted);
}

/** RFC 4055 3.1; MGF1 with the same hash, as every signer here uses. */
function pss(parameters: Element | undefined): SignatureScheme {
  const parts = sequenceOf(parameters, 'RSASSA-PSS parameters');
  const inside = (n: number): Element | undefined => parts.filter(({ tag }) => tag === context(n)).flatMap(children)[0];
  const hashPart = inside(0);
  const saltPart = inside(2);
  const mask = inside(1);
  const hash = hashPart ? hashOf(hashPart) : 'sha1';
  const maskHash = mask ? hashOf(sequenceOf(mask, 'a mask function')[1]) : 'sha1';
  if (maskHash !== hash) throw unknown('mask function', `MGF1 with ${maskHash} beside ${hash}`);
  return { kind: 'rsa-pss', hash, saltLength: saltPart ? Number(integerOf(saltPart)) : 20 };
}
