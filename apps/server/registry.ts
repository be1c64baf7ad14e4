import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { systemClock } from '#adapters/clock/system.ts';
import { pgBossJobs } from '#adapters/jobs/pgboss.ts';
import { openDatabase } from '#adapters/postgres/database.ts';
import { migrate } from '#adapters/postgres/migrate.ts';
import { matchLearning } from '#adapters/postgres/registry/match-learning.ts';
import { storedNames } from '#adapters/postgres/registry/names.ts';
import { organisations } from '#adapters/postgres/registry/organisations.ts';
import { registryReader } from '#adapters/postgres/registry/reader.ts';
import { registryWriter } from '#adapters/postgres/registry/writer.ts';
import { formatNamed } from '#adapters/registers/formats.ts';
import { openRegisterFile } from '#adapters/registers/open-file.ts';
import type { PartyFiling } from '#domain/claim/filing.ts';
import { DomainError } from '#domain/kernel/error.ts';
import { buildNameIndex, serialisedIndex } from '#domain/registry/matching/name-index.ts';
import { redrawLater } from '#usecases/enforce/redraw-assets.ts';
import type { JobQueue } from '#usecases/ports/jobs.ts';
import type { ListKind, Reach, RegistrySource } from '#usecases/ports/registry.ts';
import { systemActor, type Transactions } from '#usecases/ports/transactions.ts';
import { type ImportedRegister, importRegister, type RegisterFile } from '#usecases/registry/import-register.ts';
import type { DebtorAnswers } from '#usecases/verify/debtor-lookup.ts';
import { debtorLookup } from '#usecases/verify/look-up-debtors.ts';
import { borrowPostgres } from './database.ts';
import type { Settings } from './settings.ts';

/** What a person may say of a file on the command line; what is not said comes from its format. */
export type ImportRequest = {
  readonly file: string;
  readonly format: string;
  readonly source?: string;
  readonly name?: string;
  readonly licence?: string;
  readonly exportable?: boolean;
  readonly countries?: readonly string[];
  readonly reach?: Reach;
  readonly list?: ListKind;
  readonly asOf: string;
  readonly mapping?: Readonly<Record<string, string>>;
  readonly country?: string;
  readonly whole: boolean;
  readonly organisation?: string;
};

const actor = systemActor('registry');

export async function importFile(
  settings: Settings,
  request: ImportRequest,
  onProgress: NonNullable<RegisterFile['onProgress']>,
  signal?: AbortSignal,
): Promise<ImportedRegister & { readonly source: RegistrySource }> {
  return withRegister(settings, request.organisation, async (transactions, tenant, jobs) => {
    const format = formatNamed(request.format);
    const source = sourceOf(request, format.source);
    const file = await openRegisterFile(resolve(request.file));
    const done = await importRegister({ transactions, clock: systemClock, registry: registryWriter, drawAgain: redrawLater(jobs) }, tenant, actor, {
      source,
      fileName: basename(request.file),
      fingerprint: file.fingerprint,
      format: format.id,
      records: format.records(file.bytes, {
        sourceId: source.id,
        ...(request.mapping ? { mapping: request.mapping } : {}),
        ...(request.country ? { country: request.country } : {}),
        ...(request.list ? { list: request.list } : {}),
      }),
      whole: request.whole,
      onProgress,
      ...(signal ? { signal } : {}),
    });
    return { ...done, source };
  });
}

/** What the local register and lists say of one party. */
export async function lookUp(settings: Settings, party: PartyFiling, organisation?: string): Promise<DebtorAnswers> {
  return withRegister(settings, organisation, (transactions, tenant) =>
    transactions.withTenant(
      tenant,
      actor,
      async (tx) => (await debtorLookup(registryReader, matchLearning)(tx, [{ key: 'asked', party }])).get('asked') ?? {},
    ),
  );
}

/** Writes the index that `names match` searches: all names of the local register, and the entity of each. */
export async function indexNames(
  settings: Settings,
  organisation?: string,
): Promise<{ readonly names: number; readonly file: string; readonly bytes: number }> {
  return withRegister(settings, organisation, async (transactions, tenant) => {
    const names: string[] = [];
    const ids: string[] = [];
    await transactions.withTenant(tenant, actor, async (tx) => {
      for await (const { id, name } of storedNames(tx)) {
        names.push(name);
        ids.push(id);
      }
    });
    if (names.length === 0) throw new DomainError('registry.nothing_imported', 'expected a register or list to index, none has been imported');
    const folder = join(settings.dataFolder, 'registry');
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'names.qni');
    const bytes = Buffer.concat(serialisedIndex(buildNameIndex(names)));
    writeFileSync(file, bytes);
    writeFileSync(`${file}.ids`, ids.join('\n'));
    return { names: names.length, file, bytes: bytes.length };
  });
}

function sourceOf(
  request: ImportRequest,
  standard: Pick<RegistrySource, 'id' | 'name' | 'licence' | 'exportable' | 'countries' | 'kind' | 'reach'>,
): RegistrySource {
  const described = {
    id: request.source ?? (request.list ? `list-${request.list}` : standard.id),
    name: request.name ?? (request.list && !request.source ? `${standard.name} (${request.list})` : standard.name),
    licence: request.licence ?? standard.licence,
    exportable: request.exportable ?? standard.exportable,
    countries: request.countries ?? standard.countries,
    ...reachOf(request, standard.reach),
    asOf: request.asOf,
  };
  if (!/^[a-z0-9][a-z0-9.-]{0,79}$/.test(described.id))
    throw new DomainError('registry.bad_source', `expected a source id of a-z, 0-9, dots and dashes, got "${described.id}"`, { id: described.id });
  if (request.list) return { ...described, kind: 'list', list: request.list };
  return standard.kind === 'list' ? { ...described, kind: 'list', list: 'other' } : { ...described, kind: standard.kind };
}

/** What the person says; a list is taken as the whole list, whatever its format says of registers. */
function reachOf(request: ImportRequest, standard: Reach | undefined): { readonly reach?: Reach } {
  const reach = request.reach ?? (request.list ? 'complete' : standard);
  return reach ? { reach } : {};
}

async function withRegister<T>(
  settings: Settings,
  organisation: string | undefined,
  work: (transactions: Transactions, tenant: string, jobs: JobQueue) => Promise<T>,
): Promise<T> {
  const postgres = await borrowPostgres(settings, (text) => process.stderr.write(`${text}\n`));
  try {
    await migrate(postgres.connection);
    const database = openDatabase(postgres.connection, 2);
    // What is asked for here is done by the server, now or when it next runs.
    const jobs = pgBossJobs(postgres.connection, { onError: (error, about) => process.stderr.write(`${about}: ${String(error)}\n`) });
    try {
      await jobs.start({ work: false });
      const known = await database.withSystem('registry', organisations);
      return await work(database, tenantOf(known, organisation), jobs);
    } finally {
      await jobs.stop();
      await database.close();
    }
  } finally {
    await postgres.stop();
  }
}

function tenantOf(known: readonly { readonly id: string; readonly name: string }[], wanted: string | undefined): string {
  const [only] = known;
  if (!only)
    throw new DomainError('registry.no_organisation', 'expected an organisation, there is none yet: found one with "npx quittance server link"');
  if (wanted === undefined && known.length === 1) return only.id;
  const found = known.find((one) => one.id === wanted || one.name === wanted);
  if (!found)
    throw new DomainError(
      'registry.which_organisation',
      `expected --organisation with the name or id of one of ${known.length} organisations, got ${wanted === undefined ? 'none' : `"${wanted}"`}`,
    );
  return found.id;
}
