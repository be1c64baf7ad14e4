import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileObjects } from '#adapters/objects/files.ts';
import { sealedObjects } from '#adapters/objects/sealed.ts';
import { openDatabase } from '#adapters/postgres/database.ts';
import { postgresLog } from '#adapters/postgres/evidence/log.ts';
import { postgresRecords } from '#adapters/postgres/evidence/records.ts';
import type { TileStore } from '#usecases/ports/evidence-log.ts';
import { sealing } from '#usecases/seal/seal.ts';
import { Sequencer } from '#usecases/seal/sequence.ts';
import { openLogKeys } from '../keys.ts';
import { nodeCrypto } from '../node-crypto.ts';
import { tileFiles } from '../tile-files.ts';
import { vault } from '../vault.ts';
import { textItem } from './items.ts';

/** The process of the crash test: seals and sequences, and is killed by itself, at once, at the step it is told. */
type Told = { connection: object; folder: string; tenant: string; origin: string; step: string; after: number };
const told = JSON.parse(process.argv[2] as string) as Told;

let passed = 0;
function step(name: string): void {
  if (name === told.step && ++passed > told.after) process.kill(process.pid, 'SIGKILL');
}

const database = openDatabase(told.connection, 4);
const keys = openLogKeys(join(told.folder, 'keys'));
const now = (): Date => new Date();
const objects = sealedObjects(fileObjects(join(told.folder, 'objects')));
const seals = sealing({ crypto: nodeCrypto, vault: vault(keys.master), records: postgresRecords, transactions: database, now });
const files = tileFiles(join(told.folder, 'log'));
const tiles: TileStore = {
  ...files,
  write: async (given) => {
    for (const tile of given) {
      await files.write([tile]);
      step('tile-written');
    }
  },
};
const sequencer = new Sequencer({ crypto: nodeCrypto, store: postgresLog(database, told.origin), tiles, signers: keys.log, now, onStep: step });

for (let round = 0; round < 4; round++) {
  const { marks, object } = await objects.put([randomBytes(3000)]);
  step('object-stored');
  const items = [
    ...Array.from({ length: 90 }, (_, i) => textItem(told.tenant, `${process.pid} ${round} ${i}`)),
    { tenant: told.tenant, kind: 'call' as const, contentSha256: marks.sha256, size: marks.size, mediaType: 'audio/wav', context: {}, object },
  ];
  const ids = await database.withTenant(told.tenant, { kind: 'system', id: 'crash' }, async (tx) => {
    const given = await seals.seal(tx, items);
    step('in-transaction');
    return given;
  });
  step('committed');
  // Written with one system call: what the parent reads was acknowledged.
  writeSync(1, `${ids.map(({ recordId }) => recordId).join(' ')}\n`);
  await sequencer.round();
}
process.exit(0);
