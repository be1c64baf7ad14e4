import { DomainError } from './error.ts';

const twoDigits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * UUID version 7 (RFC 9562 section 5.7): 48 bits of milliseconds, then random bits, so that ids sort by time.
 * Time and randomness come in as arguments; the domain has no clock.
 */
export function uuid7(epochMilliseconds: number, random: Uint8Array): string {
  if (random.length < 10) throw new DomainError('kernel.short_randomness', `expected 10 random bytes, got ${random.length}`);
  const time = epochMilliseconds.toString(16).padStart(12, '0').slice(-12);
  const at = (i: number): string => twoDigits[random[i] as number] as string;
  const variant = twoDigits[((random[2] as number) & 0x3f) | 0x80];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${at(0).slice(1)}${at(1)}-${variant}${at(3)}-${at(4)}${at(5)}${at(6)}${at(7)}${at(8)}${at(9)}`;
}

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const isUuid = (text: string): boolean => form.test(text);
