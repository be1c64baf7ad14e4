import type { Bilingual } from '#domain/kernel/text.ts';

export type Tone = 'adverse' | 'favourable';

/** A kind of event that news tell of a debtor, with the words by which it is recognised in Chinese and English. */
export type Topic = {
  readonly id: string;
  readonly tone: Tone;
  readonly name: Bilingual;
  readonly zh: readonly string[];
  readonly en: readonly string[];
};

/**
 * Written by hand from what credit managers look for; no corpus was counted and no accuracy is claimed. English words stand
 * for their beginnings ("default" also finds "defaulted"); a space means any white space.
 */
export const topics: readonly Topic[] = [
  {
    id: 'insolvency',
    tone: 'adverse',
    name: { zh: '破产或清算', en: 'insolvency' },
    zh: ['破产', '重整', '资不抵债', '强制清算', '债务重组', '停止支付'],
    en: ['bankrupt', 'insolven', 'administration order', 'receivership', 'liquidat', 'winding up', 'winding-up', 'chapter 11', 'debt restructuring'],
  },
  {
    id: 'payment',
    tone: 'adverse',
    name: { zh: '违约或拖欠', en: 'default' },
    zh: [
      '违约',
      '逾期未付',
      '逾期',
      '拖欠',
      '欠薪',
      '欠款',
      '债务危机',
      '资金链断裂',
      '商票拒付',
      '失信被执行',
      '被执行人',
      '限制消费',
      '限制高消费',
    ],
    en: ['default', 'overdue', 'unpaid', 'missed payment', 'cash crunch', 'liquidity crisis', 'owes', 'arrears'],
  },
  {
    id: 'court',
    tone: 'adverse',
    name: { zh: '诉讼或执行', en: 'suit or enforcement' },
    zh: ['被起诉', '起诉', '诉讼', '强制执行', '冻结', '查封', '扣押', '拍卖', '败诉'],
    en: ['lawsuit', 'sued', 'sues', 'court order', 'seiz', 'frozen assets', 'asset freeze', 'foreclos', 'enforcement action'],
  },
  {
    id: 'offence',
    tone: 'adverse',
    name: { zh: '违法或调查', en: 'offence or investigation' },
    zh: ['诈骗', '欺诈', '造假', '非法集资', '立案调查', '被查', '行政处罚', '处罚', '罚款', '偷税', '洗钱', '制裁', '跑路', '失联'],
    en: ['fraud', 'investigat', 'raid', 'arrest', 'indict', 'fined', 'penalt', 'tax evasion', 'money laundering', 'sanction', 'embezzl'],
  },
  {
    id: 'decline',
    tone: 'adverse',
    name: { zh: '停产或亏损', en: 'decline' },
    zh: ['停产', '停业', '停工', '关厂', '裁员', '亏损', '评级下调', '下调评级', '退市', '吊销'],
    en: ['shut down', 'shutdown', 'plant closure', 'layoff', 'lay off', 'job cuts', 'net loss', 'downgrad', 'delist', 'profit warning', 'recall'],
  },
  {
    id: 'growth',
    tone: 'favourable',
    name: { zh: '增长或盈利', en: 'growth' },
    zh: ['盈利', '净利润增长', '增长', '扩产', '投产', '中标', '签约', '新订单', '评级上调'],
    en: ['profit rose', 'record profit', 'net profit', 'growth', 'expands', 'expansion', 'wins contract', 'awarded', 'new orders', 'upgrad'],
  },
  {
    id: 'funding',
    tone: 'favourable',
    name: { zh: '融资或还款', en: 'funding' },
    zh: ['完成融资', '获得融资', '增资', '上市', '偿还', '清偿', '回款'],
    en: ['raises', 'raised', 'funding round', 'investment from', 'goes public', 'repaid', 'repays', 'settles debt', 'credit facility'],
  },
];

/** Words before a topic's word that turn it: who "denies fraud" is not accused by the sentence. */
export const negations = {
  zh: ['没有', '未发生', '未', '不存在', '否认', '不会', '并非', '避免', '免于', '撤销', '驳回'],
  en: [
    'no',
    'not',
    'never',
    'without',
    'denies',
    'denied',
    'deny',
    'avoids',
    'avoided',
    'avoid',
    'dismissed',
    'dismisses',
    'cleared',
    'averts',
    'averted',
  ],
} as const;
