import { addDays, type Day, fromParts, isoDay } from '#domain/kernel/day.ts';

/**
 * A numeric cell as text: dates as ISO days, percentages with their sign, other numbers as plain decimal text with the 15
 * significant digits that spreadsheets show (beyond them stands binary noise such as 1234.5599999999999).
 */
export function numberText(raw: string, style: 'date' | 'percent' | 'plain', date1904: boolean): string {
  const plain = plainDecimal(raw);
  if (plain === undefined) return raw;
  if (style === 'percent') return `${plainDecimal(`${plain}e2`)}%`;
  if (style !== 'date') return plain;
  const serial = Number(plain.split('.')[0]);
  // Serial 0 is a time of day only; 2958465 is 9999-12-31.
  if (serial < 1 || serial > 2_958_465) return plain;
  const start: Day = date1904 ? fromParts(1904, 1, 1) : fromParts(1899, 12, serial < 60 ? 31 : 30);
  return isoDay(addDays(start, serial));
}

/** "1.2345E3" -> "1234.5", rounded half-up at 15 significant digits; undefined where it is no number. */
export function plainDecimal(raw: string): string | undefined {
  const match = /^(-?)(\d{1,40})(?:\.(\d{0,60}))?(?:[eE]([+-]?\d{1,3}))?$/.exec(raw.trim());
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  let digits = BigInt(whole + fraction);
  let scale = fraction.length - Number(exponent);
  const extra = digits.toString().length - 15;
  if (extra > 0 && scale > 0) {
    const cut = Math.min(extra, scale);
    const unit = 10n ** BigInt(cut);
    digits = (digits + unit / 2n) / unit;
    scale -= cut;
  }
  const text = scale <= 0 ? `${digits}${'0'.repeat(-scale)}` : digits.toString().padStart(scale + 1, '0');
  if (scale <= 0) return digits === 0n ? '0' : `${sign}${text}`;
  const cents = text.slice(-scale).replace(/0+$/, '');
  const value = cents === '' ? text.slice(0, -scale) : `${text.slice(0, -scale)}.${cents}`;
  return /[1-9]/.test(value) ? `${sign}${value}` : '0';
}
