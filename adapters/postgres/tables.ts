import type { ColumnType, Generated, JSONColumnType } from 'kysely';

// The platform's tables as Kysely sees them. int8 comes as bigint, date as ISO text, timestamptz as Date (an instant).
// Another store's tables are typed beside that store and joined in with sqlOf<ItsTables>(tx).

type Instant = ColumnType<Date, Date | string | undefined, Date | string>;
type MaybeInstant = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
/** jsonb: read as a value, written as JSON text (node-postgres would turn an array into a PostgreSQL array). */
export type Json<T extends object | null = Record<string, unknown>> = JSONColumnType<T, string | undefined, string>;
export type MaybeJson = ColumnType<Record<string, unknown> | null, string | null | undefined, string | null>;
type Bytes = ColumnType<Buffer, Uint8Array, Uint8Array>;

export type Role = 'creditor' | 'operator' | 'partner' | 'auditor' | 'admin';

export type TenantsTable = {
  id: string;
  name: string;
  kind: 'creditor' | 'operator' | 'partner';
  locale: Generated<'zh-CN' | 'en'>;
  time_zone: Generated<string>;
  settings: Json;
  created_at: Instant;
};

export type UsersTable = {
  id: string;
  email: string;
  name: string;
  locale: Generated<'zh-CN' | 'en'>;
  time_zone: Generated<string>;
  password_hash: string | null;
  failed_attempts: Generated<number>;
  locked_until: MaybeInstant;
  disabled_at: MaybeInstant;
  created_at: Instant;
};

export type MembershipsTable = { tenant: string; user_id: string; roles: Role[]; created_at: Instant };

export type PasskeysTable = {
  tenant: string;
  user_id: string;
  credential_id: string;
  public_key: Bytes;
  counter: ColumnType<bigint, bigint | number | undefined, bigint | number>;
  transports: Generated<string[]>;
  label: Generated<string>;
  created_at: Instant;
  last_used_at: MaybeInstant;
};

export type SessionsTable = {
  tenant: string;
  id: string;
  user_id: string;
  token_hash: Bytes;
  previous_token_hash: ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>;
  rotated_at: Instant;
  created_at: Instant;
  expires_at: Instant;
  method: 'first-run' | 'sign-in-link' | 'password' | 'passkey' | 'invitation';
};

export type ApiKeysTable = {
  tenant: string;
  id: string;
  user_id: string;
  name: string;
  prefix: string;
  secret_hash: Bytes;
  scopes: string[];
  created_at: Instant;
  expires_at: MaybeInstant;
  last_used_at: MaybeInstant;
  revoked_at: MaybeInstant;
};

export type OneTimeTokensTable = {
  token_hash: Bytes;
  purpose: 'first-run' | 'sign-in' | 'invitation' | 'passkey-challenge';
  tenant: string | null;
  user_id: string | null;
  data: Json;
  created_at: Instant;
  expires_at: Instant;
  used_at: MaybeInstant;
};

export type AuditTrailTable = {
  tenant: string;
  id: string;
  at: Instant;
  actor_kind: 'user' | 'key' | 'debtor' | 'system';
  actor_id: string;
  action: string;
  subject_kind: string;
  subject_id: string;
  before: MaybeJson;
  after: MaybeJson;
  rule_version: string | null;
};

export type IdempotencyKeysTable = { tenant: string; key: string; fingerprint: Bytes; answer: MaybeJson; created_at: Instant };

export type OutboxTable = {
  tenant: string;
  id: string;
  topic: string;
  payload: Json;
  created_at: Instant;
  delivered_at: MaybeInstant;
  attempts: Generated<number>;
  last_error: string | null;
};

export type ApprovalsTable = {
  tenant: string;
  id: string;
  kind: string;
  subject_kind: string;
  subject_id: string;
  content_digest: Bytes;
  summary: Json;
  maker_kind: string;
  maker_id: string;
  maker_user: string;
  requested_at: Instant;
  expires_at: Instant;
  state: Generated<'pending' | 'approved' | 'refused' | 'withdrawn' | 'used'>;
  rule: 'two-persons' | 'lone-person' | null;
  decided_by: string | null;
  decided_at: MaybeInstant;
  reason: string | null;
};

export type BlobsTable = {
  tenant: string;
  sha256: string;
  size: ColumnType<bigint, bigint | number, bigint | number>;
  media_type: string;
  stored_at: Instant;
};

export type LongWorkTable = {
  tenant: string;
  id: string;
  kind: string;
  state: Generated<'waiting' | 'running' | 'stopping' | 'stopped' | 'done' | 'failed'>;
  total: ColumnType<bigint | null, bigint | number | null | undefined, bigint | number | null>;
  done: ColumnType<bigint, bigint | number | undefined, bigint | number>;
  failed: ColumnType<bigint, bigint | number | undefined, bigint | number>;
  message: MaybeJson;
  input: Json;
  position: MaybeJson;
  result: MaybeJson;
  created_by: string;
  created_at: Instant;
  updated_at: Instant;
};

export interface Tables {
  tenants: TenantsTable;
  users: UsersTable;
  memberships: MembershipsTable;
  passkeys: PasskeysTable;
  sessions: SessionsTable;
  api_keys: ApiKeysTable;
  one_time_tokens: OneTimeTokensTable;
  audit_trail: AuditTrailTable;
  idempotency_keys: IdempotencyKeysTable;
  outbox: OutboxTable;
  approvals: ApprovalsTable;
  blobs: BlobsTable;
  long_work: LongWorkTable;
}
