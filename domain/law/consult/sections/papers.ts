import type { Ground, Section } from '../outcome.ts';
import { say } from '../words.ts';

/** The papers to gather, by side and by what the debt is for. */
export function papers({ role, answers }: Ground): Section {
  const title = say('要准备的材料', 'Papers to gather');
  return { id: 'papers', title, lines: role === 'creditor' ? forCreditor(answers.basis, answers.papers) : forDebtor(answers.basis) };
}

function forCreditor(basis: unknown, held: unknown): Section['lines'] {
  return [
    ...byBasis(basis),
    say(
      '对账单、催款函及送达凭证、聊天和邮件记录（保留原始载体）',
      'statements, demands with proof of arrival, messages and e-mails (keep the originals)',
    ),
    say('对方已付款的银行回单', 'bank slips of what was paid'),
    say('对方的登记信息或身份信息、地址、电话', 'the debtor’s register entry or identity, address and telephone'),
    ...(held === 'none' || held === 'messages'
      ? [
          say(
            '凭证不足时，先请对方在书面对账单或还款计划上确认金额。',
            'If papers are thin, first ask for a signed statement or payment plan that confirms the sum.',
          ),
        ]
      : []),
  ];
}

function byBasis(basis: unknown): Section['lines'] {
  switch (basis) {
    case 'loan':
      return [say('借条或借款合同，转账凭证（证明款项实际交付）', 'the IOU or loan contract, and proof that the money was handed over')];
    case 'judgment':
    case 'award':
      return [say('生效判决书、调解书或裁决书，生效证明，送达证明', 'the judgment, settlement or award, proof that it is final, proof of service')];
    case 'rent':
      return [say('租赁合同、交接记录、欠租明细', 'the lease, the handover record, a list of unpaid rent')];
    case 'sale':
      return [say('合同或订单、发票、送货单和签收单', 'the contract or order, invoices, delivery notes and signed receipts')];
    default:
      return [say('合同、发票、验收或完工记录', 'the contract, invoices, records of acceptance or completion')];
  }
}

const forDebtor = (basis: unknown): Section['lines'] => [
  say('对方的催款函、授权委托书和债权转让通知', 'the demand, the collector’s mandate and any notice of assignment'),
  say('合同或借条，以及每一笔付款的记录', 'the contract or IOU, and a record of every payment'),
  ...(basis === 'loan'
    ? [say('实际到账金额的银行流水（看有没有“砍头息”）', 'bank records of what you really received (to show interest taken in advance)')]
    : []),
  say('来电记录、录音、短信截图（催收方式不当时投诉用）', 'call logs, recordings and screenshots, in case the collection was unlawful'),
  say('收入和支出的简单说明（协商分期时用）', 'a short statement of income and spending, for agreeing instalments'),
];
