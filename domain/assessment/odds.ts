import type { Claim } from '#domain/claim/claim.ts';
import type { Day } from '#domain/kernel/day.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { betaQuantile } from './beta.ts';
import { daysPastDue } from './checks/ability.ts';

/** How far a figure may be trusted, and where it comes from; printed beside it everywhere. */
export type FigureSource = {
  readonly name: string;
  readonly status: 'own-cases' | 'weak-prior' | 'historical' | 'rule' | 'given' | 'assumption';
  readonly note: Bilingual;
};

/** The tenant's own closed cases in the same cell (country, age, kind of debtor): how many, and how many were collected. */
export type OwnCases = { readonly closed: number; readonly collected: number; readonly cell: Bilingual };

export type OddsPoint = { readonly monthsFromNow: number; readonly low: number; readonly mid: number; readonly high: number };

export type Odds =
  | {
      readonly kind: 'estimated';
      readonly ageMonths: number;
      /** Share of like claims collected when work starts now; `low` and `high` bound the middle 80%. */
      readonly now: { readonly low: number; readonly mid: number; readonly high: number };
      /** The same, if work starts so many months later. */
      readonly waiting: readonly OddsPoint[];
      readonly weight: { readonly priorCases: number; readonly ownClosed: number; readonly ownCollected: number };
      readonly sources: readonly FigureSource[];
      /** What this figure does not know about this case. */
      readonly notCounted: readonly Bilingual[];
    }
  | { readonly kind: 'withheld'; readonly why: Bilingual };

/** The prior counts as so many cases; own cases outweigh it as soon as there are more (notes: Beta prior, strength 20). */
export const priorCases = 20;
const daysPerMonth = 30.4375;
const interval = 0.8;
const waitingMonths = [0, 1, 2, 3, 4, 6, 9, 12, 18, 24] as const;

const survey: FigureSource = {
  name: 'CCAA survey 2004',
  status: 'weak-prior',
  note: {
    zh: '美国商业催收机构协会 2004 年问卷：受访机构对不同账龄商业账款收回可能性的意见，美国、企业间、非统计结果；以 S(t)=0.963·exp(−(t/9.40)^1.075)（t 为逾期月数）拟合，最大误差 3.5 个百分点。仅作弱先验。',
    en: 'Commercial Collection Agency Association, survey of 2004: opinion of US agencies on commercial accounts by age, not a measurement; fitted by S(t) = 0.963 exp(-(t/9.40)^1.075), t in months past due, largest error 3.5 points. A weak prior only.',
  },
};

/** Share collected by age in months past due. CCAA survey 2004, fitted curve (see `survey`). */
export const surveyShare = (monthsPastDue: number): number => 0.963 * Math.exp(-((Math.max(0, monthsPastDue) / 9.4) ** 1.075));

export function oddsOf(claim: Claim, asOf: Day, own: OwnCases | undefined): Odds {
  if (claim.events.some((event) => event.kind === 'insolvency-opened')) {
    return {
      kind: 'withheld',
      why: {
        zh: '债务人已进入破产程序，账龄曲线不适用；分配比例须由管理人的资料确定。',
        en: 'The debtor is insolvent, so the ageing curve does not apply; the dividend depends on the administrator’s figures.',
      },
    };
  }
  const days = daysPastDue(claim, asOf);
  if (days === undefined) {
    return { kind: 'withheld', why: { zh: '没有到期日，无法计算账龄。', en: 'No due date is known, so the age of the debt is not known.' } };
  }
  const age = Math.max(0, days) / daysPerMonth;
  const waiting = waitingMonths.map((months) => ({ monthsFromNow: months, ...band(surveyShare(age + months), own) }));
  const now = waiting[0] ?? band(surveyShare(age), own);
  return {
    kind: 'estimated',
    ageMonths: Math.round(age * 10) / 10,
    now: { low: now.low, mid: now.mid, high: now.high },
    waiting,
    weight: { priorCases, ownClosed: own?.closed ?? 0, ownCollected: own?.collected ?? 0 },
    sources: [survey, ...(own && own.closed > 0 ? [ownSource(own)] : [])],
    notCounted: notCounted(claim),
  };
}

/** Beta posterior: prior mean from the curve with the weight of 20 cases, own cases added; middle 80%, widened where a very skewed one leaves the mean outside. */
function band(priorMean: number, own: OwnCases | undefined): { readonly low: number; readonly mid: number; readonly high: number } {
  const share = Math.min(0.999, Math.max(0.001, priorMean));
  const alpha = share * priorCases + (own?.collected ?? 0);
  const beta = (1 - share) * priorCases + ((own?.closed ?? 0) - (own?.collected ?? 0));
  const tail = (1 - interval) / 2;
  const mid = alpha / (alpha + beta);
  return {
    low: round(Math.min(mid, betaQuantile(tail, alpha, beta))),
    mid: round(mid),
    high: round(Math.max(mid, betaQuantile(1 - tail, alpha, beta))),
  };
}

const round = (share: number): number => Math.round(share * 10_000) / 10_000;

const ownSource = (own: OwnCases): FigureSource => ({
  name: 'own closed cases',
  status: 'own-cases',
  note: {
    zh: `本机构已结案件（${own.cell.zh}）：${own.closed} 件，其中收回 ${own.collected} 件。`,
    en: `Own closed cases (${own.cell.en}): ${own.closed}, of which ${own.collected} were collected.`,
  },
});

function notCounted(claim: Claim): Bilingual[] {
  const list: Bilingual[] = [];
  if (claim.debtor.address?.country !== 'US')
    list.push({ zh: '债务人不在美国，问卷只涉及美国。', en: 'The debtor is not in the US; the survey covers the US only.' });
  if (claim.debtor.kind === 'person')
    list.push({ zh: '债务人是自然人，问卷只涉及企业。', en: 'The debtor is a person; the survey covers businesses.' });
  if (claim.disputed) list.push({ zh: '债权有争议，曲线未考虑。', en: 'The claim is disputed, which the curve does not know.' });
  if (claim.basis === 'judgment' || claim.basis === 'award')
    list.push({ zh: '已有生效法律文书，曲线未考虑。', en: 'There is a title already, which the curve does not know.' });
  return list;
}
