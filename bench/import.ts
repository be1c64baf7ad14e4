import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { csvOf } from './claims.ts';
import { type House, withHouse } from './house.ts';
import { atMost, figure, type Row } from './row.ts';

const count = 10_000;

/** A file of ten thousand claims, from the first byte uploaded to the last claim assessed, beside a plain COPY of the same rows. */
export function run(): Promise<readonly Row[]> {
  return withHouse(async (house) => {
    await imported(house, csvOf(20).replaceAll('FILE-', 'WARM-'), 20);
    const seconds = await imported(house, csvOf(count), count);
    const { logged, unlogged } = await copied(house, csvOf(count));
    return [
      atMost(`CSV of ${count} rows to assessed claims`, seconds, 's', 60),
      figure('claims imported and assessed, beside COPY into a logged table', count / seconds, 'claims/s', { name: 'COPY', value: count / logged }),
      figure('claims imported and assessed, beside COPY into an unlogged table', count / seconds, 'claims/s', {
        name: 'COPY',
        value: count / unlogged,
      }),
    ];
  });
}

type State = { readonly id: string; readonly state: string; readonly assessed: number; readonly mapping: Record<string, string> };

async function imported(house: House, csv: string, rows: number): Promise<number> {
  const begun = performance.now();
  const made = JSON.parse((await house.upload('/v1/imports', 'claims.csv', 'text/csv', [Buffer.from(csv)])).bytes.toString()) as State;
  await house.call('POST', `/v1/imports/${made.id}/start`, { mapping: made.mapping });
  for (;;) {
    const { state, assessed } = await house.json<State>('GET', `/v1/imports/${made.id}`);
    if (state === 'done') {
      if (assessed !== rows) throw new Error(`expected ${rows} assessed claims, got ${assessed}`);
      return (performance.now() - begun) / 1000;
    }
    if (state !== 'running' || performance.now() - begun > 300_000) throw new Error(`the import is ${state} with ${assessed} of ${rows}`);
    await new Promise((resume) => setTimeout(resume, 50));
  }
}

/** Server-side COPY, the fastest way in there is: no parsing but PostgreSQL's own, no client. Best of three. */
async function copied(house: House, csv: string): Promise<{ logged: number; unlogged: number }> {
  const path = join(house.postgresData, 'bench.csv');
  writeFileSync(path, csv);
  chmodSync(path, 0o644);
  const client = new pg.Client(house.owner());
  await client.connect();
  try {
    const best = async (kind: '' | 'unlogged'): Promise<number> => {
      let least = Number.POSITIVE_INFINITY;
      for (let i = 0; i < 3; i += 1) {
        await client.query(
          `drop table if exists bench_rows; create ${kind} table bench_rows (number text primary key, debtor text, country text, amount numeric, currency text, issued date, due date, creditor text)`,
        );
        const begun = performance.now();
        await client.query(`copy bench_rows from ${client.escapeLiteral(path)} with (format csv, header true)`);
        least = Math.min(least, (performance.now() - begun) / 1000);
      }
      return least;
    };
    return { logged: await best(''), unlogged: await best('unlogged') };
  } finally {
    await client.end();
  }
}
