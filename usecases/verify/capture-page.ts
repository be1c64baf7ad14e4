import { createHash } from 'node:crypto';
import { isoDay } from '#domain/kernel/day.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { type CapturedEntry, type PageKind, parsePage } from '#domain/registry/capture/parse-page.ts';
import { readStatus } from '#domain/registry/lists/list-values.ts';
import { hash64, nameHashes } from '#domain/registry/lookup/name-hash.ts';
import { lockedCase } from '../assess/assess-case.ts';
import type { AuditTrail } from '../ports/audit.ts';
import type { Capture, CaptureStore } from '../ports/captures.ts';
import type { CaseReader, CaseWriter } from '../ports/cases.ts';
import type { Clock } from '../ports/clock.ts';
import type { SealedObjects } from '../ports/objects.ts';
import type { RegistrySource, RegistryWriter, SourceEntity } from '../ports/registry.ts';
import { inlineLimit, type Sealing } from '../ports/sealing.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { subjectsOf } from '../seal/subjects.ts';
import { pageTitles } from './copied-pages.ts';
import { debtorName, entityName } from './pair.ts';

export type CapturePorts = {
  readonly cases: CaseReader & CaseWriter;
  readonly captures: CaptureStore;
  readonly registry: RegistryWriter;
  readonly sealing: Sealing;
  readonly objects: SealedObjects;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly today: (tx: TenantTx) => Promise<ReturnType<Clock['today']>>;
};

/** What a person confirms: which of the entries read are about the debtor. The paste is read again here: what was shown is what is kept. */
export type ConfirmedPage = {
  readonly caseId: string;
  readonly page: PageKind;
  readonly paste: string;
  readonly url?: string;
  readonly purpose: string;
  readonly legalBasis: string;
  readonly retentionDays: number;
  /** Positions among the entries read. */
  readonly aboutDebtor: readonly number[];
};

/**
 * Keeps a page that a person copied: the raw paste sealed, what was read from it in the tenant's own lists, and the person's
 * word on which entries are the debtor's. The next assessment then tells of them as confirmed.
 */
export async function keepPage(ports: CapturePorts, tx: TenantTx, given: ConfirmedPage): Promise<Capture> {
  if (given.purpose.trim().length < 3) throw new DomainError('registry.no_purpose', 'expected the purpose of the look-up in words, got none');
  const found = await lockedCase(ports.cases, tx, given.caseId);
  const read = parsePage(given.paste, given.page);
  const stray = given.aboutDebtor.find((i) => read.entries[i] === undefined);
  if (stray !== undefined)
    throw new DomainError('capture.no_such_entry', `expected positions below ${read.entries.length}, got ${stray}`, {
      position: stray,
      entries: read.entries.length,
    });
  const today = await ports.today(tx);
  const asOf = isoDay(today);
  const capture: Capture = {
    id: ports.clock.newId(),
    caseId: given.caseId,
    page: read.page,
    outcome: read.outcome,
    purpose: given.purpose,
    legalBasis: given.legalBasis,
    capturedBy: tx.actor.id,
    capturedAt: ports.clock.now(),
    retainUntil: isoDay((today + given.retentionDays) as typeof today),
    entries: read.entries,
    ...(given.url ? { url: given.url } : {}),
    ...(await sealPaste(ports, tx, given, subjectsOf(tx.tenant, found.filing))),
  };
  await ports.captures.add(tx, capture);
  const source = sourceOf(read.page, asOf);
  const entities = read.entries.map((entry) => entityOf(source.id, read.page, entry));
  await ports.registry.putSource(tx, source);
  if (entities.length > 0) await addEntities(ports, tx, source, capture, given.paste, entities);
  for (const i of given.aboutDebtor) {
    const entity = entities[i];
    if (!entity) continue;
    await ports.registry.judge(tx, {
      id: ports.clock.newId(),
      left: debtorName(found.debtorKey),
      right: entityName({ source: source.id, key: entity.key }),
      verdict: 'positive',
      why: `capture ${capture.id}`,
      decidedBy: tx.actor.id,
      decidedAt: ports.clock.now(),
    });
  }
  await ports.audit.record(tx, {
    action: 'capture.kept',
    subject: { kind: 'case', id: given.caseId },
    after: {
      capture: capture.id,
      page: read.page,
      entries: read.entries.length,
      aboutDebtor: given.aboutDebtor.length,
      purpose: given.purpose,
      legalBasis: given.legalBasis,
    },
  });
  return capture;
}

