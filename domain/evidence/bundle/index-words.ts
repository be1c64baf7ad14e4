import type { Bilingual } from '#domain/kernel/text.ts';
import type { EvidenceRecord, RecordKind } from '../record.ts';

/** What the 证据目录 says about a record where nobody has said it better: where it comes from and what it is to prove. */
export function wordsFor(record: EvidenceRecord): { readonly source: Bilingual; readonly purpose: Bilingual } {
  const declared = record.context.declaredKind;
  const kind = typeof declared === 'string' ? declared : record.kind;
  return { source: sources[record.kind], purpose: purposes[kind] ?? purposes.other ?? sources.exhibit };
}

const filed: Bilingual = { zh: '申请人提交', en: 'Submitted by the claimant' };
const system: Bilingual = { zh: '本系统生成并存证', en: 'Made and sealed by the system' };

const sources: Readonly<Record<RecordKind, Bilingual>> = {
  exhibit: filed,
  contract: filed,
  statement: filed,
  report: system,
  decision: system,
  message: { zh: '本系统发出或接收的函件', en: 'Letter sent or received through the system' },
  call: { zh: '通话录音', en: 'Recorded call' },
  payment: { zh: '申请人登记', en: 'Recorded by the claimant' },
  consent: { zh: '当事人作出', en: 'Given by the party' },
  erasure: system,
  rotation: system,
};

/** By the kind an exhibit was declared as, or else the record's own kind. */
const purposes: Readonly<Record<string, Bilingual>> = {
  contract: { zh: '证明双方之间的合同关系及约定内容', en: 'The contract between the parties and its terms' },
  invoice: { zh: '证明应付款项的金额及开票情况', en: 'The amount invoiced' },
  'delivery-note': { zh: '证明货物已经交付', en: 'That the goods were delivered' },
  chat: { zh: '证明双方沟通的内容', en: 'What the parties wrote to each other' },
  recording: { zh: '证明通话的内容', en: 'What was said in the call' },
  call: { zh: '证明通话的内容', en: 'What was said in the call' },
  statement: { zh: '证明款项往来情况', en: 'Which payments were made' },
  report: { zh: '说明应付金额的计算过程及依据', en: 'How the amount due is computed, and by which rules' },
  message: { zh: '证明已向对方发出通知或催告', en: 'That the other side was notified or asked to pay' },
  payment: { zh: '证明已收到的款项', en: 'Money received' },
  decision: { zh: '证明所作决定及其依据', en: 'A decision and its grounds' },
  consent: { zh: '证明当事人的同意及其范围', en: "The party's consent and its extent" },
  erasure: { zh: '证明个人信息的删除及其法律依据', en: 'That personal data was erased, and on which legal basis' },
  rotation: { zh: '证明日志的更替', en: 'That one log continues another' },
  other: { zh: '证明案件相关事实', en: 'Facts of the case' },
};
