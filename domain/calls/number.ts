import { DomainError } from '../kernel/error.ts';

/** A telephone number as it is dialled, or the word for a caller who showed none. */
export function plainNumber(text: string): string {
  const plain = text.replace(/^tel:/i, '').replace(/[\s().-]/g, '');
  if (plain.toLowerCase() === 'anonymous') return 'anonymous';
  if (!/^\+?\d{3,18}$/.test(plain)) {
    throw new DomainError(
      'calls.bad_number',
      `expected a telephone number of 3 to 18 digits, with or without +, got ${text.length} characters that are none`,
      {
        characters: text.length,
      },
    );
  }
  return plain;
}

/** What may be shown and logged of a number: where it belongs and its last two digits. */
export function maskedNumber(plain: string): string {
  if (plain === 'anonymous') return plain;
  const head = plain.startsWith('+') && plain.length > 8 ? plain.slice(0, 3) : '';
  return `${head}${'•'.repeat(Math.max(1, plain.length - head.length - 2))}${plain.slice(-2)}`;
}
