import type { Output } from '#contract/operation.ts';
import type { readInvoice } from '#contract/operations/claims.ts';
import type { ClaimInput } from '#contract/schemas/claim.ts';

export type Reading = Output<typeof readInvoice>;

/** What stands on the desk to be filed: papers that were read into one claim, or nothing but a form. */
export type Bundle = { readonly key: string; readonly readings: readonly Reading[]; readonly claim: Partial<ClaimInput> };

const same = (a: string | undefined, b: string | undefined) => (a ?? '').trim().toLowerCase() === (b ?? '').trim().toLowerCase();

/** Invoices and credit notes between the same two parties in one currency belong to one claim; others stand apart. */
export function gather(bundles: readonly Bundle[], reading: Reading): Bundle[] {
  const { claim } = reading;
  const at = bundles.findIndex(
    (bundle) =>
      bundle.readings.length > 0 &&
      same(bundle.claim.creditor?.name, claim.creditor?.name) &&
      same(bundle.claim.debtor?.name, claim.debtor?.name) &&
      same(bundle.claim.currency, claim.currency),
  );
  const found = bundles[at];
  if (!found) return [...bundles, { key: reading.uploadId, readings: [reading], claim }];
  const numbers = new Set((found.claim.items ?? []).map((item) => item.number));
  const fresh = (claim.items ?? []).filter((item) => !numbers.has(item.number));
  const joined: Bundle = {
    key: `${found.key}+${reading.uploadId}`,
    readings: [...found.readings, reading],
    claim: { ...found.claim, items: [...(found.claim.items ?? []), ...fresh] },
  };
  return bundles.map((bundle, index) => (index === at ? joined : bundle));
}
