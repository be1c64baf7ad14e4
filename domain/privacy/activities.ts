import type { Bilingual } from '../kernel/text.ts';

/** What makes an impact assessment due before the work begins (个人信息保护法 55). */
export type ImpactTrigger = 'sensitive' | 'automated-decision' | 'passed-on' | 'cross-border' | 'major-influence';

/** One activity as GDPR 30(1) and 个人信息保护法 54-56 want it described. What the house does is the same everywhere; who answers for it is the tenant's to say. */
export type ProcessingActivity = {
  readonly id: string;
  readonly name: Bilingual;
  readonly purposes: Bilingual;
  readonly subjects: Bilingual;
  readonly data: Bilingual;
  readonly recipients: Bilingual;
  readonly retention: Bilingual;
  readonly triggers: readonly ImpactTrigger[];
};

export const activities: readonly ProcessingActivity[] = [
  {
    id: 'claims',
    name: { zh: '债权申报与案件处理', en: 'Claims and cases' },
    purposes: { zh: '提出、行使或抗辩债权', en: 'to establish, exercise and defend claims' },
    subjects: { zh: '债务人、保证人、联系人', en: 'debtors, guarantors, their contacts' },
    data: {
      zh: '姓名、证件号码（掩码）、地址、联系方式、欠款与付款',
      en: 'names, numbers of papers (masked), addresses, contact points, debts and payments',
    },
    recipients: { zh: '法院、仲裁机构、受托律师、付款人的银行', en: 'courts, tribunals, lawyers engaged, the payer’s bank' },
    retention: {
      zh: '案件终结后至诉讼时效及账簿保存期届满',
      en: 'until limitation and the time for keeping books have run after the case was closed',
    },
    triggers: ['major-influence'],
  },
  {
    id: 'lookups',
    name: { zh: '向外部来源查询', en: 'Questions to outside sources' },
    purposes: { zh: '核实债务人身份、登记状态、制裁与诉讼', en: 'who the debtor is, its register status, sanctions and litigation' },
    subjects: { zh: '债务人及其公开登记的负责人', en: 'debtors and the officers that registers publish' },
    data: {
      zh: '名称、公开登记号码；对自然人只发送姓名、国家与出生日期',
      en: 'names and public register numbers; of a person only name, country and birth date are sent',
    },
    recipients: { zh: '所列各来源', en: 'the sources listed below' },
    retention: {
      zh: '按每次查询所定期限，到期自动删除；查询记录本身保留',
      en: 'as set with each question, deleted when it ends; that it was asked stays on record',
    },
    triggers: ['passed-on', 'cross-border'],
  },
  {
    id: 'captures',
    name: { zh: '人工采集官方网页', en: 'Pages copied from official sites' },
    purposes: { zh: '核实失信、被执行、裁判与登记信息', en: 'defaulter and enforcement lists, judgments, register entries' },
    subjects: { zh: '债务人；页面上的其他当事人', en: 'debtors; others on the same page' },
    data: { zh: '姓名或名称、掩码证件号、案号、法院、履行情况', en: 'names, masked numbers, case numbers, courts, what was performed' },
    recipients: { zh: '无', en: 'nobody' },
    retention: { zh: '按每次采集所定期限，到期自动删除', en: 'as set with each page, deleted when it ends' },
    triggers: ['sensitive'],
  },
  {
    id: 'assets',
    name: { zh: '财产线索', en: 'Asset clues' },
    purposes: { zh: '保全与执行', en: 'preservation and enforcement' },
    subjects: { zh: '债务人、关联公司的股东与高管', en: 'debtors, owners and officers of related companies' },
    data: { zh: '公开登记的股权、任职、抵押、地址', en: 'published shares, offices, charges, addresses' },
    recipients: { zh: '法院', en: 'courts' },
    retention: { zh: '案件终结后按设定期限自动删除', en: 'deleted a set time after the case was closed' },
    triggers: ['major-influence'],
  },
  {
    id: 'news',
    name: { zh: '新闻与舆情', en: 'News' },
    purposes: { zh: '判断支付能力与意愿', en: 'ability and willingness to pay' },
    subjects: { zh: '债务人及其负责人', en: 'debtors and their officers' },
    data: { zh: '公开报道的标题、摘要、来源、日期', en: 'titles, snippets, sources and days of published reports' },
    recipients: { zh: '无', en: 'nobody' },
    retention: { zh: '案件终结后按设定期限自动删除', en: 'deleted a set time after the case was closed' },
    triggers: [],
  },
  {
    id: 'assessments',
    name: { zh: '评估报告（回收概率与建议）', en: 'Assessments: odds and advice' },
    purposes: { zh: '选择合法且成本相称的处置路径', en: 'to choose a lawful route worth its cost' },
    subjects: { zh: '债务人', en: 'debtors' },
    data: { zh: '账龄、付款历史、名单命中（须人工确认）', en: 'ageing, payment history, list hits (confirmed by a person)' },
    recipients: { zh: '无', en: 'nobody' },
    retention: { zh: '同案件', en: 'as the case' },
    triggers: ['automated-decision'],
  },
  {
    id: 'contacts',
    name: { zh: '联络与函件', en: 'Letters and other contact' },
    purposes: { zh: '依法催告与协商', en: 'lawful demand and negotiation' },
    subjects: { zh: '债务人及其代理人', en: 'debtors and who acts for them' },
    data: { zh: '联系方式、函件、时间、联络规则的判断', en: 'contact points, letters, times, the contact rule’s decision' },
    recipients: { zh: '邮件与投递服务', en: 'mail and delivery services' },
    retention: { zh: '同案件', en: 'as the case' },
    triggers: [],
  },
  {
    id: 'evidence',
    name: { zh: '存证', en: 'Sealed evidence' },
    purposes: { zh: '向法院证明', en: 'proof before a court' },
    subjects: { zh: '债务人、证人、经办人', en: 'debtors, witnesses, staff' },
    data: { zh: '加密的文件与记录；日志中只有加盐承诺值', en: 'encrypted files and records; the log holds salted commitments only' },
    recipients: { zh: '法院、见证节点（仅哈希）', en: 'courts; witnesses see hashes only' },
    retention: { zh: '可按法律依据销毁密钥而删除；冻结期间除外', en: 'erased by destroying the key on a legal ground; not while a hold stands' },
    triggers: [],
  },
  {
    id: 'accounts',
    name: { zh: '用户账号与操作日志', en: 'Users and the audit trail' },
    purposes: { zh: '登录、授权、审计', en: 'sign-in, roles, audit' },
    subjects: { zh: '本组织成员', en: 'members of the organisation' },
    data: { zh: '姓名、邮箱、角色、操作', en: 'names, e-mail addresses, roles, actions' },
    recipients: { zh: '无', en: 'nobody' },
    retention: { zh: '离任后停用；审计日志不删除', en: 'switched off when they leave; the audit trail is never deleted' },
    triggers: [],
  },
];

/** GDPR 30(1)(g), 个人信息保护法 51: what protects the data in every installation. */
export const safeguards: readonly Bilingual[] = [
  { zh: '租户隔离由数据库行级安全强制', en: 'tenants are parted by row-level security in the database' },
  {
    zh: '文件、存证与来源密钥以 AES-256-GCM 加密，主密钥不在数据库中',
    en: 'files, sealed records and source keys are encrypted with AES-256-GCM; the master key is not in the database',
  },
  { zh: '角色与权限、双人复核、通行密钥登录', en: 'roles and scopes, a second person’s approval, passkeys' },
  { zh: '只增不改的审计日志', en: 'an audit trail that is only added to' },
  {
    zh: '查询须有案件、目的、依据、查询人与保存期限，数据库亦强制',
    en: 'no look-up without case, purpose, ground, requester and retention, held to by the database as well',
  },
  { zh: '到期自动删除；冻结期间不删除', en: 'deletion when retention ends; a hold stops it' },
];
