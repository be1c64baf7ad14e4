import type { Claim, ClaimEvent } from '#domain/claim/claim.ts';
import { contactStop, type Overlay } from '#domain/claim/stage.ts';
import type { Citation } from '#domain/kernel/citation.ts';
import { addDays, type Day, isoDay } from '#domain/kernel/day.ts';
import { compareMoney, nothing } from '#domain/kernel/money.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { dayWords, moneyWords } from '#domain/kernel/wording.ts';
import type { Position } from '#domain/law/position.ts';
import type { Check } from './check.ts';
import type { RouteKind, RouteValue } from './routes.ts';

export type StepKind =
  | 'correct-claim'
  | 'identify-debtor'
  | 'close'
  | 'lodge-in-insolvency'
  | 'ask-counsel-limitation'
  | 'protect-limitation'
  | 'answer-dispute'
  | 'wait-until-due'
  | 'wait-for-answer'
  | 'send-demand'
  | 'stopped'
  | 'enforce'
  | 'complete-evidence'
  | 'take-route'
  | 'weigh-cost';

/** What to do next, why, and by when. Chosen by rules in a fixed order; the first that applies wins. */
export type NextStep = {
  readonly kind: StepKind;
  readonly route?: RouteKind;
  readonly text: Bilingual;
  readonly reasons: readonly Bilingual[];
  readonly citations: readonly Citation[];
  readonly by?: Day;
};

export type NextStepInput = {
  readonly claim: Claim;
  readonly position: Position;
  readonly checks: readonly Check[];
  readonly routes: readonly RouteValue[];
  /** Marks on the case: a hold, insolvency or vulnerability stops what would reach the debtor. Absent: none. */
  readonly overlays?: readonly Overlay[];
};

/** Limitation nearer than this comes before everything amicable. */
export const limitationAlarmDays = 60;
/** How long a demand may stay unanswered before the next route, where its letter set no later day. */
const demandAnswerDays = 30;

type Rule = (input: NextStepInput) => NextStep | undefined;

const rules: readonly Rule[] = [
  nothingLeft,
  claimUnsound,
  insolvent,
  debtorUnknown,
  barred,
  limitationNear,
  disputed,
  notDue,
  onHold,
  titleHeld,
  demandFirst,
  awaitAnswer,
  evidenceFirst,
  bestRoute,
];

export function nextStep(input: NextStepInput): NextStep {
  for (const rule of rules) {
    const step = rule(input);
    if (step) return step;
  }
  return {
    kind: 'weigh-cost',
    text: { zh: '权衡费用后由债权人决定', en: 'Weigh the cost and decide' },
    reasons: [
      {
        zh: '没有一条开放的路径能算出为正的预期净额。',
        en: 'No open route has an expected net above zero that can be stated.',
      },
    ],
    citations: [],
  };
}

function nothingLeft({ position }: NextStepInput): NextStep | undefined {
  if (compareMoney(position.total, nothing(position.total.currency)) > 0) return undefined;
  return step('close', '结案', 'Close the case', [{ zh: '没有未付的金额。', en: 'Nothing remains unpaid.' }]);
}

function claimUnsound({ checks }: NextStepInput): NextStep | undefined {
  const failed = checks.find((check) => check.kind === 'claim' && check.verdict === 'fail');
  if (!failed) return undefined;
  return step('correct-claim', '先更正债权', 'Correct the claim first', errorsOf(failed));
}

function debtorUnknown({ checks }: NextStepInput): NextStep | undefined {
  const failed = checks.find((check) => check.kind === 'debtor' && check.verdict === 'fail');
  if (!failed) return undefined;
  return step('identify-debtor', '先查明债务人', 'Establish who the debtor is first', errorsOf(failed));
}

function insolvent({ claim, routes, overlays = [] }: NextStepInput): NextStep | undefined {
  const event = claim.events.find((one) => one.kind === 'insolvency-opened');
  if (!event && !overlays.includes('insolvent')) return undefined;
  const route = routes.find((one) => one.kind === 'insolvency-proof');
  const on = event && dayWords(event.on);
  return {
    kind: 'lodge-in-insolvency',
    route: 'insolvency-proof',
    text: { zh: '向破产管理人申报债权', en: 'Lodge the claim in the insolvency' },
    reasons: [
      on
        ? { zh: `债务人于${on.zh}进入破产程序，不再单独催收。`, en: `Insolvency was opened on ${on.en}; no separate collection.` }
        : { zh: '案件标记为破产，不再单独催收。', en: 'The case is marked insolvent; no separate collection.' },
    ],
    citations: route?.citations ?? [],
  };
}

