import { isCalendarDay } from './calendar-date.ts';
import { luhnHolds } from './check-digits.ts';
import { badCheck, badForm, fails, holds, masked, plausible, type Rule } from './verdict.ts';
import { luhnVerdict } from './worldwide.ts';

/** South African tax reference (SARS, modulus 10): the first digit tells the tax; 4 is VAT, 7 employees' tax. */
export const zaTax: Rule = (value) => {
  if (!/^[0-479]\d{9}$/.test(value)) return badForm(value, { zh: '以 0–4、7 或 9 开头的 10 位数字', en: '10 digits beginning with 0 to 4, 7 or 9' });
  const type = value.startsWith('4')
    ? { zh: '增值税', en: 'VAT' }
    : value.startsWith('7')
      ? { zh: '雇员税', en: "employees' tax" }
      : { zh: '所得税', en: 'income tax' };
  return luhnVerdict(value, { country: 'ZA', type });
};

const zaKinds: Readonly<Record<string, { zh: string; en: string }>> = {
  '06': { zh: '公众公司', en: 'public company' },
  '07': { zh: '私人公司', en: 'private company' },
  '08': { zh: '非营利公司', en: 'non-profit company' },
  '10': { zh: '外国公司', en: 'external company' },
  '21': { zh: '个人责任公司', en: 'personal liability company' },
  '23': { zh: '封闭公司', en: 'close corporation' },
  '30': { zh: '国有公司', en: 'state-owned company' },
};

/** South African company number (CIPC): year / six digits / kind; no check digit. */
export const zaCompany: Rule = (value) => {
  const parts = /^(?:[A-Z]{1,2})?((?:18|19|20)\d{2})(\d{6})(\d{2})$/.exec(value);
  if (!parts) return badForm(value, { zh: '形如 2011/123456/07', en: 'such as 2011/123456/07' });
  const [, year = '', number = '', kind = ''] = parts;
  const type = zaKinds[kind];
  return plausible(`${year}/${number}/${kind}`, { country: 'ZA', date: year, ...(type ? { type } : {}) });
};

/** South African identity number: birth date, sequence, citizenship, Luhn; masked at once. */
export const zaId: Rule = (value) => {
  const normal = masked(value, 2, 2);
  if (!/^\d{13}$/.test(value)) return badForm(normal, { zh: '13 位数字', en: '13 digits' });
  const [two, month, day] = [0, 2, 4].map((at) => Number(value.slice(at, at + 2))) as [number, number, number];
  if (!isCalendarDay(1900 + two, month, day) && !isCalendarDay(2000 + two, month, day))
    return fails(normal, { zh: '出生日期段不是有效日期', en: 'the birth date inside is not a date' });
  return luhnHolds(value) ? holds(normal, { country: 'ZA', type: { zh: '自然人', en: 'natural person' } }) : badCheck(normal, '*', '*');
};

const cinKinds: Readonly<Record<string, { zh: string; en: string }>> = {
  PLC: { zh: '公众有限公司', en: 'public limited company' },
  PTC: { zh: '私人有限公司', en: 'private limited company' },
  OPC: { zh: '一人公司', en: 'one person company' },
  NPL: { zh: '非营利公司', en: 'not-for-profit company' },
  GOI: { zh: '联邦政府公司', en: 'company of the Union government' },
  SGC: { zh: '邦政府公司', en: 'company of a state government' },
  FLC: { zh: '金融租赁公司', en: 'financial lease company' },
  FTC: { zh: '外国公司子公司', en: 'subsidiary of a foreign company' },
};

/** Indian corporate identity number (MCA): listing, industry, state, year, kind, register number; no check digit. */
export const inCin: Rule = (value) => {
  const parts = /^([LU])(\d{5})([A-Z]{2})((?:18|19|20)\d{2})([A-Z]{3})(\d{6})$/.exec(value);
  if (!parts) return badForm(value, { zh: '21 位，形如 L17110MH1973PLC019786', en: '21 characters such as L17110MH1973PLC019786' });
  const [, listed, industry = '', state = '', year = '', kind = '', number = ''] = parts;
  if (number === '000000') return badForm(value, { zh: '不全为零的登记号', en: 'a register number that is not all zeros' });
  const type = cinKinds[kind];
  return plausible(value, {
    country: 'IN',
    stateCode: state,
    industry,
    listed: listed === 'L' ? 'yes' : 'no',
    date: year,
    ...(type ? { type } : {}),
  });
};

