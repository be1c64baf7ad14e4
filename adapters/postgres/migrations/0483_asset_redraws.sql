-- How far a drawing has come, and under which names and numbers each map was drawn: a register imported later finds the maps it concerns.
alter table asset_screenings add column state text not null default 'drawn' check (state in ('asked', 'drawing', 'drawn', 'failed'));
alter table asset_screenings add column asked_at timestamptz;
-- Rings around the debtor that have been read, and things found so far, while it is drawn.
alter table asset_screenings add column rings smallint not null default 0;
alter table asset_screenings add column found integer not null default 0;
alter table asset_screenings alter column screened_at drop not null;

create table asset_watch (
  tenant uuid not null,
  case_id uuid not null,
  -- 'whole', 'core', 'sound': hashes of a name as registry_names has them; 'number': scheme and value; 'key': an entry that was taken for the party.
  kind text not null check (kind in ('whole', 'core', 'sound', 'number', 'key')),
  value text not null,
  primary key (tenant, case_id, kind, value),
  foreign key (tenant, case_id) references cases (tenant, id) on delete cascade
);
create index asset_watch_by_value on asset_watch (tenant, kind, value);
select protect_tenant_table('asset_watch');
create index asset_nodes_by_id on asset_nodes (tenant, id);
