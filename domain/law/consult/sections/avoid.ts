import { isoDay } from '../../../kernel/day.ts';
import { allConductRules } from '../../conduct/book.ts';
import type { DebtorKind } from '../../conduct/rule.ts';
import type { Ground, Section } from '../outcome.ts';
import { say, sourced } from '../words.ts';

/** What not to do: for the creditor the conduct rules of the debtor's place, for the debtor the ways to make it worse. */
export function avoid(ground: Ground): Section {
  return { id: 'avoid', title: say('不要这样做', 'What not to do'), lines: ground.role === 'creditor' ? forCreditor(ground) : forDebtor };
}

function forCreditor({ answers, asOf }: Ground): Section['lines'] {
  const place = typeof answers.debtor_country === 'string' ? answers.debtor_country : '';
  const kind: DebtorKind = answers.debtor_kind === 'public-body' ? 'public-body' : answers.debtor_kind === 'person' ? 'consumer' : 'business';
  const today = isoDay(asOf);
  const rules = allConductRules().filter(
    ({ place: at, rule }) =>
      at === place &&
      (rule.kind === 'hours' || rule.kind === 'limit' || rule.id === 'cn.50') &&
      (rule.appliesTo?.debtor?.includes(kind) ?? true) &&
      (rule.appliesTo?.sender?.includes('creditor') ?? true) &&
      (rule.appliesTo?.sector?.includes('other') ?? true) &&
      (rule.from === undefined || rule.from <= today),
  );
  return [
    say(
      '不要威胁、辱骂、跟踪、堵门，不要冒充公检法或律师，不要夸大后果。',
      'No threats, insults, following or blocking doors; never pose as an authority or a lawyer; no invented consequences.',
    ),
    say('不要告诉家人、同事、雇主，不要在网上或群里公布。', 'Do not tell family, colleagues or employers, and publish nothing.'),
    ...rules.map(({ rule }) => sourced(rule.text, rule.citation)),
    ...(place === 'CN' || place === 'VN'
      ? [
          say(
            '不要委托讨债公司：当地禁止，应自行催告或委托律师事务所。',
            'Do not hire a debt-collection company: they are banned there. Ask yourself, or mandate a law firm.',
          ),
        ]
      : []),
    ...(place === 'US' && kind === 'consumer'
      ? [
          sourced(say('已过时效的消费债务，不要起诉或以起诉相威胁', 'do not sue, or threaten suit, on a consumer debt past limitation'), {
            instrument: '12 CFR 1006.26(b)',
            status: 'unverified',
          }),
        ]
      : []),
    say('不要只打电话：口头催款难以证明，也不要让时效悄悄过去。', 'Do not only telephone: a spoken demand is hard to prove, and time runs silently.'),
  ];
}

const forDebtor: Section['lines'] = [
  say(
    '不要不理会法院文书：逾期不答复，对方的主张可能直接成立。',
    'Do not ignore court papers: without an answer in time the claim may simply succeed.',
  ),
  say(
    '不要向个人账户或二维码付款，先核实债权人和账户；不要给验证码、不要共享屏幕。',
    'Do not pay to private accounts or codes before the creditor and account are checked; give nobody one-time codes, share no screen.',
  ),
  say('没有核对清楚之前，不要签还款协议，不要“先付一点”。', 'Sign no plan and pay no “little first” before the sum is checked.'),
  say('不要借新还旧，不要找“反催收”“代理维权”中介交费。', 'Do not borrow to pay, and pay no agent who promises to make debts vanish.'),
];
