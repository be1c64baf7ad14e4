import type { DecimalSign } from './table.ts';

/** What a cell says about an amount: its exact decimal text and any currency it names. */
export type CellAmount =
  | { readonly kind: 'amount'; readonly text: string; readonly currency?: string }
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'not-a-number' };

const currencySigns: readonly (readonly [RegExp, string | undefined])[] = [
  [/人民币|RMB|CNY|CN¥|元整?/i, 'CNY'],
  [/HK\$|港币|港元/i, 'HKD'],
  [/US\$|美元/i, 'USD'],
  [/€|欧元/i, 'EUR'],
  [/£|英镑/i, 'GBP'],
  // ¥ and $ stand for several currencies, so they name none.
  [/[¥$]/, undefined],
];

/**
 * "¥1,234.50", "1.234,50 €", "12.5万元", "(300.00)", "１２３" as exact decimal text. `decimal` is the sign that the file's
 * other numbers settled; without it "1.234" could be either and is said to be ambiguous.
 */
export function cellAmount(cell: string, decimal: DecimalSign | undefined): CellAmount {
  if (cell.length > longestCell) return { kind: 'not-a-number' };
  let text = cell.normalize('NFKC').trim();
  let currency: string | undefined;
  for (const [sign, code] of currencySigns) {
    if (!sign.test(text)) continue;
    currency ??= code;
    text = text.replace(sign, '');
  }
  const code = /(?:^|[\s\d])([A-Z]{3})(?:$|[\s\d-])/.exec(text)?.[1];
  if (code !== undefined) {
    currency ??= code;
    text = text.replace(code, '');
  }
  const scale = /亿$/.test(text.trim()) ? 8 : /万$/.test(text.trim()) ? 4 : 0;
  text = text
    .replace(/[万亿]\s*$/, '')
    .replace(/[\s']/g, '')
    .replace(/’/g, '');
  const bracketed = /^\((.+)\)$/.exec(text)?.[1];
  const negative = bracketed !== undefined || /^[-−–]/.test(text) || /[-−–]$/.test(text);
  const digits = (bracketed ?? text).replace(/^[-+−–]|[-−–]$/g, '');
  if (!/^[\d.,]+$/.test(digits) || !/\d/.test(digits) || digits.length > 40) return { kind: 'not-a-number' };
  const plain = plainDigits(digits, decimal);
  if (plain === undefined) return { kind: 'not-a-number' };
  if (plain === 'ambiguous') return { kind: 'ambiguous' };
  const value = `${negative && /[1-9]/.test(plain) ? '-' : ''}${shifted(plain, scale)}`;
  return { kind: 'amount', text: value, ...(currency === undefined ? {} : { currency }) };
}

/** No amount is written longer; patterns are only run on what is short. */
const longestCell = 80;

/** Which sign this cell proves to be the decimal one, if it proves any. */
export function decimalEvidence(cell: string): DecimalSign | undefined {
  if (cell.length > longestCell) return undefined;
  const digits = cell
    .normalize('NFKC')
    .replace(/[^\d.,]/g, '')
    .replace(/^[.,]+|[.,]+$/g, '');
  const dot = digits.lastIndexOf('.');
  const comma = digits.lastIndexOf(',');
  if (dot !== -1 && comma !== -1) return dot > comma ? '.' : ',';
  const sign = dot !== -1 ? '.' : comma !== -1 ? ',' : undefined;
  if (sign === undefined) return undefined;
  const parts = digits.split(sign);
  if (parts.length > 2) return sign === '.' ? ',' : '.';
  return parts[1]?.length === 3 && (parts[0]?.length ?? 0) <= 3 && parts[0] !== '0' ? undefined : sign;
}

function plainDigits(digits: string, decimal: DecimalSign | undefined): string | 'ambiguous' | undefined {
  const sign = decimal ?? decimalEvidence(digits);
  if (sign === undefined) return /[.,]/.test(digits) ? 'ambiguous' : digits;
  const group = sign === '.' ? ',' : '.';
  const [whole = '', fraction = '', ...more] = digits.split(sign);
  if (more.length > 0 || fraction.includes(group)) return undefined;
  const groups = whole.split(group);
  // Groups of three after the first; Indian and Chinese four-digit groups are written too (12,34,567; 1,2345).
  if (groups.length > 1 && (groups[0] === '' || groups.slice(1).some((part) => part.length < 2 || part.length > 4))) return undefined;
  if (groups.length > 1 && groups.at(-1)?.length === 2) return undefined;
  const joined = groups.join('').replace(/^0+(?=\d)/, '') || '0';
  return fraction === '' ? joined : `${joined}.${fraction}`;
}

function shifted(plain: string, places: number): string {
  if (places === 0) return plain;
  const [whole = '0', fraction = ''] = plain.split('.');
  const moved = fraction.padEnd(places, '0');
  const left = moved.slice(places).replace(/0+$/, '');
  const head = `${whole}${moved.slice(0, places)}`.replace(/^0+(?=\d)/, '');
  return left === '' ? head : `${head}.${left}`;
}
