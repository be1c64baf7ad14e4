import { stdnum } from 'stdnum';
import { luhnHolds, weighted } from './check-digits.ts';
import { fromStdnum } from './stdnum-rule.ts';
import { bgVat, czVat, lvPerson, skVat } from './vat-own.ts';
import { badCheck, badForm, fails, holds, masked, plausible, type Rule, type Verdict } from './verdict.ts';
import { luhnVerdict } from './worldwide.ts';

/** VAT prefix (VIES) to the national rule. Greece writes EL, Northern Ireland XI. */
const vatRules: Readonly<Record<string, readonly [country: string, rule: string]>> = {
  AT: ['AT', 'uid'],
  BE: ['BE', 'vat'],
  BG: ['BG', 'vat'],
  CY: ['CY', 'vat'],
  CZ: ['CZ', 'dic'],
  DE: ['DE', 'vat'],
  DK: ['DK', 'cvr'],
  EE: ['EE', 'kmkr'],
  EL: ['GR', 'vat'],
  ES: ['ES', 'nif'],
  FI: ['FI', 'alv'],
  FR: ['FR', 'tva'],
  GR: ['GR', 'vat'],
  HR: ['HR', 'oib'],
  HU: ['HU', 'anum'],
  IE: ['IE', 'vat'],
  IT: ['IT', 'iva'],
  LT: ['LT', 'pvm'],
  LU: ['LU', 'tva'],
  LV: ['LV', 'pvn'],
  MT: ['MT', 'vat'],
  NL: ['NL', 'btw'],
  PL: ['PL', 'nip'],
  PT: ['PT', 'nif'],
  RO: ['RO', 'cif'],
  SE: ['SE', 'vat'],
  SI: ['SI', 'ddv'],
  SK: ['SK', 'dph'],
  XI: ['GB', 'vat'],
};

/** VAT number of an EU member with its prefix, as VIES takes it (Council Directive 2006/112/EC art. 215). */
export const euVat: Rule = (value) => {
  const prefix = value.slice(0, 2);
  const found = vatRules[prefix];
  if (!found)
    return badForm(value, { zh: '以欧盟成员国增值税前缀(如 DE、FR、EL、XI)开头', en: 'an EU VAT prefix (such as DE, FR, EL, XI) at the start' });
  const [country, rule] = found;
  const own = ownVat(prefix, value.slice(2));
  if (own) return { ...own, normal: `${prefix}${own.normal}` };
  const verdict = fromStdnum(stdnum[country]?.[rule], country)(prefix === 'EL' || prefix === 'XI' ? value.slice(2) : value);
  const body = verdict.normal.replace(new RegExp(`^(${prefix}|EL|GR|GB)`), '');
  return { ...verdict, normal: `${prefix === 'GR' ? 'EL' : prefix}${body}`, says: { ...verdict.says, country: prefix === 'XI' ? 'GB' : country } };
};

/** Numbers whose rule stands here, or that the package takes although the country never gives them; undefined for the others. */
function ownVat(prefix: string, body: string): Verdict | undefined {
  switch (prefix) {
    case 'BG':
      return bgVat(body);
    case 'CZ':
      return czVat(body);
    // A person's birth number is the package's to know.
    case 'SK':
      return /^[1-9]\d[2-47-9]\d{7}$/.test(body) ? skVat(body) : undefined;
    case 'LV':
      return /^32\d{9}$/.test(body) ? lvPerson(body) : undefined;
    // Belgium: 0 or 1 before nine digits (arrêté royal 2003-06-26); the leading zero may be missing on old papers.
    case 'BE':
      return /^[2-9]\d{9}$/.test(body) ? badForm(body, { zh: '以 0 或 1 开头的 10 位数字', en: '10 digits beginning with 0 or 1' }) : undefined;
    // The Netherlands: B01 to B99.
    case 'NL':
      return /B00$/.test(body) ? badForm(body, { zh: '末尾 B01 至 B99', en: 'B01 to B99 at the end' }) : undefined;
    case 'XI':
      return gbVatForm.test(body) ? undefined : badForm(body, gbVatExpected);
    default:
      return undefined;
  }
}

/** UK VAT notice 700 section 16: nine or twelve digits, GD000-GD499 for departments, HA500-HA999 for health authorities. */
const gbVatForm = /^(\d{9}|\d{12}|GD[0-4]\d{2}|HA[5-9]\d{2}|(GD|HA)8888\d{5})$/;
const gbVatExpected = { zh: '9 位或 12 位数字，或 GD、HA 加 3 位数字', en: '9 or 12 digits, or GD or HA and three digits' };
export const gbVat: Rule = (value) => {
  const body = value.replace(/^(GB|XI)(?=\d|GD|HA)/, '');
  return gbVatForm.test(body) ? fromStdnum(stdnum.GB?.vat, 'GB')(body) : badForm(body, gbVatExpected);
};

