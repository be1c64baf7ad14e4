import { compareMoney, moneyFrom, subtract } from '../../../kernel/money.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import type { Ground, Section } from '../outcome.ts';
import { moneyWords, say } from '../words.ts';

/** "I got a demand: is it right?" The sum asked for beside the sum the law gives. */
export function isItRight({ position, answers }: Ground): Section {
  return {
    id: 'check',
    title: say('这个要求对吗', 'Is the demand right?'),
    lines: [
      ...who(answers.demand_from, answers.debtor_country),
      ...sum({ position, answers }),
      ...recognised(answers.recognise),
      ...advance(answers),
    ],
  };
}

function sum({ position, answers }: Pick<Ground, 'position' | 'answers'>): Bilingual[] {
  const { demanded } = answers;
  if (!position || typeof demanded !== 'object' || demanded === null)
    return [
      say(
        '没有填对方要求的总额，无法比较；请让对方书面列出本金、利息、费用和已付款。',
        'Without the sum demanded nothing can be compared: ask for a written list of principal, interest, fees and payments.',
      ),
    ];
  if (demanded.currency !== position.total.currency)
    return [say('对方要求的币种与债务币种不同，不作换算比较。', 'The demand is in another currency; it is not converted here.')];
  const asked = moneyFrom(demanded);
  const agreed =
    answers.interest_kind === undefined || answers.interest_kind === null
      ? [
          say(
            '您没有填写约定的利息或违约金：有约定的，在法律允许的范围内另计，结果会不同。',
            'You did not say what interest or penalty was agreed: an agreement counts within the limits of the law and changes the result.',
          ),
        ]
      : [];
  const order = compareMoney(asked, position.total);
  const expired =
    position.limitation.status === 'expired'
      ? [say('即使金额不错，时效已届满，您可以依法拒绝。', 'Even if the sum is right, the limitation period has ended and you may refuse.')]
      : [];
  const doubt =
    position.gaps.length > 0 || position.alternatives.length > 0
      ? [
          say(
            '计算中有未公布的利率或不同算法，差额仅供核对。',
            'A rate is unpublished, or the law can be read in another way: take the difference as a prompt to check.',
          ),
        ]
      : [];
  if (order > 0) {
    const more = subtract(asked, position.total);
    return [
      say(
        `对方要 ${moneyWords(asked)}，依法计算为 ${moneyWords(position.total)}，多要了 ${moneyWords(more)}。请对方说明差额的依据。`,
        `They ask for ${moneyWords(asked)}; the law gives ${moneyWords(position.total)}: ${moneyWords(more)} too much. Ask them to explain the difference.`,
      ),
      ...agreed,
      ...doubt,
      ...expired,
    ];
  }
  if (order === 0)
    return [say(`金额与依法计算一致（${moneyWords(asked)}）。`, `The sum agrees with the law (${moneyWords(asked)}).`), ...doubt, ...expired];
  return [
    say(
      `对方要 ${moneyWords(asked)}，不超过依法计算的 ${moneyWords(position.total)}。`,
      `They ask for ${moneyWords(asked)}, not more than the ${moneyWords(position.total)} the law gives.`,
    ),
    ...doubt,
    ...expired,
  ];
}

function who(from: unknown, country: unknown): Bilingual[] {
  switch (from) {
    case 'collector':
      return [
        say(
          '请对方出示书面授权和身份；不能出示的，不必与其商谈，直接联系债权人。',
          'Ask for a written mandate and identity; without them do not deal with that person but with the creditor.',
        ),
        ...(country === 'CN'
          ? [
              say(
                '在中国，以催收为业的“讨债公司”不被允许；受金融机构委托的外部机构应在其公布的名单内。',
                'In China companies that live by collecting debts are not allowed; outside agencies of lenders must stand on the published list.',
              ),
            ]
          : []),
        ...(country === 'VN' ? [say('越南禁止经营讨债服务。', 'In Viet Nam the business of collecting debts is banned.')] : []),
      ];
    case 'unknown':
      return [
        say(
          '不认识的人要钱，先当作诈骗防范：不点链接、不付款，用官方渠道找到债权人核实。',
          'Treat a stranger’s demand as a fraud until checked: open no link, pay nothing, reach the creditor through official channels.',
        ),
      ];
    case 'lawyer':
      return [
        say(
          '核实律师事务所和律师执业证号；律师函不是法院文书，但应在期限内答复。',
          'Check the firm and the lawyer’s licence; a lawyer’s letter is not a court paper, but answer it in time.',
        ),
      ];
    case 'court':
      return [
        say(
          '到法院或仲裁机构的官方渠道核实案号；确认是真的，就必须在期限内答复。',
          'Check the case number through the court’s own channels; if it is real, you must answer in time.',
        ),
      ];
    default:
      return [];
  }
}

const recognised = (answer: unknown): Bilingual[] =>
  answer === 'no' || answer === 'unsure'
    ? [
        say(
          '您不确认这笔债：先书面要求对方提供合同、交付凭证和账目，不要付款或签字。',
          'You do not recognise it: ask in writing for contract, proof and account first; do not pay or sign.',
        ),
      ]
    : [];

function advance({ received, amount, debtor_country: country }: Ground['answers']): Bilingual[] {
  const both = typeof received === 'object' && received !== null && typeof amount === 'object' && amount !== null;
  if (!both || received.currency !== amount.currency || compareMoney(moneyFrom(received), moneyFrom(amount)) >= 0) return [];
  return country === 'CN'
    ? [
        say(
          '预先扣除的利息不计入本金，已按实际到手的数额计算（民法典 670）。',
          'Interest taken in advance is not principal: counted from what you really received (民法典 670).',
        ),
      ]
    : [
        say(
          '实际到手少于借据金额：请律师核对当地法律是否只承认实际到手的本金。',
          'You received less than the paper says: ask counsel whether only the sum received counts.',
        ),
      ];
}
