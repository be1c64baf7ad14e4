import type { Bilingual } from '#domain/kernel/text.ts';
import { isCalendarDay } from './calendar-date.ts';
import { weighted } from './check-digits.ts';
import { badCheck, badForm, fails, holds, masked, plausible, type Rule, type Verdict } from './verdict.ts';

/** Kazakhstan BIN and IIN: twelfth digit by two weight passes modulo 11 (Постановление Правительства РК 853 от 22.07.2003 for both). */
function kzCheck(value: string): number {
  const body = value.slice(0, 11);
  const first = weighted(body, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11;
  return first === 10 ? weighted(body, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11 : first;
}

function kzFailure(value: string, normal: string): Verdict | undefined {
  if (!/^\d{12}$/.test(value)) return badForm(normal, { zh: '12 位数字', en: '12 digits' });
  const check = kzCheck(value);
  if (check === 10) return fails(normal, { zh: '该号码段不发放(两次加权余数均为 10)', en: 'never issued: both weight passes leave 10' });
  return String(check) === value[11] ? undefined : badCheck(normal, String(check), value[11] as string);
}

const binKinds: Readonly<Record<string, Bilingual>> = {
  '4': { zh: '居民法人', en: 'resident legal entity' },
  '5': { zh: '非居民法人', en: 'non-resident legal entity' },
  '6': { zh: '联合企业个体经营者', en: 'joint sole proprietorship' },
};
const binParts: Readonly<Record<string, Bilingual>> = {
  '0': { zh: '总部', en: 'head office' },
  '1': { zh: '分公司', en: 'branch' },
  '2': { zh: '代表处', en: 'representative office' },
  '3': { zh: '其他', en: 'other unit' },
};

/** БИН: year and month of registration, kind (4-6), part (0-3), sequence, check. */
export const kzBin: Rule = (value) => {
  const failure = kzFailure(value, value);
  if (failure) return failure;
  const kind = binKinds[value[4] as string];
  const month = Number(value.slice(2, 4));
  if (!kind || month < 1 || month > 12)
    return fails(value, {
      zh: '第 3-4 位应为月份,第 5 位应为 4、5 或 6;0-3 为个人识别码 IIN',
      en: 'digits 3-4 must be a month and digit 5 be 4, 5 or 6; 0-3 would be an IIN of a person',
    });
  const part = binParts[value[5] as string];
  const year = Number(value.slice(0, 2));
  const date = `${year > 80 ? 1900 + year : 2000 + year}-${value.slice(2, 4)}`;
  return holds(value, { country: 'KZ', type: kind, ...(part ? { part } : {}), date });
};

/** ИИН of a person: birth date, century and sex digit; masked at once. */
export const kzIin: Rule = (value) => {
  const normal = masked(value, 2, 2);
  const failure = kzFailure(value, normal);
  if (failure) return failure;
  const century = Number(value[6]);
  const month = Number(value.slice(2, 4));
  const year = Number(value.slice(0, 2)) + (century === 0 ? 1900 : 1800 + Math.floor((century - 1) / 2) * 100);
  if (century > 6 || !isCalendarDay(year, month, Number(value.slice(4, 6))))
    return fails(normal, { zh: '出生日期段不是有效日期', en: 'the birth date inside is not a date' });
  return holds(normal, { country: 'KZ', type: { zh: '自然人', en: 'natural person' } });
};

/** ИНН, 10 digits for organisations and 12 for persons (Приказ ФНС ЕД-7-14/559@ of 26.06.2020; weights as published by the tax service). */
export const ruInn: Rule = (value) => {
  if (/^\d{10}$/.test(value)) {
    const check = String((weighted(value, [2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10);
    return check === value[9]
      ? holds(value, { country: 'RU', type: { zh: '法人', en: 'organisation' }, taxOffice: value.slice(0, 4) })
      : badCheck(value, check, value[9] as string);
  }
  const normal = masked(value, 4, 2);
  if (!/^\d{12}$/.test(value)) return badForm(normal, { zh: '10 位(法人)或 12 位(自然人)数字', en: '10 digits (organisation) or 12 (person)' });
  const eleventh = (weighted(value, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10;
  const twelfth = (weighted(value, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10;
  return `${eleventh}${twelfth}` === value.slice(10)
    ? holds(normal, { country: 'RU', type: { zh: '自然人或个体经营者', en: 'person or sole trader' } })
    : badCheck(normal, '**', '**');
};

/** ОГРН (13) and ОГРНИП (15): the number without its last digit modulo 11 or 13, last digit of the remainder. */
export const ruOgrn: Rule = (value) => {
  if (!/^(\d{13}|\d{15})$/.test(value)) return badForm(value, { zh: '13 位(OGRN)或 15 位(OGRNIP)数字', en: '13 digits (OGRN) or 15 (OGRNIP)' });
  const long = value.length === 15;
  // The first digit tells the register's record: 3 and 4 are sole traders, no number begins with 0.
  if (long ? !/^[34]/.test(value) : value.startsWith('0'))
    return badForm(value, { zh: 'OGRNIP 以 3 或 4 开头，OGRN 不以 0 开头', en: 'an OGRNIP beginning with 3 or 4, an OGRN not with 0' });
  const check = String((BigInt(value.slice(0, -1)) % (long ? 13n : 11n)) % 10n);
  if (check !== value.at(-1)) return badCheck(value, check, value.at(-1) as string);
  const type = long ? { zh: '个体经营者', en: 'sole trader' } : { zh: '法人', en: 'legal entity' };
  return holds(value, { country: 'RU', type, date: `20${value.slice(1, 3)}`, federalSubject: value.slice(3, 5) });
};

/** КПП: tax office, reason code, sequence; no check digit. */
export const ruKpp: Rule = (value) =>
  /^\d{4}[0-9A-Z]{2}\d{3}$/.test(value)
    ? plausible(value, { country: 'RU', taxOffice: value.slice(0, 4), reasonCode: value.slice(4, 6) })
    : badForm(value, { zh: '9 位(4 位税务机关、2 位原因码、3 位序号)', en: '9 characters: tax office, reason code, sequence' });

/** ЄДРПОУ, Ukraine: 8 digits, weights depend on the range, second pass when the remainder is 10. */
export const uaEdrpou: Rule = (value) => {
  if (!/^\d{8}$/.test(value)) return badForm(value, { zh: '8 位数字', en: '8 digits' });
  const number = Number(value);
  const middle = number > 30_000_000 && number < 60_000_000;
  const first = middle ? [7, 1, 2, 3, 4, 5, 6] : [1, 2, 3, 4, 5, 6, 7];
  let check = weighted(value, first) % 11;
  if (check === 10)
    check =
      weighted(
        value,
        first.map((w) => w + 2),
      ) % 11;
  if (check === 10) check = 0;
  return String(check) === value[7] ? holds(value, { country: 'UA' }) : badCheck(value, String(check), value[7] as string);
};