function barred({ position }: NextStepInput): NextStep | undefined {
  const { limitation } = position;
  if (limitation.status !== 'expired') return undefined;
  const on = limitation.expiresOn === undefined ? undefined : dayWords(limitation.expiresOn);
  return {
    kind: 'ask-counsel-limitation',
    text: { zh: '请律师判断时效，不以诉讼相催', en: 'Have counsel look at limitation; do not threaten suit' },
    reasons: [{ zh: `诉讼时效${on ? `已于${on.zh}` : '已'}届满。`, en: `The claim is out of time${on ? ` since ${on.en}` : ''}.` }],
    citations: limitation.because,
  };
}

function limitationNear({ position }: NextStepInput): NextStep | undefined {
  const { limitation, asOf } = position;
  if (limitation.status !== 'running' || limitation.expiresOn === undefined) return undefined;
  const left = limitation.expiresOn - asOf;
  if (left > limitationAlarmDays) return undefined;
  const on = dayWords(limitation.expiresOn);
  return {
    kind: 'protect-limitation',
    text: { zh: '立即保全诉讼时效', en: 'Protect the claim against limitation now' },
    reasons: [{ zh: `时效于${on.zh}届满，仅余 ${left} 天。`, en: `Limitation runs out on ${on.en}, in ${left} days.` }],
    citations: limitation.because,
    by: limitation.expiresOn,
  };
}

function disputed({ claim, routes }: NextStepInput): NextStep | undefined {
  if (!claim.disputed) return undefined;
  const mediation = routes.find((route) => route.kind === 'mediation' && route.open.kind === 'open');
  return {
    kind: 'answer-dispute',
    ...(mediation ? { route: 'mediation' as const } : {}),
    text: { zh: '先答复异议，停止催收；必要时调解', en: 'Answer the dispute and stop demands; mediate if needed' },
    reasons: [
      { zh: '债务人提出了异议，继续催收既不公平也无效果。', en: 'The debtor disputes the claim; pressing on would be neither fair nor useful.' },
    ],
    citations: mediation?.citations ?? [],
  };
}

function notDue({ claim, position }: NextStepInput): NextStep | undefined {
  const dues = claim.items.filter((item) => item.amount.minor > 0n).map((item) => item.dueOn);
  if (dues.length === 0 || !dues.every((due) => due !== undefined && due >= position.asOf)) return undefined;
  const first = Math.min(...dues.map((due) => due ?? position.asOf)) as Day;
  const on = dayWords(first);
  return {
    ...step('wait-until-due', '等待到期', 'Wait until it is due', [{ zh: `最早于${on.zh}到期。`, en: `The first sum falls due on ${on.en}.` }]),
    by: addDays(first, 1),
  };
}

/** While a mark stops contact nothing is sent and no route is taken; what protects the claim (limitation, insolvency) comes before. */
function onHold({ overlays = [] }: NextStepInput): NextStep | undefined {
  const stop = contactStop(overlays);
  if (!stop) return undefined;
  return step('stopped', stop.why.zh, stop.why.en, [
    { zh: '解除标记后，系统会重新给出下一步。', en: 'When the mark is lifted, the next step is read again.' },
  ]);
}

function titleHeld({ claim, routes }: NextStepInput): NextStep | undefined {
  if (claim.basis !== 'judgment' && claim.basis !== 'award') return undefined;
  const route = routes.find((one) => one.kind === 'enforcement' && one.open.kind === 'open');
  if (!route) return undefined;
  return {
    kind: 'enforce',
    route: 'enforcement',
    text: { zh: '申请强制执行', en: 'Apply for enforcement' },
    reasons: [{ zh: '已有生效法律文书，无须再行起诉。', en: 'There is a title already; suing again is not needed.' }],
    citations: route.citations,
  };
}

