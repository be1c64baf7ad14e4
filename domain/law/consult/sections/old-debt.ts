import { addYears } from '../../../kernel/day.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { governedLimitation } from '../limitation-rule.ts';
import type { Ground, Section } from '../outcome.ts';
import { say, sourced } from '../words.ts';

const oldYears = 5;

/** The honest answer for a debt past limitation, or older than five years: what is lost, what can still be done. */
export function oldDebt(ground: Ground): Section | undefined {
  const { position, claim, asOf, role } = ground;
  if (!position || !claim) return undefined;
  const expired = position.limitation.status === 'expired';
  const due = claim.items[0]?.dueOn ?? position.items[0]?.dueOn;
  const old = due !== undefined && addYears(due, oldYears) < asOf;
  if (!expired && !old) return undefined;
  const lines = expired ? (role === 'creditor' ? expiredForCreditor(ground) : expiredForDebtor(ground)) : [];
  const aged = old ? (role === 'creditor' ? agedForCreditor : agedForDebtor) : [];
  return { id: 'old', title: say('旧账：实话实说', 'An old debt: the honest answer'), lines: [...lines, ...aged] };
}

function expiredForCreditor(ground: Ground): Bilingual[] {
  const { position, claim } = ground;
  const rule = governedLimitation(ground);
  const effect = position?.limitation.effectAfterExpiry;
  const gone = rule?.value.extinguishes === true;
  const revives = (rule?.value.effects ?? []).filter((each) => each.kind === 'restart' && each.afterExpiry);
  return [
    ...(effect ? [effect] : []),
    ...(gone
      ? [
          say(
            '依该地法律，债权本身已经消灭，不应再要求付款；除非有下述中断事由。',
            'Under this law the debt itself is gone and payment should no longer be asked for, unless one of the events below happened in time.',
          ),
        ]
      : [say('仍可以请对方自愿履行；自愿支付的不必返还。', 'You may still ask for voluntary payment, and what is paid voluntarily stands.')]),
    say(
      '先找中断证据：期间内的催款送达凭证、部分付款、对账签字、还款承诺、起诉或调解记录。找到一项，结论可能改变。',
      'First look for anything that interrupted it: proof that a demand arrived, a part payment, a signed statement, a promise, a suit or mediation. One find may change the answer.',
    ),
    ...revives.map((each) => sourced(say(`届满后仍可重新确认：${each.text.zh}`, `Even now it can be renewed: ${each.text.en}`), each.citation)),
    ...(claim && claim.guarantors.length > 0
      ? [say('保证人的责任期间另行计算，请单独核对。', 'A guarantor’s period is counted on its own: check it.')]
      : []),
    ...(gone
      ? []
      : [
          say(
            '如果起诉，对方提出的时效抗辩成立的，您会败诉并承担诉讼费。',
            'If you sue and limitation is rightly pleaded, you lose and bear the court fees.',
          ),
          ...(ground.law?.code === 'CN'
            ? []
            : [say('对方不提时效的，法院是否主动适用依当地法律。', 'Whether a court looks at it unasked depends on local law.')]),
        ]),
  ];
}

function expiredForDebtor(ground: Ground): Bilingual[] {
  const rule = governedLimitation(ground);
  const gone = rule?.value.extinguishes === true;
  return [
    ...(gone
      ? [say('依该地法律，这笔债可能已经消灭。', 'Under this law the debt may be gone altogether.')]
      : [
          say(
            '时效届满后您可以拒绝付款，但必须自己提出时效抗辩；收到法院文书不应诉，可能照样败诉。',
            'You may refuse to pay, but you must plead limitation yourself: if you ignore court papers you can lose all the same.',
          ),
        ]),
    say(
      '不想重新承担这笔债，就不要签还款协议、对账单或催款通知，也不要先付一点。',
      'If you do not want to take the debt on again, sign no plan, statement or dunning letter, and do not pay “a little first”.',
    ),
    say(
      '如果您愿意还，可以还：自愿支付的钱一般不能要回。',
      'You may still pay if you wish; what is paid voluntarily can as a rule not be claimed back.',
    ),
    say(
      '先核对：期间内有没有付款、签字、承诺或诉讼，这些会使时效重新计算。',
      'Check first whether a payment, signature, promise or suit in between restarted the period.',
    ),
  ];
}

const agedForCreditor: Bilingual[] = [
  say(
    '已超过五年：证据会散失，公司可能已注销，个人可能已搬迁；先查对方是否还在、有没有财产，再决定花不花钱。',
    'More than five years old: papers vanish, companies are struck off, people move. Find out first whether they still exist and own anything, then decide about spending money.',
  ),
  say(
    '对方公司已注销的，可查清算是否合法、股东是否承诺承担债务。',
    'If the company was struck off, look at how it was wound up and whether shareholders took over its debts.',
  ),
];
const agedForDebtor: Bilingual[] = [
  say(
    '已超过五年：请对方拿出合同、付款记录和债权转让通知，核对后再回应。',
    'More than five years old: ask for the contract, the record of payments and any notice of assignment before you answer.',
  ),
];
