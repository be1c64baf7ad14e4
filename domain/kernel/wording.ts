import { type Day, partsOf } from './day.ts';
import { amountText, type Money } from './money.ts';
import type { Bilingual } from './text.ts';

/** Chinese currency names that legal papers use; others keep their ISO code. */
const zhNames: Readonly<Record<string, string>> = {
  EUR: '欧元',
  USD: '美元',
  GBP: '英镑',
  HKD: '港元',
  JPY: '日元',
  KZT: '坚戈',
  RUB: '俄罗斯卢布',
  SGD: '新加坡元',
  CHF: '瑞士法郎',
  AUD: '澳大利亚元',
  CAD: '加拿大元',
  KRW: '韩元',
  MYR: '林吉特',
};

const enMonths = 'January February March April May June July August September October November December'.split(' ');

/** "−1,234.50": digits in threes, exactly the currency's decimals, a true minus sign. */
export function groupedAmount(value: Money): string {
  const [whole = '', fraction] = amountText(value).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return (fraction === undefined ? grouped : `${grouped}.${fraction}`).replace('-', '−');
}

/** For tables: "EUR 1,234.50". */
export const moneyInTable = (value: Money): string => `${value.currency} ${groupedAmount(value)}`;

/** For sentences: 人民币 1,234.50 元 / CNY 1,234.50. */
export function moneyWords(value: Money): Bilingual {
  const amount = groupedAmount(value);
  const name = zhNames[value.currency];
  const zh = value.currency === 'CNY' ? `人民币 ${amount} 元` : name ? `${amount} ${name}` : moneyInTable(value);
  return { zh, en: moneyInTable(value) };
}

/** For sentences and letterheads: 2026年11月23日 / 23 November 2026. */
export function dayWords(day: Day): Bilingual {
  const { year, month, date } = partsOf(day);
  return { zh: `${year}年${month}月${date}日`, en: `${date} ${enMonths[month - 1]} ${year}` };
}
