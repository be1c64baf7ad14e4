import type { OwnCases } from '#domain/assessment/odds.ts';
import type { ClaimFiling } from '#domain/claim/filing.ts';
import { type Day, dayOf } from '#domain/kernel/day.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import type { ClosedCount } from '../ports/cases.ts';

/** How late a debt was: the first day of each step after the due day. The same steps stand in the query (adapters/postgres/cases/reader.ts). */
export const ageSteps = [1, 91, 181, 366, 731] as const;

const stepWords: readonly Bilingual[] = [
  { zh: '未逾期', en: 'not yet late' },
  { zh: '逾期 1 至 90 天', en: '1 to 90 days late' },
  { zh: '逾期 91 至 180 天', en: '91 to 180 days late' },
  { zh: '逾期 181 至 365 天', en: '181 to 365 days late' },
  { zh: '逾期 1 至 2 年', en: 'one to two years late' },
  { zh: '逾期 2 年以上', en: 'more than two years late' },
];

export const stepOf = (daysLate: number): number => ageSteps.filter((first) => daysLate >= first).length;

/**
 * The tenant's own closed cases like this one: same country, same kind of debtor, as late when they were filed as this one is
 * today. Open cases are left out, so that recent ones, of which the good end first, cannot brighten the picture.
 */
export function ownCasesOf(filing: ClaimFiling, asOf: Day, counts: readonly ClosedCount[]): OwnCases | undefined {
  const country = filing.debtor.address?.country;
  const kind = filing.debtor.kind ?? 'organisation';
  const dues = filing.items.flatMap(({ dueOn }) => (dueOn ? [dayOf(dueOn)] : []));
  if (!country || dues.length === 0) return undefined;
  const age = stepOf(asOf - Math.min(...dues));
  const found = counts.find((one) => one.country === country && one.kind === kind && one.age === age);
  if (!found || found.closed === 0) return undefined;
  const words = stepWords[age] ?? { zh: '', en: '' };
  const who: Bilingual = kind === 'person' ? { zh: '自然人', en: 'persons' } : { zh: '企业或机构', en: 'businesses' };
  return {
    closed: found.closed,
    collected: found.collected,
    cell: { zh: `${country}，${who.zh}，立案时${words.zh}`, en: `${country}, ${who.en}, ${words.en} when filed` },
  };
}
