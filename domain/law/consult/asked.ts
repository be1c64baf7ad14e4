import type { Bilingual } from '../../kernel/text.ts';
import type { Answers, Choice, Node } from './question.ts';
import regions from './regions.json' with { type: 'json' };

/** Questions that both interviews ask, in the words of the one who answers. */

const t = (zh: string, en: string): Bilingual => ({ zh, en });
const choice = (value: string, zh: string, en: string): Choice => ({ value, label: { zh, en } });

const isSupply = (answers: Answers): boolean => ['sale', 'service', 'construction'].includes(String(answers.basis));
const isLoan = (answers: Answers): boolean => answers.basis === 'loan';
const rateGiven = (answers: Answers): boolean => answers.interest_kind === 'yearly' || answers.interest_kind === 'daily';

export const country = (id: 'debtor_country' | 'creditor_country', text: Bilingual): Node => ({
  id,
  text,
  why: t('适用哪国法律、能走哪些程序，取决于双方所在地。', 'Where the two sides are decides which law and which procedures apply.'),
  input: 'country',
  skippable: false,
});

export const governingLaw: Node = {
  id: 'law',
  text: t('合同约定适用哪一方的法律？', 'Whose law did the contract choose?'),
  why: t('双方不在同一国家，先看合同有没有约定。', 'The two sides are in different countries, so the contract’s choice comes first.'),
  input: 'choice',
  choices: [
    choice('creditor', '债权人所在地的法律', 'the law of the creditor’s place'),
    choice('debtor', '债务人所在地的法律', 'the law of the debtor’s place'),
    choice('unknown', '没有约定或不清楚', 'nothing agreed, or not known'),
  ],
  skippable: true,
  askIf: (answers) => answers.debtor_country !== answers.creditor_country,
};

const regionsOf = (country: unknown): readonly Choice[] => regions.regions.filter(({ value }) => value.startsWith(`${String(country)}-`));
const parted = ['US', 'GB', 'CA', 'AU'] as const;

/** The state or part of the country, where law differs inside it: one node a country, so that each has its own choices. */
export const region = (id: 'debtor_region' | 'creditor_region', text: Bilingual): readonly Node[] =>
  parted.map((country) => ({
    id: `${id}_${country.toLowerCase()}`,
    text,
    why: t('该国各地法律不同，时效也不同。', 'The law, and limitation with it, differs from place to place in this country.'),
    input: 'choice' as const,
    choices: [...regionsOf(country), choice('other', '其他地区或不清楚', 'elsewhere, or not known')],
    skippable: true,
    askIf: (answers: Answers) =>
      (id === 'debtor_region' ? answers.debtor_country : answers.creditor_country) === country &&
      (id === 'debtor_region' || answers.law === 'creditor'),
  }));

export const basis: Node = {
  id: 'basis',
  text: t('这笔钱是因为什么欠下的？', 'What is the debt for?'),
  why: t('买卖、借款、判决各有不同的利息和时效规则。', 'Sales, loans and judgments have different rules on interest and limitation.'),
  input: 'choice',
  choices: [
    choice('sale', '卖货', 'goods sold'),
    choice('service', '提供服务', 'a service'),
    choice('construction', '工程', 'construction work'),
    choice('loan', '借款', 'a loan'),
    choice('rent', '租金', 'rent'),
    choice('judgment', '已有生效判决或调解书', 'a judgment or court settlement'),
    choice('award', '已有仲裁裁决', 'an arbitral award'),
    choice('other', '其他', 'something else'),
  ],
  skippable: false,
};

export const side = (id: 'debtor_kind' | 'creditor_kind', text: Bilingual): Node => ({
  id,
  text,
  why: t(
    '个人消费者受特别保护，企业之间的逾期利息规则也不同。',
    'Consumers are specially protected, and late interest between businesses follows its own rules.',
  ),
  input: 'choice',
  choices: [
    choice('company', '公司或其他组织', 'a company or other organisation'),
    choice('person', '个人（生活消费、民间往来）', 'a private person'),
    choice('trader', '个体经营者（因经营欠款）', 'a person in trade'),
    ...(id === 'debtor_kind' ? [choice('public-body', '政府机关、事业单位', 'a public body')] : []),
  ],
  skippable: false,
});

export const amount = (text: Bilingual): Node => ({
  id: 'amount',
  text,
  why: t('利息、费用和可走的程序都从本金算起。', 'Interest, costs and the routes open to you all start from the principal.'),
  input: 'money',
  skippable: false,
});

export const dueOn: Node = {
  id: 'due_on',
  text: t('约定什么时候付清？（判决、裁决填履行期限最后一天）', 'When was it to be paid? (for a judgment or award: the last day to perform)'),
  why: t('逾期和时效都从到期日起算。没有约定可以跳过。', 'Lateness and limitation run from the due date. Skip it if nothing was agreed.'),
  input: 'date',
  skippable: true,
};

export const deliveredOn: Node = {
  id: 'delivered_on',
  text: t('什么时候交货或完成服务、工程？', 'When were the goods delivered, or the work done?'),
  why: t('没有约定付款日时，法律常以交付日确定到期日。', 'Where no date was agreed the law often counts from delivery.'),
  input: 'date',
  skippable: true,
  askIf: (answers) => isSupply(answers) && !answers.due_on,
};

