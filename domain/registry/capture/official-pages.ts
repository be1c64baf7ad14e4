import type { Bilingual } from '#domain/kernel/text.ts';
import type { PageKind } from './parse-page.ts';

/** Where a person opens a page that has no interface. We never ask these sites ourselves and never go around a captcha. */
export type OfficialPage = { readonly page: PageKind; readonly title: Bilingual; readonly keeper: Bilingual; readonly address: string };

const court: Bilingual = { zh: '最高人民法院 · 中国执行信息公开网', en: 'Supreme People’s Court, enforcement information' };

export const officialPages: readonly OfficialPage[] = [
  {
    page: 'dishonest-judgment-debtor',
    title: { zh: '失信被执行人', en: 'Dishonest judgment debtors' },
    keeper: court,
    address: 'https://zxgk.court.gov.cn/shixin/',
  },
  { page: 'judgment-debtor', title: { zh: '被执行人', en: 'Judgment debtors' }, keeper: court, address: 'https://zxgk.court.gov.cn/zhzxgk/' },
  {
    page: 'consumption-restriction',
    title: { zh: '限制消费人员', en: 'Consumption restrictions' },
    keeper: court,
    address: 'https://zxgk.court.gov.cn/xgl/',
  },
  {
    page: 'judgments',
    title: { zh: '裁判文书', en: 'Judgments online' },
    keeper: { zh: '最高人民法院 · 中国裁判文书网', en: 'Supreme People’s Court, China Judgments Online' },
    address: 'https://wenshu.court.gov.cn/',
  },
  {
    page: 'enterprise-register',
    title: { zh: '企业信用信息公示', en: 'Enterprise register' },
    keeper: { zh: '国家市场监督管理总局 · 国家企业信用信息公示系统', en: 'National Enterprise Credit Information Publicity System' },
    address: 'https://www.gsxt.gov.cn/',
  },
];
