import { isCalendarDay } from './calendar-date.ts';
import { weighted } from './check-digits.ts';
import { badCheck, badForm, fails, holds, masked, plausible, type Rule } from './verdict.ts';

// National VAT rules that the package we use does not know whole; each takes the number without its prefix.

/** Bulgaria (ЗДДС 94, ЗДДФЛ): 9 digits for legal persons; 10 for persons (ЕГН), foreigners (ЛНЧ) and others. */
export const bgVat: Rule = (value) => {
  if (/^\d{9}$/.test(value)) {
    const first = weighted(value, [1, 2, 3, 4, 5, 6, 7, 8]) % 11;
    const check = String((first === 10 ? weighted(value, [3, 4, 5, 6, 7, 8, 9, 10]) % 11 : first) % 10);
    return check === value[8] ? holds(value, { country: 'BG' }) : badCheck(value, check, value[8] as string);
  }
  if (!/^\d{10}$/.test(value)) return badForm(value, { zh: '9 位或 10 位数字', en: '9 or 10 digits' });
  const last = value[9] as string;
  const person = { country: 'BG', type: { zh: '自然人', en: 'natural person' } };
  const born = Number(value.slice(2, 4));
  const [year, month] = [Number(value.slice(0, 2)) + (born > 40 ? 2000 : born > 20 ? 1800 : 1900), born % 20 === 0 ? 0 : born % 20];
  const isBirth = isCalendarDay(year, month, Number(value.slice(4, 6)));
  if (isBirth && String((weighted(value, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10) === last) return holds(masked(value, 2, 2), person);
  if (String(weighted(value, [21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10) === last) return holds(masked(value, 2, 2), person);
  const other = 11 - (weighted(value, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11);
  if (other < 11 && String(other % 11) === last) return holds(value, { country: 'BG' });
  // It may be a person's with a slip in it.
  return fails(masked(value, 2, 2), {
    zh: '校验位不符（ЕГН、ЛНЧ 或其他）；请核对是否录错',
    en: 'wrong check digit (neither ЕГН, ЛНЧ nor another kind); look for a typing error',
  });
};

/** Czechia (DIČ, zákon 280/2009 § 130): 8 digits for legal persons, 9 beginning with 6 in special cases, 9 or 10 of a birth number. */
export const czVat: Rule = (value) => {
  if (/^\d{8}$/.test(value)) {
    if (value.startsWith('9')) return badForm(value, { zh: '不以 9 开头', en: 'a number that does not begin with 9' });
    const check = String(((11 - (weighted(value, [8, 7, 6, 5, 4, 3, 2]) % 11)) % 11 || 1) % 10);
    return check === value[7] ? holds(value, { country: 'CZ' }) : badCheck(value, check, value[7] as string);
  }
  if (/^6\d{8}$/.test(value)) {
    const sum = weighted(value.slice(1), [8, 7, 6, 5, 4, 3, 2]) % 11;
    const check = String((8 - ((((10 - sum) % 11) + 11) % 11) + 10) % 10);
    return check === value[8] ? holds(value, { country: 'CZ' }) : badCheck(value, check, value[8] as string);
  }
  if (!/^\d{9,10}$/.test(value)) return badForm(value, { zh: '8 至 10 位数字', en: '8 to 10 digits' });
  const normal = masked(value, 2, 2);
  const person = { country: 'CZ', type: { zh: '自然人', en: 'natural person' } };
  const two = Number(value.slice(0, 2));
  const coded = Number(value.slice(2, 4)) % 50;
  // Since 2004 twenty more may be added to the month where a day's numbers ran out.
  const month = coded > 20 ? coded - 20 : coded;
  const year = value.length === 9 ? 1900 + two : two < 54 ? 2000 + two : 1900 + two;
  if (!isCalendarDay(year, month, Number(value.slice(4, 6))) || (value.length === 9 && year >= 1954))
    return fails(normal, { zh: '出生日期段不是有效日期', en: 'the birth date inside is not a date' });
  // Nine digits were given until 1953 and have no check digit.
  if (value.length === 9) return plausible(normal, person);
  const rest = Number(value.slice(0, 9)) % 11;
  return String(rest % 10) === value[9] ? holds(normal, person) : badCheck(normal, '*', '*');
};

/** Latvia: persons registered since July 2017 have numbers that begin with 32 and tell nothing; their check digit is that of all. */
export const lvPerson: Rule = (value) => {
  const normal = masked(value, 2, 2);
  if (!/^32\d{9}$/.test(value)) return badForm(normal, { zh: '以 32 开头的 11 位数字', en: '11 digits beginning with 32' });
  const check = String(((1 + weighted(value, [10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11) % 10);
  return check === value[10] ? holds(normal, { country: 'LV', type: { zh: '自然人', en: 'natural person' } }) : badCheck(normal, '*', '*');
};

/** Slovakia (zákon 222/2004): ten digits, a multiple of eleven; the third tells that it is no birth number. */
export const skVat: Rule = (value) => {
  if (!/^[1-9]\d[2-47-9]\d{7}$/.test(value))
    return badForm(value, {
      zh: '10 位数字，首位非零，第 3 位为 2、3、4、7、8 或 9',
      en: '10 digits, the first not zero, the third 2, 3, 4, 7, 8 or 9',
    });
  return Number(value) % 11 === 0
    ? holds(value, { country: 'SK' })
    : fails(value, { zh: '不是 11 的倍数；请核对是否录错', en: 'not a multiple of eleven; look for a typing error' });
};
