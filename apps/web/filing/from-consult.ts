import type { ClaimInput } from '#contract/schemas/claim.ts';

/** "Open a case from this": the consultation's answers wait in this tab until the person has signed in. */
const kept = 'quittance.consulted';

export const keepConsultation = (claim: Partial<ClaimInput>): void => sessionStorage.setItem(kept, JSON.stringify(claim));

export function takeConsultation(): Partial<ClaimInput> | undefined {
  const text = sessionStorage.getItem(kept);
  sessionStorage.removeItem(kept);
  if (!text) return undefined;
  try {
    return JSON.parse(text) as Partial<ClaimInput>;
  } catch {
    return undefined;
  }
}
