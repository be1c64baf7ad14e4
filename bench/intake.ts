import pg from 'pg';
import { claimAt, together } from './claims.ts';
import { type House, withHouse } from './house.ts';
import { figure, type Row } from './row.ts';

const requests = 1_500;
const callers = 8;

/** POST /v1/claims, each checked, assessed, sealed and committed, beside a bare insert of the same row into the same server. */
export function run(): Promise<readonly Row[]> {
  return withHouse(async (house) => {
    await together(200, callers, (i) => house.call('POST', '/v1/claims', claimAt(1_000_000 + i)));
    const seconds = await together(requests, callers, (i) => house.call('POST', '/v1/claims', claimAt(i)));
    const bare = await bareInserts(house);
    return [
      figure(`API intake, POST /v1/claims, ${callers} connections`, requests / seconds, 'claims/s', {
        name: 'bare insert of the same row',
        value: requests / bare,
      }),
    ];
  });
}

/** The row that a claim leaves in `cases`, inserted by prepared statement and committed one by one; keys and fsync are on, policies are not. */
async function bareInserts(house: House): Promise<number> {
  const clients = Array.from({ length: callers }, () => new pg.Client(house.owner()));
  try {
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
    const insert = (_: number, caller: number): Promise<unknown> => (clients[caller] as pg.Client).query(statement);
    await together(200, callers, insert);
    return await together(requests, callers, insert);
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