/** Swiss UID (CHE and nine digits, modulo 11); the prefix may be missing on papers. */
export const chUid: Rule = (value) => fromStdnum(stdnum.CH?.uid, 'CH')(/^\d{9}$/.test(value) ? `CHE${value}` : value);

/** Swiss VAT number: the UID with MWST, TVA, IVA or TPV behind it (MWSTG 18 Abs. 1). */
export const chVat: Rule = (value) => {
  const parts = /^(CHE\d{9})(MWST|TVA|IVA|TPV)$/.exec(value);
  if (!parts) return badForm(value, { zh: 'CHE、9 位数字加 MWST、TVA、IVA 或 TPV', en: 'CHE, nine digits and MWST, TVA, IVA or TPV' });
  const verdict = chUid(parts[1] as string);
  return { ...verdict, normal: `${verdict.normal}MWST` };
};

/** Norwegian VAT number: the organisation number with MVA behind it (merverdiavgiftsloven § 2-1). */
export const noVat: Rule = (value) => {
  if (!/^(NO)?\d{9}MVA$/.test(value)) return badForm(value, { zh: '9 位数字加 MVA', en: 'nine digits and MVA' });
  const verdict = noOrg(value);
  return { ...verdict, normal: `${verdict.normal}MVA` };
};

/** Italian fiscal code: 16 characters of a person (date inside, masked), 11 digits of an organisation. */
export const itCf: Rule = (value) => {
  if (/^\d{11}$/.test(value)) return fromStdnum(stdnum.IT?.iva, 'IT')(value);
  const verdict = fromStdnum(stdnum.IT?.codicefiscale, 'IT')(value);
  const normal = masked(value, 2, 2);
  // Letters may stand for digits where two people would have had the same code (omocodia).
  const plain = value.slice(9, 11).replace(/[LMNPQRSTUV]/g, (letter) => String('LMNPQRSTUV'.indexOf(letter)));
  const day = Number(plain) % 40;
  if (verdict.valid === true && (day < 1 || day > 31))
    return fails(normal, { zh: '出生日期段不是有效日期', en: 'the birth date inside is not a date' });
  return { ...verdict, normal };
};

/** UK company number: eight characters, zero-filled; two letters tell the register. No check digit. */
const gbRegisters: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  SC: ['苏格兰', 'Scotland'],
  NI: ['北爱尔兰', 'Northern Ireland'],
  R0: ['北爱尔兰(旧)', 'Northern Ireland (old)'],
  OC: ['有限责任合伙,英格兰和威尔士', 'LLP, England and Wales'],
  SO: ['有限责任合伙,苏格兰', 'LLP, Scotland'],
  NC: ['有限责任合伙,北爱尔兰', 'LLP, Northern Ireland'],
  LP: ['有限合伙,英格兰和威尔士', 'limited partnership, England and Wales'],
  SL: ['有限合伙,苏格兰', 'limited partnership, Scotland'],
  NL: ['有限合伙,北爱尔兰', 'limited partnership, Northern Ireland'],
  FC: ['海外公司', 'overseas company'],
  SF: ['海外公司,苏格兰', 'overseas company, Scotland'],
  NF: ['海外公司,北爱尔兰', 'overseas company, Northern Ireland'],
  BR: ['海外公司英国机构', 'UK establishment of an overseas company'],
  OE: ['海外实体', 'overseas entity'],
  GE: ['欧洲经济利益集团', 'European economic interest grouping'],
  IP: ['工业与互助会', 'industrial and provident society'],
  SP: ['工业与互助会,苏格兰', 'industrial and provident society, Scotland'],
  RS: ['注册社团', 'registered society'],
  IC: ['开放式投资公司', 'investment company with variable capital'],
  SI: ['开放式投资公司,苏格兰', 'investment company, Scotland'],
  RC: ['皇家特许', 'royal charter'],
  SR: ['皇家特许,苏格兰', 'royal charter, Scotland'],
  CE: ['慈善法人', 'charitable incorporated organisation'],
  CS: ['苏格兰慈善法人', 'Scottish charitable incorporated organisation'],
  AC: ['评估公司', 'assurance company'],
  ZC: ['未注册公司', 'unregistered company'],
  PC: ['受保护单元公司', 'protected cell company'],
  SE: ['欧洲公司', 'Societas Europaea'],
  ES: ['苏格兰机构', 'Scottish establishment'],
};
export const gbCompany: Rule = (value) => {
  const full = /^\d{1,8}$/.test(value)
    ? value.padStart(8, '0')
    : value.replace(/^([A-Z]{2})(\d{1,6})$/, (_, head, tail) => head + tail.padStart(6, '0'));
  const register = gbRegisters[full.slice(0, 2)];
  if (/^\d{8}$/.test(full)) {
    if (full === '00000000') return fails(full, { zh: '号码不能全为零', en: 'a number of zeros does not exist' });
    return plausible(full, { country: 'GB', region: { zh: '英格兰和威尔士', en: 'England and Wales' } });
  }
  if (!register || !/^([A-Z]{2}\d{6}|R0\d{6}|(IP|SP)\d{5}[0-9A-Z])$/.test(full))
    return badForm(full, { zh: '8 位数字,或登记册前缀加 6 位数字', en: '8 digits, or a register prefix and 6 digits' });
  return plausible(full, { country: 'GB', region: { zh: register[0], en: register[1] } });
};

