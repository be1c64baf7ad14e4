import type { Answer } from '#domain/kernel/answer.ts';
import type { PageKind } from '#domain/registry/capture/parse-page.ts';
import type { NothingFound } from '../ports/captures.ts';
import type { DebtorAnswers } from './debtor-lookup.ts';

/** The names under which copied pages stand among the tenant's sources; their English in domain/assessment/sources.ts. */
export const pageTitles: Readonly<Record<PageKind, string>> = {
  'dishonest-judgment-debtor': '失信被执行人（人工采集）',
  'judgment-debtor': '被执行人（人工采集）',
  'consumption-restriction': '限制消费人员（人工采集）',
  judgments: '裁判文书（人工采集）',
  'enterprise-register': '企业信用信息公示（人工采集）',
};

/**
 * The answers with what copied pages of the case did not find. Such a page takes the place of "holds only what somebody looked
 * up", because in this case somebody did look; entries that other pages brought stay beside it.
 */
export function withCopied(known: DebtorAnswers | undefined, pages: readonly NothingFound[]): DebtorAnswers {
  const silent = pages.map(({ page, on }) => ({ page, answer: { kind: 'not-found', source: pageTitles[page], asOf: on, copied: true } as const }));
  const sources = new Set(silent.map(({ answer }) => answer.source));
  const told = <T>(answers: readonly Answer<T>[] | undefined, register: boolean): readonly Answer<T>[] => [
    ...(answers ?? []).filter(({ kind, source }) => !(kind === 'not-covered' && sources.has(source))),
    ...silent.filter(({ page }) => (page === 'enterprise-register') === register).map(({ answer }) => answer),
  ];
  const [register, lists] = [told(known?.register, true), told(known?.lists, false)];
  return { ...known, ...(register.length > 0 ? { register } : {}), ...(lists.length > 0 ? { lists } : {}) };
}
