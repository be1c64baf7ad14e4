import type { Citation } from '#domain/kernel/citation.ts';
import type { Bilingual } from '#domain/kernel/text.ts';
import { normalIdentifier } from '#domain/registry/lookup/normal-identifier.ts';
import type { AuditTrail } from '../ports/audit.ts';
import type { Clock } from '../ports/clock.ts';
import type { DataPlaceId, DataSubject, Ending, PersonalDataPlace, PersonalItem, Staying } from '../ports/personal-data.ts';
import type { PrivacyStore } from '../ports/privacy.ts';
import type { Hold, RecordStore } from '../ports/records.ts';
import type { Actor, TenantTx, Transactions } from '../ports/transactions.ts';
import { subjectHash } from '../verify/ask-source.ts';

export type PrivacyPorts = {
  readonly transactions: Transactions;
  readonly places: readonly PersonalDataPlace[];
  readonly privacy: PrivacyStore;
  readonly records: Pick<RecordStore, 'holds'>;
  /** Destroys sealed originals; those under a hold stay. Answers which are gone. */
  readonly shred: (tenant: string, actor: Actor, recordIds: readonly string[], because: Citation) => Promise<ReadonlySet<string>>;
  readonly audit: Pick<AuditTrail, 'record'>;
  readonly clock: Clock;
};

export type AskedSubject = Pick<DataSubject, 'name' | 'identifiers'>;

function subjectOf(tenant: string, asked: AskedSubject): DataSubject {
  const identifiers = asked.identifiers
    .flatMap(({ scheme, value }) => normalIdentifier(scheme, value) ?? [])
    .map(({ scheme, value }) => ({ scheme, value }));
  const hashes = [subjectHash(tenant, asked), subjectHash(tenant, { name: asked.name, identifiers: [] })];
  return { name: asked.name, identifiers, hashes: [...new Set(hashes)] };
}

export type SubjectExport = {
  readonly requestId: string;
  readonly madeAt: number;
  readonly places: readonly { readonly place: DataPlaceId; readonly items: readonly PersonalItem[] }[];
};

/** Everything kept about a person or organisation, place by place, others masked (PIPL 45, GDPR 15). The request itself goes on record as counts. */
export async function exportSubject(ports: PrivacyPorts, tx: TenantTx, asked: AskedSubject): Promise<SubjectExport> {
  const subject = subjectOf(tx.tenant, asked);
  const places = [];
  for (const { place, find } of ports.places) places.push({ place, items: await find(tx, subject) });
  const counts = Object.fromEntries(places.map(({ place, items }) => [place, items.length]));
  const requestId = await noted(ports, tx, 'access', subject, counts);
  return { requestId, madeAt: ports.clock.now(), places };
}

export type ErasureReport = {
  readonly requestId: string;
  readonly erased: readonly { readonly place: DataPlaceId; readonly count: number }[];
  readonly kept: readonly { readonly place: DataPlaceId; readonly count: number; readonly why: Bilingual; readonly because: readonly Citation[] }[];
};

const onRequest: Citation = { instrument: '个人信息保护法 47, GDPR 17', status: 'unverified' };

/** Removes what may go and says of everything else why it stays (PIPL 47, GDPR 17). That it was asked for stays on record, as counts. */
export async function eraseSubject(ports: PrivacyPorts, tenant: string, actor: Actor, asked: AskedSubject): Promise<ErasureReport> {
  const subject = subjectOf(tenant, asked);
  const within = <T>(work: (tx: TenantTx) => Promise<T>) => ports.transactions.withTenant(tenant, actor, work);
  const erased: ErasureReport['erased'][number][] = [];
  const kept = new Map<string, { place: DataPlaceId; count: number } & Staying>();
  const keep = (place: DataPlaceId, staying: Staying) => {
    const key = `${place} ${staying.why.en}`;
    kept.set(key, { place, ...staying, count: (kept.get(key)?.count ?? 0) + 1 });
  };
  for (const place of ports.places) {
    const { going, staying } = await within(async (tx) => parted(ports, tx, place, subject));
    for (const one of staying) keep(place.place, one);
    const { gone, held } = await endItems(ports, tenant, actor, place, going, onRequest);
    for (let i = 0; i < held; i++) keep(place.place, underHold);
    if (gone > 0) erased.push({ place: place.place, count: gone });
  }
  const report = { erased, kept: [...kept.values()] };
  const requestId = await within((tx) =>
    noted(ports, tx, 'erasure', subject, {
      erased: Object.fromEntries(erased.map(({ place, count }) => [place, count])),
      kept: Object.fromEntries(report.kept.map(({ place, count }) => [place, count])),
    }),
  );
  return { requestId, ...report };
}

