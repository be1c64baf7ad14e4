import { parseRecord } from '#domain/evidence/record.ts';
import { compareFiles, type FileVerdict, type GivenFile, parseRegistration, type Registration } from '#domain/evidence/registration.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type {
  AnchorSighting,
  ListedRegistration,
  RegisteredContract,
  RegisteredContracts,
  RegisteredPage,
  RegistrationCursor,
} from '../ports/registered-contracts.ts';
import type { TenantTx, Tx } from '../ports/transactions.ts';
import { unpackClosed } from './closed.ts';
import { type ContentParts, sealedContent } from './content.ts';

export type ContractParts = { readonly contracts: RegisteredContracts; readonly content: ContentParts };

type Anchored = { readonly anchors: readonly AnchorSighting[] };
export type CheckedFile = {
  readonly path: string;
  readonly sha256: string;
  readonly registered: readonly (RegisteredContract & Anchored)[];
  /** Registered pages that this file has too, where its bytes are not registered: page of this file, page of that one. */
  readonly pages: readonly { readonly page: number; readonly registered: readonly (RegisteredPage & Anchored)[] }[];
};
export type ContractCheck = {
  readonly files: readonly CheckedFile[];
  /** Against one registration: what is the same, differs (page by page), is missing or was added. */
  readonly comparison?: readonly FileVerdict[];
};

/** The same empty page or form stands in many contracts: so many sightings of one page are told and no more. */
const sightingsOfOnePage = 5;

/** Looks files up by their bytes, and by their pages where the bytes are unknown. A system's transaction sees every tenant. */
export async function lookUpFiles(contracts: RegisteredContracts, tx: Tx, files: readonly GivenFile[]): Promise<readonly CheckedFile[]> {
  const found = await contracts.byHash(tx, [...new Set(files.map(({ sha256 }) => sha256))]);
  const known = new Set(found.map(({ sha256 }) => sha256));
  const wanted = files.filter(({ sha256 }) => !known.has(sha256)).flatMap(({ pages }) => pages?.pages.map(({ content }) => content) ?? []);
  const pages = wanted.length === 0 ? [] : await contracts.byPage(tx, [...new Set(wanted)], sightingsOfOnePage);
  const anchors = await contracts.anchors(tx, [...new Set([...found, ...pages].map(({ recordId }) => recordId))]);
  const anchored = <T extends { readonly recordId: string }>(each: T): T & Anchored => ({ ...each, anchors: anchors.get(each.recordId) ?? [] });
  return files.map((file) => ({
    path: file.path,
    sha256: file.sha256,
    registered: found.filter(({ sha256 }) => sha256 === file.sha256).map(anchored),
    pages: known.has(file.sha256)
      ? []
      : (file.pages?.pages ?? []).flatMap(({ content }, i) => {
          const registered = pages.filter((page) => page.content === content).map(anchored);
          return registered.length === 0 ? [] : [{ page: i + 1, registered }];
        }),
  }));
}

/** Looks files up, and compares them with one registration where its id is given. */
export async function checkContract(
  parts: ContractParts,
  tx: TenantTx,
  files: readonly GivenFile[],
  registrationId?: string,
): Promise<ContractCheck> {
  const looked = await lookUpFiles(parts.contracts, tx, files);
  if (registrationId === undefined) return { files: looked };
  return { files: looked, comparison: compareFiles(await registrationIn(parts, tx, registrationId), files) };
}

async function registrationIn({ content }: ContractParts, tx: TenantTx, registrationId: string): Promise<Registration> {
  const pieces: Uint8Array[] = [];
  for await (const piece of await sealedContent(content, tx, registrationId)) pieces.push(piece);
  return parseRegistration(Buffer.concat(pieces));
}

export type ShownRegistration = ListedRegistration &
  Anchored & { readonly registration: Registration; readonly signedAt?: string; readonly note?: string };

/** The tenant's registrations, newest first; erased ones are left out. */
export async function listRegistrations(
  parts: ContractParts,
  tx: TenantTx,
  limit: number,
  after?: RegistrationCursor,
): Promise<readonly ShownRegistration[]> {
  return shown(parts, tx, await parts.contracts.registrations(tx, limit, after));
}

export async function oneRegistration(parts: ContractParts, tx: TenantTx, registrationId: string): Promise<ShownRegistration> {
  const found = await parts.contracts.registration(tx, registrationId);
  const [one] = found ? await shown(parts, tx, [found]) : [];
  if (!one) throw new DomainError('evidence.record_not_found', `There is no registration ${registrationId} here.`, { recordId: registrationId });
  return one;
}

async function shown(parts: ContractParts, tx: TenantTx, listed: readonly ListedRegistration[]): Promise<readonly ShownRegistration[]> {
  const { records, vault } = parts.content;
  const stored = await records.find(tx, { kind: 'records', ids: listed.map(({ recordId }) => recordId) });
  const anchors = await parts.contracts.anchors(
    tx,
    listed.map(({ recordId }) => recordId),
  );
  const all: ShownRegistration[] = [];
  for (const each of listed) {
    const closed = stored.find(({ id }) => id === each.recordId)?.closed;
    if (!closed) continue;
    const { context } = parseRecord(unpackClosed(vault.open(closed.sealed, closed.wrappedKey)).record);
    all.push({
      ...each,
      registration: await registrationIn(parts, tx, each.recordId),
      anchors: anchors.get(each.recordId) ?? [],
      ...(typeof context.signedAt === 'string' ? { signedAt: context.signedAt } : {}),
      ...(typeof context.note === 'string' ? { note: context.note } : {}),
    });
  }
  return all;
}
