import { hex } from '#domain/evidence/bytes.ts';
import type { Crypto } from '#domain/evidence/crypto.ts';
import {
  compareFiles,
  type FileMark,
  type FileVerdict,
  parseRegistration,
  registrationBytes,
  registrationOf,
  registrationType,
} from '#domain/evidence/registration.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { RegisteredContract, RegisteredContracts } from '../ports/registered-contracts.ts';
import { inlineLimit, type SealItem, type Sealing } from '../ports/sealing.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { type ContentParts, sealedContent } from './content.ts';

export type RegisterContract = {
  readonly files: readonly FileMark[];
  readonly caseId?: string;
  /** When the parties signed, by their own word (RFC 3339 or a plain day). */
  readonly signedAt?: string;
  readonly note?: string;
};

export type RegistrationMade = { readonly registrationId: string; readonly files: readonly { readonly path: string; readonly recordId: string }[] };

/** Seals the hash of every file and the list of all of them. The contents stay with whoever holds them. */
export async function registerContract(
  ports: { readonly sealing: Sealing; readonly crypto: Crypto },
  tx: TenantTx,
  asked: RegisterContract,
): Promise<RegistrationMade> {
  const registration = registrationOf(asked.files);
  const content = registrationBytes(registration);
  if (content.length > inlineLimit) {
    throw new DomainError(
      'evidence.bad_registration',
      `expected a list of at most ${inlineLimit} bytes, got ${content.length}; register fewer files at once`,
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
  const records = await ports.sealing.seal(tx, items);
  const list: SealItem = {
    ...common,
    contentSha256: hex(ports.crypto.sha256(content)),
    size: content.length,
    mediaType: registrationType,
    name: 'registration.json',
    content,
    parents: records.map(({ recordId }) => recordId),
  };
  const [made] = await ports.sealing.seal(tx, [list]);
  return {
    registrationId: (made as { recordId: string }).recordId,
    files: registration.files.map(({ path }, i) => ({ path, recordId: (records[i] as { recordId: string }).recordId })),
  };
}

export type ContractCheck = {
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly registered: readonly RegisteredContract[] }[];
  /** Against one registration: what is the same, differs, is missing or was added. */
  readonly comparison?: readonly FileVerdict[];
};

/** Looks files up by hash, and compares them with one registration where its id is given. */
export async function checkContract(
  ports: { readonly contracts: RegisteredContracts; readonly content: ContentParts },
  tx: TenantTx,
  files: readonly Pick<FileMark, 'path' | 'sha256'>[],
  registrationId?: string,
): Promise<ContractCheck> {
  const found = await ports.contracts.byHash(tx, [...new Set(files.map(({ sha256 }) => sha256))]);
  const looked = files.map(({ path, sha256 }) => ({ path, sha256, registered: found.filter((each) => each.sha256 === sha256) }));
  if (registrationId === undefined) return { files: looked };
  const pieces: Uint8Array[] = [];
  for await (const piece of await sealedContent(ports.content, tx, registrationId)) pieces.push(piece);
  const registration = parseRegistration(Buffer.concat(pieces));
  return { files: looked, comparison: compareFiles(registration, files) };
}
