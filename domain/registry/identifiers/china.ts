import type { Bilingual } from '#domain/kernel/text.ts';
import { isCalendarDay } from './calendar-date.ts';
import { mod11And10, mod11Dash2 } from './check-digits.ts';
import { divisionOf } from './china-divisions.ts';
import { badCheck, badForm, fails, holds, masked, plausible, type Rule, type Says } from './verdict.ts';

/** GB 32100-2015 clause 4.4: the 31 characters; I, O, S, V, Z are never used. */
const usccAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const usccWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** GB 11714-1997: the organisation code's weights; its letters count A=10 ... Z=35. */
const orgCodeWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/** GB 32100-2015 table 1 with later additions: registering body and category, by the first two characters. */
const usccKinds: Readonly<Record<string, Bilingual>> = {
  '11': { zh: '机关', en: 'state organ' },
  '12': { zh: '事业单位', en: 'public institution' },
  '13': { zh: '编办直接管理机构编制的群众团体', en: 'mass organisation' },
  '19': { zh: '机构编制其他', en: 'other, staffing authority' },
  '21': { zh: '外国驻华使领馆等', en: 'foreign mission' },
  '31': { zh: '律师执业机构', en: 'law firm' },
  '32': { zh: '公证处', en: 'notary office' },
  '33': { zh: '基层法律服务所', en: 'grass-roots legal service office' },
  '34': { zh: '司法鉴定机构', en: 'forensic institution' },
  '35': { zh: '仲裁委员会', en: 'arbitration commission' },
  '39': { zh: '司法行政其他', en: 'other, judicial administration' },
  '41': { zh: '外国在华文化中心', en: 'foreign cultural centre' },
  '51': { zh: '社会团体', en: 'social organisation' },
  '52': { zh: '民办非企业单位', en: 'private non-enterprise unit' },
  '53': { zh: '基金会', en: 'foundation' },
  '59': { zh: '民政其他', en: 'other, civil affairs' },
  '61': { zh: '外国旅游部门常驻代表机构', en: 'foreign tourism office' },
  '71': { zh: '宗教活动场所', en: 'place of worship' },
  '81': { zh: '工会', en: 'trade union' },
  '91': { zh: '企业', en: 'enterprise' },
  '92': { zh: '个体工商户', en: 'individual business' },
  '93': { zh: '农民专业合作社', en: "farmers' cooperative" },
  A1: { zh: '军队事业单位', en: 'military institution' },
  N1: { zh: '组级集体经济组织', en: 'collective economic organisation, group' },
  N2: { zh: '村级集体经济组织', en: 'collective economic organisation, village' },
  N3: { zh: '乡镇级集体经济组织', en: 'collective economic organisation, township' },
  Y1: { zh: '其他', en: 'other' },
};

/** Unified social credit code, GB 32100-2015: 18 characters, check by MOD 31 over 31 characters. */
export const uscc: Rule = (value) => {
  if (!/^[0-9A-Z]{18}$/.test(value)) return badForm(value, { zh: '18 位大写字母或数字', en: '18 capital letters or digits' });
  const stranger = [...value].find((char) => !usccAlphabet.includes(char));
  if (stranger)
    return badForm(value, {
      zh: `不含 I、O、S、V、Z 的字符(见到 ${stranger})`,
      en: `no I, O, S, V or Z (found ${stranger}; 1 or 0 may have been meant)`,
    });
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += usccAlphabet.indexOf(value[i] as string) * (usccWeights[i] as number);
  const check = usccAlphabet[(31 - (sum % 31)) % 31] as string;
  if (check !== value[17]) return badCheck(value, check, value[17] as string);
  return holds(value, usccSays(value));
};

