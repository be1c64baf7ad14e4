import { DomainError } from '#domain/kernel/error.ts';
import type { ConnectorSettings, ConnectorView, LookupStore } from '#usecases/ports/connectors.ts';
import type { Tx } from '#usecases/ports/transactions.ts';
import type { Vault } from '#usecases/ports/vault.ts';
import { present } from '../cases/row.ts';
import { clientOf } from '../transaction.ts';

export type SecretVault = Pick<Vault, 'wrap' | 'unwrap'>;

type Kind = 'secret' | 'second-secret';
const columns = 'connector, enabled, base_url as "baseUrl", dataset, feeds, budget_minor as "budgetMinor", currency';

export function connectorSettings(vault: SecretVault): Pick<LookupStore, 'settings' | 'lockSettings' | 'putSettings'> {
  const sealed = (tenant: string, connector: string, kind: Kind, secret: string | undefined) =>
    secret === undefined ? null : Buffer.from(vault.wrap(sealedText(tenant, connector, kind, secret)));
  return {
    async settings(tx) {
      const { rows } = await clientOf(tx).query(
        `select ${columns}, sealed_secret is not null as "hasSecret", sealed_second_secret is not null as "hasSecondSecret"
         from registry_connectors where tenant = $1 order by connector`,
        [tx.tenant],
      );
      return rows.map((row) => present(row) as ConnectorView);
    },

    async lockSettings(tx, connector) {
      const { rows } = await clientOf(tx).query<{ sealed_secret: Buffer | null; sealed_second_secret: Buffer | null }>(
        `select ${columns}, sealed_secret, sealed_second_secret from registry_connectors where tenant = $1 and connector = $2 for update`,
        [tx.tenant, connector],
      );
      if (!rows[0]) return undefined;
      const { sealed_secret, sealed_second_secret, ...plain } = rows[0];
      return {
        ...(present(plain) as ConnectorSettings),
        ...present({
          secret: opened(vault, tx.tenant, connector, 'secret', sealed_secret),
          secondSecret: opened(vault, tx.tenant, connector, 'second-secret', sealed_second_secret),
        }),
      };
    },

    async putSettings(tx, one, options = {}) {
      // A secret that is not given again stays: it is never shown, so it cannot be sent back.
      const kept = (column: string) => (options.forgetSecrets ? `excluded.${column}` : `coalesce(excluded.${column}, c.${column})`);
      await clientOf(tx).query(
        `insert into registry_connectors as c (tenant, connector, enabled, base_url, sealed_secret, sealed_second_secret, dataset, budget_minor, currency, updated_by, feeds)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (tenant, connector) do update set enabled = excluded.enabled, base_url = excluded.base_url,
           sealed_secret = ${kept('sealed_secret')}, sealed_second_secret = ${kept('sealed_second_secret')},
           dataset = excluded.dataset, budget_minor = excluded.budget_minor, currency = excluded.currency, feeds = excluded.feeds,
           updated_by = excluded.updated_by, updated_at = clock_timestamp()`,
        [
          tx.tenant,
          one.connector,
          one.enabled,
          one.baseUrl ?? null,
          sealed(tx.tenant, one.connector, 'secret', one.secret),
          sealed(tx.tenant, one.connector, 'second-secret', one.secondSecret),
          one.dataset ?? null,
          one.budgetMinor ?? null,
          one.currency ?? null,
          tx.actor.id,
          one.feeds ?? [],
        ],
      );
    },
  };
}

/** Seals what an earlier version kept in plain text, once, before anything is served. Answers how many rows it sealed. */
export async function sealPlainSecrets(tx: Tx, vault: SecretVault): Promise<number> {
  const client = clientOf(tx);
  const { rows } = await client.query<{ tenant: string; connector: string; secret: string | null; second_secret: string | null }>(
    'select tenant, connector, secret, second_secret from registry_connectors where secret is not null or second_secret is not null for update',
  );
  for (const { tenant, connector, secret, second_secret } of rows)
    await client.query(
      `update registry_connectors set secret = null, second_secret = null, sealed_secret = coalesce($3, sealed_secret),
         sealed_second_secret = coalesce($4, sealed_second_secret) where tenant = $1 and connector = $2`,
      [
        tenant,
        connector,
        secret && Buffer.from(vault.wrap(sealedText(tenant, connector, 'secret', secret))),
        second_secret && Buffer.from(vault.wrap(sealedText(tenant, connector, 'second-secret', second_secret))),
      ],
    );
  return rows.length;
}

/** Whose secret it is stands inside the seal: a row copied to another tenant or connector does not open there. */
const sealedText = (tenant: string, connector: string, kind: Kind, secret: string): Uint8Array =>
  new TextEncoder().encode(JSON.stringify([tenant, connector, kind, secret]));

function opened(vault: SecretVault, tenant: string, connector: string, kind: Kind, sealed: Buffer | null): string | undefined {
  if (sealed === null) return undefined;
  try {
    const [whose, which, what, secret] = JSON.parse(new TextDecoder().decode(vault.unwrap(sealed))) as string[];
    if (whose === tenant && which === connector && what === kind) return secret;
  } catch (cause) {
    throw unreadable(connector, cause);
  }
  throw unreadable(connector);
}

const unreadable = (connector: string, cause?: unknown): DomainError =>
  new DomainError(
    'registry.secret_unreadable',
    `expected the secret of ${connector} to open with this installation's master key; enter it again, or restore keys/master.key`,
    { connector },
    cause,
  );
