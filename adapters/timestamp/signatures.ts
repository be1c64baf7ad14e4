import { constants, createHash, createPublicKey, verify } from 'node:crypto';
import type { SignatureChecks, SignatureScheme } from '#domain/evidence/asn1/algorithms.ts';

/** Digests and signatures by node:crypto (OpenSSL), SM2 and SM3 included. */
export const nodeSignatures: SignatureChecks = {
  digest: async (hash, data) => createHash(hash).update(data).digest(),
  verify: async (scheme, spki, message, signature) => {
    try {
      const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
      if (key.asymmetricKeyType !== keyTypes[scheme.kind] && !(scheme.kind === 'rsa-pss' && key.asymmetricKeyType === 'rsa')) return false;
      return verify(hashName(scheme), message, { key, ...options(scheme) }, signature);
    } catch {
      // OpenSSL throws for keys and signatures that are malformed: those verify nothing.
      return false;
    }
  },
};

const keyTypes: Readonly<Record<SignatureScheme['kind'], string>> = { rsa: 'rsa', 'rsa-pss': 'rsa-pss', ecdsa: 'ec', ed25519: 'ed25519', sm2: 'sm2' };

function hashName(scheme: SignatureScheme): string | null {
  switch (scheme.kind) {
    case 'rsa':
    case 'rsa-pss':
    case 'ecdsa':
      return scheme.hash;
    case 'sm2':
      return 'sm3';
    case 'ed25519':
      return null;
  }
}

function options(scheme: SignatureScheme): { padding?: number; saltLength?: number } {
  if (scheme.kind === 'rsa') return { padding: constants.RSA_PKCS1_PADDING };
  if (scheme.kind === 'rsa-pss') return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.saltLength };
  return {};
}
