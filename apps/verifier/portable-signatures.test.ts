import { constants, createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sm2Signer } from '#adapters/signed-files/testing/sm2-signer.ts';
import { nodeSignatures } from '#adapters/timestamp/signatures.ts';
import type { HashName, SignatureScheme } from '#domain/evidence/asn1/algorithms.ts';
import { bits, bitsOf, oid, readDer, sequence, sequenceOf } from '#domain/evidence/asn1/der.ts';
import { verifySm2 } from '#domain/evidence/asn1/sm2.ts';
import { portableSignatures } from './portable-signatures.ts';
import { sm3 } from './sm3.ts';

type Sample = { readonly name: string; readonly scheme: SignatureScheme; readonly spki: Uint8Array; sign(message: Uint8Array): Uint8Array };

const spkiOf = (key: KeyObject): Uint8Array => key.export({ type: 'spki', format: 'der' });
const hashes = ['sha1', 'sha256', 'sha384', 'sha512'] as const satisfies readonly HashName[];

/** The types of Node know no options of its keys for PSS alone. */
const pssKey = () =>
  generateKeyPairSync(
    'rsa-pss' as 'ed25519',
    { modulusLength: 2048, hashAlgorithm: 'sha256', mgf1HashAlgorithm: 'sha256', saltLength: 32 } as Parameters<typeof generateKeyPairSync>[1],
  );

/** Every scheme that a certificate or a signature of a paper can name; OpenSSL signs. */
const samples: readonly Sample[] = [
  ...[1024, 2048, 3072].flatMap((modulusLength) => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength });
    return [...hashes, 'sm3' as const].flatMap((hash): Sample[] => [
      {
        name: `rsa ${modulusLength} ${hash}`,
        scheme: { kind: 'rsa', hash },
        spki: spkiOf(publicKey),
        sign: (message) => sign(hash, message, privateKey),
      },
      ...[0, 20, 32].map((saltLength): Sample => {
        const key = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
        return {
          name: `pss ${modulusLength} ${hash} ${saltLength}`,
          scheme: { kind: 'rsa-pss', hash, saltLength },
          spki: spkiOf(publicKey),
          sign: (m) => sign(hash, m, key),
        };
      }),
    ]);
  }),
  // Lengths that fill no whole byte put the first bit of PSS elsewhere.
  ...[1025, 1031].map((modulusLength): Sample => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength });
    const key = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    return {
      name: `pss ${modulusLength}`,
      scheme: { kind: 'rsa-pss', hash: 'sha256', saltLength: 32 },
      spki: spkiOf(publicKey),
      sign: (m) => sign('sha256', m, key),
    };
  }),
  ...(['sha256', 'sha384'] as const).map((hash): Sample => {
    const { privateKey, publicKey } = pssKey();
    // The key itself allows SHA-256 alone: with another hash nothing verifies.
    const key = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    return {
      name: `key for pss, ${hash}`,
      scheme: { kind: 'rsa-pss', hash, saltLength: 32 },
      spki: spkiOf(publicKey),
      sign: (m) => sign('sha256', m, key),
    };
  }),
  ...['P-256', 'P-384', 'P-521', 'secp256k1', 'brainpoolP256r1', 'brainpoolP384r1', 'brainpoolP512r1'].flatMap((namedCurve) => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
    return hashes.map(
      (hash): Sample => ({
        name: `${namedCurve} ${hash}`,
        scheme: { kind: 'ecdsa', hash },
        spki: spkiOf(publicKey),
        sign: (m) => sign(hash, m, privateKey),
      }),
    );
  }),
  ...(() => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    return [{ name: 'ed25519', scheme: { kind: 'ed25519' } as const, spki: spkiOf(publicKey), sign: (m: Uint8Array) => sign(null, m, privateKey) }];
  })(),
  ...(() => {
    const signer = sm2Signer();
    return [{ name: 'sm2', scheme: { kind: 'sm2' } as const, spki: signer.spki, sign: (m: Uint8Array) => signer.sign(m) }];
  })(),
];

