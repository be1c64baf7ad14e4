/**
 * One-dimensional arrays in PostgreSQL's binary form (array_send in src/backend/utils/adt/arrayfuncs.c): what travels in a column
 * of ten thousand hashes is then the hashes, neither written out as hexadecimal text here nor read from it there. pg sends
 * a Buffer as it is; the statement names the type, e.g. `$1::bytea[]`.
 */
type Element<Value> = { readonly oid: number; bytes(value: Value): number; write(value: Value, into: Buffer, at: number): void };

const arrayOf =
  <Value>(element: Element<Value>) =>
  (values: readonly (Value | null)[]): Buffer => {
    let length = headLength;
    for (const value of values) length += 4 + (value === null ? 0 : element.bytes(value));
    const out = Buffer.allocUnsafe(length);
    out.writeInt32BE(1, 0);
    out.writeInt32BE(values.includes(null) ? 1 : 0, 4);
    out.writeInt32BE(element.oid, 8);
    out.writeInt32BE(values.length, 12);
    out.writeInt32BE(1, 16);
    let at = headLength;
    for (const value of values) {
      const size = value === null ? -1 : element.bytes(value);
      out.writeInt32BE(size, at);
      at += 4;
      if (value === null) continue;
      element.write(value, out, at);
      at += size;
    }
    return out;
  };

/** Dimensions, whether a null is in it, the element's type, length, lower bound: five 32-bit numbers. */
const headLength = 20;

export const byteaArray = arrayOf<Uint8Array>({ oid: 17, bytes: (value) => value.length, write: (value, into, at) => into.set(value, at) });

export const uuidArray = arrayOf<string>({
  oid: 2950,
  bytes: () => 16,
  write: (value, into, at) => void into.write(value.replaceAll('-', ''), at, 'hex'),
});

export const textArray = arrayOf<string>({
  oid: 25,
  bytes: (value) => Buffer.byteLength(value),
  write: (value, into, at) => void into.write(value, at),
});

export const bigintArray = arrayOf<number>({ oid: 20, bytes: () => 8, write: (value, into, at) => into.writeBigInt64BE(BigInt(value), at) });

/** PostgreSQL counts microseconds from 2000-01-01. */
const epoch = Date.UTC(2000, 0, 1);
export const instantArray = arrayOf<Date>({
  oid: 1184,
  bytes: () => 8,
  write: (value, into, at) => into.writeBigInt64BE(BigInt(value.getTime() - epoch) * 1_000n, at),
});
