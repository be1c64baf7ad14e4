import pg from 'pg';
import { claimAt, together } from './claims.ts';
import { type House, withHouse } from './house.ts';
import { figure, quantile, type Row } from './row.ts';

const callers = 8;
const rounds = 5;
const perRound = 300;

/**
 * POST /v1/claims, each checked, assessed, sealed and committed, beside a bare insert of the same row into the same server.
 * Both take turns, so that whatever else the machine does falls on both; each figure is its median round.
 */
export function run(): Promise<readonly Row[]> {
  return withHouse(async (house) => {
    const file = (i: number): Promise<unknown> => house.call('POST', '/v1/claims', claimAt(i));
    await together(perRound, callers, (i) => file(1_000_000 + i));
    const bare = await bareInserts(house);
    try {
      await together(perRound, callers, bare.insert);
      const filed: number[] = [];
      const inserted: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        filed.push(perRound / (await together(perRound, callers, (i) => file(round * perRound + i))));
        inserted.push(perRound / (await together(perRound, callers, bare.insert)));
      }
      return [
        figure(`API intake, POST /v1/claims, ${callers} connections`, quantile(filed, 0.5), 'claims/s', {
          name: 'bare insert of the same row',
          value: quantile(inserted, 0.5),
        }),
      ];
    } finally {
      await bare.close();
    }
  });
}

type Bare = { insert(i: number, caller: number): Promise<unknown>; close(): Promise<void> };

/** The row that a claim leaves in `cases`, inserted by prepared statement and committed one by one; keys and fsync are on, policies are not. */
async function bareInserts(house: House): Promise<Bare> {
  const clients = Array.from({ length: callers }, () => new pg.Client(house.owner()));
  await Promise.all(clients.map((client) => client.connect()));
  const [first] = clients as [pg.Client];
  await first.query('create table bench_plain (like cases); alter table bench_plain add primary key (tenant, id)');
  const { rows } = await first.query<Record<string, unknown>>('select * from cases order by id desc limit 1');
  const { id: _, ...row } = rows[0] as Record<string, unknown>;
  const columns = Object.keys(row);
  const statement = {
    name: 'bare',
    text: `insert into bench_plain (id, ${columns.join(', ')}) values (gen_random_uuid(), ${columns.map((_, i) => `$${i + 1}`).join(', ')})`,
    values: Object.values(row),
  };
  return {
    insert: (_, caller) => (clients[caller] as pg.Client).query(statement),
    close: async () => void (await Promise.all(clients.map((client) => client.end()))),
  };
}
