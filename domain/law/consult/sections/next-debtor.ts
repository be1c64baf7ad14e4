import { dayOf, isoDay } from '../../../kernel/day.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import type { Ground, Section } from '../outcome.ts';
import { say, sourced } from '../words.ts';

/** What the debtor should do next, the most urgent first. */
export function debtorNext(ground: Ground): Section {
  const steps = [...court(ground), ...answer(ground), ...pay(ground)];
  return { id: 'next', title: say('下一步', 'What to do next'), lines: steps.map((step, i) => say(`${i + 1}. ${step.zh}`, `${i + 1}. ${step.en}`)) };
}

function court({ answers }: Ground): Bilingual[] {
  if (answers.demand_from !== 'court') return [];
  const on = typeof answers.court_papers_on === 'string' ? isoDay(dayOf(answers.court_papers_on)) : undefined;
  const since = on ? say(`（${on} 收到）`, ` (received ${on})`) : say('', '');
  if (answers.debtor_country !== 'CN')
    return [
      say(
        `看文书上写的答复期限${since.zh}，在期限内书面答复或异议，并尽快找律师或法律援助。`,
        `Find the time to answer in the papers${since.en}; answer or object in writing in time, and see a lawyer or legal aid soon.`,
      ),
    ];
  return [
    sourced(
      say(
        `支付令：收到之日起 15 日内书面提出异议，否则可被强制执行；仅说“没钱”“要缓一缓”不算异议${since.zh}。`,
        `An order for payment: object in writing within 15 days of receipt, or it is enforced; “cannot pay” or “need time” is no objection${since.en}.`,
      ),
      { instrument: '民事诉讼法；民诉法解释', article: '227；435-439', status: 'verified' },
    ),
    sourced(
      say(
        '起诉状副本：收到之日起 15 日内提交答辩状，并按时到庭。',
        'A statement of claim: answer within 15 days of receipt and come to the hearing.',
      ),
      { instrument: '民事诉讼法', article: '128', status: 'unverified' },
    ),
  ];
}

function answer({ answers, position }: Ground): Bilingual[] {
  if (position?.limitation.status === 'expired')
    return [
      say(
        '书面答复：不承认债务，保留时效抗辩；被起诉时在第一审提出。',
        'Answer in writing without admitting anything, and reserve the plea of limitation; raise it in the first instance if sued.',
      ),
    ];
  if (answers.recognise === 'no')
    return [say('书面否认并要求证明；继续骚扰的，保留证据。', 'Deny it in writing and ask for proof; keep evidence if pressure goes on.')];
  if (answers.recognise === 'partly' || answers.recognise === 'unsure')
    return [
      say(
        '书面要求列明账目，指出不同意的部分，无争议的部分可以先协商。',
        'Ask for an account in writing, name what you do not accept, and talk about the part that is not disputed.',
      ),
    ];
  return [];
}

function pay({ answers, position }: Ground): Bilingual[] {
  if (answers.recognise === 'no' || position?.limitation.status === 'expired') return [];
  switch (answers.ability) {
    case 'all':
      return [
        say(
          '核对无误后付到债权人本人账户，索要收据和结清证明。',
          'Once checked, pay to the creditor’s own account and ask for a receipt and a clearance letter.',
        ),
      ];
    case 'parts':
      return [
        say(
          '提出书面分期方案（写明每期金额和日期，请求减免利息），按约付款，留存凭证。',
          'Offer instalments in writing (sums, dates, a request to waive interest), keep to them and keep the slips.',
        ),
      ];
    case 'no':
      return [
        say(
          '书面说明困难，请求缓期；优先保证基本生活和住房，必要时申请法律援助或债务咨询。',
          'Explain the difficulty in writing and ask for time; living and housing come first; seek legal aid or debt advice.',
        ),
      ];
    default:
      return [say('把能付的金额和时间写下来，再和债权人商量。', 'Write down what you can pay and when, then talk to the creditor.')];
  }
}
