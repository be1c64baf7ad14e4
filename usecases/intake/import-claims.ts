import type { Basis } from '#domain/claim/claim.ts';
import { claimOf } from '#domain/claim/filing.ts';
import type { Day } from '#domain/kernel/day.ts';
import { DomainError } from '#domain/kernel/error.ts';
import type { CaseReader } from '../ports/cases.ts';
import type { ImportRecord, ImportStore, RowOutcome } from '../ports/imports.ts';
import type { Step } from '../ports/longwork.ts';
import type { TenantTx } from '../ports/transactions.ts';
import { mapRow, type RowDefaults, type RowError } from './batch/map-row.ts';
import { tableRows } from './batch/profile-table.ts';
import type { Mapping, Notation, Row, TableProfile, TableSource } from './batch/table.ts';
import { type FilingPorts, fileClaims } from './file-claims.ts';

export type ImportPorts = FilingPorts & {
  readonly imports: ImportStore;
  readonly cases: CaseReader & FilingPorts['cases'];
  /** The import's file, from its sealed record, as a table. */
  readonly openTable: (tx: TenantTx, recordId: string) => Promise<TableSource>;
  readonly today: (tx: TenantTx) => Promise<Day>;
};

/** What an import keeps beside its rows: how the file looked, how it is to be read, and what stands where a row is silent. */
export type ImportSettings = { readonly table: TableProfile; readonly recordId: string; readonly notation: Notation; readonly defaults: RowDefaults };

export const importWork = 'import-claims';
const loadedPerStep = 20_000;
const insertedAtOnce = 2_000;
const filedPerStep = 500;

export const settingsOf = (found: ImportRecord): ImportSettings => found.profile as unknown as ImportSettings;

export async function foundImport(imports: ImportStore, tx: TenantTx, importId: string): Promise<ImportRecord> {
  const found = await imports.get(tx, importId);
  if (!found) throw new DomainError('imports.not_found', `There is no import ${importId} here.`, { importId });
  return found;
}

/**
 * One step of an import, in one transaction with its progress: first the file's rows are loaded, then filed five hundred
 * at a time. Killed anywhere, the next step begins at the first row that is not yet loaded or still pending, so no row is
 * lost and none is filed twice.
 */
export async function importStep(ports: ImportPorts, tx: TenantTx, importId: string): Promise<Step> {
  const found = await ports.imports.lock(tx, importId);
  if (!found) throw new DomainError('imports.not_found', `There is no import ${importId} here.`, { importId });
  // Stopped by a person: this run ends here, and starting again begins another at the first pending row.
  if (found.state === 'done' || found.state === 'stopped') return { finished: {} };
  if (found.total === undefined) return loadRows(ports, tx, found);
  const pending = await ports.imports.pending(tx, importId, filedPerStep);
  if (pending.length === 0) {
    await ports.imports.change(tx, importId, { state: 'done', finishedAt: ports.clock.now() });
    return { finished: { result: { filed: found.filed, rejected: found.rejected, doubles: found.doubles } } };
  }
  const outcomes = await fileRows(ports, tx, found, pending);
  await ports.imports.settle(tx, importId, outcomes);
  const count = (state: RowOutcome['state']) => outcomes.filter((outcome) => outcome.state === state).length;
  await ports.imports.change(tx, importId, {
    state: 'running',
    addFiled: count('filed'),
    addRejected: count('rejected'),
    addDoubles: count('double'),
  });
  return { done: outcomes.length, failed: count('rejected') };
}

/** Notes that an import cannot go on, so that its page says why instead of showing progress for ever. */
export async function importFailed(ports: Pick<ImportPorts, 'imports' | 'clock'>, tx: TenantTx, importId: string, error: DomainError): Promise<void> {
  const message = { zh: `导入无法继续：${error.message}`, en: `The import cannot go on: ${error.message}` };
  await ports.imports.change(tx, importId, { state: 'failed', message, finishedAt: ports.clock.now() });
}

