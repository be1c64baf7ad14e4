-- A file of many claims. Each row is a row here: pending, then filed, rejected or double. A killed import resumes at the
-- first pending row; the unique key of the import and the row number makes filing a row twice impossible.
create table imports (
  tenant uuid not null,
  id uuid not null,
  file_name text not null,
  sha256 text not null,
  format text not null,
  columns jsonb not null,
  mapping jsonb not null,
  creditor jsonb,
  state text not null default 'uploaded' check (state in ('uploaded', 'running', 'stopped', 'done', 'failed')),
  message jsonb,
  total integer,
  filed integer not null default 0,
  assessed integer not null default 0,
  rejected integer not null default 0,
  doubles integer not null default 0,
  profile jsonb not null default '{}',
  created_at timestamptz not null,
  created_by text not null,
  finished_at timestamptz,
  primary key (tenant, id)
);
create index imports_newest on imports (tenant, created_at desc);
select protect_tenant_table('imports');

create table import_rows (
  tenant uuid not null,
  import_id uuid not null,
  row_number integer not null,
  raw jsonb not null,
  state text not null default 'pending' check (state in ('pending', 'filed', 'rejected', 'double')),
  errors jsonb,
  case_id uuid,
  primary key (tenant, import_id, row_number),
  foreign key (tenant, import_id) references imports (tenant, id) on delete cascade
);
create index import_rows_pending on import_rows (tenant, import_id, row_number) where state = 'pending';
select protect_tenant_table('import_rows');
