import { stdnum } from 'stdnum';
import type { Bilingual } from '#domain/kernel/text.ts';
import { brCnpj, caBn, usEin } from './americas.ts';
import { auAbn, auAcn, hkBr, hkCr, inGstin, inPan, jpCorporate, krBrn, krCrn, sgUen, twUbn } from './asia-pacific.ts';
import { organisationCode, registration15, residentId, uscc } from './china.ts';
import { kzBin, kzIin, ruInn, ruKpp, ruOgrn, uaEdrpou } from './eurasia.ts';
import { chUid, chVat, deRegister, euVat, gbCompany, gbVat, itCf, noOrg, noVat, plKrs, siren, siret } from './europe.ts';
import { idNpwp, inCin, mxRfc, ruSnils, zaCompany, zaId, zaTax } from './more-countries.ts';
import { fromStdnum } from './stdnum-rule.ts';
import { passportMrz } from './travel-document.ts';
import { badForm, masked, plausible, type Rule } from './verdict.ts';
import { bic, duns, email, gln, iban, lei, phone } from './worldwide.ts';

export type Scheme = {
  readonly name: Bilingual;
  /** ISO 3166-1 alpha-2; absent for worldwide schemes. */
  readonly country?: string;
  readonly of: 'company' | 'person' | 'tax' | 'account' | 'contact' | 'place';
  readonly rule: Rule;
  /** How the text is folded before the rule sees it; `compact` drops spaces, dots and dashes, `spaces` spaces only. */
  readonly fold: 'compact' | 'line' | 'spaces' | 'none';
};

const scheme = (zh: string, en: string, country: string | undefined, of: Scheme['of'], rule: Rule, fold: Scheme['fold'] = 'compact'): Scheme => ({
  name: { zh, en },
  ...(country ? { country } : {}),
  of,
  rule,
  fold,
});

const viaStdnum = (zh: string, en: string, country: string, key: string, of: Scheme['of'] = 'tax'): Scheme => {
  const outside = fromStdnum(stdnum[country]?.[key], country);
  const rule: Rule = of === 'person' ? (value) => ({ ...outside(value), normal: masked(value, 2, 2) }) : outside;
  return scheme(zh, en, country, of, rule);
};

const formOnly =
  (pattern: RegExp, expected: Bilingual, country: string): Rule =>
  (value) =>
    pattern.test(value) ? plausible(value, { country }) : badForm(value, expected);

const vatCountries = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');

/** National VAT schemes, prefix optional: "de-vat" takes DE123456789 and 123456789. */
const vatSchemes = Object.fromEntries(
  vatCountries.map((country) => {
    const prefix = country === 'GR' ? 'EL' : country;
    const rule: Rule = (value) => euVat(value.startsWith(prefix) || value.startsWith(country) ? value : prefix + value);
    return [`${country.toLowerCase()}-vat`, scheme(`${country} 增值税号`, `VAT number, ${country}`, country, 'tax', rule)];
  }),
);

