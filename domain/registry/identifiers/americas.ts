import { badCheck, badForm, holds, plausible, type Rule } from './verdict.ts';
import { luhnVerdict } from './worldwide.ts';

/** Prefixes the IRS has not assigned to any campus or the Internet (IRS "How EINs are assigned and valid prefixes"). */
const einUnused = new Set(['00', '07', '08', '09', '17', '18', '19', '28', '29', '49', '69', '70', '78', '79', '89', '96', '97']);

/** US employer identification number: two digits of prefix, seven more; no check digit. */
export const usEin: Rule = (value) => {
  const digits = value.replace(/-/g, '');
  if (!/^\d{9}$/.test(digits)) return badForm(digits, { zh: '9 位数字,如 12-3456789', en: '9 digits such as 12-3456789' });
  if (einUnused.has(digits.slice(0, 2))) return badForm(digits, { zh: '国税局已启用的前两位', en: 'a prefix the IRS assigns' });
  return plausible(digits, { country: 'US', printed: `${digits.slice(0, 2)}-${digits.slice(2)}` });
};

/** Brazilian CNPJ. Since July 2026 the first twelve may be letters (IN RFB 2.229/2024): a character counts its ASCII code less 48. */
export const brCnpj: Rule = (value) => {
  const compact = value.replace(/[./-]/g, '');
  if (!/^[0-9A-Z]{12}\d{2}$/.test(compact) || /^(.)\1*$/.test(compact))
    return badForm(compact, { zh: '12 位字母数字加 2 位校验数字', en: '12 letters or digits and two check digits' });
  const first = cnpjCheck(compact.slice(0, 12));
  const check = `${first}${cnpjCheck(compact.slice(0, 12) + first)}`;
  if (check !== compact.slice(12)) return badCheck(compact, check, compact.slice(12));
  const branch = compact.slice(8, 12);
  return holds(compact, {
    country: 'BR',
    root: compact.slice(0, 8),
    type: branch === '0001' ? { zh: '总部', en: 'head office' } : { zh: '分支机构', en: 'branch' },
  });
};

function cnpjCheck(text: string): number {
  let sum = 0;
  for (let i = text.length - 1, weight = 2; i >= 0; i--, weight = weight === 9 ? 2 : weight + 1) sum += (text.charCodeAt(i) - 48) * weight;
  const rest = sum % 11;
  return rest < 2 ? 0 : 11 - rest;
}

/** Canadian business number: 9 digits with Luhn; a programme account (RT0001) may follow. */
export const caBn: Rule = (value) => {
  const parts = /^(\d{9})(R[A-Z]\d{4})?$/.exec(value);
  if (!parts) return badForm(value, { zh: '9 位数字(可附项目账户如 RT0001)', en: '9 digits, an account such as RT0001 may follow' });
  const verdict = luhnVerdict(parts[1] as string, { country: 'CA', ...(parts[2] ? { account: parts[2] } : {}) });
  return { ...verdict, normal: parts[1] as string };
};
