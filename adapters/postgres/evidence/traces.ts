import type { PoolClient } from 'pg';
import { type ClaimFiling, erasedName, erasedParty, type PartyFiling } from '#domain/claim/filing.ts';
import type { PersonalTraces, Reach, Trace, TraceKind } from '#usecases/ports/personal-traces.ts';
import type { TenantTx } from '#usecases/ports/transactions.ts';
import { type PartyRole, partiesOf, partyId } from '#usecases/seal/subjects.ts';
import { clientOf } from '../transaction.ts';

/** Personal data in the tables of cases, letters, imports, look-ups and asset maps. */
export const personalTraces: PersonalTraces = {
  async casesNaming(tx, person) {
    const { rows } = await clientOf(tx).query<{ case_id: string }>(
      'select distinct case_id from case_parties where tenant = $1 and party = $2 order by case_id',
      [tx.tenant, person],
    );
    return rows.map(({ case_id }) => case_id);
  },

  async sharedRecords(tx, caseIds) {
    const { rows } = await clientOf(tx).query<{ record_id: string }>(
      `select distinct i.profile->>'recordId' as record_id from imports i join import_rows r on (r.tenant, r.import_id) = (i.tenant, i.id)
       where r.tenant = $1 and r.case_id = any($2::uuid[]) and i.profile ? 'recordId'`,
      [tx.tenant, caseIds],
    );
    return rows.map(({ record_id }) => record_id);
  },

  async count(tx, reach) {
    const client = clientOf(tx);
    const found = await affectedCases(client, tx, reach, false);
    const counts: Trace[] = [{ kind: 'parties', count: found.reduce((sum, { parties }) => sum + parties.length, 0) }];
    for (const { kind, table, where } of rows) {
      const { rows: answer } = await client.query<{ n: number }>(
        `select count(*)::int as n from ${table} where ${where}`,
        valuesOf(tx, reach, found),
      );
      counts.push({ kind, count: answer[0]?.n ?? 0 });
    }
    return counts;
  },

  async erase(tx, reach, at) {
    const client = clientOf(tx);
    const found = await affectedCases(client, tx, reach, true);
    await forgetDebtors(client, tx, found);
    const values = valuesOf(tx, reach, found);
    for (const { table, where, set } of rows)
      await client.query(set === 'delete' ? `delete from ${table} where ${where}` : `update ${table} set ${set} where ${where}`, values);
    // A kept answer goes when no look-up leans on it any more.
    await client.query(
      'delete from lookup_answers a where tenant = $1 and not exists (select from lookups l where l.tenant = $1 and l.answer_id = a.id)',
      [tx.tenant],
    );
    for (const one of found) await takeOut(client, tx, one, at);
  },
};

type Affected = { readonly id: string; readonly debtorKey: string; readonly filing: ClaimFiling; readonly parties: ReturnType<typeof partiesOf> };

async function affectedCases(client: PoolClient, tx: TenantTx, { caseIds, person }: Reach, lock: boolean): Promise<readonly Affected[]> {
  const { rows: found } = await client.query<{ id: string; debtor_key: string; filing: ClaimFiling }>(
    `select id, debtor_key, filing from cases where tenant = $1 and id = any($2::uuid[]) order by id ${lock ? 'for update' : ''}`,
    [tx.tenant, caseIds],
  );
  return found.map((row) => ({
    id: row.id,
    debtorKey: row.debtor_key,
    filing: row.filing,
    // A case erased as a whole keeps the name of the company that files it: that is nobody's personal data.
    parties: partiesOf(tx.tenant, row.filing).filter(({ id, role, party }) =>
      person === undefined ? role !== 'creditor' || party.kind === 'person' : id === person,
    ),
  }));
}

const withRole = (found: readonly Affected[], role: PartyRole): string[] =>
  found.filter(({ parties }) => parties.some((party) => party.role === role)).map(({ id }) => id);

/** $1 tenant, $2 cases, $3 those whose debtor goes, $4 destroyed records, $5 words that name the person. */
const valuesOf = (tx: TenantTx, { recordIds }: Reach, found: readonly Affected[]): unknown[] => [
  tx.tenant,
  found.map(({ id }) => id),
  withRole(found, 'debtor'),
  recordIds,
  [...new Set(found.flatMap(({ parties }) => parties.flatMap(({ party }) => wordsNaming(party))))],
];

