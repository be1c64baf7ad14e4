-- What the tenant imported from registers and lists. Keys of entities are worldwide where the source has an identifier
-- ('lei:...', 'gb-company:...'), so that two sources of one company meet; otherwise they belong to the source.
create table registry_sources (
  tenant uuid not null,
  id text not null check (id ~ '^[a-z0-9][a-z0-9.-]{0,79}$'),
  kind text not null check (kind in ('register', 'list')),
  list text,
  name text not null,
  licence text not null,
  -- Whether the licence lets its entries leave in an export or a paper.
  exportable boolean not null default true,
  -- ISO 3166-1 alpha-2; empty covers the world.
  countries text[] not null default '{}',
  as_of date not null,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (tenant, id),
  check ((kind = 'list') = (list is not null))
);
select protect_tenant_table('registry_sources');

create table registry_imports (
  tenant uuid not null,
  id uuid not null,
  source text not null,
  file_name text not null,
  fingerprint text not null,
  format text not null,
  state text not null check (state in ('running', 'stopped', 'done', 'failed')),
  position bigint not null default 0,
  entities bigint not null default 0,
  edges bigint not null default 0,
  changed bigint not null default 0,
  rejected bigint not null default 0,
  message text,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  primary key (tenant, id),
  foreign key (tenant, source) references registry_sources (tenant, id) on delete cascade
);
create index registry_imports_of_source on registry_imports (tenant, source, started_at desc);
select protect_tenant_table('registry_imports');

-- Raw material as it came, some hundred records together, zstandard, never changed; only whole sources are removed.
create table source_records (
  tenant uuid not null,
  id uuid not null,
  source text not null,
  import_id uuid,
  licence text not null,
  fetched_at timestamptz not null,
  first_position bigint not null,
  records integer not null,
  sha256 text not null,
  raw bytea not null,
  primary key (tenant, id)
);
create index source_records_of_source on source_records (tenant, source, first_position);
select protect_tenant_table('source_records');
revoke update on source_records from quittance_app, quittance_system;
create trigger never_changed before update on source_records for each row execute function refuse_change();

create table registry_entities (
  tenant uuid not null,
  source text not null,
  key text not null,
  schema text not null,
  name text not null,
  status text not null,
  country text,
  since text,
  ended text,
  open boolean not null default true,
  props jsonb not null,
  hash bigint not null,
  record_id uuid,
  record_line integer,
  last_import uuid,
  first_seen date not null,
  last_seen date not null,
  primary key (tenant, source, key)
);
create index registry_entities_by_key on registry_entities (tenant, key);
select protect_tenant_table('registry_entities');

-- What a source said before and no longer says: former names, states, owners. What it says now stands in the entity.
create table registry_statements (
  tenant uuid not null,
  source text not null,
  entity_key text not null,
  prop text not null,
  value text not null,
  lang text not null default '',
  first_seen date not null,
  last_seen date not null,
  primary key (tenant, source, entity_key, prop, value, last_seen)
);
select protect_tenant_table('registry_statements');

-- The keys under which names meet: the whole name without its legal form, its distinctive words, and their sound.
create table registry_names (
  tenant uuid not null,
  source text not null,
  entity_key text not null,
  n smallint not null,
  name text not null,
  kind text not null check (kind in ('current', 'other', 'former')),
  whole bigint not null,
  core bigint,
  sound bigint,
  primary key (tenant, source, entity_key, n)
);
create index registry_names_whole on registry_names (tenant, whole);
create index registry_names_core on registry_names (tenant, core) where core is not null;
create index registry_names_sound on registry_names (tenant, sound) where sound is not null;
select protect_tenant_table('registry_names');

create table registry_identifiers (
  tenant uuid not null,
  scheme text not null,
  value text not null,
  source text not null,
  entity_key text not null,
  valid boolean,
  primary key (tenant, scheme, value, source, entity_key)
);
create index registry_identifiers_of_entity on registry_identifiers (tenant, source, entity_key);
select protect_tenant_table('registry_identifiers');

create table registry_edges (
  tenant uuid not null,
  source text not null,
  key text not null,
  kind text not null,
  from_key text not null,
  to_key text not null,
  -- Shares in percent.
  share_min numeric,
  share_max numeric,
  since text,
  until text,
  open boolean not null default true,
  props jsonb not null,
  hash bigint not null,
  record_id uuid,
  record_line integer,
  last_import uuid,
  first_seen date not null,
  last_seen date not null,
  primary key (tenant, source, key)
);
create index registry_edges_from on registry_edges (tenant, from_key);
create index registry_edges_to on registry_edges (tenant, to_key);
select protect_tenant_table('registry_edges');

-- A person's word on whether two keys are one party. Withdrawn, never deleted: merging is read from the open ones.
create table registry_judgements (
  tenant uuid not null,
  id uuid not null,
  left_key text not null,
  right_key text not null,
  verdict text not null check (verdict in ('positive', 'negative', 'unsure')),
  why text not null,
  decided_by text not null,
  decided_at timestamptz not null,
  withdrawn_by text,
  withdrawn_at timestamptz,
  primary key (tenant, id)
);
create unique index registry_judgement_open on registry_judgements (tenant, left_key, right_key) where withdrawn_at is null;
create index registry_judgement_right on registry_judgements (tenant, right_key) where withdrawn_at is null;
select protect_tenant_table('registry_judgements');
