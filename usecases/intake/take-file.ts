import { DomainError } from '#domain/kernel/error.ts';
import { lockedCase, mustAllow } from '../assess/assess-case.ts';
import type { CaseReader, CaseWriter } from '../ports/cases.ts';
import type { Clock } from '../ports/clock.ts';
import { type Exhibit, type ExhibitKind, type ExhibitStore, exhibitKinds } from '../ports/exhibits.ts';
import type { Content, SealedObjects } from '../ports/objects.ts';
import type { Sealing } from '../ports/sealing.ts';
import type { Actor, Transactions } from '../ports/transactions.ts';
import { subjectsOf } from '../seal/subjects.ts';
import { exhibitEntry } from './file-claims.ts';

export type TakeFilePorts = {
  readonly transactions: Transactions;
  readonly objects: SealedObjects;
  readonly exhibits: ExhibitStore;
  readonly cases: CaseReader & CaseWriter;
  readonly sealing: Sealing;
  readonly clock: Clock;
};

export type TakenFile = {
  readonly tenant: string;
  readonly actor: Actor;
  readonly name: string;
  readonly mediaType: string;
  readonly kind: ExhibitKind;
  readonly purpose?: string;
  readonly caseId?: string;
  readonly content: Content;
  readonly reading?: Readonly<Record<string, unknown>>;
};

/**
 * Takes a file of any size: streamed, hashed while streaming, kept encrypted under its hash, then sealed and listed in one
 * transaction. Memory does not grow with the file. A broken upload leaves nothing listed.
 */
export async function takeFile(ports: TakeFilePorts, file: TakenFile): Promise<Exhibit> {
  const { marks, object } = await ports.objects.put(file.content);
  return ports.transactions.withTenant(file.tenant, file.actor, async (tx) => {
    const found = file.caseId ? await lockedCase(ports.cases, tx, file.caseId) : undefined;
    if (found) mustAllow(found, 'attach');
    const now = ports.clock.now();
    const [record] = await ports.sealing.seal(tx, [
      {
        tenant: file.tenant,
        kind: 'exhibit',
        contentSha256: marks.sha256,
        size: marks.size,
        mediaType: file.mediaType,
        name: file.name,
        context: { by: file.actor.id, how: 'upload', declaredKind: file.kind, ...(file.purpose ? { purpose: file.purpose } : {}) },
        object,
        ...(found ? { caseId: found.id, subjects: subjectsOf(file.tenant, found.filing) } : {}),
        ...(marks.chunks ? { chunks: marks.chunks } : {}),
      },
    ]);
    const exhibit: Exhibit = {
      id: ports.clock.newId(),
      name: file.name,
      mediaType: file.mediaType,
      bytes: marks.size,
      sha256: marks.sha256,
      kind: file.kind,
      addedAt: now,
      addedBy: file.actor.id,
      ...(file.caseId ? { caseId: file.caseId } : {}),
      ...(file.purpose ? { purpose: file.purpose } : {}),
      ...(record ? { recordId: record.recordId } : {}),
      ...(file.reading ? { reading: file.reading } : {}),
    };
    await ports.exhibits.add(tx, exhibit);
    if (file.caseId) await ports.cases.addTimeline(tx, [exhibitEntry(ports.clock, tx, file.caseId, exhibit, now)]);
    return exhibit;
  });
}

/** The kind that the sender named, `other` where it named none; anything else is refused. */
export function exhibitKind(text: string | undefined): ExhibitKind {
  if (text === undefined || text === '') return 'other';
  const kind = exhibitKinds.find((known) => known === text);
  if (!kind)
    throw new DomainError('intake.unknown_kind', `expected a kind out of ${exhibitKinds.join(', ')}, got "${text.slice(0, 40)}"`, {
      kind: text.slice(0, 40),
    });
  return kind;
}
