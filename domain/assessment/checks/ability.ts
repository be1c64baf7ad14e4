import type { Claim } from '#domain/claim/claim.ts';
import type { Answer } from '#domain/kernel/answer.ts';
import { type Day, isoDay } from '#domain/kernel/day.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { dayWords } from '#domain/kernel/wording.ts';
import { type Check, check, type Reason } from '../check.ts';
import { type ListEntry, listed, type RejectedEntries, rejectedBefore, staleListDays } from './lists.ts';
import { type NewsFact, news } from './news.ts';

export type { ListEntry } from './lists.ts';

/** How this debtor paid this creditor before: counts of closed invoices and days late. */
export type PaymentHistory = {
  readonly invoices: number;
  readonly paidLate: number;
  readonly meanDaysLate: number;
  readonly unpaid: number;
  readonly since?: Day;
};

/** A possible asset of the debtor from the asset map; only `checked` and `usable` ones count. */
export type AssetFact = { readonly status: 'clue' | 'checked' | 'usable'; readonly detail: Bilingual; readonly source: string };

export type AbilityCheckInput = {
  readonly claim: Claim;
  readonly asOf: Day;
  readonly lists: readonly Answer<ListEntry>[];
  /** Entries that a person has said are another party. */
  readonly rejected?: readonly RejectedEntries[];
  /** Articles that a person confirmed, how many still wait, and what the sources of news answered; absent: nobody was asked. */
  readonly news?: { readonly facts: readonly NewsFact[]; readonly waiting: number; readonly sources: readonly Answer<unknown>[] };
  /** Absent: no history kept. */
  readonly history?: PaymentHistory;
  readonly assets?: readonly AssetFact[];
};

/** Can they pay, and have they paid before? Only from lists, ageing, own history and events: nothing is inferred from silence of a source. */
export function checkAbility(input: AbilityCheckInput): Check {
  const { claim, asOf } = input;
  const reasons = [
    ...input.lists.flatMap((answer) => listed(answer, asOf)),
    ...(input.rejected ?? []).flatMap(rejectedBefore),
    ...(input.news ? news(input.news.facts, input.news.waiting, input.news.sources) : []),
    ...insolvency(claim),
    ...ageing(claim, asOf),
    ...(input.history ? history(input.history) : []),
    ...paidBefore(claim),
    ...promises(claim, asOf),
    ...(input.assets ?? []).flatMap(asset),
  ];
  return check('ability', reasons, [...input.lists, ...(input.news?.sources ?? [])], isoDay(asOf), staleListDays);
}

function insolvency(claim: Claim): Reason[] {
  const event = claim.events.find((one) => one.kind === 'insolvency-opened');
  if (!event) return [];
  return [
    {
      code: 'check.insolvency_opened',
      severity: 'error',
      text: {
        zh: `债务人于${dayWords(event.on).zh}进入破产程序，只能申报债权。`,
        en: `Insolvency was opened on ${dayWords(event.on).en}: the claim can only be lodged there.`,
      },
      evidence: { detail: isoDay(event.on) },
    },
  ];
}

/** Days past due of the oldest item that has a due day; undefined where none has. */
export function daysPastDue(claim: Claim, asOf: Day): number | undefined {
  const dues = claim.items.flatMap((item) => (item.dueOn !== undefined && item.amount.minor > 0n ? [item.dueOn] : []));
  return dues.length === 0 ? undefined : asOf - Math.min(...dues);
}

function ageing(claim: Claim, asOf: Day): Reason[] {
  const days = daysPastDue(claim, asOf);
  if (days === undefined || days <= 0) return [];
  return [
    {
      code: 'check.ageing',
      severity: days > 180 ? 'warning' : 'info',
      text: { zh: `最早一笔已逾期 ${days} 天。`, en: `The oldest item is ${days} days past due.` },
      evidence: { detail: `${days} d` },
    },
  ];
}

function history(past: PaymentHistory): Reason[] {
  if (past.invoices === 0) return [];
  const onTime = past.invoices - past.paidLate - past.unpaid;
  const words = {
    zh: `既往 ${past.invoices} 笔：按时 ${onTime} 笔，逾期付清 ${past.paidLate} 笔（平均迟 ${Math.round(past.meanDaysLate)} 天），未付 ${past.unpaid} 笔。`,
    en: `${past.invoices} earlier invoices: ${onTime} on time, ${past.paidLate} late (${Math.round(past.meanDaysLate)} days on average), ${past.unpaid} unpaid.`,
  };
  const unpaid = past.unpaid / past.invoices;
  return [
    {
      code: 'check.history',
      severity: unpaid > 0.25 ? 'warning' : unpaid === 0 ? 'good' : 'info',
      text: words,
      evidence: { source: 'own ledger', detail: `${past.invoices}/${past.paidLate}/${past.unpaid}` },
    },
  ];
}

function paidBefore(claim: Claim): Reason[] {
  if (claim.payments.length === 0) return [];
  return [
    {
      code: 'check.part_paid',
      severity: 'good',
      text: { zh: `本债权已收到 ${claim.payments.length} 笔付款。`, en: `${claim.payments.length} payments on this claim have come in.` },
      evidence: { detail: String(claim.payments.length) },
    },
  ];
}

/** How long after a promise the money may take before it counts as broken. */
const promiseDays = 30;

/** Each promise on record: kept where a payment came after it, broken where none did in time, else open and not told. */
function promises(claim: Claim, asOf: Day): Reason[] {
  return claim.events
    .filter(({ kind }) => kind === 'promise')
    .flatMap(({ on }): Reason[] => {
      const kept = claim.payments.some(({ paidOn }) => paidOn >= on && paidOn <= on + promiseDays);
      const words = dayWords(on);
      const evidence = { detail: isoDay(on) };
      if (kept)
        return [
          {
            code: 'check.promise_kept',
            severity: 'good',
            text: { zh: `${words.zh}的还款承诺之后有付款。`, en: `After the promise of ${words.en} a payment came.` },
            evidence,
          },
        ];
      if (asOf - on <= promiseDays) return [];
      return [
        {
          code: 'check.promise_broken',
          severity: 'warning',
          text: {
            zh: `${words.zh}的还款承诺在 ${promiseDays} 天内没有付款。`,
            en: `The promise of ${words.en} was followed by no payment within ${promiseDays} days.`,
          },
          evidence,
        },
      ];
    });
}

function asset(fact: AssetFact): Reason[] {
  const evidence = { source: fact.source, detail: fact.detail.en };
  if (fact.status === 'clue') {
    return [
      {
        code: 'check.asset_clue',
        severity: 'info',
        text: { zh: `财产线索（未核实）：${fact.detail.zh}`, en: `Asset clue, not checked: ${fact.detail.en}` },
        evidence,
      },
    ];
  }
  return [
    {
      code: 'check.assets_known',
      severity: 'good',
      text: { zh: `已核实的财产：${fact.detail.zh}`, en: `Checked asset: ${fact.detail.en}` },
      evidence,
    },
  ];
}
