import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from 'node:crypto';
import { random } from '#adapters/credentials/random.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { Vault } from '#usecases/ports/vault.ts';

const nonceLength = 12;
const tagLength = 16;
const onlyNonce = new Uint8Array(nonceLength);

/**
 * AES-256-GCM with a fresh 256-bit data key per item, wrapped by the master key. Destroying the wrapped key destroys the
 * item wherever copies of its ciphertext lie.
 */
export function vault(masterKey: Uint8Array): Vault {
  // A KeyObject costs a third of handing over raw bytes with every call.
  const master = createSecretKey(masterKey);
  const wrap = (key: Uint8Array): Uint8Array => encrypt(master, random(nonceLength), key);
  return {
    random,
    wrap,
    unwrap: (wrapped) => decrypt(master, wrapped),
    close: (plain) => {
      const key = random(32);
      // The key serves once, so a fixed nonce cannot repeat under it.
      return { sealed: encrypt(createSecretKey(key), onlyNonce, plain), wrappedKey: wrap(key) };
    },
    open: (sealed, wrappedKey) => decrypt(createSecretKey(decrypt(master, wrappedKey)), sealed),
  };
}

function encrypt(key: KeyObject, nonce: Uint8Array, plain: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: KeyObject, sealed: Uint8Array): Uint8Array {
  const tag = sealed.subarray(sealed.length - tagLength);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceLength));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed.subarray(nonceLength, sealed.length - tagLength)), decipher.final()]);
  } catch (cause) {
    throw new DomainError(
      'evidence.wrong_master_key',
      'expected the master key that sealed this record; restore keys/master.key from its backup',
      {},
      cause,
    );
  }
}
