import type { ColumnType, Selectable } from 'kysely';
import type { CallProvider, CallProviders, Closed } from '#usecases/ports/calls.ts';
import type { Tx } from '#usecases/ports/transactions.ts';
import { present } from '../cases/row.ts';
import { sqlOf } from '../transaction.ts';

type Instant = ColumnType<Date, Date, Date>;
type MaybeInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;
type Bytes = ColumnType<Buffer, Uint8Array, Uint8Array>;
type MaybeBytes = ColumnType<Buffer | null, Uint8Array | null, Uint8Array | null>;

type ProvidersTable = {
  tenant: string;
  id: string;
  name: string;
  secret_sealed: Bytes;
  secret_key: Bytes;
  previous_sealed: MaybeBytes;
  previous_key: MaybeBytes;
  previous_until: MaybeInstant;
  hosts: string[];
  private_hosts: boolean;
  authorization_sealed: MaybeBytes;
  authorization_key: MaybeBytes;
  largest_bytes: ColumnType<bigint, bigint, bigint>;
  created_at: Instant;
  created_by: string;
  removed_at: MaybeInstant;
};

const of = (tx: Tx) => sqlOf<{ call_providers: ProvidersTable }>(tx);

export const callProviders: CallProviders = {
  async add(tx, provider) {
    await of(tx)
      .insertInto('call_providers')
      .values({ tenant: tx.tenant, ...rowOf(provider) })
      .execute();
  },
  async change(tx, provider) {
    await of(tx).updateTable('call_providers').set(rowOf(provider)).where('tenant', '=', tx.tenant).where('id', '=', provider.id).execute();
  },
  async remove(tx, providerId, at) {
    const done = await of(tx)
      .updateTable('call_providers')
      .set({ removed_at: new Date(at) })
      .where('tenant', '=', tx.tenant)
      .where('id', '=', providerId)
      .where('removed_at', 'is', null)
      .executeTakeFirst();
    return done.numUpdatedRows > 0n;
  },
  async get(tx, providerId) {
    const row = await living(tx).where('tenant', '=', tx.tenant).where('id', '=', providerId).executeTakeFirst();
    return row && providerOf(row);
  },
  async list(tx) {
    return (await living(tx).where('tenant', '=', tx.tenant).orderBy('id').execute()).map(providerOf);
  },
  async find(tx, providerId) {
    const row = await living(tx).where('id', '=', providerId).executeTakeFirst();
    return row && { ...providerOf(row), tenant: row.tenant };
  },
};

const living = (tx: Tx) => of(tx).selectFrom('call_providers').selectAll().where('removed_at', 'is', null);

const rowOf = (provider: CallProvider) => ({
  id: provider.id,
  name: provider.name,
  secret_sealed: provider.secret.sealed,
  secret_key: provider.secret.wrappedKey,
  previous_sealed: provider.previous?.sealed ?? null,
  previous_key: provider.previous?.wrappedKey ?? null,
  previous_until: provider.previous ? new Date(provider.previous.until) : null,
  hosts: [...provider.hosts],
  private_hosts: provider.privateHosts,
  authorization_sealed: provider.authorization?.sealed ?? null,
  authorization_key: provider.authorization?.wrappedKey ?? null,
  largest_bytes: BigInt(provider.largestBytes),
  created_at: new Date(provider.createdAt),
  created_by: provider.createdBy,
});

function providerOf(row: Selectable<ProvidersTable>): CallProvider {
  const previous = closed(row.previous_sealed, row.previous_key);
  return {
    id: row.id,
    name: row.name,
    secret: { sealed: row.secret_sealed, wrappedKey: row.secret_key },
    hosts: row.hosts,
    privateHosts: row.private_hosts,
    largestBytes: Number(row.largest_bytes),
    createdAt: row.created_at.getTime(),
    createdBy: row.created_by,
    ...present({ authorization: closed(row.authorization_sealed, row.authorization_key) }),
    ...(previous && row.previous_until ? { previous: { ...previous, until: row.previous_until.getTime() } } : {}),
  };
}

const closed = (sealed: Buffer | null, wrappedKey: Buffer | null): Closed | undefined => (sealed && wrappedKey ? { sealed, wrappedKey } : undefined);
