import type { PersonalTraces, Reach, Trace } from '../ports/personal-traces.ts';
import type { FoundRecord, Hold, RecordScope, RecordStore } from '../ports/records.ts';
import type { TenantTx } from '../ports/transactions.ts';

export type ErasurePlan = {
  readonly reach: Reach;
  /** Sealed records that would be destroyed. */
  readonly records: readonly FoundRecord[];
  readonly traces: readonly Trace[];
  /** Any of these forbids all of it. */
  readonly holds: readonly Hold[];
};

type Parts = { readonly records: RecordStore; readonly traces: PersonalTraces };

/** What an erasure would destroy, found before anything is: the same for the preview and for the deed. */
export async function planErasure({ records, traces }: Parts, tx: TenantTx, scope: RecordScope): Promise<ErasurePlan> {
  const person = scope.kind === 'subject' ? scope.id : undefined;
  const caseIds = scope.kind === 'case' ? [scope.id] : person === undefined ? [] : await traces.casesNaming(tx, person);
  const shared = caseIds.length === 0 ? [] : await records.find(tx, { kind: 'records', ids: await traces.sharedRecords(tx, caseIds) });
  const found = [...(await records.find(tx, scope)), ...shared];
  const living = found.filter(
    (record, i) => record.closed !== undefined && record.kind !== 'erasure' && found.findIndex(({ id }) => id === record.id) === i,
  );
  const reach: Reach = { ...(person === undefined ? {} : { person }), caseIds, recordIds: living.map(({ id }) => id) };
  const subjects = person === undefined ? [] : [person];
  return {
    reach,
    records: living,
    traces: (await traces.count(tx, reach)).filter(({ count }) => count > 0),
    holds: await records.holdsOn(tx, { recordIds: reach.recordIds, caseIds, subjects }),
  };
}
