import { DomainError } from '#domain/kernel/error.ts';

/** Byte strings without Node's Buffer, so that the same code runs in the verifier page. */
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const utf8 = (text: string): Uint8Array => encoder.encode(text);

/** Strict UTF-8; bytes that are no text are refused. */
export function textOf(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new DomainError('evidence.bad_text', `expected UTF-8 text, got ${bytes.length} bytes that are not`, { length: bytes.length }, cause);
  }
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const out = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] as number) ^ (b[i] as number);
  return difference === 0;
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function hex(bytes: Uint8Array): string {
  let out = '';
  for (const byte of bytes) out += hexOfByte[byte];
  return out;
}

/** Lower-case hexadecimal only: one text for one value, so a changed letter case is a changed file. */
export function fromHex(text: string): Uint8Array {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw new DomainError('evidence.bad_hex', `expected lower-case hexadecimal, got "${text.slice(0, 80)}"`);
  const out = new Uint8Array(text.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = (nibble(text.charCodeAt(2 * i)) << 4) | nibble(text.charCodeAt(2 * i + 1));
  return out;
}

/** "0" is 48, "a" is 97; the caller has checked the letters. */
const nibble = (code: number): number => (code < 58 ? code - 48 : code - 87);

export function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let i = 0; i < bytes.length; i += 0x2000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x2000));
  return btoa(binary);
}

/** RFC 4648 section 4, canonical: padding and unused bits must be what the encoder writes. */
export function fromBase64(text: string): Uint8Array {
  let out: Uint8Array | undefined;
  if (/^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0) {
    const binary = atob(text);
    out = new Uint8Array(binary.length);
    for (let i = 0; i < out.length; i++) out[i] = binary.charCodeAt(i);
  }
  if (out === undefined || base64(out) !== text) {
    throw new DomainError('evidence.bad_base64', `expected canonical base64 (RFC 4648 section 4), got "${text.slice(0, 80)}"`);
  }
  return out;
}

/** Unsigned 64-bit big-endian. */
export function uint64(value: number | bigint): Uint8Array {
  const out = new Uint8Array(8);
  new DataView(out.buffer).setBigUint64(0, BigInt(value));
  return out;
}

/** An ASCII decimal without leading zeroes, within what a double counts exactly (2^53 - 1). */
export function decimal(text: string, what: string): number {
  const value = /^(?:0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) {
    throw new DomainError('evidence.bad_number', `expected ${what} as a decimal without leading zeroes, got "${text.slice(0, 40)}"`);
  }
  return value;
}
