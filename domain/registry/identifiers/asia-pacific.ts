import type { Bilingual } from '#domain/kernel/text.ts';
import { weighted } from './check-digits.ts';
import { badCheck, badForm, fails, holds, masked, plausible, type Rule } from './verdict.ts';

/** Hong Kong business registration number: 8 digits; branch and expiry may follow (8-3-2-2-1). */
export const hkBr: Rule = (value) => {
  const parts = /^(\d{8})(?:-?(\d{3})(?:-?\d{2}-?\d{2}-?[0-9A-Z])?)?$/.exec(value);
  if (!parts) return badForm(value, { zh: '8 位数字(可附 3 位分行号)', en: '8 digits, a branch of 3 may follow' });
  const [, number = '', branch] = parts;
  return plausible(number, {
    country: 'HK',
    ...(branch ? { branch } : {}),
    ...(branch && branch !== '000' ? { type: { zh: '分行', en: 'branch' } } : {}),
  });
};

/** Hong Kong Companies Registry number, up to 7 digits; F before a registered non-Hong Kong company. Since 27 Dec 2023 the registry shows the business registration number as the identifier. */
export const hkCr: Rule = (value) => {
  const parts = /^(F?)(\d{1,7})$/.exec(value);
  if (!parts || Number(parts[2]) === 0)
    return badForm(value, { zh: '最多 7 位数字,非香港公司以 F 开头', en: 'up to 7 digits, F before a non-Hong Kong company' });
  const type = parts[1] ? { zh: '注册非香港公司', en: 'registered non-Hong Kong company' } : { zh: '本地公司', en: 'local company' };
  return plausible(`${parts[1]}${(parts[2] as string).padStart(7, '0')}`, { country: 'HK', type });
};

const sgEntities: Readonly<Record<string, Bilingual>> = {
  LP: { zh: '有限合伙', en: 'limited partnership' },
  LL: { zh: '有限责任合伙', en: 'limited liability partnership' },
  FC: { zh: '外国公司', en: 'foreign company' },
  PF: { zh: '公共会计师事务所', en: 'public accounting firm' },
  RF: { zh: '代表处', en: 'representative office' },
  SS: { zh: '社团', en: 'society' },
  GA: { zh: '政府机构', en: 'government agency' },
  GB: { zh: '政府部门', en: 'government body' },
  CC: { zh: '慈善团体', en: 'charity' },
  MC: { zh: '分层管理公司', en: 'management corporation' },
  CL: { zh: '可变资本公司', en: 'company' },
  CS: { zh: '合作社', en: 'cooperative society' },
  TU: { zh: '工会', en: 'trade union' },
  NB: { zh: '新闻社', en: 'news bureau' },
};

/** Singapore UEN: businesses 8 digits + letter, local companies year + 5 digits + letter, others TyyPQnnnnX. Check letters as published in use by ACRA. */
export const sgUen: Rule = (value) => {
  if (/^\d{8}[A-Z]$/.test(value)) {
    const check = 'XMKECAWLJDB'[weighted(value, [10, 4, 9, 3, 8, 2, 7, 1]) % 11] as string;
    return check === value[8]
      ? holds(value, { country: 'SG', type: { zh: '商业登记(独资或合伙)', en: 'business' } })
      : badCheck(value, check, value[8] as string);
  }
  if (/^\d{9}[A-Z]$/.test(value)) {
    const check = 'ZKCMDNERGWH'[weighted(value, [10, 8, 6, 4, 9, 7, 5, 3, 1]) % 11] as string;
    return check === value[9]
      ? holds(value, { country: 'SG', type: { zh: '本地公司', en: 'local company' }, date: value.slice(0, 4) })
      : badCheck(value, check, value[9] as string);
  }
  if (/^[RST]\d{2}[A-Z]{2}\d{4}[A-Z]$/.test(value)) {
    const alphabet = 'ABCDEFGHJKLMNPQRSTUVWX0123456789';
    const weights = [4, 3, 5, 3, 10, 2, 2, 5, 7];
    let sum = -5;
    for (let i = 0; i < 9; i++) sum += alphabet.indexOf(value[i] as string) * (weights[i] as number);
    const check = alphabet[((sum % 11) + 11) % 11] as string;
    const type = sgEntities[value.slice(3, 5)];
    const century = { R: '18', S: '19', T: '20' }[value[0] as 'R' | 'S' | 'T'];
    return check === value[9]
      ? holds(value, { country: 'SG', ...(type ? { type } : {}), date: `${century}${value.slice(1, 3)}` })
      : badCheck(value, check, value[9] as string);
  }
  return badForm(value, { zh: '9 位或 10 位 UEN', en: 'a UEN of 9 or 10 characters' });
};

/** Japanese corporate number 法人番号: the first digit is the check, 国税庁 (税務 法人番号省令): 9 - (sum of P x Q mod 9). */
export const jpCorporate: Rule = (value) => {
  const digits = value.replace(/^T(?=\d{13}$)/, '');
  if (!/^\d{13}$/.test(digits)) return badForm(digits, { zh: '13 位数字(适格发票号以 T 开头)', en: '13 digits (T before it on qualified invoices)' });
  let sum = 0;
  for (let i = 1; i <= 12; i++) sum += Number(digits[13 - i]) * (i % 2 === 1 ? 1 : 2);
  const check = String(9 - (sum % 9));
  return check === digits[0] ? holds(digits, { country: 'JP' }) : badCheck(digits, check, digits[0] as string);
};