/** SIREN (Luhn). */
export const siren: Rule = (value) =>
  /^\d{9}$/.test(value) ? luhnVerdict(value, { country: 'FR' }) : badForm(value, { zh: '9 位数字', en: '9 digits' });

/** SIRET: SIREN and establishment, Luhn; La Poste's establishments (SIREN 356000000) hold when their digits sum to a multiple of five. */
export const siret: Rule = (value) => {
  if (!/^\d{14}$/.test(value)) return badForm(value, { zh: '14 位数字', en: '14 digits' });
  const says = { country: 'FR', siren: value.slice(0, 9) };
  if (value.startsWith('356000000') && [...value].reduce((sum, d) => sum + Number(d), 0) % 5 === 0) return holds(value, says);
  if (!luhnHolds(value.slice(0, 9))) return fails(value, { zh: '其中的 SIREN 校验位不符', en: 'the SIREN inside has a wrong check digit' }, says);
  return luhnVerdict(value, says);
};

/** German register entry as lawyers write it: court, register, number and suffix ("Amtsgericht Charlottenburg HRB 98765 B"). */
export const deRegister: Rule = (value) => {
  const parts =
    /^(?:(?:AMTSGERICHT|AG|HANDELSREGISTER)?\s*([\p{L} .()/-]*?)[\s,:]*)?(HRA|HRB|GNR|GSR|PR|VR)[\s:.]*(?:NR\.?\s*)?(\d{1,6})\s?([A-Z]{0,3})(?:[\s,]+(?:AMTSGERICHT|AG)?\s*([\p{L} .()/-]+))?$/u.exec(
      value,
    );
  if (!parts) return badForm(value, { zh: '形如 “HRB 12345” 并注明登记法院', en: 'HRA, HRB, GnR, GsR, PR or VR with a number, and its court' });
  const [, before = '', register, number = '', suffix = '', after = ''] = parts;
  const court = (before || after).trim();
  const normal = `${register} ${Number(number)}${suffix ? ` ${suffix}` : ''}${court ? `, ${court}` : ''}`;
  const type =
    register === 'HRB'
      ? { zh: '资合公司', en: 'company with share capital' }
      : register === 'HRA'
        ? { zh: '人合企业或商人', en: 'partnership or merchant' }
        : { zh: '其他登记', en: 'other register' };
  return plausible(normal, {
    country: 'DE',
    type,
    ...(court ? { court } : { note: { zh: '未注明法院,同一号码在各法院重复', en: 'no court given; the same number exists at many courts' } }),
  });
};

/** Norwegian organisation number, MOD 11. */
export const noOrg: Rule = (value) => {
  const digits = value.replace(/^NO/, '').replace(/MVA$/, '');
  if (!/^\d{9}$/.test(digits)) return badForm(digits, { zh: '9 位数字', en: '9 digits' });
  const check = (11 - (weighted(digits, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return String(check) === digits[8] ? holds(digits, { country: 'NO' }) : badCheck(digits, check === 10 ? '-' : String(check), digits[8] as string);
};

/** Polish court register number: ten digits, no check digit. */
export const plKrs: Rule = (value) =>
  /^\d{10}$/.test(value) ? plausible(value, { country: 'PL' }) : badForm(value, { zh: '10 位数字', en: '10 digits' });
