-- Who did what, when, before, after, under which version of a rule. Ids and values, never names or contact points.
create table audit_trail (
  tenant uuid not null,
  id uuid not null,
  at timestamptz not null default clock_timestamp(),
  actor_kind text not null check (actor_kind in ('user', 'key', 'debtor', 'system')),
  actor_id text not null,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  before jsonb,
  after jsonb,
  rule_version text,
  primary key (tenant, id)
);
create index audit_of_subject on audit_trail (tenant, subject_kind, subject_id, at);
create index audit_by_time on audit_trail (tenant, at);
select protect_append_only_table('audit_trail');

-- An answer already given for an Idempotency-Key; written in the transaction of the work itself.
create table idempotency_keys (
  tenant uuid not null,
  key text not null check (length(key) between 1 and 255),
  fingerprint bytea not null,
  answer jsonb,
  created_at timestamptz not null default now(),
  primary key (tenant, key)
);
create index idempotency_by_age on idempotency_keys (tenant, created_at);
select protect_tenant_table('idempotency_keys');

-- What the outside must hear about, written with the change that caused it; a job delivers it, at least once.
create table outbox (
  tenant uuid not null,
  id uuid not null,
  topic text not null,
  payload jsonb not null,
  created_at timestamptz not null default now(),
  delivered_at timestamptz,
  attempts integer not null default 0,
  last_error text,
  primary key (tenant, id)
);
create index outbox_waiting on outbox (tenant, created_at) where delivered_at is null;
select protect_tenant_table('outbox');

-- Maker-checker: a letter or money leaves only with a second person's yes.
create table approvals (
  tenant uuid not null,
  id uuid not null,
  kind text not null,
  subject_kind text not null,
  subject_id text not null,
  -- SHA-256 of exactly what was shown to the checker: a later change needs a new yes.
  content_digest bytea not null,
  summary jsonb not null,
  maker_kind text not null,
  maker_id text not null,
  -- The person behind the maker (an API key's owner), who must not be the checker.
  maker_user uuid not null,
  requested_at timestamptz not null default now(),
  expires_at timestamptz not null,
  state text not null default 'pending' check (state in ('pending', 'approved', 'refused', 'withdrawn', 'used')),
  rule text check (rule in ('two-persons', 'lone-person')),
  decided_by uuid,
  decided_at timestamptz,
  reason text,
  primary key (tenant, id),
  constraint approvals_need_two check (state not in ('approved', 'used') or (rule is not null and decided_by is not null and (rule = 'lone-person' or decided_by <> maker_user)))
);
create index approvals_waiting on approvals (tenant, state, requested_at);
create index approvals_of_subject on approvals (tenant, subject_kind, subject_id);
select protect_tenant_table('approvals');

-- What is known of a stored file; its bytes lie in the object store under their SHA-256.
create table blobs (
  tenant uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size >= 0),
  media_type text not null,
  stored_at timestamptz not null default now(),
  primary key (tenant, sha256)
);
select protect_tenant_table('blobs');

-- Work that takes long: counted, stoppable, resumed after a crash from `position`.
create table long_work (
  tenant uuid not null,
  id uuid not null,
  kind text not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'stopping', 'stopped', 'done', 'failed')),
  total bigint,
  done bigint not null default 0,
  failed bigint not null default 0,
  message jsonb,
  input jsonb not null default '{}',
  position jsonb,
  result jsonb,
  created_by text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant, id)
);
create index long_work_by_state on long_work (tenant, state, created_at);
select protect_tenant_table('long_work');
