import { addDays, isoDay } from '../../../kernel/day.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { routesFrom } from '../../profiles/profile.ts';
import type { Ground, Section } from '../outcome.ts';
import { type LawRoute, routesOf } from '../routes-of.ts';
import { say, sourced } from '../words.ts';

const urgentDays = 60;

/** What to do next, in order; the first line is the one that cannot wait. */
export function creditorNext(ground: Ground): Section {
  const { answers } = ground;
  const steps = [...urgent(ground), ...main(ground), ...abroad(ground), ...(answers.debtor_state === 'difficulty' ? [plan] : [])];
  return { id: 'next', title: say('下一步', 'What to do next'), lines: steps.map((step, i) => say(`${i + 1}. ${step.zh}`, `${i + 1}. ${step.en}`)) };
}

const plan = say(
  '对方有困难时，书面约定分期（写明总额、每期日期、违约后全部到期），既多收回钱，又重新确认债务。',
  'If they are in difficulty, agree instalments in writing (sum, dates, all due on default): it brings in more, and the debt is acknowledged anew.',
);

function urgent({ position, asOf }: Ground): Bilingual[] {
  const ends = position?.limitation.status === 'running' ? position.limitation.expiresOn : undefined;
  if (ends === undefined || ends > addDays(asOf, urgentDays)) return [];
  return [
    say(
      `时效将于 ${isoDay(ends)} 届满：在此之前起诉或采取当地法律承认的中断措施。`,
      `Limitation ends on ${isoDay(ends)}: sue, or do what local law accepts as interruption, before then.`,
    ),
  ];
}

function main(ground: Ground): Bilingual[] {
  const { answers, position } = ground;
  if (position?.limitation.status === 'expired')
    return [
      say(
        '先看“旧账”一节，再发一封不施压的书面请求，争取对方签字确认。',
        'Read “An old debt” first; then write once, without pressure, and ask for a signed confirmation.',
      ),
    ];
  if (answers.debtor_state === 'insolvent')
    return [
      say(
        '在法院或管理人公布的期限内申报债权，不要再单独催收。',
        'File the claim with the administrator in the time set; do not collect on your own any more.',
      ),
      ...of(ground, ['insolvency']),
    ];
  if (answers.basis === 'judgment' || answers.basis === 'award')
    return [say('申请强制执行，并提供财产线索。', 'Apply for enforcement and name the assets you know of.'), ...of(ground, ['enforcement'])];
  const demand = say(
    '发一封书面催款函：写明数额、依据、付款期限和账户，用能证明送达的方式寄出。',
    'Send a written demand with sum, ground, time to pay and account, in a way that proves arrival.',
  );
  const locate =
    answers.debtor_state === 'missing'
      ? [
          say(
            '先查登记信息和送达地址；联系不上的不能走支付令，起诉时可以公告送达。',
            'Find the register entry and an address for service first: a missing debtor rules out an order for payment, and service then is by notice.',
          ),
        ]
      : [];
  if (answers.arbitration === true)
    return [
      ...locate,
      demand,
      say(
        '有仲裁条款：向约定的仲裁机构申请仲裁，不要去法院起诉。',
        'There is an arbitration clause: apply to the named institution, not to the court.',
      ),
      ...of(ground, ['arbitration']),
    ];
  if (answers.disputed === 'yes' || answers.disputed === 'partly')
    return [
      ...locate,
      say('先书面回应异议，把无争议的部分分开要。', 'Answer the objection in writing, and ask for the undisputed part on its own.'),
      ...of(ground, ['mediation', 'small-claims', 'suit']),
    ];
  return [...locate, demand, ...of(ground, [...(locate.length > 0 ? [] : (['payment-order'] as const)), 'complaint', 'small-claims', 'suit'])];
}

function of(ground: Ground, kinds: readonly LawRoute['value']['route'][]): Bilingual[] {
  const routes = routesOf(ground);
  return kinds.flatMap((kind) => routes.filter(({ value }) => value.route === kind).map(routeLine));
}

function routeLine({ rule, value }: LawRoute): Bilingual {
  const time = value.duration
    ? say(`，约 ${value.duration.leastDays}–${value.duration.mostDays} 天`, `, about ${value.duration.leastDays} to ${value.duration.mostDays} days`)
    : say('', '');
  const name = rule.title ? say(`${rule.title.zh}：`, `${rule.title.en}: `) : say('', '');
  return sourced(say(`${name.zh}${value.summary.zh}${time.zh}`, `${name.en}${value.summary.en}${time.en}`), rule.citation);
}

function abroad({ answers }: Ground): Bilingual[] {
  const { creditor_country: seat, debtor_country: place } = answers;
  if (typeof seat !== 'string' || typeof place !== 'string' || seat === place) return [];
  return routesFrom(seat, place).map((route) => {
    const mark = { yes: say('可行', 'open'), no: say('不通', 'closed'), unsure: say('需先核实', 'ask first') }[route.open];
    return sourced(say(`跨境（${mark.zh}）：${route.text.zh}`, `Across the border (${mark.en}): ${route.text.en}`), route.citation);
  });
}
