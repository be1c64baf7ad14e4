import { createHash } from 'node:crypto';
import type { AbilityCheckInput, AssetFact } from '#domain/assessment/checks/ability.ts';
import { type ClaimFiling, claimOf } from '#domain/claim/filing.ts';
import { permission } from '#domain/claim/stage.ts';
import { type Day, isoDay } from '#domain/kernel/day.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { reportItem } from '../intake/file-claims.ts';
import type { CaseReader, CaseRecord, CaseWriter, StoredAssessment } from '../ports/cases.ts';
import type { Clock } from '../ports/clock.ts';
import type { ExhibitStore } from '../ports/exhibits.ts';
import type { Sealing } from '../ports/sealing.ts';
import type { TenantTx } from '../ports/transactions.ts';
import type { DebtorLookup } from '../verify/debtor-lookup.ts';
import type { Assessor } from './assessor.ts';
import { type BesidePorts, besideClaims } from './beside-claims.ts';
import { ownCasesOf } from './own-cases.ts';
import { papersOf } from './papers.ts';
import { type RereadPorts, rereadExhibits } from './reread-exhibits.ts';

export type AssessPorts = RereadPorts &
  BesidePorts & {
    readonly cases: CaseReader & CaseWriter;
    readonly exhibits: ExhibitStore;
    readonly sealing: Sealing;
    readonly clock: Clock;
    readonly assess: Assessor;
    /** Absent: no register and no list is asked. */
    readonly lookUpDebtors?: DebtorLookup;
    /** Absent: no news are kept. */
    readonly newsOf?: (tx: TenantTx, found: Pick<CaseRecord, 'id' | 'debtorKey'>) => Promise<AbilityCheckInput['news']>;
    /** Absent: no asset map is kept. */
    readonly checkedAssets?: (tx: TenantTx, caseId: string) => Promise<readonly AssetFact[]>;
  };

/** The case, locked; `cases.not_found` where the tenant has none of that id. */
export async function lockedCase(cases: CaseWriter, tx: TenantTx, caseId: string): Promise<CaseRecord> {
  const found = await cases.lock(tx, caseId);
  if (!found) throw new DomainError('cases.not_found', `There is no case ${caseId} here.`, { caseId });
  return found;
}

export async function foundCase(cases: CaseReader, tx: TenantTx, caseId: string): Promise<CaseRecord> {
  const found = await cases.get(tx, caseId);
  if (!found) throw new DomainError('cases.not_found', `There is no case ${caseId} here.`, { caseId });
  return found;
}

/** Refuses what the state table forbids now, with its reason in both languages. */
export function mustAllow(found: CaseRecord, action: Parameters<typeof permission>[1]): void {
  const { allowed, why } = permission(found, action);
  if (!allowed) throw new DomainError('cases.not_allowed_now', why?.en ?? `${action} is not possible now.`, { action, stage: found.stage, why });
}

/** The claim as it stands: what was filed, and every payment and event recorded since. */
export async function currentFiling(cases: CaseReader, tx: TenantTx, found: CaseRecord): Promise<ClaimFiling> {
  const [payments, events] = [await cases.payments(tx, found.id), await cases.events(tx, found.id)];
  return { ...found.filing, payments: [...(found.filing.payments ?? []), ...payments], events: [...(found.filing.events ?? []), ...events] };
}

/**
 * Checks a case again as of `today` and keeps a new version of its report; the old ones stay as they were. Called by a
 * person, and after every payment, event and overlay, so that worklists never show yesterday's figures.
 */
export async function assessCase(ports: AssessPorts, tx: TenantTx, found: CaseRecord, today: Day): Promise<StoredAssessment> {
  const filing = await currentFiling(ports.cases, tx, found);
  const histories = await ports.cases.histories(tx, [found.debtorKey]);
  const history = histories.get(found.debtorKey);
  const doubles = (await ports.cases.doubles(tx, [found.duplicateKey])).get(found.duplicateKey) ?? [];
  const exhibits = await rereadExhibits(ports, tx, await ports.exhibits.ofCase(tx, found.id));
  const known = await ports.lookUpDebtors?.(tx, [{ key: found.debtorKey, party: filing.debtor, caseId: found.id }]);
  const assets = await ports.checkedAssets?.(tx, found.id);
  const news = await ports.newsOf?.(tx, found);
  const country = filing.debtor.address?.country;
  const [beside] = await besideClaims(ports, tx, [{ debtorKey: found.debtorKey, currency: found.filing.currency, exhibits }], found.id);
  const own = ownCasesOf(filing, today, country ? await ports.cases.closedCounts(tx, [country]) : []);
  const { kept, figures } = ports.assess(claimOf(filing), {
    asOf: today,
    doubles: doubles.filter((double) => double.caseId !== found.id),
    exhibits,
    papers: papersOf(exhibits, found.filing.currency),
    ...beside,
    ...(own ? { own } : {}),
    overlays: found.overlays,
    ...known?.get(found.debtorKey),
    ...(assets && assets.length > 0 ? { assets } : {}),
    ...(news ? { news } : {}),
    ...(history ? { history } : {}),
  });
  const sha256 = createHash('sha256').update(kept).digest('hex');
  const [record] = await ports.sealing.seal(tx, [reportItem(tx, found, kept, sha256)]);
  const previous = found.assessmentId ? await ports.cases.assessment(tx, found.assessmentId) : undefined;
  const now = ports.clock.now();
  const made: StoredAssessment = {
    id: ports.clock.newId(),
    caseId: found.id,
    version: (previous?.version ?? 0) + 1,
    asOf: isoDay(today),
    createdAt: now,
    body: kept,
    sha256,
    ...(record ? { recordId: record.recordId } : {}),
  };
  await ports.cases.addAssessments(tx, [made]);
  await ports.cases.change(
    tx,
    found.id,
    { ...figures, assessmentId: made.id, ...(found.stage === 'filed' || found.stage === 'checked' ? { stage: 'assessed' as const } : {}) },
    now,
  );
  await ports.cases.addTimeline(tx, [
    {
      id: ports.clock.newId(),
      caseId: found.id,
      at: now,
      kind: 'assessed',
      text: { zh: `已出具第 ${made.version} 版评估报告。`, en: `Assessment report, version ${made.version}.` },
      actor: tx.actor.id,
      link: { kind: 'assessment', id: made.id },
      ...(record ? { recordId: record.recordId } : {}),
    },
  ]);
  return made;
}
