-- Sealed evidence. Records belong to tenants; the log's head, checkpoints and anchors belong to the installation and
-- hold no personal data, so they have no tenant.

create table evidence_record (
  tenant uuid not null,
  id uuid not null,
  case_id uuid,
  -- The person (party) whose data this is, for erasure.
  subject text,
  kind text not null,
  commitment bytea not null check (length(commitment) = 32),
  -- The five columns below are destroyed by an erasure; the commitment and the leaf stay.
  content_sha256 bytea check (length(content_sha256) = 32),
  size bigint,
  media_type text,
  -- AES-256-GCM under a data key of its own: salt, record and small content.
  sealed bytea,
  -- That data key under the installation's master key, which is not in the database.
  wrapped_key bytea,
  object_sha256 bytea check (length(object_sha256) = 32),
  object_size bigint,
  -- The object's own data key, wrapped like the record's.
  wrapped_object_key bytea,
  received_at timestamptz not null,
  erased_at timestamptz,
  erased_by_record uuid,
  primary key (tenant, id),
  check ((erased_at is null) = (sealed is not null and wrapped_key is not null))
);
create index evidence_record_case on evidence_record (tenant, case_id) where case_id is not null;
create index evidence_record_subject on evidence_record (tenant, subject) where subject is not null;
create index evidence_record_object on evidence_record (tenant, object_sha256) where object_sha256 is not null;
select protect_tenant_table('evidence_record');
revoke delete on evidence_record from quittance_app, quittance_system;

-- Written in the caller's transaction, emptied by the sequencer: an outbox towards the log.
create table evidence_queue (
  tenant uuid not null,
  record_id uuid not null,
  entry bytea not null check (length(entry) = 34),
  primary key (tenant, record_id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);
select protect_tenant_table('evidence_queue');

create table evidence_leaf (
  tenant uuid not null,
  record_id uuid not null,
  log_index bigint not null,
  entry bytea not null check (length(entry) = 34),
  primary key (tenant, record_id)
);
-- The log's own order, across tenants: one writer fills it, and only that writer reads by it.
create unique index evidence_leaf_order on evidence_leaf (log_index);
select protect_append_only_table('evidence_leaf');

create table evidence_log (
  origin text primary key,
  assigned bigint not null default 0,
  size bigint not null default 0,
  signed text,
  witnessed_size bigint not null default 0,
  anchored_size bigint not null default 0,
  check (size <= assigned and witnessed_size <= size)
);

create table evidence_checkpoint (
  origin text not null,
  size bigint not null,
  root bytea not null check (length(root) = 32),
  signed text not null,
  signed_at timestamptz not null default now(),
  cosigned text,
  witnessed_at timestamptz,
  primary key (origin, size)
);

create table evidence_anchor (
  origin text not null,
  size bigint not null,
  kind text not null,
  authority text not null,
  digest bytea not null check (length(digest) = 32),
  state text not null check (state in ('pending', 'proven', 'failed')),
  bytes bytea,
  file_name text,
  proves_before timestamptz,
  -- When it must be renewed: before a certificate ends or an algorithm weakens.
  renew_by timestamptz,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  last_error text,
  requested_at timestamptz not null default now(),
  primary key (origin, size, kind, authority, requested_at),
  foreign key (origin, size) references evidence_checkpoint (origin, size)
);
create index evidence_anchor_due on evidence_anchor (next_attempt_at) where state = 'pending';

do $$
declare
  target text;
begin
  foreach target in array array['evidence_log', 'evidence_checkpoint', 'evidence_anchor'] loop
    execute format('alter table %I enable row level security', target);
    execute format('alter table %I force row level security', target);
    execute format('create policy everyone_reads on %I for select to quittance_app using (true)', target);
    execute format('create policy system_writes on %I to quittance_system using (true) with check (true)', target);
    execute format('grant select on %I to quittance_app', target);
    execute format('grant select, insert, update on %I to quittance_system', target);
  end loop;
end
$$;

-- 保全冻结: what stops an erasure.
create table evidence_hold (
  tenant uuid not null,
  id uuid not null,
  scope text not null check (scope in ('case', 'subject', 'record')),
  scope_id text not null,
  reason text not null check (length(reason) > 0),
  placed_by text not null,
  placed_at timestamptz not null default now(),
  released_by text,
  released_at timestamptz,
  primary key (tenant, id)
);
create index evidence_hold_scope on evidence_hold (tenant, scope, scope_id) where released_at is null;
select protect_tenant_table('evidence_hold');
