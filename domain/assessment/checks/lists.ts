import type { Answer } from '#domain/kernel/answer.ts';
import type { Day } from '#domain/kernel/day.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { ageOf, type Reason } from '../check.ts';
import { nothingOnPage } from './copied.ts';

/** An entry in a list of judgments, defaulters, insolvencies or sanctions, or a court record. */
export type ListEntry = {
  readonly list: 'judgment-debtor' | 'dishonest-judgment-debtor' | 'consumption-restriction' | 'insolvency' | 'sanctions' | 'litigation' | 'other';
  readonly detail: string;
  /** Exact identifier or only a name. */
  readonly matchedBy: 'identifier' | 'name';
  readonly open: boolean;
  /**
   * What a person said of it. Only `confirmed` is told as the debtor's: court and sanctions hits are never asserted by a
   * machine, not even by number, because lists carry wrong and reused numbers. An entry that was rejected never comes here.
   */
  readonly standing: 'confirmed' | 'unsure' | 'waiting';
};

/** How many entries of one source a person has said are somebody else's. */
export type RejectedEntries = { readonly source: string; readonly entries: number };

/** Lists change daily; an answer older than this is said to be stale. */
export const staleListDays = 90;

export const listNames: Readonly<Record<ListEntry['list'], Bilingual>> = {
  'judgment-debtor': { zh: '被执行人名单', en: 'list of judgment debtors' },
  'dishonest-judgment-debtor': { zh: '失信被执行人名单', en: 'list of dishonest judgment debtors' },
  'consumption-restriction': { zh: '限制消费名单', en: 'list of consumption restrictions' },
  insolvency: { zh: '破产信息', en: 'insolvency register' },
  sanctions: { zh: '制裁名单', en: 'sanctions list' },
  litigation: { zh: '诉讼记录', en: 'court record' },
  other: { zh: '名单', en: 'list' },
};

/** What one source's answer says of the debtor's means. A source that is silent, out of reach or failed says nothing. */
export function listed(answer: Answer<ListEntry>, asOf: Day): Reason[] {
  switch (answer.kind) {
    case 'not-found':
      if (answer.copied) return [nothingOnPage(answer), ...stale(answer.source, answer.asOf, asOf)];
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
        ...stale(answer.source, answer.asOf, asOf),
      ];
    case 'not-covered':
    case 'source-failed':
      return [];
    case 'found':
      return [hit(answer.value, answer.source), ...stale(answer.source, answer.asOf, asOf)];
  }
}

function hit(entry: ListEntry, source: string): Reason {
  const name = listNames[entry.list];
  const evidence = { source, detail: entry.detail };
  if (entry.standing === 'confirmed') {
    const grave = entry.open && entry.list === 'insolvency';
    return {
      code: 'check.list_hit',
      severity: grave ? 'error' : entry.open ? 'warning' : 'info',
      text: {
        zh: `${name.zh}有债务人的记录（已人工确认）：${entry.detail}`,
        en: `The ${name.en} has an entry, confirmed by a person: ${entry.detail}`,
      },
      evidence,
    };
  }
  const how =
    entry.matchedBy === 'identifier'
      ? { zh: '相同号码', en: 'under the debtor’s number' }
      : { zh: '同名或近似名称', en: 'under the same or a similar name' };
  const unsure = entry.standing === 'unsure';
  return {
    code: 'check.list_possible',
    severity: entry.open ? 'warning' : 'info',
    text: {
      zh: `${name.zh}有${how.zh}的记录，${unsure ? '经查尚不能确定是否为债务人' : '待人工确认'}：${entry.detail}`,
      en: `The ${name.en} has an entry ${how.en}, ${unsure ? 'of which a person was not sure' : 'to be confirmed by a person'}: ${entry.detail}`,
    },
    evidence,
  };
}

export function rejectedBefore({ source, entries }: RejectedEntries): Reason[] {
  return [
    {
      code: 'check.list_rejected',
      severity: 'info',
      text: {
        zh: `${source}中 ${entries} 条近似记录经人工核对不是债务人。`,
        en: `${entries} like ${entries === 1 ? 'entry' : 'entries'} of ${source} were looked at and belong to somebody else.`,
      },
      evidence: { source, detail: String(entries) },
    },
  ];
}

function stale(source: string, answered: string, asOf: Day): Reason[] {
  const age = ageOf(answered, asOf);
  if (age === undefined || age <= staleListDays) return [];
  return [
    {
      code: 'check.list_stale',
      severity: 'info',
      text: { zh: `${source}的数据已有 ${age} 天，请重新查询。`, en: `The answer of ${source} is ${age} days old; ask again.` },
      evidence: { source, detail: answered },
    },
  ];
}