/** Every scheme we can check. Order is the order of guesses. */
export const schemes: Readonly<Record<string, Scheme>> = {
  uscc: scheme('统一社会信用代码', 'unified social credit code', 'CN', 'company', uscc),
  'cn-registration': scheme('工商注册号', 'registration number', 'CN', 'company', registration15),
  'cn-organisation': scheme('组织机构代码', 'organisation code', 'CN', 'company', organisationCode),
  'cn-resident': scheme('居民身份证号码', 'resident identity number', 'CN', 'person', residentId),
  lei: scheme('法人识别编码', 'legal entity identifier', undefined, 'company', lei),
  iban: scheme('国际银行账号', 'IBAN', undefined, 'account', iban),
  bic: scheme('银行识别代码', 'BIC', undefined, 'account', bic),
  email: scheme('电子邮箱', 'e-mail', undefined, 'contact', email, 'none'),
  phone: scheme('电话', 'telephone', undefined, 'contact', (value) => phone(value), 'line'),
  'eu-vat': scheme('欧盟增值税号', 'EU VAT number', undefined, 'tax', euVat),
  'gb-company': scheme('英国公司编号', 'UK company number', 'GB', 'company', gbCompany),
  'gb-vat': scheme('英国增值税号', 'UK VAT number', 'GB', 'tax', gbVat),
  'gb-utr': viaStdnum('英国纳税人参考号', 'UK unique taxpayer reference', 'GB', 'utr'),
  'kz-bin': scheme('哈萨克斯坦 BIN', 'Kazakh BIN', 'KZ', 'company', kzBin),
  'kz-iin': scheme('哈萨克斯坦 IIN', 'Kazakh IIN', 'KZ', 'person', kzIin),
  'ru-inn': scheme('俄罗斯 ИНН', 'Russian INN', 'RU', 'tax', ruInn),
  'ru-ogrn': scheme('俄罗斯 ОГРН', 'Russian OGRN', 'RU', 'company', ruOgrn),
  'ru-kpp': scheme('俄罗斯 КПП', 'Russian KPP', 'RU', 'tax', ruKpp),
  'ru-snils': scheme('俄罗斯 СНИЛС', 'Russian SNILS', 'RU', 'person', ruSnils),
  'ua-edrpou': scheme('乌克兰 ЄДРПОУ', 'Ukrainian EDRPOU', 'UA', 'company', uaEdrpou),
  'by-unp': viaStdnum('白俄罗斯 УНП', 'Belarusian UNP', 'BY', 'unp'),
  'hk-br': scheme('香港商业登记号', 'Hong Kong business registration number', 'HK', 'company', hkBr),
  'hk-cr': scheme('香港公司编号', 'Hong Kong company number', 'HK', 'company', hkCr),
  'sg-uen': scheme('新加坡 UEN', 'Singapore UEN', 'SG', 'company', sgUen),
  'us-ein': scheme('美国雇主识别号', 'US EIN', 'US', 'tax', usEin),
  'in-gstin': scheme('印度商品服务税号', 'Indian GSTIN', 'IN', 'tax', inGstin),
  'in-cin': scheme('印度公司识别号', 'Indian corporate identity number', 'IN', 'company', inCin),
  'in-pan': scheme('印度永久账号', 'Indian PAN', 'IN', 'tax', inPan),
  'br-cnpj': scheme('巴西 CNPJ', 'Brazilian CNPJ', 'BR', 'company', brCnpj),
  'br-cpf': viaStdnum('巴西 CPF', 'Brazilian CPF', 'BR', 'cpf', 'person'),
  'jp-corporate': scheme('日本法人番号', 'Japanese corporate number', 'JP', 'company', jpCorporate),
  'kr-brn': scheme('韩国事业者登录番号', 'Korean business registration number', 'KR', 'tax', krBrn),
  'kr-crn': scheme('韩国法人登录番号', 'Korean corporate registration number', 'KR', 'company', krCrn),
  'tw-ubn': scheme('台湾统一编号', 'Taiwan unified business number', 'TW', 'company', twUbn),
  'au-abn': scheme('澳大利亚 ABN', 'Australian ABN', 'AU', 'company', auAbn),
  'au-acn': scheme('澳大利亚 ACN', 'Australian ACN', 'AU', 'company', auAcn),
  'nz-ird': viaStdnum('新西兰 IRD', 'New Zealand IRD', 'NZ', 'ird'),
  'nz-nzbn': scheme('新西兰 NZBN', 'New Zealand NZBN', 'NZ', 'company', gln),
  'ca-bn': scheme('加拿大 BN', 'Canadian business number', 'CA', 'company', caBn),
  'tr-vkn': viaStdnum('土耳其 VKN', 'Turkish VKN', 'TR', 'vkn'),
  'de-register': scheme('德国商事登记号', 'German register number', 'DE', 'company', deRegister, 'line'),
  'fr-siren': scheme('法国 SIREN', 'French SIREN', 'FR', 'company', siren),
  'fr-siret': scheme('法国 SIRET', 'French SIRET', 'FR', 'place', siret),
  'ch-uid': scheme('瑞士 UID', 'Swiss UID', 'CH', 'company', chUid),
  'ch-vat': scheme('瑞士增值税号', 'Swiss VAT number', 'CH', 'tax', chVat),
  'no-vat': scheme('挪威增值税号', 'Norwegian VAT number', 'NO', 'tax', noVat),
  'no-org': scheme('挪威组织编号', 'Norwegian organisation number', 'NO', 'company', noOrg),
  'se-org': viaStdnum('瑞典组织编号', 'Swedish organisation number', 'SE', 'orgnr', 'company'),
  'dk-cvr': viaStdnum('丹麦 CVR', 'Danish CVR', 'DK', 'cvr', 'company'),
  'fi-ytunnus': viaStdnum('芬兰企业编号', 'Finnish business id', 'FI', 'ytunnus', 'company'),
  'be-enterprise': scheme('比利时企业号', 'Belgian enterprise number', 'BE', 'company', (value) => {
    const verdict = euVat(value.startsWith('BE') ? value : `BE${value}`);
    return { ...verdict, normal: verdict.normal.slice(2) };
  }),
  'pl-nip': viaStdnum('波兰 NIP', 'Polish NIP', 'PL', 'nip'),
  'pl-regon': viaStdnum('波兰 REGON', 'Polish REGON', 'PL', 'regon', 'company'),
  'pl-krs': scheme('波兰 KRS', 'Polish KRS', 'PL', 'company', plKrs),
  'it-cf': scheme('意大利税号', 'Italian fiscal code', 'IT', 'person', itCf),
  'es-cif': viaStdnum('西班牙 CIF', 'Spanish CIF', 'ES', 'cif'),
  'cz-ico': viaStdnum('捷克 IČO', 'Czech company number', 'CZ', 'ico', 'company'),
  'ee-registry': viaStdnum('爱沙尼亚登记号', 'Estonian registry code', 'EE', 'registrikood', 'company'),
  'ro-cui': viaStdnum('罗马尼亚 CUI', 'Romanian CUI', 'RO', 'cui', 'company'),
  'rs-pib': viaStdnum('塞尔维亚 PIB', 'Serbian PIB', 'RS', 'pib'),
  'mx-rfc': scheme('墨西哥 RFC', 'Mexican RFC', 'MX', 'tax', mxRfc),
  'ar-cuit': viaStdnum('阿根廷 CUIT', 'Argentine CUIT', 'AR', 'cuit'),
  'cl-rut': viaStdnum('智利 RUT', 'Chilean RUT', 'CL', 'rut'),
  'co-nit': viaStdnum('哥伦比亚 NIT', 'Colombian NIT', 'CO', 'nit'),
  'pe-ruc': viaStdnum('秘鲁 RUC', 'Peruvian RUC', 'PE', 'ruc'),
  'id-npwp': scheme('印度尼西亚 NPWP', 'Indonesian NPWP', 'ID', 'tax', idNpwp),
  'za-company': scheme('南非公司注册号', 'South African company number', 'ZA', 'company', zaCompany),
  'za-tax': scheme('南非税号', 'South African tax reference', 'ZA', 'tax', zaTax),
  'za-id': scheme('南非身份号码', 'South African identity number', 'ZA', 'person', zaId),
  'vn-mst': viaStdnum('越南税号', 'Vietnamese tax code', 'VN', 'mst'),
  'th-tin': viaStdnum('泰国税号', 'Thai tax number', 'TH', 'tin'),
  'il-company': viaStdnum('以色列公司号', 'Israeli company number', 'IL', 'hp', 'company'),
  'nl-kvk': scheme('荷兰商会号', 'Dutch chamber of commerce number', 'NL', 'company', formOnly(/^\d{8}$/, { zh: '8 位数字', en: '8 digits' }, 'NL')),
  'lu-rcs': scheme(
    '卢森堡商事登记号',
    'Luxembourg register number',
    'LU',
    'company',
    formOnly(/^[A-Z]\d{1,6}$/, { zh: '字母加至多 6 位数字', en: 'a letter and up to 6 digits' }, 'LU'),
  ),
  'ae-trn': scheme(
    '阿联酋税号',
    'Emirati tax number',
    'AE',
    'tax',
    formOnly(/^1\d{14}$/, { zh: '以 1 开头的 15 位数字', en: '15 digits beginning with 1' }, 'AE'),
  ),
  'sa-vat': scheme(
    '沙特增值税号',
    'Saudi VAT number',
    'SA',
    'tax',
    formOnly(/^3\d{13}3$/, { zh: '首尾为 3 的 15 位数字', en: '15 digits with 3 at both ends' }, 'SA'),
  ),
  'kz-oked': scheme('哈萨克斯坦行业代码', 'Kazakh activity code', 'KZ', 'tax', formOnly(/^\d{5}$/, { zh: '5 位数字', en: '5 digits' }, 'KZ')),
  'passport-mrz': scheme('护照机读区', 'passport, machine readable zone', undefined, 'person', passportMrz, 'spaces'),
  gln: scheme('全球位置码', 'global location number', undefined, 'place', gln),
  duns: scheme('邓白氏编码', 'D-U-N-S number', undefined, 'company', duns),
  ...vatSchemes,
};

