-- Telephony providers that a tenant has set up. Secrets lie sealed under keys of the vault and are never shown again; after a
-- rotation the one before stays good until `previous_until`.
create table call_providers (
  tenant uuid not null,
  id uuid not null,
  name text not null,
  secret_sealed bytea not null,
  secret_key bytea not null,
  previous_sealed bytea,
  previous_key bytea,
  previous_until timestamptz,
  -- Hosts (host or host:port) that recordings may be fetched from; empty: none.
  hosts text[] not null default '{}',
  private_hosts boolean not null default false,
  authorization_sealed bytea,
  authorization_key bytea,
  largest_bytes bigint not null,
  created_at timestamptz not null,
  created_by text not null,
  removed_at timestamptz,
  primary key (tenant, id)
);
create unique index call_providers_by_id on call_providers (id);
select protect_tenant_table('call_providers');

-- Calls about a case (its table has a later number, so no foreign key). Full numbers lie sealed; what is shown of them is masked. `contact` is the contact policy's answer.
create table calls (
  tenant uuid not null,
  id uuid not null,
  case_id uuid not null,
  provider_id uuid,
  external_id text not null,
  direction text not null check (direction in ('outbound', 'inbound')),
  numbers_sealed bytea,
  numbers_key bytea,
  from_masked text,
  to_masked text,
  agent text,
  purpose text,
  consent jsonb,
  contact jsonb,
  breach text check (breach in ('called-in-spite', 'not-asked')),
  started_at timestamptz not null,
  ended_at timestamptz,
  outcome text,
  record_id uuid,
  made_at timestamptz not null,
  primary key (tenant, id)
);
create unique index calls_by_provider on calls (tenant, provider_id, external_id);
create index calls_of_case on calls (tenant, case_id, started_at desc);
select protect_tenant_table('calls');

-- Recordings on their way and sealed. While one is received, `object_key` (wrapped) opens what lies in the growing folder.
create table call_recordings (
  tenant uuid not null,
  id uuid not null,
  call_id uuid not null,
  external_id text not null,
  name text not null,
  media_type text not null,
  source text not null check (source in ('stream', 'put', 'fetch', 'upload')),
  state text not null check (state in ('announced', 'receiving', 'sealed', 'refused', 'failed')),
  url_sealed bytea,
  url_key bytea,
  object_key bytea,
  expected_bytes bigint,
  expected_sha256 text,
  bytes bigint,
  complete boolean,
  reason jsonb,
  exhibit_id uuid,
  record_id uuid,
  made_at timestamptz not null,
  sealed_at timestamptz,
  primary key (tenant, id),
  foreign key (tenant, call_id) references calls (tenant, id) on delete cascade
);
create unique index call_recordings_by_name on call_recordings (tenant, call_id, external_id);
create index call_recordings_open on call_recordings (made_at) where state in ('announced', 'receiving');
select protect_tenant_table('call_recordings');