async function sealPaste(
  ports: CapturePorts,
  tx: TenantTx,
  given: ConfirmedPage,
  subjects: readonly string[],
): Promise<{ readonly sha256: string; readonly recordId?: string }> {
  const content = new TextEncoder().encode(given.paste);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const kept = content.length <= inlineLimit ? { content } : { object: (await ports.objects.put([content])).object };
  const [record] = await ports.sealing.seal(tx, [
    {
      tenant: tx.tenant,
      caseId: given.caseId,
      subjects,
      kind: 'statement',
      contentSha256: sha256,
      size: content.length,
      mediaType: 'text/plain',
      name: `${given.page}.txt`,
      context: { by: tx.actor.id, how: 'assisted capture', page: given.page, purpose: given.purpose, ...(given.url ? { url: given.url } : {}) },
      ...kept,
    },
  ]);
  return { sha256, ...(record ? { recordId: record.recordId } : {}) };
}

function sourceOf(page: PageKind, asOf: string): RegistrySource {
  const about = {
    id: `captured.${page}`,
    name: pageTitles[page],
    licence: 'official page, copied by a person',
    exportable: true,
    countries: ['CN'],
    reach: 'excerpt' as const,
    asOf,
  };
  if (page === 'enterprise-register') return { ...about, kind: 'register' };
  return { ...about, kind: 'list', list: page === 'judgments' ? 'other' : page };
}

function entityOf(source: string, page: PageKind, entry: CapturedEntry): SourceEntity {
  const { name = '', otherNames, formerNames, country: _, status, since, ...rest } = entry.fields;
  return {
    key: `${source}:${hash64('x', [rest.caseNumber ?? '', name, entry.identifier?.value ?? entry.maskedNumber ?? ''].join('|'))}`,
    schema: page === 'judgments' ? 'CourtCase' : entry.maskedNumber ? 'Person' : 'LegalEntity',
    name,
    names: [
      ...(otherNames ? [{ name: otherNames, kind: 'other' as const }] : []),
      ...(formerNames ? [{ name: formerNames, kind: 'former' as const }] : []),
    ],
    identifiers: entry.identifier ? [entry.identifier] : [],
    status: status ? readStatus(status) : 'unknown',
    country: 'CN',
    open: entry.open,
    ...(since ? { since } : {}),
    props: { ...rest, ...(status ? { registerStatus: status } : {}), ...(entry.maskedNumber ? { maskedNumber: entry.maskedNumber } : {}) },
  };
}

async function addEntities(
  ports: CapturePorts,
  tx: TenantTx,
  source: RegistrySource,
  capture: Capture,
  paste: string,
  entities: readonly SourceEntity[],
) {
  const opened = await ports.registry.openImport(tx, {
    id: capture.id,
    source: source.id,
    fileName: `${capture.page}.txt`,
    fingerprint: capture.id,
    format: 'capture',
  });
  // The paste itself lies sealed; the raw beside the entries is its hash, so that a personal number stands in one place only.
  const records = entities.map((entity, i) => ({
    raw: i === 0 ? `sha256 ${capture.sha256}, ${paste.length} characters` : '',
    entities: [entity],
    edges: [],
  }));
  await ports.registry.addBatch(
    tx,
    source,
    opened.id,
    { position: records.length, records },
    { recordId: ports.clock.newId(), fetchedAt: capture.capturedAt, keysOf: nameHashes },
  );
  await ports.registry.closeImport(tx, opened.id, { state: 'done', whole: false });
}
