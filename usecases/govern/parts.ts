import type { AuditTrail } from '../ports/audit.ts';
import type { Clock } from '../ports/clock.ts';
import type { PasskeyCeremony, Passwords, Secrets } from '../ports/credentials.ts';
import type { Accounts, ApiKeys, Members, OneTimeTokens, Passkeys, Recognition, Sessions } from '../ports/people.ts';
import type { Transactions } from '../ports/transactions.ts';

/** What signing in and looking after people needs from outside. */
export type Govern = {
  readonly transactions: Transactions;
  readonly clock: Pick<Clock, 'now' | 'newId'>;
  readonly audit: AuditTrail;
  readonly accounts: Accounts;
  readonly members: Members;
  readonly recognition: Recognition;
  readonly sessions: Sessions;
  readonly keys: ApiKeys;
  readonly tokens: OneTimeTokens;
  readonly passkeys: Passkeys;
  readonly passwords: Passwords;
  readonly secrets: Secrets;
  readonly ceremony: PasskeyCeremony;
};

export const minutes = (count: number): number => count * 60_000;
export const days = (count: number): number => count * 86_400_000;
