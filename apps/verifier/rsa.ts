import { type HashName, oidOfHash, type SignatureScheme, schemeOf } from '#domain/evidence/asn1/algorithms.ts';
import { bitsOf, der, integerOf, octets, oid, oidOf, readDer, sequence, sequenceOf, tags } from '#domain/evidence/asn1/der.ts';
import { concat, hex, sameBytes } from '#domain/evidence/bytes.ts';

export type RsaScheme = { readonly kind: 'rsa'; readonly hash: HashName } | Extract<SignatureScheme, { readonly kind: 'rsa-pss' }>;
type Key = { readonly modulus: bigint; readonly exponent: bigint; readonly bits: number; readonly restricted?: RsaScheme };

/** As OpenSSL bounds them, so that a hostile key costs little: bits of a modulus, and of an exponent beside a large one. */
const bounds = { modulus: 16_384, small: 3_072, exponent: 64 } as const;

/** Verifies RSASSA-PKCS1-v1_5 and RSASSA-PSS (RFC 8017, 8.1.2 and 8.2.2). Throws for malformed bytes. */
export async function verifyRsa(
  digest: (hash: HashName, data: Uint8Array) => Promise<Uint8Array>,
  scheme: RsaScheme,
  spki: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const key = keyIn(spki);
  if (!key || !allows(key, scheme)) return false;
  const length = Math.ceil(key.bits / 8);
  const value = numberIn(signature);
  if (signature.length !== length || value >= key.modulus) return false;
  const encoded = bytesOf(power(value, key), length);
  const hashed = await digest(scheme.hash, message);
  if (scheme.kind === 'rsa') return sameBytes(encoded, pkcs1(scheme.hash, hashed, length));
  return pss(encoded, key.bits - 1, hashed, scheme.saltLength, (data) => digest(scheme.hash, data));
}

function keyIn(spki: Uint8Array): Key | undefined {
  const [algorithm, key] = sequenceOf(readDer(spki), 'a public key');
  const [name, parameters] = sequenceOf(algorithm, 'a key algorithm');
  const forPss = oidOf(name) === '1.2.840.113549.1.1.10';
  if (!forPss && oidOf(name) !== '1.2.840.113549.1.1.1') return undefined;
  // RFC 3279, 2.3.1.
  if (!forPss && parameters && parameters.tag !== tags.null) return undefined;
  const [modulus, exponent, ...more] = sequenceOf(readDer(bitsOf(key)), 'an RSA key').map((part) => integerOf(part));
  if (modulus === undefined || exponent === undefined || more.length > 0) return undefined;
  const bits = modulus.toString(2).length;
  const large = bits > bounds.small && exponent.toString(2).length > bounds.exponent;
  if (bits > bounds.modulus || large || modulus % 2n === 0n || exponent < 1n || modulus <= exponent) return undefined;
  const restricted = forPss && parameters ? schemeOf(algorithm) : undefined;
  return {
    modulus,
    exponent,
    bits,
    ...(restricted?.kind === 'rsa-pss' ? { restricted } : forPss ? { restricted: { kind: 'rsa-pss', hash: 'sha1', saltLength: -1 } as const } : {}),
  };
}

/** A key that is for PSS alone signs no other way, and only with the hash and at least the salt that it names (RFC 4055, 3.3). */
function allows({ restricted }: Key, scheme: RsaScheme): boolean {
  if (!restricted) return true;
  if (scheme.kind !== 'rsa-pss' || restricted.kind !== 'rsa-pss') return false;
  return restricted.saltLength < 0 || (restricted.hash === scheme.hash && scheme.saltLength >= restricted.saltLength);
}

function power(value: bigint, { modulus, exponent }: Key): bigint {
  let [result, base] = [1n, value];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * base) % modulus;
    if (left > 1n) base = (base * base) % modulus;
  }
  return result;
}

function pkcs1(hash: HashName, hashed: Uint8Array, length: number): Uint8Array {
  // Beside RSA the hash SM3 bears the name of the pair (GM/T 0006), as OpenSSL writes and reads it.
  const name = hash === 'sm3' ? '1.2.156.10197.1.504' : oidOfHash(hash);
  const info = sequence(sequence(oid(name), der(tags.null)), octets(hashed));
  if (length < info.length + 11) return new Uint8Array();
  return concat(Uint8Array.of(0, 1), new Uint8Array(length - info.length - 3).fill(0xff), Uint8Array.of(0), info);
}

/** EMSA-PSS-VERIFY (RFC 8017, 9.1.2) with MGF1 over the same hash; `bits` is one less than the key has. */
async function pss(
  whole: Uint8Array,
  bits: number,
  hashed: Uint8Array,
  saltLength: number,
  hash: (data: Uint8Array) => Promise<Uint8Array>,
): Promise<boolean> {
  const length = Math.ceil(bits / 8);
  const encoded = whole.subarray(whole.length - length);
  if (whole.length > length && whole[0] !== 0) return false;
  const masked = encoded.subarray(0, length - hashed.length - 1);
  if (length < hashed.length + saltLength + 2 || encoded[length - 1] !== 0xbc) return false;
  const tail = encoded.subarray(masked.length, length - 1);
  const unused = 8 * length - bits;
  if ((masked[0] as number) >> (8 - unused) !== 0) return false;
  const mask = await mgf1(tail, masked.length, hash);
  const block = masked.map((byte, i) => byte ^ (mask[i] as number));
  block[0] = (block[0] as number) & (0xff >> unused);
  const padding = block.length - saltLength - 1;
  if (block.subarray(0, padding).some((byte) => byte !== 0) || block[padding] !== 1) return false;
  return sameBytes(tail, await hash(concat(new Uint8Array(8), hashed, block.subarray(padding + 1))));
}

async function mgf1(seed: Uint8Array, length: number, hash: (data: Uint8Array) => Promise<Uint8Array>): Promise<Uint8Array> {
  const blocks: Uint8Array[] = [];
  for (let made = 0, counter = 0; made < length; counter++) {
    const block = await hash(concat(seed, Uint8Array.of(counter >>> 24, (counter >> 16) & 0xff, (counter >> 8) & 0xff, counter & 0xff)));
    blocks.push(block);
    made += block.length;
  }
  return concat(...blocks).subarray(0, length);
}

const numberIn = (bytes: Uint8Array): bigint => (bytes.length === 0 ? 0n : BigInt(`0x${hex(bytes)}`));
const bytesOf = (value: bigint, length: number): Uint8Array => {
  const text = value.toString(16).padStart(2 * length, '0');
  return Uint8Array.from({ length }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
};
