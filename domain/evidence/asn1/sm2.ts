import { type WeierstrassPoint, weierstrass } from '@noble/curves/abstract/weierstrass.js';
import { concat, hex, utf8 } from '../bytes.ts';
import { bitsOf, integerOf, readDer, sequenceOf } from './der.ts';

/** Parameters of GB/T 32918.5. */
const curve = {
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  h: 1n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
};
export const sm2Point = weierstrass(curve);
export const sm2Order = curve.n;
export type Sm2Point = WeierstrassPoint<bigint>;

/** SM3 (GB/T 32905), by whoever has it: OpenSSL in Node, plain JavaScript in the page. */
export type Sm3 = (data: Uint8Array) => Uint8Array;

const field = (value: bigint): Uint8Array => Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * (31 - i))) & 0xffn));
const number = (bytes: Uint8Array): bigint => BigInt(`0x${hex(bytes)}`);

/** The signer's id where none is agreed (GM/T 0009); OpenSSL's own default, none, is what node:crypto would take. */
const standardId = '1234567812345678';

/** What is signed: SM3 over the signer's id, the curve, the key and the message (GB/T 32918.2, 5.5 and 6.1). */
export function sm2Digest(sm3: Sm3, key: Sm2Point, message: Uint8Array, id: string = standardId): bigint {
  const { x, y } = key.toAffine();
  const name = utf8(id);
  const bits = Uint8Array.of((name.length * 8) >> 8, (name.length * 8) & 0xff);
  const z = sm3(concat(bits, name, ...[curve.a, curve.b, curve.Gx, curve.Gy, x, y].map(field)));
  return number(sm3(concat(z, message)));
}

/** Verifies SM2 with SM3 (GB/T 32918.2, 7.1): the hash covers the signer's id and key before the message. Throws for malformed bytes. */
export function verifySm2(sm3: Sm3, spki: Uint8Array, message: Uint8Array, signature: Uint8Array, id?: string): boolean {
  const point = sm2Point.fromBytes(Uint8Array.from(bitsOf(sequenceOf(readDer(spki), 'a public key')[1])));
  point.assertValidity();
  const [r, s, ...more] = halves(signature);
  if (r === undefined || s === undefined || more.length > 0 || r < 1n || r >= sm2Order || s < 1n || s >= sm2Order) return false;
  const t = (r + s) % sm2Order;
  if (t === 0n) return false;
  const sum = sm2Point.BASE.multiplyUnsafe(s).add(point.multiplyUnsafe(t)).toAffine();
  return (sm2Digest(sm3, point, message, id) + sum.x) % sm2Order === r;
}

/** A DER sequence of r and s; seals of some makers hold the two numbers side by side in 64 bytes. */
function halves(signature: Uint8Array): readonly bigint[] {
  if (signature.length === 64 && !(signature[0] === 0x30 && signature[1] === 62))
    return [signature.subarray(0, 32), signature.subarray(32)].map(number);
  return sequenceOf(readDer(signature), 'a signature').map((part) => integerOf(part));
}
