-- The asset map of a case: what is known around its debtor, clue by clue. Taken back by a status, never silently.
create table asset_nodes (
  tenant uuid not null,
  case_id uuid not null,
  id text not null,
  schema text not null,
  name text not null,
  country text,
  latitude double precision,
  longitude double precision,
  value_minor bigint,
  currency text,
  props jsonb not null,
  root boolean not null default false,
  source text not null,
  as_of date not null,
  exportable boolean not null,
  confidence smallint not null check (confidence between 0 and 100),
  status text not null default 'clue' check (status in ('clue', 'checked', 'usable')),
  -- 'screen' is replaced by the next screening, 'person' never.
  origin text not null check (origin in ('screen', 'person')),
  updated_at timestamptz not null default clock_timestamp(),
  updated_by text not null,
  primary key (tenant, case_id, id),
  foreign key (tenant, case_id) references cases (tenant, id) on delete cascade
);
select protect_tenant_table('asset_nodes');

create table asset_edges (
  tenant uuid not null,
  case_id uuid not null,
  id text not null,
  kind text not null,
  from_id text not null,
  to_id text not null,
  share_min text,
  share_max text,
  since text,
  until text,
  props jsonb not null,
  source text not null,
  as_of date not null,
  exportable boolean not null,
  confidence smallint not null check (confidence between 0 and 100),
  status text not null default 'clue' check (status in ('clue', 'checked', 'usable')),
  origin text not null check (origin in ('screen', 'person')),
  updated_at timestamptz not null default clock_timestamp(),
  updated_by text not null,
  primary key (tenant, case_id, id),
  foreign key (tenant, case_id, from_id) references asset_nodes (tenant, case_id, id) on delete cascade,
  foreign key (tenant, case_id, to_id) references asset_nodes (tenant, case_id, id) on delete cascade
);
select protect_tenant_table('asset_edges');

create table asset_screenings (
  tenant uuid not null,
  case_id uuid not null,
  screened_at timestamptz not null,
  nodes integer not null,
  edges integer not null,
  -- Left out where the neighbourhood is larger than a person can read.
  cut boolean not null,
  sources text[] not null,
  primary key (tenant, case_id),
  foreign key (tenant, case_id) references cases (tenant, id) on delete cascade
);
select protect_tenant_table('asset_screenings');
