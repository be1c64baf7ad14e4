import { systemClock } from '#adapters/clock/system.ts';
import { openDatabase } from '#adapters/postgres/database.ts';
import type { SourceRecord } from '#usecases/ports/registry.ts';
import { systemActor } from '#usecases/ports/transactions.ts';
import { importRegister } from '#usecases/registry/import-register.ts';
import { registryWriter } from '../writer.ts';

// A process of its own that imports made records and kills itself without warning after `after` batches, as a power cut would.
const { connection, tenant, records, after } = JSON.parse(process.argv[2] ?? '') as {
  readonly connection: Parameters<typeof openDatabase>[0];
  readonly tenant: string;
  readonly records: number;
  readonly after?: number;
};

async function* made(): AsyncGenerator<SourceRecord> {
  for (let i = 0; i < records; i++)
    yield {
      raw: `company ${i}`,
      edges: [],
      entities: [
        { key: `k${i}`, schema: 'Company', name: `Company ${i} Alpha`, names: [], identifiers: [], status: 'active', open: true, props: {} },
      ],
    };
}

const database = openDatabase(connection, 2);
let batches = 0;
const done = await importRegister({ transactions: database, clock: systemClock, registry: registryWriter }, tenant, systemActor('test'), {
  source: { id: 'dying', kind: 'register', name: 'Dying', licence: 'own', exportable: true, countries: [], asOf: '2026-11-01', reach: 'complete' },
  fileName: 'made',
  fingerprint: 'made',
  format: 'test',
  records: made(),
  whole: false,
  onProgress: () => {
    batches += 1;
    if (batches === after) process.kill(process.pid, 'SIGKILL');
  },
});
process.stdout.write(JSON.stringify(done));
await database.close();
