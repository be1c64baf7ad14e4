import type { Bilingual } from '#domain/kernel/text.ts';

/** Sources and reasons that our own code names, in both languages; a register's own name is told as it is. */
const words: Readonly<Record<string, Bilingual>> = {
  'local register': { zh: '本地登记库', en: 'local register' },
  'local lists': { zh: '本地名单', en: 'local lists' },
  'no register has been imported': { zh: '尚未导入任何登记数据', en: 'no register has been imported' },
  'not everybody must stand in it': { zh: '登记并非强制，查无不能说明什么', en: 'not everybody must stand in it' },
  'it holds only what somebody looked up': { zh: '只收录人工查询过的内容', en: 'it holds only what somebody looked up' },
  'its answer is no longer kept': { zh: '答复已不再留存', en: 'its answer is no longer kept' },
  'it has not answered': { zh: '尚未答复', en: 'it has not answered' },
  'copied by a person': { zh: '由人工采集', en: 'copied by a person' },
  '失信被执行人（人工采集）': { zh: '失信被执行人（人工采集）', en: 'dishonest judgment debtors (copied page)' },
  '被执行人（人工采集）': { zh: '被执行人（人工采集）', en: 'judgment debtors (copied page)' },
  '限制消费人员（人工采集）': { zh: '限制消费人员（人工采集）', en: 'consumption restrictions (copied page)' },
  '裁判文书（人工采集）': { zh: '裁判文书（人工采集）', en: 'judgments online (copied page)' },
  '企业信用信息公示（人工采集）': { zh: '企业信用信息公示（人工采集）', en: 'enterprise register (copied page)' },
  'it lists companies only': { zh: '只收录企业', en: 'it lists companies only' },
  'no list of judgment debtors, insolvencies or sanctions has been imported': {
    zh: '尚未导入被执行人、破产或制裁名单',
    en: 'no list of judgment debtors, insolvencies or sanctions has been imported',
  },
};

const elsewhere = /^it covers ([\w, -]+), the debtor is in ([\w-]+)$/;

/** The words of a source or of why it has no answer. */
export function sourceWords(text: string): Bilingual {
  const [, covers, place] = elsewhere.exec(text) ?? [];
  if (covers && place) return { zh: `覆盖 ${covers}，债务人在 ${place}`, en: text };
  return words[text] ?? { zh: text, en: text };
}
