import { systemClock } from '#adapters/clock/system.ts';
import { scryptPasswords } from '#adapters/credentials/passwords.ts';
import { randomSecrets } from '#adapters/credentials/secrets.ts';
import { webauthn } from '#adapters/credentials/webauthn.ts';
import type { Database } from '#adapters/postgres/database.ts';
import { postgresAccounts, postgresMembers } from '#adapters/postgres/govern/accounts.ts';
import { postgresAudit } from '#adapters/postgres/govern/audit.ts';
import { postgresKeys } from '#adapters/postgres/govern/keys.ts';
import { postgresRecognition } from '#adapters/postgres/govern/recognition.ts';
import { postgresPasskeys, postgresSessions, postgresTokens } from '#adapters/postgres/govern/sessions.ts';
import type { Govern } from '#usecases/govern/parts.ts';
import type { Transactions } from '#usecases/ports/transactions.ts';

/** Wires signing in and looking after people over a database. */
export function governOver(database: Pick<Database, keyof Transactions | 'statement'>, clock: Govern['clock'] = systemClock): Govern {
  return {
    transactions: database,
    clock,
    audit: postgresAudit(clock),
    accounts: postgresAccounts,
    members: postgresMembers,
    recognition: postgresRecognition(database),
    sessions: postgresSessions,
    keys: postgresKeys,
    tokens: postgresTokens,
    passkeys: postgresPasskeys,
    passwords: scryptPasswords,
    secrets: randomSecrets,
    ceremony: webauthn,
  };
}
