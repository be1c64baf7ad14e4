import type { Citation } from '../kernel/citation.ts';
import type { Bilingual } from '../kernel/text.ts';

// Personal data that leaves the country: which law asks for what. Sources: 个人信息保护法 38-40 (2021), 促进和规范数据跨境流动规定
// (国家互联网信息办公室令第16号, 2024-03-22), Regulation (EU) 2016/679 chapter V, UK GDPR chapter V.

export type TransferLaw = 'pipl' | 'gdpr' | 'uk-gdpr' | 'other';

/** A legal way to send personal data abroad, as the tenant records that it has taken it. */
export type TransferRoute = { readonly id: string; readonly name: Bilingual; readonly because: Citation };

const unverified = (instrument: string, article: string): Citation => ({ instrument, article, status: 'unverified' });

export const transferRoutes: Readonly<Record<TransferLaw, readonly TransferRoute[]>> = {
  pipl: [
    {
      id: 'security-assessment',
      name: { zh: '通过数据出境安全评估', en: 'security assessment by the CAC passed' },
      because: unverified('个人信息保护法', '38(1)1, 40'),
    },
    {
      id: 'certification',
      name: { zh: '经专业机构个人信息保护认证', en: 'certified by a professional body' },
      because: unverified('个人信息保护法', '38(1)2'),
    },
    {
      id: 'standard-contract',
      name: { zh: '订立并备案个人信息出境标准合同', en: 'standard contract made and filed' },
      because: unverified('个人信息保护法', '38(1)3'),
    },
    {
      id: 'contract-necessity',
      name: {
        zh: '为订立、履行个人作为一方当事人的合同所必需（豁免）',
        en: 'needed to make or perform a contract of which the person is a party (exempt)',
      },
      because: unverified('促进和规范数据跨境流动规定', '5(1)1'),
    },
    {
      id: 'small-volume',
      name: {
        zh: '非关键信息基础设施运营者，自当年1月1日起累计不满10万人且非敏感（豁免）',
        en: 'no critical infrastructure, fewer than 100,000 people since 1 January and nothing sensitive (exempt)',
      },
      because: unverified('促进和规范数据跨境流动规定', '5(1)4'),
    },
    {
      id: 'treaty',
      name: { zh: '法律、行政法规或国际条约另有规定', en: 'another law or a treaty says so' },
      because: unverified('个人信息保护法', '38(1)4, 38(2)'),
    },
  ],
  gdpr: [
    { id: 'standard-clauses', name: { zh: '欧盟标准合同条款', en: 'EU standard contractual clauses' }, because: unverified('GDPR', '46(2)(c)') },
    { id: 'binding-rules', name: { zh: '有约束力的公司规则', en: 'binding corporate rules' }, because: unverified('GDPR', '46(2)(b), 47') },
    {
      id: 'legal-claims',
      name: { zh: '为提出、行使或抗辩法律请求所必需', en: 'necessary to establish, exercise or defend legal claims' },
      because: unverified('GDPR', '49(1)(e)'),
    },
    { id: 'explicit-consent', name: { zh: '数据主体明确同意', en: 'the person’s explicit consent' }, because: unverified('GDPR', '49(1)(a)') },
    { id: 'public-register', name: { zh: '来自公开登记册', en: 'from a register open to the public' }, because: unverified('GDPR', '49(1)(g)') },
  ],
  'uk-gdpr': [
    {
      id: 'transfer-agreement',
      name: { zh: '英国国际数据传输协议', en: 'international data transfer agreement' },
      because: unverified('UK GDPR', '46(2)(d)'),
    },
    {
      id: 'legal-claims',
      name: { zh: '为提出、行使或抗辩法律请求所必需', en: 'necessary to establish, exercise or defend legal claims' },
      because: unverified('UK GDPR', '49(1)(e)'),
    },
    { id: 'explicit-consent', name: { zh: '数据主体明确同意', en: 'the person’s explicit consent' }, because: unverified('UK GDPR', '49(1)(a)') },
  ],
  other: [
    {
      id: 'counsel',
      name: { zh: '已由当地律师确认', en: 'confirmed by counsel of our country' },
      because: { instrument: 'law of our seat', status: 'blank' },
    },
  ],
};

const eea = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' ');
/** Commission decisions under GDPR 45 in force on 2026-01-01 for any recipient; Canada and the US cover some recipients only and are left out. */
const adequateForEu = 'AD AR CH FO GB GG IL IM JE JP KR NZ UY'.split(' ');
const adequateForUk = [...eea, 'AD', 'AR', 'CH', 'FO', 'GG', 'IL', 'IM', 'JE', 'JP', 'KR', 'NZ', 'UY', 'GI'];

export type Transfer = {
  /** The data leaves the country (or, for the EU, the European Economic Area). */
  readonly crosses: boolean;
  readonly personal: boolean;
  readonly from?: string;
  readonly to: string;
  readonly law: TransferLaw;
  /** The law lets it pass without a ground of the tenant's own. */
  readonly free: boolean;
  readonly routes: readonly TransferRoute[];
};

/**
 * What asking a source abroad means. `from` is the tenant's country, ISO 3166-1 alpha-2; where nobody has said it, a question
 * about a person counts as one that crosses a border, because nobody can say that it does not.
 */
export function transferOf(asked: { readonly from?: string; readonly to: string; readonly subject: 'person' | 'organisation' }): Transfer {
  const { from, to } = asked;
  const law: TransferLaw = from === 'CN' ? 'pipl' : from === 'GB' ? 'uk-gdpr' : from !== undefined && eea.includes(from) ? 'gdpr' : 'other';
  const inside = from === to || (law === 'gdpr' && eea.includes(to));
  const adequate = (law === 'gdpr' && adequateForEu.includes(to)) || (law === 'uk-gdpr' && adequateForUk.includes(to));
  const personal = asked.subject === 'person';
  return { crosses: !inside, personal, to, law, free: inside || adequate || !personal, routes: transferRoutes[law], ...(from ? { from } : {}) };
}

/** A ground as the tenant set it: for one country, or `*` for all, under one law. */
export type TransferGround = { readonly law: TransferLaw; readonly route: string; readonly to: string; readonly reference: string };

/** The tenant's ground that carries this transfer, one for the very country before one for all. */
export const groundFor = (transfer: Transfer, grounds: readonly TransferGround[]): TransferGround | undefined =>
  grounds
    .filter(({ law, to }) => law === transfer.law && (to === transfer.to || to === '*'))
    .sort((a, b) => Number(a.to === '*') - Number(b.to === '*'))[0];
