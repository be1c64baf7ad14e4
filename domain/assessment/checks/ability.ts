import type { Claim } from '#domain/claim/claim.ts';
import type { Answer } from '#domain/kernel/answer.ts';
import { type Day, isoDay } from '#domain/kernel/day.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { dayWords } from '#domain/kernel/wording.ts';
import { type Check, check, type Reason } from '../check.ts';

/** An entry in a list of judgments, defaulters, insolvencies or sanctions that the tenant keeps locally. */
export type ListEntry = {
  readonly list: 'judgment-debtor' | 'dishonest-judgment-debtor' | 'consumption-restriction' | 'insolvency' | 'sanctions' | 'other';
  readonly detail: string;
  /** Exact identifier or only a name: a name alone is never asserted. */
  readonly matchedBy: 'identifier' | 'name';
  readonly open: boolean;
};

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
  /** Absent: no history kept. */
  readonly history?: PaymentHistory;
  readonly assets?: readonly AssetFact[];
};

/** Can they pay, and have they paid before? Only from lists, ageing, own history and events: nothing is inferred from silence of a source. */
export function checkAbility(input: AbilityCheckInput): Check {
  const { claim, asOf } = input;
  const reasons = [
    ...input.lists.flatMap(listed),
    ...insolvency(claim),
    ...ageing(claim, asOf),
    ...(input.history ? history(input.history) : []),
    ...paidBefore(claim),
    ...(input.assets ?? []).flatMap(asset),
  ];
  return check('ability', reasons, input.lists, isoDay(asOf));
}

const listNames: Readonly<Record<ListEntry['list'], { readonly zh: string; readonly en: string }>> = {
  'judgment-debtor': { zh: '被执行人名单', en: 'list of judgment debtors' },
  'dishonest-judgment-debtor': { zh: '失信被执行人名单', en: 'list of dishonest judgment debtors' },
  'consumption-restriction': { zh: '限制消费名单', en: 'list of consumption restrictions' },
  insolvency: { zh: '破产信息', en: 'insolvency register' },
  sanctions: { zh: '制裁名单', en: 'sanctions list' },
  other: { zh: '名单', en: 'list' },
};

function listed(answer: Answer<ListEntry>): Reason[] {
  switch (answer.kind) {
    case 'not-found':
      return [
        {
          code: 'check.list_clear',
          severity: 'info',
          text: {
            zh: `${answer.source}（截至 ${answer.asOf.slice(0, 10)}）没有债务人的记录；没有记录不等于没有债务。`,
            en: `${answer.source} (as of ${answer.asOf.slice(0, 10)}) has no entry; that is no proof of solvency.`,
          },
          evidence: { source: answer.source, detail: answer.asOf },
        },
      ];
    case 'not-covered':
    case 'source-failed':
      return [];
    case 'found': {
      const { value, source } = answer;
      const name = listNames[value.list];
      const sure = value.matchedBy === 'identifier';
      const grave = value.open && sure && value.list === 'insolvency';
      return [
        {
          code: sure ? 'check.list_hit' : 'check.list_possible',
          severity: grave ? 'error' : value.open ? 'warning' : 'info',
          text: sure
            ? { zh: `${name.zh}有债务人的记录：${value.detail}`, en: `The ${name.en} has an entry: ${value.detail}` }
            : {
                zh: `${name.zh}有同名记录，须人工确认：${value.detail}`,
                en: `The ${name.en} has an entry under the same name, which a person must confirm: ${value.detail}`,
              },
          evidence: { source, detail: value.detail },
        },
      ];
    }
  }
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