/** Other names people and papers use for our schemes; compared after lower case and with "_", ":" and spaces read as "-". */
export const aliases: Readonly<Record<string, string>> = {
  'cn-uscc': 'uscc',
  usci: 'uscc',
  usc: 'uscc',
  统一社会信用代码: 'uscc',
  信用代码: 'uscc',
  creditcode: 'uscc',
  注册号: 'cn-registration',
  工商注册号: 'cn-registration',
  regnumber: 'cn-registration',
  组织机构代码: 'cn-organisation',
  身份证: 'cn-resident',
  身份证号: 'cn-resident',
  居民身份证: 'cn-resident',
  'cn-ric': 'cn-resident',
  'cn-id': 'cn-resident',
  leicode: 'lei',
  vat: 'eu-vat',
  vatnumber: 'eu-vat',
  vatcode: 'eu-vat',
  'gb-coh': 'gb-company',
  'companies-house': 'gb-company',
  'uk-company': 'gb-company',
  'uk-vat': 'gb-vat',
  bin: 'kz-bin',
  бин: 'kz-bin',
  iin: 'kz-iin',
  иин: 'kz-iin',
  inn: 'ru-inn',
  инн: 'ru-inn',
  inncode: 'ru-inn',
  ogrn: 'ru-ogrn',
  огрн: 'ru-ogrn',
  ogrncode: 'ru-ogrn',
  ogrnip: 'ru-ogrn',
  kpp: 'ru-kpp',
  кпп: 'ru-kpp',
  kppcode: 'ru-kpp',
  uen: 'sg-uen',
  uencode: 'sg-uen',
  ein: 'us-ein',
  gstin: 'in-gstin',
  pan: 'in-pan',
  cnpj: 'br-cnpj',
  cpf: 'br-cpf',
  'jp-cn': 'jp-corporate',
  法人番号: 'jp-corporate',
  사업자등록번호: 'kr-brn',
  법인등록번호: 'kr-crn',
  統一編號: 'tw-ubn',
  abn: 'au-abn',
  acn: 'au-acn',
  nzbn: 'nz-nzbn',
  bn: 'ca-bn',
  vkn: 'tr-vkn',
  hrb: 'de-register',
  hra: 'de-register',
  'de-hrb': 'de-register',
  'de-hra': 'de-register',
  siren: 'fr-siren',
  siret: 'fr-siret',
  uid: 'ch-uid',
  cvr: 'dk-cvr',
  krs: 'pl-krs',
  nip: 'pl-nip',
  regon: 'pl-regon',
  mobile: 'phone',
  tel: 'phone',
  telephone: 'phone',
  fax: 'phone',
  电话: 'phone',
  手机: 'phone',
  'e-mail': 'email',
  mail: 'email',
  邮箱: 'email',
  swift: 'bic',
  swiftbic: 'bic',
  swiftcode: 'bic',
  dunscode: 'duns',
  'd-u-n-s': 'duns',
  edrpou: 'ua-edrpou',
  'it-vat-number': 'it-vat',
  'el-vat': 'gr-vat',
  kvk: 'nl-kvk',
  rfc: 'mx-rfc',
  snils: 'ru-snils',
  снилс: 'ru-snils',
  cin: 'in-cin',
  mrz: 'passport-mrz',
  passport: 'passport-mrz',
  护照: 'passport-mrz',
  npwp: 'id-npwp',
  che: 'ch-uid',
  cuit: 'ar-cuit',
};
