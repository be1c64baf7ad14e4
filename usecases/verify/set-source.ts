import { DomainError } from '#domain/kernel/error.ts';
import type { AuditTrail } from '../ports/audit.ts';
import type { ConnectorSettings, Connectors, ConnectorView, LookupStore } from '../ports/connectors.ts';
import type { TenantTx } from '../ports/transactions.ts';

export type SetSourcePorts = {
  readonly connectors: Pick<Connectors, 'all' | 'refusedAddress'>;
  readonly lookups: Pick<LookupStore, 'settings' | 'putSettings'>;
  readonly audit: AuditTrail;
};

export type SourceSetting = Omit<ConnectorSettings, 'currency'> & { readonly forgetSecrets?: boolean };

/**
 * Sets up an outside source. A key that is kept is never sent to a host that it was not entered for: with another host the
 * key has to be entered again, so that nobody who may change an address can read a key by it.
 */
export async function setSource(ports: SetSourcePorts, tx: TenantTx, { forgetSecrets = false, ...given }: SourceSetting): Promise<ConnectorView> {
  const { connectors, lookups, audit } = ports;
  const capability = connectors.all.find(({ id }) => id === given.connector);
  if (!capability) throw new DomainError('registry.unknown_connector', `there is no connector "${given.connector}"`, { connector: given.connector });
  const refused = [...(given.baseUrl === undefined ? [] : [given.baseUrl]), ...(given.feeds ?? [])]
    .map((url) => connectors.refusedAddress(url))
    .find(Boolean);
  if (refused) throw new DomainError('registry.refused_address', refused, { connector: given.connector });
  const before = (await lookups.settings(tx)).find(({ connector }) => connector === given.connector);
  const hostOf = (settings: { readonly baseUrl?: string } | undefined) => new URL(settings?.baseUrl ?? capability.baseUrl).host;
  const left = (before?.hasSecret && given.secret === undefined) || (before?.hasSecondSecret && given.secondSecret === undefined);
  if (left && !forgetSecrets && hostOf(before) !== hostOf(given))
    throw new DomainError(
      'registry.secret_needed_again',
      `expected the key to be entered again: it was entered for ${hostOf(before)}, and ${hostOf(given)} is another host`,
      { connector: given.connector, from: hostOf(before), to: hostOf(given) },
    );
  await lookups.putSettings(tx, { ...given, currency: capability.currency }, { forgetSecrets });
  await audit.record(tx, {
    action: 'connector.set',
    subject: { kind: 'connector', id: given.connector },
    after: {
      enabled: given.enabled,
      baseUrl: given.baseUrl,
      ...(given.feeds ? { feeds: given.feeds.length } : {}),
      secretGiven: given.secret !== undefined || given.secondSecret !== undefined,
      forgetSecrets,
      budgetMinor: given.budgetMinor === undefined ? undefined : Number(given.budgetMinor),
    },
  });
  const after = (await lookups.settings(tx)).find(({ connector }) => connector === given.connector);
  if (!after) throw new Error(`the settings of ${given.connector} were written and are not there`);
  return after;
}