describe('signatures in plain JavaScript', () => {
  it('verify what OpenSSL signs in every scheme', async () => {
    const message = Buffer.from('购销合同 2026-11-28');
    for (const { name, scheme, spki, sign: make } of samples) {
      const signature = make(message);
      const answers = await Promise.all([nodeSignatures, portableSignatures].map((each) => each.verify(scheme, spki, message, signature)));
      expect(`${name}: ${answers}`).toBe(`${name}: ${name === 'key for pss, sha384' ? 'false,false' : 'true,true'}`);
    }
  });

  it('say of anything changed what OpenSSL says of it', async () => {
    const part = fc.constantFrom('message', 'signature', 'spki', 'scheme');
    const change = fc.record({
      sample: fc.constantFrom(...samples),
      part,
      at: fc.nat(),
      value: fc.integer({ min: 1, max: 255 }),
      other: fc.constantFrom(...samples),
    });
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), change, async (message, { sample, part, at, value, other }) => {
        const given = { message, signature: sample.sign(message), spki: sample.spki, scheme: part === 'scheme' ? other.scheme : sample.scheme };
        if (part !== 'scheme') {
          const bytes = Uint8Array.from(given[part]);
          // OpenSSL lets pass key parameters that RFC 3279 forbids and bit strings with bits to spare: what is changed stands after both.
          const from = part === 'spki' ? bytes.length - bitsOf(sequenceOf(readDer(sample.spki), 'a key')[1]).length : 0;
          const place = from + (at % (bytes.length - from));
          bytes[place] = (bytes[place] as number) ^ value;
          given[part] = bytes;
        }
        const ask = async (checks: typeof nodeSignatures): Promise<string> => {
          try {
            return String(await checks.verify(given.scheme, given.spki, given.message, given.signature));
          } catch (cause) {
            return (cause as Error).message;
          }
        };
        expect(await ask(portableSignatures)).toBe(await ask(nodeSignatures));
      }),
      { numRuns: 600 },
    );
  }, 120_000);

  it('give the digests that OpenSSL gives, handed over and not', async () => {
    for (const length of [0, 1, 65_535, 65_536, 200_000]) {
      const data = Buffer.alloc(length, 'paper');
      for (const hash of [...hashes, 'sm3' as const])
        expect(Buffer.from(await portableSignatures.digest(hash, data)).toString('hex')).toBe(createHash(hash).update(data).digest('hex'));
    }
  });

  it('say which curve cannot be judged, in the same words as the server', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp224r1' });
    const message = Buffer.from('x');
    for (const checks of [nodeSignatures, portableSignatures])
      await expect(checks.verify({ kind: 'ecdsa', hash: 'sha256' }, spkiOf(publicKey), message, sign('sha256', message, privateKey))).rejects.toThrow(
        /got 1\.3\.132\.0\.33$/,
      );
  });
});

/** GB/T 32918.5-2017, appendix A (the same numbers as in GM/T 0003.5 and draft-shen-sm2-ecdsa 2014). */
describe('SM2, the example of the standard', () => {
  const key = '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13';
  const value = 'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa';
  const spki = sequence(sequence(oid('1.2.840.10045.2.1'), oid('1.2.156.10197.1.301')), bits(Buffer.from(key, 'hex')));
  const hash = (data: Uint8Array): Uint8Array => {
    const hasher = sm3();
    hasher.update(data);
    return hasher.digest();
  };

  it('holds, and nothing beside it', () => {
    const message = Buffer.from('message digest');
    const signature = Buffer.from(value, 'hex');
    expect(verifySm2(hash, spki, message, signature)).toBe(true);
    expect(verifySm2(hash, spki, message, signature, 'another id')).toBe(false);
    expect(verifySm2(hash, spki, Buffer.from('message digesT'), signature)).toBe(false);
  });
});