export const underHold: Staying = {
  why: { zh: '处于保全冻结之下，解除后再删除', en: 'under a hold; it goes when the hold is released' },
  because: [{ instrument: 'GDPR', article: '17(3)(e)', status: 'unverified' }],
};

async function parted(ports: PrivacyPorts, tx: TenantTx, place: PersonalDataPlace, subject: DataSubject) {
  const going: Ending[] = [];
  const staying: Staying[] = [];
  const holds = await ports.records.holds(tx, true);
  for (const item of await place.find(tx, subject)) {
    const why = isHeld(holds, item, subject.hashes) ? underHold : await place.stays?.(tx, item);
    if (why) staying.push(why);
    else if (place.erase) going.push(item);
  }
  return { going, staying };
}

/** Ends items of one place: first the sealed originals, then the rows; a crash in between is made good by the next run. */
export async function endItems(
  ports: Pick<PrivacyPorts, 'transactions' | 'shred' | 'clock'>,
  tenant: string,
  actor: Actor,
  place: PersonalDataPlace,
  items: readonly Ending[],
  because: Citation,
): Promise<{ readonly gone: number; readonly held: number }> {
  if (items.length === 0 || !place.erase) return { gone: 0, held: 0 };
  // A look-up's record seals a hash and no content: it is the proof that the question was lawful, and stays.
  const originals = place.place === 'lookups' ? [] : items.flatMap(({ recordId }) => recordId ?? []);
  const shredded = originals.length === 0 ? new Set<string>() : await ports.shred(tenant, actor, originals, because);
  const free = items.filter(({ recordId }) => recordId === undefined || !originals.includes(recordId) || shredded.has(recordId));
  const { erase } = place;
  const gone = await ports.transactions.withTenant(tenant, actor, (tx) =>
    erase(
      tx,
      free.map(({ id }) => id),
      ports.clock.now(),
    ),
  );
  return { gone, held: items.length - free.length };
}

export const isHeld = (holds: readonly Hold[], item: Ending, subject: readonly string[] = []): boolean =>
  holds.some(
    ({ scope, scopeId }) =>
      (scope === 'case' && scopeId === item.caseId) ||
      (scope === 'record' && scopeId === item.recordId) ||
      (scope === 'subject' && subject.includes(scopeId)),
  );

export async function noted(
  { privacy, audit, clock }: Pick<PrivacyPorts, 'privacy' | 'audit' | 'clock'>,
  tx: TenantTx,
  kind: 'access' | 'erasure' | 'withdrawal',
  subject: DataSubject,
  result: Readonly<Record<string, unknown>>,
): Promise<string> {
  const id = clock.newId();
  await privacy.addRequest(tx, {
    id,
    kind,
    subjectHash: subject.hashes[0] ?? '',
    madeAt: clock.now(),
    madeBy: tx.actor.id,
    result: { ...result, hashes: subject.hashes },
  });
  await audit.record(tx, { action: `privacy.${kind}`, subject: { kind: 'privacy-request', id }, after: result });
  return id;
}

/**
 * A consent taken back (个人信息保护法 15, GDPR 7(3)): no further question leans on it, and what was answered on its ground
 * goes. What was done before stays lawful.
 */
export async function withdrawConsent(
  ports: PrivacyPorts,
  tenant: string,
  actor: Actor,
  asked: AskedSubject,
): Promise<{ readonly requestId: string; readonly erased: number }> {
  const subject = subjectOf(tenant, asked);
  const requestId = await ports.transactions.withTenant(tenant, actor, (tx) => noted(ports, tx, 'withdrawal', subject, {}));
  let erased = 0;
  for (const place of ports.places) {
    const going = await ports.transactions.withTenant(tenant, actor, async (tx) => {
      const holds = await ports.records.holds(tx, true);
      return (await place.find(tx, subject)).filter((item) => item.legalBasis === 'consent' && !isHeld(holds, item, subject.hashes));
    });
    erased += (await endItems(ports, tenant, actor, place, going, { instrument: '个人信息保护法 15, GDPR 7(3)', status: 'unverified' })).gone;
  }
  return { requestId, erased };
}