function demandFirst({ claim, position, routes }: NextStepInput): NextStep | undefined {
  if (lastDemand(claim)) return undefined;
  const route = routes.find((one) => one.kind === 'demand');
  if (route && route.open.kind === 'shut') return undefined;
  return {
    kind: 'send-demand',
    route: 'demand',
    text: { zh: '发出债权人自己的催款函', en: 'Send the creditor’s own demand letter' },
    reasons: [
      { zh: '尚无催款记录。', en: 'No demand is on record.' },
      {
        zh: `费用最低，且${position.perDay.minor > 0n ? `欠款每日增加 ${moneyWords(position.perDay).zh}` : '便于确定逾期和证据'}。`,
        en: `It costs least, and ${position.perDay.minor > 0n ? `the debt grows by ${moneyWords(position.perDay).en} a day` : 'it fixes default and evidence'}.`,
      },
    ],
    citations: route?.citations ?? [],
  };
}

function awaitAnswer({ claim, position }: NextStepInput): NextStep | undefined {
  const demand = lastDemand(claim);
  if (!demand) return undefined;
  const until = addDays(demand.on, demandAnswerDays);
  if (position.asOf > until) return undefined;
  return {
    ...step('wait-for-answer', '等待答复', 'Wait for the answer', [
      {
        zh: `${dayWords(demand.on).zh}已催款，答复期未满。`,
        en: `A demand went out on ${dayWords(demand.on).en}; the time to answer has not passed.`,
      },
    ]),
    by: addDays(until, 1),
  };
}

/** A court would ask for proof: without a passed claim check no outcome is estimated, so the papers come first. */
function evidenceFirst({ checks, routes }: NextStepInput): NextStep | undefined {
  const check = checks.find((one) => one.kind === 'claim');
  if (check?.verdict === 'pass' || !routes.some((route) => route.decided && route.open.kind === 'open')) return undefined;
  const why = (check?.reasons ?? []).filter((reason) => reason.severity === 'warning' || reason.severity === 'info').map((reason) => reason.text);
  return step('complete-evidence', '补齐证据，再选择路径', 'Complete the evidence, then choose the route', [
    { zh: '催款未得结果，而债权校验尚未通过。', en: 'The demand brought nothing, and the claim check has not passed.' },
    ...why.slice(0, 3),
  ]);
}

/** The open route with the highest expected net, if that is above zero; a demand already sent is not repeated. */
function bestRoute({ routes, claim }: NextStepInput): NextStep | undefined {
  const open = routes.filter((route) => route.open.kind === 'open' && route.kind !== 'demand');
  const valued = open.flatMap((route) => (route.expected.kind === 'estimated' ? [{ route, net: route.expected.net }] : []));
  const best = valued.reduce<(typeof valued)[number] | undefined>(
    (top, one) => (top === undefined || compareMoney(one.net.mid, top.net.mid) > 0 ? one : top),
    undefined,
  );
  if (!best || best.net.mid.minor <= 0n) return undefined;
  const demand = lastDemand(claim);
  const net = { low: moneyWords(best.net.low), high: moneyWords(best.net.high) };
  return {
    kind: 'take-route',
    route: best.route.kind,
    text: { zh: `采取：${best.route.name.zh}`, en: `Take this route: ${best.route.name.en}` },
    reasons: [
      ...(demand ? [{ zh: `${isoDay(demand.on)} 的催款未得结果。`, en: `The demand of ${isoDay(demand.on)} brought nothing.` }] : []),
      {
        zh: `在可估算的路径中预期净额最高（${net.low.zh} 至 ${net.high.zh}）；差别来自费用、时间和可追偿费用，不来自胜率。`,
        en: `Highest expected net of those that can be stated (${net.low.en} to ${net.high.en}); the difference comes from cost, time and repaid cost, not from odds of winning.`,
      },
    ],
    citations: best.route.citations,
  };
}

function lastDemand(claim: Claim): ClaimEvent | undefined {
  return claim.events.filter((event) => event.kind === 'demand-sent' || event.kind === 'demand-received').sort((a, b) => b.on - a.on)[0];
}

const errorsOf = (check: Check): Bilingual[] => check.reasons.filter((reason) => reason.severity === 'error').map((reason) => reason.text);

function step(kind: StepKind, zh: string, en: string, reasons: readonly Bilingual[]): NextStep {
  return { kind, text: { zh, en }, reasons, citations: [] };
}