/** Two letters and more: a shorter text would match everywhere. */
const wordsNaming = (party: PartyFiling): string[] =>
  [
    party.name,
    ...(party.otherNames ?? []),
    ...(party.identifiers ?? []).map(({ value }) => value),
    ...(party.contacts ?? []).map(({ value }) => value),
    ...(party.address?.lines ?? []),
  ].filter((text) => text.trim().length > 1);

const erasedText = `'{"zh":"（内容已依法删除）","en":"(erased by law)"}'`;
const naming = (column: string): string => `exists (select from unnest($5::text[]) as word where position(word in ${column}::text) > 0)`;
const ofRecord = 'record_id = any($4::uuid[])';
/** Every value is used in every statement, so that PostgreSQL knows its type. */
const mine = 'tenant = $1 and ($2::uuid[] is not null and $3::uuid[] is not null and $4::uuid[] is not null and $5::text[] is not null)';

/** Rows of other rooms, what becomes of them, and which they are. */
const rows: readonly { readonly kind: TraceKind; readonly table: string; readonly set: string; readonly where: string }[] = [
  {
    kind: 'timeline',
    table: 'timeline',
    set: `text = ${erasedText}`,
    where: `${mine} and text <> ${erasedText} and (${ofRecord} or (case_id = any($2) and ${naming('text')}))`,
  },
  {
    kind: 'timeline',
    table: 'case_events',
    set: `event = event - 'proof'`,
    where: `${mine} and event ? 'proof' and (case_id = any($3) or (case_id = any($2) and ${naming('event')}))`,
  },
  {
    kind: 'payments',
    table: 'case_payments',
    set: `payment = payment - 'reference'`,
    where: `${mine} and payment ? 'reference' and (case_id = any($3) or (case_id = any($2) and ${naming('payment')}))`,
  },
  {
    kind: 'letters',
    table: 'messages',
    set: `addressee = '${erasedName}', address = null, subject = '-', body = '{}', sha256 = '', dispatch = null,
      state = case when state in ('awaiting-approval', 'approved', 'sending') then 'cancelled' else state end, state_reason = ${erasedText}`,
    where: `${mine} and sha256 <> '' and (${ofRecord} or case_id = any($3))`,
  },
  {
    kind: 'calls',
    table: 'calls',
    set: `numbers_sealed = null, numbers_key = null, from_masked = null, to_masked = null, consent = null, purpose = null, outcome = null`,
    where: `${mine} and coalesce(numbers_sealed::text, from_masked, to_masked, consent::text, purpose, outcome) is not null and (${ofRecord} or case_id = any($3))`,
  },
  {
    kind: 'calls',
    table: 'call_recordings',
    set: `name = '-', url_sealed = null, url_key = null, object_key = null, expected_sha256 = null,
      state = case when state in ('announced', 'receiving') then 'refused' else state end`,
    where: `${mine} and name <> '-' and (${ofRecord} or call_id in (select c.id from calls c where c.tenant = $1 and c.case_id = any($3)))`,
  },
  {
    kind: 'exhibits',
    table: 'exhibits',
    set: `name = '-', sha256 = '', purpose = null, reading = null, facts = null`,
    where: `${mine} and sha256 <> '' and ${ofRecord}`,
  },
  { kind: 'reports', table: 'report_papers', set: 'delete', where: `${mine} and ${ofRecord}` },
  { kind: 'imports', table: 'import_rows', set: `raw = '{}'`, where: `${mine} and raw <> '{}' and case_id = any($2)` },
  {
    kind: 'lookups',
    table: 'lookups',
    set: `answer_id = null, why = null, erased_at = coalesce(erased_at, now())`,
    where: `${mine} and (answer_id is not null or erased_at is null) and (case_id = any($3) or ${ofRecord} or (case_id = any($2) and answer_id in
      (select a.id from lookup_answers a where a.tenant = $1 and ${naming("(a.question::text || coalesce(a.value::text, ''))")})))`,
  },
  {
    kind: 'captures',
    table: 'captures',
    set: `entries = '[]', url = null, sha256 = '', outcome = null`,
    where: `${mine} and sha256 <> '' and (case_id = any($3) or ${ofRecord} or (case_id = any($2) and ${naming('entries')}))`,
  },
  {
    kind: 'assets',
    table: 'asset_nodes',
    set: 'delete',
    where: `${mine} and (case_id = any($3) or (case_id = any($2) and ${naming("(name || ' ' || props::text)")}))`,
  },
  { kind: 'assets', table: 'asset_edges', set: 'delete', where: `${mine} and case_id = any($2) and ${naming('props')}` },
  { kind: 'assets', table: 'asset_screenings', set: 'delete', where: `${mine} and case_id = any($3)` },
];

