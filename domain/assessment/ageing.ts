import type { Claim } from '#domain/claim/claim.ts';
import type { Day } from '#domain/kernel/day.ts';
import { add, type Money, nothing } from '#domain/kernel/money.ts';
import type { Bilingual } from '#domain/kernel/text.ts';

/** Items of the claim by days past due; `none` holds items without a due date, credit notes among them. Amounts are those of the items, before payments and interest. */
export type AgeingBucket = {
  readonly bucket: 'not-due' | '1-30' | '31-60' | '61-90' | '91-180' | '181-365' | 'over-365' | 'none';
  readonly label: Bilingual;
  readonly amount: Money;
  readonly items: number;
};

const buckets: readonly { readonly bucket: AgeingBucket['bucket']; readonly upTo: number; readonly label: Bilingual }[] = [
  { bucket: 'not-due', upTo: 0, label: { zh: '未到期', en: 'not due' } },
  { bucket: '1-30', upTo: 30, label: { zh: '1–30 天', en: '1–30 d' } },
  { bucket: '31-60', upTo: 60, label: { zh: '31–60 天', en: '31–60 d' } },
  { bucket: '61-90', upTo: 90, label: { zh: '61–90 天', en: '61–90 d' } },
  { bucket: '91-180', upTo: 180, label: { zh: '91–180 天', en: '91–180 d' } },
  { bucket: '181-365', upTo: 365, label: { zh: '181–365 天', en: '181–365 d' } },
  { bucket: 'over-365', upTo: Number.POSITIVE_INFINITY, label: { zh: '超过一年', en: 'over 1 year' } },
];

export function ageingOf(claim: Claim, asOf: Day): AgeingBucket[] {
  const sums = new Map<AgeingBucket['bucket'], { amount: Money; items: number }>();
  for (const item of claim.items) {
    const { dueOn } = item;
    const key = dueOn === undefined ? 'none' : (buckets.find((bucket) => asOf - dueOn <= bucket.upTo)?.bucket ?? 'over-365');
    const held = sums.get(key) ?? { amount: nothing(claim.currency), items: 0 };
    sums.set(key, { amount: add(held.amount, item.amount), items: held.items + 1 });
  }
  const rows = buckets.map(({ bucket, label }) => ({ bucket, label, ...(sums.get(bucket) ?? { amount: nothing(claim.currency), items: 0 }) }));
  const none = sums.get('none');
  return none ? [...rows, { bucket: 'none', label: { zh: '无到期日（含贷项）', en: 'no due date, credits' }, ...none }] : rows;
}
