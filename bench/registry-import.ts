import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '#adapters/clock/system.ts';
import { type Database, openDatabase } from '#adapters/postgres/database.ts';
import { ensureDatabase, startCluster } from '#adapters/postgres/embedded/cluster.ts';
import { migrate } from '#adapters/postgres/migrate.ts';
import { registryReader } from '#adapters/postgres/registry/reader.ts';
import { registryWriter } from '#adapters/postgres/registry/writer.ts';
import { sqlOf } from '#adapters/postgres/transaction.ts';
import { companiesHouseBasic } from '#adapters/registers/companies-house/basic.ts';
import { systemActor } from '#usecases/ports/transactions.ts';
import { importRegister } from '#usecases/registry/import-register.ts';
import { debtorLookup } from '#usecases/verify/look-up-debtors.ts';
import { figure, type Row } from './row.ts';

const rows = 1_000_000;
const debtors = 10_000;

const syllables = 'al be cor den el far gan hol is jun kel lor mar nor ost per quin ral sen tor ul ver wes xan yor zel bri cla dro fin'.split(' ');
const trades = 'TRADING SERVICES CONSULTING ENGINEERING FOODS LOGISTICS PROPERTY MEDIA SYSTEMS METALS TEXTILES ENERGY'.split(' ');
const word = (n: number): string =>
  Array.from({ length: 3 + (n % 2) }, (_, i) => syllables[Math.floor(n / syllables.length ** i) % syllables.length]).join('');
const nameOf = (i: number): string =>
  `${word(i * 7 + 3).toUpperCase()} ${i % 3 === 0 ? `${word(i * 13 + 5).toUpperCase()} ` : ''}${trades[i % trades.length]} LIMITED`;

async function* file(): AsyncGenerator<Uint8Array> {
  yield Buffer.from(
    'CompanyName, CompanyNumber,RegAddress.AddressLine1,RegAddress.PostTown,RegAddress.PostCode,CompanyCategory,CompanyStatus,IncorporationDate,SICCode.SicText_1,URI,PreviousName_1.CompanyName\n',
  );
  for (let i = 0; i < rows; i += 1000) {
    const lines = [];
    for (let j = i; j < Math.min(rows, i + 1000); j++) {
      const number = String(j + 1).padStart(8, '0');
      lines.push(
        `"${nameOf(j)}","${number}","${j % 300} HIGH STREET","LEEDS","LS1 ${j % 10}AB","Private Limited Company","Active","29/06/2011","46900 - Non-specialised wholesale trade","http://business.data.gov.uk/id/company/${number}","${j % 8 === 0 ? nameOf(j + rows) : ''}"`,
      );
    }
    yield Buffer.from(`${lines.join('\n')}\n`);
  }
}

/** How long a register's bulk file takes, how long the same file takes again, and what looking debtors up costs a batch of claims. The names are made, the columns are those of Companies House. */
export async function run(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'quittance-bench-'));
  const cluster = await startCluster({ folder });
  let database: Database | undefined;
  try {
    await ensureDatabase(cluster);
    await migrate(cluster.connection());
    database = openDatabase(cluster.connection(), 2);
    return await measured(database);
  } finally {
    await database?.close();
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measured(database: Database): Promise<readonly Row[]> {
  const tenant = systemClock.newId();
  await database.withSystem('bench', (tx) => sqlOf(tx).insertInto('tenants').values({ id: tenant, name: 'Bench', kind: 'creditor' }).execute());
  const source = { ...companiesHouseBasic.source, kind: 'register' as const, asOf: '2026-11-01' };
  const load = () =>
    importRegister({ transactions: database, clock: systemClock, registry: registryWriter }, tenant, systemActor('bench'), {
      source,
      fileName: 'made.csv',
      fingerprint: 'made',
      format: 'companies-house',
      records: companiesHouseBasic.records(file(), { sourceId: source.id }),
      whole: false,
    });
  const before = process.memoryUsage.rss();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 50);
  const first = await seconds(load);
  clearInterval(watch);
  const again = await seconds(load);
  const lookUp = debtorLookup(registryReader);
  const asked = Array.from({ length: debtors }, (_, i) => debtorAt(i));
  let found = 0;
  const looked = await seconds(async () => {
    for (let i = 0; i < asked.length; i += 500)
      await database.withTenant(tenant, systemActor('bench'), async (tx) => {
        for (const { register } of (await lookUp(tx, asked.slice(i, i + 500))).values())
          found += (register ?? []).filter(({ kind }) => kind === 'found').length;
      });
  });
  return [
    figure(`register file of ${rows} companies imported`, rows / first, 'companies/s'),
    figure('the memory that it adds at its peak', (peak - before) / 1e6, 'MB'),
    figure('the same file again, nothing changed', rows / again, 'companies/s'),
    figure(`${debtors} debtors looked up in it, 500 at a time`, debtors / looked, 'debtors/s'),
    figure('share of them found by name or number; a quarter are not in the file', found / debtors, 'share'),
  ];
}

const debtorAt = (i: number) => ({
  key: String(i),
  party: {
    name: i % 4 === 0 ? `Unknown ${word(i * 31)} ${i}` : nameOf(i * 17).replace('LIMITED', 'Ltd'),
    ...(i % 4 === 1 ? { identifiers: [{ scheme: 'gb-company', value: String(((i * 17) % rows) + 1) }] } : {}),
    address: { lines: [], country: 'GB' },
  },
});

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}
