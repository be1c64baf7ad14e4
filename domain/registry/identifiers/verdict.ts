import type { Bilingual } from '#domain/kernel/text.ts';

/** What a valid identifier tells without asking anyone. Every field is read from the identifier itself. */
export type Says = {
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly region?: Bilingual;
  readonly type?: Bilingual;
  /** A birth or registration date coded in the number, ISO 8601, as exact as the number is (day, month or year). */
  readonly date?: string;
  readonly [more: string]: string | Bilingual | undefined;
};

/**
 * `valid: 'unknown'` means the form is right but the scheme has no check digit (or none is published), so only the register
 * can tell. `normal` is the comparable form; a resident or personal number is masked in it at once.
 */
export type Verdict = {
  readonly valid: true | false | 'unknown';
  readonly normal: string;
  readonly says: Says;
  readonly reason: Bilingual;
};

/** One scheme's rule: takes the value with spaces and width already folded, upper case unless the scheme says otherwise. */
export type Rule = (value: string) => Verdict;

const checkDigitHolds: Bilingual = { zh: '格式与校验位均正确', en: 'form and check digit are right' };
const formHolds: Bilingual = {
  zh: '格式正确;该编号没有公开的校验位,须向登记机关核实',
  en: 'the form is right; it has no published check digit, so only the register can confirm it',
};

export const holds = (normal: string, says: Says = {}, reason: Bilingual = checkDigitHolds): Verdict => ({ valid: true, normal, says, reason });

export const plausible = (normal: string, says: Says = {}, reason: Bilingual = formHolds): Verdict => ({ valid: 'unknown', normal, says, reason });

export const fails = (normal: string, reason: Bilingual, says: Says = {}): Verdict => ({ valid: false, normal, says, reason });

/** The form is wrong: says what was expected. */
export const badForm = (normal: string, expected: Bilingual): Verdict =>
  fails(normal, { zh: `格式不符:应为${expected.zh}`, en: `wrong form: expected ${expected.en}` });

/** The check digit is wrong: says which one was expected. */
export const badCheck = (normal: string, expected: string, got: string, says: Says = {}): Verdict =>
  fails(
    normal,
    {
      zh: `校验位不符:应为 ${expected},实为 ${got};请核对是否录错`,
      en: `wrong check digit: expected ${expected}, got ${got}; look for a typing error`,
    },
    says,
  );

/** Keeps the first and last characters of a personal number, so that it can be recognised but not used. */
export const masked = (value: string, head: number, tail: number): string =>
  value.slice(0, head) + '*'.repeat(Math.max(0, value.length - head - tail)) + value.slice(value.length - tail);
