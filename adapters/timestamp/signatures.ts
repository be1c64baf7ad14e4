import { constants, createHash, createPublicKey, verify } from 'node:crypto';
import type { SignatureChecks, SignatureScheme } from '#domain/evidence/asn1/algorithms.ts';
import { curveOf } from '#domain/evidence/asn1/curves.ts';
import { type Sm3, verifySm2 } from '#domain/evidence/asn1/sm2.ts';
import { DomainError } from '#domain/kernel/error.ts';

export const sm3: Sm3 = (data) => createHash('sm3').update(data).digest();

/** Digests and signatures by node:crypto (OpenSSL); SM2 by hand, because node:crypto cannot be told the signer's id. */
export const nodeSignatures: SignatureChecks = {
  digest: async (hash, data) => createHash(hash).update(data).digest(),
  verify: async (scheme, spki, message, signature) => {
    try {
      if (scheme.kind === 'ecdsa') curveOf(spki);
      if (scheme.kind === 'sm2') return verifySm2(sm3, spki, message, signature);
      const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
      if (key.asymmetricKeyType !== keyTypes[scheme.kind] && !(scheme.kind === 'rsa-pss' && key.asymmetricKeyType === 'rsa')) return false;
      return verify(hashName(scheme), message, { key, ...options(scheme) }, signature);
    } catch (cause) {
      if (cause instanceof DomainError && cause.code === 'evidence.unknown_algorithm') throw cause;
      // OpenSSL throws for keys and signatures that are malformed: those verify nothing.
      return false;
    }
  },
};

const keyTypes = { rsa: 'rsa', 'rsa-pss': 'rsa-pss', ecdsa: 'ec', ed25519: 'ed25519' } as const;

function hashName(scheme: Exclude<SignatureScheme, { readonly kind: 'sm2' }>): string | null {
  switch (scheme.kind) {
    case 'rsa':
    case 'rsa-pss':
    case 'ecdsa':
      return scheme.hash;
    case 'ed25519':
      return null;
  }
}

function options(scheme: SignatureScheme): { padding?: number; saltLength?: number } {
  if (scheme.kind === 'rsa') return { padding: constants.RSA_PKCS1_PADDING };
  if (scheme.kind === 'rsa-pss') return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.saltLength };
  return {};
}