/** What the lists learnt from captured pages, and the tenant's own word on who the debtor is. */
async function forgetDebtors(client: PoolClient, tx: TenantTx, found: readonly Affected[]): Promise<void> {
  const debtors = found.filter(({ parties }) => parties.some(({ role }) => role === 'debtor'));
  const captured = `select e.source, e.key from registry_entities e join captures c on (c.tenant, c.id) = (e.tenant, e.last_import)
    where e.tenant = $1 and e.source like 'captured.%' and c.case_id = any($2::uuid[])`;
  const values = [tx.tenant, debtors.map(({ id }) => id)];
  for (const table of ['registry_names', 'registry_identifiers', 'registry_statements'])
    await client.query(`delete from ${table} where tenant = $1 and (source, entity_key) in (${captured})`, values);
  await client.query(`delete from registry_entities where tenant = $1 and (source, key) in (${captured})`, values);
  for (const table of ['news_items', 'debtor_hits'])
    await client.query(`delete from ${table} where tenant = $1 and debtor_key = any($2::text[])`, [
      tx.tenant,
      debtors.map(({ debtorKey }) => debtorKey),
    ]);
  await client.query('delete from registry_judgements where tenant = $1 and (left_key = any($2::text[]) or right_key = any($2::text[]))', [
    tx.tenant,
    debtors.map(({ debtorKey }) => `debtor/${debtorKey}`),
  ]);
}

/** Takes the parties out of a case: out of the claim as filed, and out of the columns that repeat it. */
async function takeOut(client: PoolClient, tx: TenantTx, { id, filing, parties }: Affected, at: Date): Promise<void> {
  if (parties.length === 0) return;
  const ids = new Set(parties.map((party) => party.id));
  const gone = (party: PartyFiling): PartyFiling => (ids.has(partyId(tx.tenant, party)) ? erasedParty(party) : party);
  const debtorGone = parties.some(({ role }) => role === 'debtor');
  const left: ClaimFiling = {
    ...filing,
    ...(debtorGone ? withoutFreeText(filing) : {}),
    creditor: gone(filing.creditor),
    debtor: gone(filing.debtor),
    ...(filing.guarantors ? { guarantors: filing.guarantors.map(gone) } : {}),
  };
  await client.query(
    `update cases set filing = $3, creditor = $4, debtor = $5, next_action = case when $6 then null else next_action end,
       debtor_key = case when $6 then 'erased:' || id else debtor_key end, duplicate_key = case when $6 then 'erased:' || id else duplicate_key end,
       close_reason = case when $6 and close_reason is not null then '-' else close_reason end, updated_at = $7
     where tenant = $1 and id = $2`,
    [tx.tenant, id, JSON.stringify(left), left.creditor.name, left.debtor.name, debtorGone, at],
  );
  await client.query('delete from case_parties where tenant = $1 and case_id = $2 and party = any($3::text[])', [tx.tenant, id, [...ids]]);
}

/** Texts of people beside the figures: descriptions, payment references, proofs. */
function withoutFreeText({ items, payments, events }: ClaimFiling): Partial<ClaimFiling> {
  return {
    items: items.map(({ description: _, ...item }) => item),
    ...(payments ? { payments: payments.map(({ reference: _, ...payment }) => payment) } : {}),
    ...(events ? { events: events.map(({ proof: _, ...event }) => event) } : {}),
  };
}
