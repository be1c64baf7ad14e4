/** Check digit arithmetic used by many schemes. All take strings that were already tested for their alphabet. */

const digitAt = (text: string, index: number): number => text.charCodeAt(index) - 48;

/** Sum of weight x digit; `weights` may be shorter than the text. */
export function weighted(text: string, weights: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += (weights[i] as number) * digitAt(text, i);
  return sum;
}

/** Luhn (ISO/IEC 7812-1 annex B): true when the whole number with its last digit holds. */
export function luhnHolds(digits: string): boolean {
  return luhnSum(digits) % 10 === 0;
}

export function luhnSum(digits: string): number {
  let sum = 0;
  for (let i = digits.length - 1, double = false; i >= 0; i--, double = !double) {
    const d = digitAt(digits, i) * (double ? 2 : 1);
    sum += d > 9 ? d - 9 : d;
  }
  return sum;
}

/** ISO 7064 MOD 97-10 over digits and letters (A=10 ... Z=35): the remainder, 1 when the number holds. */
export function mod97(text: string): number {
  let rest = 0;
  for (const char of text) {
    const value = Number.parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

/** ISO 7064 MOD 11,10 (hybrid): the check digit that belongs after `digits`. German VAT, Croatian OIB, Chinese 15-digit numbers. */
export function mod11And10(digits: string): number {
  let product = 10;
  for (let i = 0; i < digits.length; i++) {
    let sum = (digitAt(digits, i) + product) % 10;
    if (sum === 0) sum = 10;
    product = (2 * sum) % 11;
  }
  return (11 - product) % 10;
}

/** ISO 7064 MOD 11-2: the check character (0-9 or X) that belongs after `digits`. Chinese resident id, ISNI. */
export function mod11Dash2(digits: string): string {
  let product = 0;
  for (let i = 0; i < digits.length; i++) product = ((product + digitAt(digits, i)) * 2) % 11;
  const check = (12 - product) % 11;
  return check === 10 ? 'X' : String(check);
}

/** GS1 (GLN, GTIN): weights 3 and 1 from the right; true when the whole number holds. */
export function gs1Holds(digits: string): boolean {
  let sum = 0;
  for (let i = digits.length - 1, weight = 1; i >= 0; i--, weight = 4 - weight) sum += digitAt(digits, i) * weight;
  return sum % 10 === 0;
}
