import type { Input, Output } from '#contract/operation.ts';
import type { consult, interview } from '#contract/operations/consult.ts';
import type { ClaimInput } from '#contract/schemas/claim.ts';

export type Role = Input<typeof interview>['body']['role'];
type Screen = Output<typeof interview>;
export type Question = NonNullable<Screen['question']>;
export type Outcome = NonNullable<Screen['outcome']>;

/** A day, decimal or choice as text, money as `{amount, currency}`, yes or no, null when skipped: as the interview reads them. */
export type Answer = string | boolean | { readonly amount: string; readonly currency: string } | null;
export type Given = { readonly id: string; readonly answer: Answer };

/** The answers up to a step; later ones are remembered but not sent, so that going back asks again. */
export const answersTo = (given: readonly Given[], step: number): Record<string, Answer> =>
  Object.fromEntries(given.slice(0, step).map(({ id, answer }) => [id, answer]));

/** Puts an answer at a step. What was said later to the same questions stays remembered. */
export function give(given: readonly Given[], step: number, next: Given): Given[] {
  return [...given.slice(0, step), next, ...given.slice(step).filter(({ id }) => id !== next.id)];
}

/** What was said to this question before, to be shown when a person comes back to it. */
export const saidTo = (given: readonly Given[], id: string): Answer | undefined => given.find((one) => one.id === id)?.answer;

type ConsultInput = Input<typeof consult>['body'];

/** The outcome's claim as the plain question for routes and the PDF; undefined where the law is not known. */
export function plainQuestion(claim: ClaimInput): ConsultInput | undefined {
  const [item] = claim.items;
  if (!item || !claim.governingLaw) return undefined;
  const { creditor, debtor } = claim;
  const country = debtor.address?.country;
  return {
    jurisdiction: claim.governingLaw,
    basis: claim.basis ?? 'other',
    amount: item.amount,
    currency: claim.currency,
    ...(country ? { debtorCountry: country } : {}),
    ...(item.dueOn ? { dueOn: item.dueOn } : {}),
    ...(item.issuedOn ? { issuedOn: item.issuedOn } : {}),
    ...(item.deliveredOn ? { deliveredOn: item.deliveredOn } : {}),
    ...(claim.contractOn ? { contractOn: claim.contractOn } : {}),
    ...(claim.consumer === undefined ? {} : { consumer: claim.consumer }),
    ...(creditor.kind && creditor.kind !== 'public-body' ? { creditorKind: creditor.kind } : {}),
    ...(creditor.size ? { creditorSize: creditor.size } : {}),
    ...(debtor.kind ? { debtorKind: debtor.kind } : {}),
    ...(debtor.size ? { debtorSize: debtor.size } : {}),
    ...(claim.agreedInterest ? { agreedInterest: claim.agreedInterest } : {}),
    ...(claim.payments ? { payments: claim.payments } : {}),
    ...(claim.events ? { events: claim.events } : {}),
  };
}

/** The claim for the filing form: the names are the person's to write. */
export const claimToFile = (claim: ClaimInput): Partial<ClaimInput> => ({
  ...claim,
  creditor: { ...claim.creditor, name: '' },
  debtor: { ...claim.debtor, name: '' },
});
