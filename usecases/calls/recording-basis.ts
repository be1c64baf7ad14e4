import type { Refusal } from '#domain/kernel/refusal.ts';
import { mayRecord } from '#domain/law/conduct/recording-basis.ts';
import type { Call } from '../ports/calls.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { OrganisationStore } from '../ports/organisation.ts';
import type { TenantTx } from '../ports/transactions.ts';

/** May this call's recordings be kept: by the law of the debtor's place and of ours. */
export async function recordingBasis(
  { organisation }: { readonly organisation: OrganisationStore },
  tx: TenantTx,
  found: CaseRecord,
  call: Pick<Call, 'consent' | 'purpose'>,
): Promise<ReturnType<typeof mayRecord>> {
  const home = found.filing.creditor.address?.country ?? (await organisation.get(tx)).country;
  const there = found.filing.debtor.address?.country;
  const { consent, purpose } = call;
  return mayRecord({ ...(consent ? { consent } : {}), ...(purpose ? { purpose } : {}) }, [...(there ? [there] : []), ...(home ? [home] : [])]);
}

/** The refusal as it stands beside a recording that was not kept. */
export function refusalReason(refused: Refusal): { readonly code: string; readonly detail: string } {
  const laws = refused.because.map(({ instrument, article, status, note }) =>
    status === 'blank' ? (note ?? instrument) : `${instrument} ${article ?? ''}`.trim(),
  );
  const lacking = refused.code === 'calls.no_purpose' ? 'no purpose' : 'no consent, and no law that needs none,';
  return { code: refused.code, detail: `${lacking} is on record for this call${laws.length > 0 ? ` (${laws.join('; ')})` : ''}` };
}