/** Russian СНИЛС of a person (Постановление ПФР 192п): 9 digits and two of check; numbers up to 001-001-998 have none. Masked at once. */
export const ruSnils: Rule = (value) => {
  const normal = masked(value, 3, 2);
  if (!/^\d{11}$/.test(value)) return badForm(normal, { zh: '11 位数字', en: '11 digits' });
  const person = { country: 'RU', type: { zh: '自然人', en: 'natural person' } };
  if (Number(value.slice(0, 9)) <= 1_001_998) return plausible(normal, person);
  let sum = 0;
  for (let i = 0; i < 9; i++) sum += Number(value[i]) * (9 - i);
  const check = String((sum % 101) % 100).padStart(2, '0');
  return check === value.slice(9) ? holds(normal, person) : badCheck(normal, '**', '**');
};

/** Indonesian NPWP: 15 digits with Luhn over the first nine; since 2024 sixteen, a zero before the old number or a person's NIK. */
export const idNpwp: Rule = (value) => {
  const old = /^0?(\d{15})$/.exec(value)?.[1];
  if (old !== undefined && (value.length === 15 || value.startsWith('0')))
    return luhnHolds(old.slice(0, 9))
      ? holds(old, { country: 'ID' })
      : fails(old, { zh: '校验位不符；请核对是否录错', en: 'wrong check digit; look for a typing error' });
  if (!/^\d{16}$/.test(value)) return badForm(value, { zh: '15 位或 16 位数字', en: '15 or 16 digits' });
  const normal = masked(value, 2, 2);
  const coded = Number(value.slice(6, 8));
  const day = coded > 40 ? coded - 40 : coded;
  const [month, two] = [Number(value.slice(8, 10)), Number(value.slice(10, 12))];
  if (!isCalendarDay(1900 + two, month, day) && !isCalendarDay(2000 + two, month, day))
    return fails(normal, { zh: '其中的出生日期不是有效日期', en: 'the birth date inside is not a date' });
  return plausible(normal, { country: 'ID', type: { zh: '自然人', en: 'natural person' } });
};

const rfcAlphabet = '0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ';

/**
 * Mexican RFC (SAT): initials, date, homoclave. Its last character is a check character, but many RFCs in force do not follow
 * it, so a mismatch is told and not held against the number.
 */
export const mxRfc: Rule = (value) => {
  const parts = /^([A-ZÑ&]{3,4})(\d{2})(\d{2})(\d{2})([0-9A-Z]{2}[0-9A])?$/.exec(value);
  const person = parts?.[1]?.length === 4;
  const normal = person ? masked(value, 4, 2) : value;
  if (!parts || (!person && !parts[5]))
    return badForm(normal, { zh: '12 位（法人）或 13 位（自然人）', en: '12 characters (company) or 13 (person)' });
  const [two, month, day] = [Number(parts[2]), Number(parts[3]), Number(parts[4])];
  if (!isCalendarDay(1900 + two, month, day) && !isCalendarDay(2000 + two, month, day))
    return fails(normal, { zh: '日期段不是有效日期', en: 'the date inside is not a date' });
  const says = { country: 'MX', type: person ? { zh: '自然人', en: 'natural person' } : { zh: '法人', en: 'company' } };
  if (!parts[5]) return plausible(normal, says);
  const padded = value.slice(0, -1).padStart(12, ' ');
  let sum = 0;
  for (let i = 0; i < 12; i++) sum += rfcAlphabet.indexOf(padded[i] as string) * (13 - i);
  const check = (11 - (sum % 11)) % 11;
  if ((check === 10 ? 'A' : String(check)) === value.at(-1)) return holds(normal, says);
  return plausible(normal, says, {
    zh: '格式正确；末位与校验规则不符，但实务中不少有效号码亦如此，须向税务机关核实',
    en: 'the form is right; the last character does not follow the check rule, as with a good many numbers in force: ask the tax office',
  });
};