async function loadRows(ports: ImportPorts, tx: TenantTx, found: ImportRecord): Promise<Step> {
  const { table, recordId } = settingsOf(found);
  const already = await ports.imports.lastRow(tx, found.id);
  let batch: { rowNumber: number; raw: Row }[] = [];
  let loaded = 0;
  let last = already;
  for await (const { rowNumber, row } of tableRows(await ports.openTable(tx, recordId), table)) {
    if (rowNumber <= already) continue;
    batch.push({ rowNumber, raw: row });
    last = rowNumber;
    loaded += 1;
    if (batch.length === insertedAtOnce) {
      await ports.imports.addRows(tx, found.id, batch);
      batch = [];
    }
    if (loaded === loadedPerStep) break;
  }
  await ports.imports.addRows(tx, found.id, batch);
  if (loaded === loadedPerStep) return { position: { loaded: last } };
  const total = await ports.imports.count(tx, found.id);
  await ports.imports.change(tx, found.id, { total, state: 'running' });
  return { total, position: { loaded: last } };
}

type Pending = { readonly rowNumber: number; readonly raw: Row };

async function fileRows(ports: ImportPorts, tx: TenantTx, found: ImportRecord, rows: readonly Pending[]): Promise<RowOutcome[]> {
  const { notation, defaults } = settingsOf(found);
  const mapped = rows.map((row) => ({ ...row, mapped: readRow(row.raw, found.mapping as Mapping, notation, defaults) }));
  const known = await ports.cases.doubles(tx, [...new Set(mapped.flatMap(({ mapped }) => (mapped.kind === 'ok' ? [mapped.duplicateKey] : [])))]);
  const outcomes: RowOutcome[] = [];
  const toFile: { rowNumber: number; filing: Parameters<typeof fileClaims>[2][number] }[] = [];
  const seen = new Set<string>();
  for (const { rowNumber, mapped: read } of mapped) {
    if (read.kind === 'rejected') {
      outcomes.push({ rowNumber, state: 'rejected', errors: read.errors });
      continue;
    }
    const double = known.get(read.duplicateKey)?.[0];
    if (double || seen.has(read.duplicateKey)) {
      outcomes.push({
        rowNumber,
        state: 'double',
        errors: [doubleError(read.duplicateKey, double?.number)],
        ...(double ? { caseId: double.caseId } : {}),
      });
      continue;
    }
    seen.add(read.duplicateKey);
    toFile.push({ rowNumber, filing: { filing: read.claim } });
  }
  const filed = await fileClaims(
    ports,
    tx,
    toFile.map((one) => one.filing),
    { source: 'import', today: await ports.today(tx) },
  );
  toFile.forEach(({ rowNumber }, i) => {
    const caseId = filed[i]?.caseId;
    if (caseId) outcomes.push({ rowNumber, state: 'filed', caseId });
  });
  return outcomes;
}

/** A row that the mapping takes but the claim refuses (a total that is not positive, say) is rejected like any other. */
export function readRow(row: Row, mapping: Mapping, notation: Notation, defaults: RowDefaults) {
  const read = mapRow(row, mapping, notation, defaults);
  if (read.kind === 'rejected') return read;
  try {
    claimOf(read.claim);
    return read;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const rowError: RowError = {
      column: String(error.data.path ?? ''),
      value: '',
      code: error.code,
      zh: `无法形成债权：${error.message}`,
      en: error.message,
    };
    return { kind: 'rejected' as const, errors: [rowError] };
  }
}

function doubleError(key: string, number: string | undefined): RowError {
  return number
    ? { column: '', value: key, code: 'intake.double', zh: `与案件 ${number} 重复。`, en: `The same debt as case ${number}.` }
    : { column: '', value: key, code: 'intake.double', zh: '与本文件中前面的一行重复。', en: 'The same debt as an earlier row of this file.' };
}

export const defaultsOf = (given: {
  readonly creditorName?: string;
  readonly currency?: string;
  readonly basis?: string;
  readonly governingLaw?: string;
}): RowDefaults => ({
  ...(given.creditorName ? { creditor: { name: given.creditorName } } : {}),
  ...(given.currency ? { currency: given.currency } : {}),
  ...(given.basis ? { basis: given.basis as Basis } : {}),
  ...(given.governingLaw ? { governingLaw: given.governingLaw } : {}),
});