/** Korean business registration number 사업자등록번호: 3-2-5 digits; weights 1 3 7 1 3 7 1 3 5 with the carry of the ninth. */
export const krBrn: Rule = (value) => {
  const digits = value.replace(/-/g, '');
  if (!/^\d{10}$/.test(digits)) return badForm(digits, { zh: '10 位数字', en: '10 digits' });
  const sum = weighted(digits, [1, 3, 7, 1, 3, 7, 1, 3, 5]) + Math.floor((Number(digits[8]) * 5) / 10);
  const check = String((10 - (sum % 10)) % 10);
  const middle = Number(digits.slice(3, 5));
  const type: Bilingual =
    middle >= 81 && middle <= 88
      ? { zh: '法人', en: 'corporation' }
      : middle === 82
        ? { zh: '非营利法人', en: 'non-profit' }
        : { zh: '个人或其他', en: 'individual or other' };
  return check === digits[9] ? holds(digits, { country: 'KR', type, taxOffice: digits.slice(0, 3) }) : badCheck(digits, check, digits[9] as string);
};

/** Korean corporate registration number 법인등록번호: 6-7 digits; weights 1 and 2 in turn, modulo 10. */
export const krCrn: Rule = (value) => {
  const digits = value.replace(/-/g, '');
  if (!/^\d{13}$/.test(digits)) return badForm(digits, { zh: '13 位数字', en: '13 digits' });
  const check = String((10 - (weighted(digits, [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2]) % 10)) % 10);
  return check === digits[12] ? holds(digits, { country: 'KR', registry: digits.slice(0, 4) }) : badCheck(digits, check, digits[12] as string);
};

/** Taiwan 統一編號: weights 1 2 1 2 1 2 4 1, digit sums; since April 2023 a multiple of 5 is enough. The seventh digit 7 may count 1 less. */
export const twUbn: Rule = (value) => {
  if (!/^\d{8}$/.test(value)) return badForm(value, { zh: '8 位数字', en: '8 digits' });
  let sum = 0;
  [1, 2, 1, 2, 1, 2, 4, 1].forEach((w, i) => {
    const product = w * Number(value[i]);
    sum += Math.floor(product / 10) + (product % 10);
  });
  if (sum % 5 === 0 || (value[6] === '7' && (sum + 1) % 5 === 0)) return holds(value, { country: 'TW' });
  return fails(value, { zh: '校验位不符;请核对是否录错', en: 'wrong check digit; look for a typing error' });
};

const panKinds: Readonly<Record<string, Bilingual>> = {
  A: { zh: '人的联合', en: 'association of persons' },
  B: { zh: '个人团体', en: 'body of individuals' },
  C: { zh: '公司', en: 'company' },
  F: { zh: '合伙企业', en: 'firm' },
  G: { zh: '政府', en: 'government' },
  H: { zh: '印度教未分家庭', en: 'Hindu undivided family' },
  J: { zh: '拟制法人', en: 'artificial juridical person' },
  L: { zh: '地方机关', en: 'local authority' },
  P: { zh: '自然人', en: 'person' },
  T: { zh: '信托', en: 'trust' },
};

/** Indian PAN: form AAAAA9999A, fourth letter the holder's kind; the check letter's rule is not published. */
export const inPan: Rule = (value) => {
  const kind = panKinds[value[3] ?? ''];
  if (!/^[A-Z]{5}\d{4}[A-Z]$/.test(value) || !kind || value.slice(5, 9) === '0000')
    return badForm(value, { zh: '5 个字母、4 位数字、1 个字母', en: 'five letters, four digits, a letter' });
  return plausible(value[3] === 'P' ? masked(value, 4, 2) : value, { country: 'IN', type: kind });
};

/** Indian GSTIN: state, PAN, entity, Z (C and D for who deducts tax at source), check character by Luhn modulo 36. */
export const inGstin: Rule = (value) => {
  if (!/^\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z][ZCD][0-9A-Z]$/.test(value))
    return badForm(value, { zh: '15 位:2 位邦代码、PAN、序号、Z、校验位', en: '15 characters: state, PAN, entity, Z, check' });
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  let sum = 0;
  for (let i = 0; i < 14; i++) {
    const product = alphabet.indexOf(value[i] as string) * (i % 2 === 0 ? 1 : 2);
    sum += Math.floor(product / 36) + (product % 36);
  }
  const check = alphabet[(36 - (sum % 36)) % 36] as string;
  if (check !== value[14]) return badCheck(value, check, value[14] as string);
  const type = panKinds[value[5] as string];
  return holds(value, { country: 'IN', stateCode: value.slice(0, 2), pan: value.slice(2, 12), ...(type ? { type } : {}) });
};

/** Australian business number: first digit less one, weights 10 1 3 ... 19, modulo 89. */
export const auAbn: Rule = (value) => {
  if (!/^\d{11}$/.test(value)) return badForm(value, { zh: '11 位数字', en: '11 digits' });
  const sum = weighted(value, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10;
  return sum % 89 === 0
    ? holds(value, { country: 'AU', acn: value.slice(2) })
    : fails(value, { zh: '校验不符(模 89);请核对是否录错', en: 'the check (modulo 89) fails; look for a typing error' });
};

/** Australian company number: weights 8 to 1, modulo 10. */
export const auAcn: Rule = (value) => {
  if (!/^\d{9}$/.test(value)) return badForm(value, { zh: '9 位数字', en: '9 digits' });
  const check = String((10 - (weighted(value, [8, 7, 6, 5, 4, 3, 2, 1]) % 10)) % 10);
  return check === value[8] ? holds(value, { country: 'AU' }) : badCheck(value, check, value[8] as string);
};
