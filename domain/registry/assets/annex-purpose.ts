import type { Citation } from '#domain/kernel/citation.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { AssetSchema } from './graph.ts';

/** Which application the list of assets is an annex to. */
export const annexPurposes = ['preservation', 'eapo', 'freezing', 'enforcement'] as const;
export type AnnexPurpose = (typeof annexPurposes)[number];

/** The European account preservation order reaches bank accounts and nothing else (Regulation (EU) 655/2014, articles 1 and 4). */
export const purposeTakes = (purpose: AnnexPurpose, schema: AssetSchema): boolean => purpose !== 'eapo' || schema === 'BankAccount';

type About = {
  readonly title: Bilingual;
  readonly applicant: Bilingual;
  readonly respondent: Bilingual;
  readonly note: Bilingual;
  readonly rule: Citation;
};

const unverified = { status: 'unverified' as const };

/** Titles, names of the parties and what the rule asks of such a list. */
export const purposes: Readonly<Record<AnnexPurpose, About>> = {
  preservation: {
    title: { zh: '财产保全申请书附件：被保全财产信息与线索', en: 'Annex to an application for preservation of property (PR China)' },
    applicant: { zh: '申请保全人', en: 'Applicant' },
    respondent: { zh: '被保全人', en: 'Respondent' },
    note: {
      zh: '申请书应当载明明确的被保全财产信息或者具体的被保全财产线索；保全限于请求的范围，申请人可能须提供担保。',
      en: 'An application has to state definite property or concrete clues; preservation is limited to what is claimed, and security may be ordered.',
    },
    rule: { instrument: '民事诉讼法；最高人民法院关于人民法院办理财产保全案件若干问题的规定', article: '103-108; 1', ...unverified },
  },
  eapo: {
    title: { zh: '欧盟账户保全令申请附件：银行账户信息', en: 'Annex to an application for a European Account Preservation Order' },
    applicant: { zh: '债权人（申请人）', en: 'Creditor' },
    respondent: { zh: '债务人', en: 'Debtor' },
    note: {
      zh: '仅列银行账户。申请应写明能够识别开户行的号码（IBAN 或 BIC）或开户行名称地址；不知开户行时，可依第十四条请求查询账户信息。',
      en: 'Bank accounts only. The application names the bank by IBAN, BIC, or name and address; where the bank is not known, account information may be asked for under article 14.',
    },
    rule: { instrument: 'Regulation (EU) 655/2014', article: 'arts. 8(2), 14', ...unverified },
  },
  freezing: {
    title: { zh: '冻结令申请附件：财产清单', en: 'Schedule of assets to an application for a freezing injunction' },
    applicant: { zh: '申请人', en: 'Applicant' },
    respondent: { zh: '被申请人', en: 'Respondent' },
    note: {
      zh: '单方申请须全面坦诚披露，包括对申请人不利的事实；未核实事项如下文所列。',
      en: 'Without notice the applicant owes full and frank disclosure, also of what speaks against it; what is not verified is said below.',
    },
    rule: { instrument: 'CPR (England and Wales)', article: 'Part 25', ...unverified },
  },
  enforcement: {
    title: { zh: '强制执行申请书附件：被执行人财产线索清单', en: 'Annex to an application for enforcement: assets of the debtor' },
    applicant: { zh: '申请执行人', en: 'Applicant' },
    respondent: { zh: '被执行人', en: 'Debtor' },
    note: {
      zh: '本清单供执行机关查找财产之用；执行以生效法律文书确定的金额为限。',
      en: 'This list helps the enforcement authority to find assets; enforcement is limited to the amount of the title.',
    },
    rule: { instrument: '最高人民法院关于民事执行中财产调查若干问题的规定；law of the place of enforcement', ...unverified },
  },
};
