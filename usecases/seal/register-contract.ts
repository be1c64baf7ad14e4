import { hex } from '#domain/evidence/bytes.ts';
import type { Crypto } from '#domain/evidence/crypto.ts';
import { type FileMark, registrationBytes, registrationOf, registrationType } from '#domain/evidence/registration.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { SealedObjects } from '../ports/objects.ts';
import type { RegisteredContracts } from '../ports/registered-contracts.ts';
import { inlineLimit, type SealItem, type Sealing } from '../ports/sealing.ts';
import type { TenantTx } from '../ports/transactions.ts';

export type RegisterContract = {
  readonly files: readonly FileMark[];
  readonly caseId?: string;
  /** When the parties signed, by their own word (RFC 3339 or a plain day). */
  readonly signedAt?: string;
  readonly note?: string;
};

export type RegisterPorts = {
  readonly sealing: Sealing;
  readonly crypto: Crypto;
  readonly objects: SealedObjects;
  readonly contracts: Pick<RegisteredContracts, 'addPages'>;
};

export type RegistrationMade = { readonly registrationId: string; readonly files: readonly { readonly path: string; readonly recordId: string }[] };

export const mostRegisteredPages = 4_000;

/** Seals the hash of every file and the list of all of them with their pages. The contents stay with whoever holds them. */
export async function registerContract(ports: RegisterPorts, tx: TenantTx, asked: RegisterContract): Promise<RegistrationMade> {
  const registration = registrationOf(asked.files);
  const pages = registration.files.reduce((count, file) => count + (file.pages?.pages.length ?? 0), 0);
  if (pages > mostRegisteredPages) {
    throw new DomainError(
      'evidence.bad_registration',
      `expected at most ${mostRegisteredPages} pages in one registration, got ${pages}; register fewer files at once`,
      { pages },
    );
  }
  const about = {
    how: 'registered by hash at signing',
    by: tx.actor.id,
    purpose: '固定合同签署时的文件 / fix the files of a contract as signed',
    ...(asked.signedAt ? { signedAt: asked.signedAt } : {}),
    ...(asked.note ? { note: asked.note } : {}),
  };
  const common = { tenant: tx.tenant, kind: 'contract', context: about, ...(asked.caseId ? { caseId: asked.caseId } : {}) } as const;
  const items: SealItem[] = registration.files.map(({ path, sha256, size }) => ({
    ...common,
    contentSha256: sha256,
    size,
    mediaType: 'application/octet-stream',
    name: path,
  }));
  const records = (await ports.sealing.seal(tx, items)).map(({ recordId }) => recordId);
  const content = registrationBytes(registration);
  // A list with many pages does not fit beside its record and lies encrypted in the object store, as a file would.
  const kept = content.length <= inlineLimit ? { content } : { object: (await ports.objects.put([content])).object };
  const list: SealItem = {
    ...common,
    ...kept,
    contentSha256: hex(ports.crypto.sha256(content)),
    size: content.length,
    mediaType: registrationType,
    name: 'registration.json',
    parents: records,
  };
  const [made] = await ports.sealing.seal(tx, [list]);
  const marks = registration.files.flatMap((file, i) =>
    (file.pages?.pages ?? []).map((page, n) => ({ recordId: records[i] as string, page: n + 1, content: page.content })),
  );
  if (marks.length > 0) await ports.contracts.addPages(tx, marks);
  return {
    registrationId: (made as { recordId: string }).recordId,
    files: registration.files.map(({ path }, i) => ({ path, recordId: records[i] as string })),
  };
}
