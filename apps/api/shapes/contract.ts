import type { FileVerdict } from '#domain/evidence/registration.ts';
import type { AnchorSighting, RegisteredContract } from '#usecases/ports/registered-contracts.ts';
import type { ShownRegistration } from '#usecases/seal/check-contract.ts';

type Seen = Pick<RegisteredContract, 'registeredBy' | 'registeredAt' | 'grade' | 'logIndex'> & { readonly anchors: readonly AnchorSighting[] };

/** What anybody who holds the file may know: no record and no case. */
export const sighting = ({ registeredBy, registeredAt, grade, logIndex, anchors }: Seen) => ({
  registeredBy,
  registeredAt: registeredAt.toISOString(),
  grade,
  ...(logIndex === undefined ? {} : { logIndex }),
  anchors: anchors.map(({ provenBefore, ...anchor }) => ({ ...anchor, provenBefore: provenBefore.toISOString() })),
});

export const ownSighting = (found: Seen & Pick<RegisteredContract, 'recordId' | 'caseId'>) => ({
  recordId: found.recordId,
  ...(found.caseId ? { caseId: found.caseId } : {}),
  ...sighting(found),
});

export const registrationJson = (found: ShownRegistration) => ({
  registrationId: found.recordId,
  ...sighting(found),
  ...(found.caseId ? { caseId: found.caseId } : {}),
  ...(found.signedAt ? { signedAt: found.signedAt } : {}),
  ...(found.note ? { note: found.note } : {}),
  files: found.registration.files.map(({ path, sha256, size, pages }) => ({ path, sha256, size, ...(pages ? { pages: pages.pages.length } : {}) })),
});

export const verdictJson = (verdict: FileVerdict) =>
  'pages' in verdict && verdict.pages ? { ...verdict, pages: verdict.pages.map((page) => ({ ...page })) } : { ...verdict, pages: undefined };