export const contractOn: Node = {
  id: 'contract_on',
  text: t('合同或借款是什么时候成立的？', 'When was the contract made?'),
  why: t('利率上限和新旧规则看合同成立的日期。', 'Caps on interest and the choice between old and new rules depend on this day.'),
  input: 'date',
  skippable: true,
  askIf: (answers) => isLoan(answers) || rateGiven(answers) || answers.interest_kind === 'fixed-penalty',
};

export const interestKind: Node = {
  id: 'interest_kind',
  text: t('有没有约定利息或逾期违约金？', 'Was interest or a penalty for late payment agreed?'),
  why: t(
    '有约定先看约定（受上限限制），没有约定才用法定利率。',
    'An agreement comes first, inside the legal cap; without one the legal rate applies.',
  ),
  input: 'choice',
  choices: [
    choice('none-agreed', '没有约定', 'nothing agreed'),
    choice('yearly', '按年利率', 'a yearly rate'),
    choice('daily', '按日利率', 'a daily rate'),
    choice('fixed-penalty', '固定数额的违约金', 'a fixed penalty'),
  ],
  skippable: true,
};

export const interestRate: Node = {
  id: 'interest_rate',
  text: t('约定的利率是百分之几？', 'How many percent is the agreed rate?'),
  why: t('例如年利率 6% 填 6，日万分之五填 0.05。', 'For example 6 for six percent a year, 0.05 for five ten-thousandths a day.'),
  input: 'number',
  skippable: true,
  askIf: rateGiven,
};

export const penaltyAmount: Node = {
  id: 'penalty_amount',
  text: t('违约金是多少？', 'How much is the penalty?'),
  why: t('过高的违约金可以请求调低。', 'An excessive penalty can be reduced.'),
  input: 'money',
  skippable: true,
  askIf: (answers) => answers.interest_kind === 'fixed-penalty',
};

export const lenderKind: Node = {
  id: 'lender_kind',
  text: t('出借人是谁？', 'Who lent the money?'),
  why: t('银行、小额贷款公司等持牌机构不适用民间借贷的利率上限。', 'Licensed lenders stand outside the cap on private lending.'),
  input: 'choice',
  choices: [
    choice('private', '个人或一般企业', 'a person or an ordinary company'),
    choice('licensed', '银行、小贷公司、消费金融公司等持牌机构', 'a bank or another licensed lender'),
    choice('unknown', '网贷平台，不清楚有没有牌照', 'an online platform; licence not known'),
  ],
  skippable: true,
  askIf: isLoan,
};

const inChina = (answers: Answers): boolean => answers.debtor_country === 'CN' && answers.creditor_country === 'CN';

export const creditorSize: Node = {
  id: 'creditor_size',
  text: t('债权人在签约时是什么规模的企业？', 'How large was the creditor’s business when the contract was made?'),
  why: t(
    '中小企业对大型企业和政府机关的账款有专门保护。',
    'Small and medium businesses are specially protected against large ones and public bodies.',
  ),
  input: 'choice',
  choices: [choice('micro', '微型', 'micro'), choice('small', '小型', 'small'), choice('medium', '中型', 'medium'), choice('large', '大型', 'large')],
  skippable: true,
  askIf: (answers) =>
    (inChina(answers) || answers.debtor_country === 'IN') &&
    isSupply(answers) &&
    answers.creditor_kind !== 'person' &&
    answers.debtor_kind !== 'person',
};

export const debtorSize: Node = {
  id: 'debtor_size',
  text: t('债务人在签约时是什么规模的企业？', 'How large was the debtor’s business when the contract was made?'),
  why: creditorSize.why,
  input: 'choice',
  choices: creditorSize.choices ?? [],
  skippable: true,
  askIf: (answers) => inChina(answers) && isSupply(answers) && answers.debtor_kind === 'company' && answers.creditor_kind !== 'person',
};

export const paidAmount = (text: Bilingual): Node => ({
  id: 'paid_amount',
  text,
  why: t('已付的钱要先从欠款中抵扣。', 'What was paid is taken off first.'),
  input: 'money',
  skippable: true,
});

export const lastPaidOn: Node = {
  id: 'last_paid_on',
  text: t('最近一次付款是哪一天？', 'When was the last payment?'),
  why: t('付款会影响利息，也常使时效重新计算。', 'A payment changes the interest and often restarts limitation.'),
  input: 'date',
  skippable: true,
  askIf: (answers) => Boolean(answers.paid_amount),
};

export const lastDemandOn = (text: Bilingual): Node => ({
  id: 'last_demand_on',
  text,
  why: t('在一些国家，能证明送达的催款会使时效重新计算。', 'In some countries a demand whose arrival can be proved restarts limitation.'),
  input: 'date',
  skippable: true,
});

export const acknowledgedOn = (text: Bilingual): Node => ({
  id: 'acknowledged_on',
  text,
  why: t('书面承认或承诺还款通常使时效重新计算。', 'A written admission or promise usually restarts limitation.'),
  input: 'date',
  skippable: true,
});

export const suitOn = (text: Bilingual): Node => ({
  id: 'suit_on',
  text,
  why: t('起诉或仲裁会中断或停止时效。', 'Court or arbitration interrupts or stops limitation.'),
  input: 'date',
  skippable: true,
});