function usccSays(value: string): Says {
  const kind = usccKinds[value.slice(0, 2)];
  const region = /^\d{6}$/.test(value.slice(2, 8)) ? divisionOf(value.slice(2, 8)) : undefined;
  const orgCode = value.slice(8, 17);
  return {
    country: 'CN',
    ...(region ? { region } : {}),
    ...(kind ? { type: kind } : {}),
    organisationCode: `${orgCode.slice(0, 8)}-${orgCode[8]}`,
    ...(orgCodeCheck(orgCode.slice(0, 8)) === orgCode[8]
      ? {}
      : { note: { zh: '其中的组织机构代码校验位不符', en: 'the organisation code inside has a wrong check digit' } }),
  };
}

function orgCodeCheck(body: string): string {
  let sum = 0;
  for (let i = 0; i < 8; i++) sum += Number.parseInt(body[i] as string, 36) * (orgCodeWeights[i] as number);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

/** Organisation code, GB 11714-1997: 8 characters and a check character. */
export const organisationCode: Rule = (value) => {
  const compact = value.replace('-', '');
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(compact)) return badForm(compact, { zh: '8 位本体代码加 1 位校验码', en: '8 characters and one check character' });
  const normal = `${compact.slice(0, 8)}-${compact[8]}`;
  const check = orgCodeCheck(compact.slice(0, 8));
  return check === compact[8] ? holds(normal, { country: 'CN' }) : badCheck(normal, check, compact[8] as string);
};

/** The 15-digit registration number, 工商行政管理注册号编制规则 (2007): six digits of place, eight of sequence, MOD 11,10 check. */
export const registration15: Rule = (value) => {
  if (!/^\d{15}$/.test(value)) return badForm(value, { zh: '15 位数字', en: '15 digits' });
  const check = String(mod11And10(value.slice(0, 14)));
  if (check !== value[14]) return badCheck(value, check, value[14] as string);
  const region = divisionOf(value.slice(0, 6));
  const first = value[6] as string;
  const type: Bilingual =
    first < '4'
      ? { zh: '内资企业', en: 'domestic enterprise' }
      : first < '6'
        ? { zh: '外资企业', en: 'foreign-invested enterprise' }
        : { zh: '个体工商户', en: 'individual business' };
  return holds(value, { country: 'CN', type, ...(region ? { region } : {}) });
};

/**
 * Resident identity number, GB 11643-1999: masked in every answer, since nobody needs it twice. Says place, birth year and no
 * more. The form of 15 digits of before 1999 (two digits of year, no check digit; out of use since 2013-01-01) is known too.
 */
export const residentId: Rule = (value) => {
  const normal = masked(value, 3, 2);
  const old = /^\d{15}$/.test(value);
  if (!old && !/^\d{17}[\dX]$/.test(value))
    return badForm(normal, { zh: '17 位数字加 1 位校验码（旧号 15 位数字）', en: '17 digits and one check character (15 digits in the old form)' });
  if (!old && mod11Dash2(value.slice(0, 17)) !== value[17]) return badCheck(normal, '*', '*');
  const [year, month, day] = old
    ? [`19${value.slice(6, 8)}`, value.slice(8, 10), value.slice(10, 12)]
    : [value.slice(6, 10), value.slice(10, 12), value.slice(12, 14)];
  if (!isCalendarDay(Number(year), Number(month), Number(day)) || Number(year) < 1850 || Number(year) > 2099)
    return fails(normal, { zh: '出生日期段不是有效日期', en: 'the birth date inside is not a date' });
  const region = divisionOf(value.slice(0, 2).padEnd(6, '0'));
  if (!region) return fails(normal, { zh: '行政区划段不存在', en: 'the place code inside does not exist' });
  const says: Says = { country: 'CN', region, type: { zh: '自然人', en: 'natural person' }, date: year };
  if (!old) return holds(normal, says);
  return plausible(normal, says, {
    zh: '旧版 15 位号码，无校验位，2013 年起停用；请索取 18 位号码',
    en: 'the old form of 15 digits, without a check digit and out of use since 2013: ask for the one of 18',
  });
};
