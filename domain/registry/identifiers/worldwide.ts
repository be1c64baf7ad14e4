import parsePhone, { isSupportedCountry } from 'libphonenumber-js';
import { gs1Holds, luhnSum, mod97, weighted } from './check-digits.ts';
import ibanShapes from './iban-shapes.json' with { type: 'json' };
import { badCheck, badForm, fails, holds, plausible, type Rule, type Verdict } from './verdict.ts';

/** Legal Entity Identifier, ISO 17442: 18 characters and two check digits, ISO 7064 MOD 97-10. */
export const lei: Rule = (value) => {
  if (!/^[0-9A-Z]{18}\d{2}$/.test(value))
    return badForm(value, { zh: '18 位字母数字加 2 位校验数字', en: '18 letters or digits and two check digits' });
  const check = String(98 - mod97(`${value.slice(0, 18)}00`)).padStart(2, '0');
  if (mod97(value) !== 1 || check !== value.slice(18)) return badCheck(value, check, value.slice(18));
  return holds(value, { issuer: value.slice(0, 4), ...(value.startsWith('3003') ? { country: 'CN' } : {}) });
};

/** ISO 13616 structures by country: n digits, a capitals, c either; from the SWIFT IBAN registry. */
const shapes: Readonly<Record<string, string>> = ibanShapes;

export const iban: Rule = (value) => {
  const shape = shapes[value.slice(0, 2)];
  if (!shape) return badForm(value, { zh: '以发行 IBAN 的国家代码开头', en: 'a country that issues IBANs at the start' });
  const body = [...shape.matchAll(/(\d+)([nac])/g)]
    .map(([, count, kind]) => `${kind === 'n' ? '\\d' : kind === 'a' ? '[A-Z]' : '[0-9A-Z]'}{${count}}`)
    .join('');
  if (!new RegExp(`^[A-Z]{2}\\d{2}${body}$`).test(value))
    return badForm(value, { zh: `${value.slice(0, 2)} 的结构 ${shape}`, en: `the shape ${shape} of ${value.slice(0, 2)}` });
  const turned = value.slice(4) + value.slice(0, 2);
  const check = String(98 - mod97(`${turned}00`)).padStart(2, '0');
  if (check !== value.slice(2, 4)) return badCheck(value, check, value.slice(2, 4));
  if (value.startsWith('ES') && spanishDigits(value) !== value.slice(12, 14)) return badCheck(value, spanishDigits(value), value.slice(12, 14));
  return holds(value, { country: value.slice(0, 2), printed: value.replace(/(.{4})(?=.)/g, '$1 ') });
};

/** The dígitos de control inside a Spanish account number: over bank and branch, and over the account. */
function spanishDigits(value: string): string {
  const one = (digits: string): string => {
    const rest = 11 - (weighted(digits, [1, 2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11);
    return rest === 11 ? '0' : rest === 10 ? '1' : String(rest);
  };
  return one(`00${value.slice(4, 12)}`) + one(value.slice(14));
}

/** BIC, ISO 9362: bank, country, place, optional branch; no check digit. */
export const bic: Rule = (value) => {
  if (!/^[0-9A-Z]{4}[A-Z]{2}[0-9A-Z]{2}([0-9A-Z]{3})?$/.test(value)) return badForm(value, { zh: '8 或 11 位', en: '8 or 11 characters' });
  const country = value.slice(4, 6);
  // The numbering plans' list of countries is ISO 3166-1 but for a few territories without a telephone of their own.
  if (!isSupportedCountry(country) && !['AQ', 'BV', 'GS', 'HM', 'PN', 'TF', 'UM'].includes(country))
    return badForm(value, { zh: `第 5-6 位为国家代码（${country} 不是）`, en: `a country code as characters 5 and 6 (${country} is none)` });
  const branch = value.slice(8);
  return plausible(value, { country, institution: value.slice(0, 4), ...(branch === '' ? {} : { branch }) });
};

/** Global Location Number: GS1 check digit. */
export const gln: Rule = (value) => {
  if (!/^\d{13}$/.test(value)) return badForm(value, { zh: '13 位数字', en: '13 digits' });
  if (gs1Holds(value)) return holds(value, { prefix: value.slice(0, 3) });
  const check = [...'0123456789'].find((d) => gs1Holds(value.slice(0, 12) + d)) as string;
  return badCheck(value, check, value[12] as string);
};

/** D-U-N-S number: 9 digits; its check digit was withdrawn in 2006. */
export const duns: Rule = (value) => {
  const digits = value.replace(/-/g, '');
  return /^\d{9}$/.test(digits) ? plausible(digits) : badForm(digits, { zh: '9 位数字', en: '9 digits' });
};

/** Luhn as a rule of its own, for schemes that add nothing to it. */
export function luhnVerdict(digits: string, says: Verdict['says']): Verdict {
  const rest = luhnSum(digits) % 10;
  if (rest === 0) return holds(digits, says);
  const check = String((Number(digits.at(-1)) + 10 - rest) % 10);
  return badCheck(digits, check, digits.at(-1) as string, says);
}

/** A domain in its one form, A-labels in lower case (RFC 5890): 例子.中国 and its xn-- form are the same. Unreadable ones stay as written. */
function asciiDomain(text: string): string {
  const lower = text.toLowerCase();
  if (/^[\x21-\x7e]*$/.test(lower)) return lower;
  return URL.canParse(`http://${lower}/`) ? new URL(`http://${lower}/`).hostname : lower;
}

/** E-mail by the form of RFC 5321 without quoted local parts; the domain in lower case. Existence is not asked. */
export const email: Rule = (value) => {
  const at = value.lastIndexOf('@');
  const [local, domain] = [value.slice(0, at), asciiDomain(value.slice(at + 1))];
  const localFits = /^[^\s@"(),:;<>[\\\]]{1,64}$/.test(local) && !/^\.|\.\.|\.$/.test(local);
  const domainFits = domain.length <= 253 && /^([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+(\p{L}{2,63}|xn--[a-z0-9-]{1,59})$/u.test(domain);
  if (at < 1 || !localFits || !domainFits) return badForm(value, { zh: '形如 name@example.com 的地址', en: 'an address such as name@example.com' });
  return plausible(`${local.toLowerCase()}@${domain}`, { domain });
};

/** Telephone by the numbering plans of libphonenumber; normal form E.164. Without +country the country must be given. */
export function phone(value: string, country?: string): Verdict {
  const parsed = parsePhone(value.replace(/^00/, '+'), country as Parameters<typeof parsePhone>[1]);
  if (!parsed)
    return fails(
      value,
      country
        ? { zh: '不是可拨打的电话号码', en: 'not a telephone number' }
        : { zh: '缺少国家代码:请以 + 开头,或指明国家', en: 'no country: begin with + or give the country' },
    );
  if (!parsed.isValid()) return fails(parsed.number, { zh: '不符合该国号码规则', en: "does not fit its country's numbering plan" });
  return plausible(
    parsed.number,
    { ...(parsed.country ? { country: parsed.country } : {}), printed: parsed.formatInternational() },
    { zh: '符合该国号码规则', en: 'fits the numbering plan of its country' },
  );
}
