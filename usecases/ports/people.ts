import type { Role, Scope } from '../govern/roles.ts';
import type { TenantTx, Tx } from './transactions.ts';

export type Locale = 'zh-CN' | 'en';

export type NewUser = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly passwordHash?: string;
};

/** A user with what guards the account; only sign-in reads it, across tenants. Instants in milliseconds since 1970. */
export type Account = NewUser & { readonly failedAttempts: number; readonly lockedUntil?: number; readonly disabled: boolean };

export type Membership = { readonly tenant: string; readonly organisation: string; readonly roles: readonly Role[] };

export type Member = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly since: number;
};

/** Accounts stand outside tenants: every method here takes a system transaction. */
export interface Accounts {
  anyone(tx: Tx): Promise<boolean>;
  byEmail(tx: Tx, email: string): Promise<Account | undefined>;
  byId(tx: Tx, id: string): Promise<Account | undefined>;
  add(tx: Tx, user: NewUser): Promise<void>;
  addTenant(
    tx: Tx,
    tenant: {
      readonly id: string;
      readonly name: string;
      readonly kind: 'creditor' | 'operator' | 'partner';
      readonly locale: Locale;
      readonly timeZone: string;
    },
  ): Promise<void>;
  addMembership(tx: Tx, tenant: string, userId: string, roles: readonly Role[]): Promise<void>;
  /** Oldest first. */
  memberships(tx: Tx, userId: string): Promise<readonly Membership[]>;
  /** The first administrator of the oldest organisation: whom a link made on the host signs in. */
  firstAdmin(tx: Tx): Promise<{ readonly tenant: string; readonly userId: string } | undefined>;
  setPassword(tx: Tx, userId: string, hash: string): Promise<void>;
  noteAttempt(tx: Tx, userId: string, attempt: { readonly failedAttempts: number; readonly lockedUntil?: number }): Promise<void>;
}

/** The people of one organisation. */
export interface Members {
  list(tx: TenantTx): Promise<readonly Member[]>;
  get(tx: TenantTx, userId: string): Promise<Member | undefined>;
  setRoles(tx: TenantTx, userId: string, roles: readonly Role[]): Promise<void>;
  /** Ends the membership with its sessions, keys and passkeys; the account itself stays. */
  remove(tx: TenantTx, userId: string): Promise<void>;
}

export type SessionMethod = 'first-run' | 'sign-in-link' | 'password' | 'passkey' | 'invitation';

export type StoredSession = {
  readonly id: string;
  readonly userId: string;
  readonly secretHash: Uint8Array;
  readonly previousSecretHash?: Uint8Array;
  readonly rotatedAt: number;
  readonly expiresAt: number;
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
  readonly organisation: string;
  readonly roles: readonly Role[];
  readonly disabled: boolean;
};

export interface Sessions {
  add(
    tx: TenantTx,
    session: {
      readonly id: string;
      readonly userId: string;
      readonly secretHash: Uint8Array;
      readonly expiresAt: number;
      readonly method: SessionMethod;
    },
  ): Promise<void>;
  /** Replaces the secret unless another request just did; says whether it was replaced. */
  rotate(tx: TenantTx, id: string, from: Uint8Array, to: Uint8Array, at: number): Promise<boolean>;
  remove(tx: TenantTx, id: string): Promise<void>;
  /** All of a user's sessions but one: after a changed password. */
  removeOthers(tx: TenantTx, userId: string, keep?: string): Promise<void>;
}

export type ApiKey = {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  /** The shown beginning, so that a person can tell keys apart. */
  readonly prefix: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: number;
  readonly expiresAt?: number;
  readonly lastUsedAt?: number;
  readonly revokedAt?: number;
};

export type StoredKey = Pick<ApiKey, 'id' | 'userId' | 'scopes' | 'expiresAt' | 'lastUsedAt' | 'revokedAt'> & {
  readonly secretHash: Uint8Array;
  /** The roles its owner holds now: a key never can more than its owner. */
  readonly ownerRoles: readonly Role[];
  readonly ownerDisabled: boolean;
};

/** What a cookie or a key names, looked up outside any transaction: every request asks this first. */
export interface Recognition {
  session(tenant: string, id: string): Promise<StoredSession | undefined>;
  key(tenant: string, id: string): Promise<StoredKey | undefined>;
}

export interface ApiKeys {
  add(tx: TenantTx, key: Omit<ApiKey, 'createdAt' | 'lastUsedAt' | 'revokedAt'> & { readonly secretHash: Uint8Array }): Promise<void>;
  list(tx: TenantTx): Promise<readonly ApiKey[]>;
  revoke(tx: TenantTx, id: string): Promise<boolean>;
  noteUse(tx: TenantTx, id: string): Promise<void>;
}

export type TokenPurpose = 'first-run' | 'sign-in' | 'invitation' | 'passkey-challenge';

export type OneTimeToken = {
  readonly purpose: TokenPurpose;
  readonly tenant?: string;
  readonly userId?: string;
  readonly data: Readonly<Record<string, unknown>>;
};

/** Secrets that open something once. Only their hashes are kept. */
export interface OneTimeTokens {
  put(tx: Tx, hash: Uint8Array, token: OneTimeToken & { readonly expiresAt: number }): Promise<void>;
  /** Marks it used and answers it; undefined when it is unknown, used or expired at `now`. */
  take(tx: Tx, hash: Uint8Array, purposes: readonly TokenPurpose[], now: number): Promise<OneTimeToken | undefined>;
  /** The same without using it up: a page asks what a link is for before it shows its form. */
  peek(tx: Tx, hash: Uint8Array, purposes: readonly TokenPurpose[], now: number): Promise<OneTimeToken | undefined>;
  /** Makes every unused token of a purpose worthless. */
  cancel(tx: Tx, purpose: TokenPurpose): Promise<void>;
  /** Removes what expired before `now`. */
  sweep(tx: Tx, now: number): Promise<void>;
}

export type Passkey = {
  readonly credentialId: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly label: string;
  readonly createdAt: number;
  readonly lastUsedAt?: number;
};

export interface Passkeys {
  add(tx: TenantTx, userId: string, key: Omit<Passkey, 'createdAt' | 'lastUsedAt'>): Promise<void>;
  of(tx: TenantTx, userId: string): Promise<readonly Passkey[]>;
  remove(tx: TenantTx, userId: string, credentialId: string): Promise<boolean>;
  /** Across tenants: at sign-in only the credential is known. */
  find(tx: Tx, credentialId: string): Promise<(Passkey & { readonly tenant: string; readonly userId: string }) | undefined>;
  noteUse(tx: Tx, credentialId: string, counter: number): Promise<void>;
}
