import { DomainError } from './error.ts';

/**
 * UUID version 7 (RFC 9562 section 5.7): 48 bits of milliseconds, then random bits, so that ids sort by time.
 * Time and randomness come in as arguments; the domain has no clock.
 */
export function uuid7(epochMilliseconds: number, random: Uint8Array): string {
  if (random.length < 10) throw new DomainError('kernel.short_randomness', `expected 10 random bytes, got ${random.length}`);
  const time = epochMilliseconds.toString(16).padStart(12, '0').slice(-12);
  const hex = Array.from(random.subarray(0, 10), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const variant = ((Number.parseInt(hex.slice(4, 6), 16) & 0x3f) | 0x80).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(1, 4)}-${variant}${hex.slice(6, 8)}-${hex.slice(8, 20)}`;
}

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const isUuid = (text: string): boolean => form.test(text);
