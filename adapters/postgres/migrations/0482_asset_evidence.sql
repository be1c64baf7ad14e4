-- The sealed record behind a clue that a person added, and the way of every status: who moved it, when and why.
alter table asset_nodes add column record_id uuid;

create table asset_status_changes (
  tenant uuid not null,
  id uuid not null default gen_random_uuid(),
  case_id uuid not null,
  -- A thing or a relation of the case's map; it may be screened away later, its way stays.
  asset text not null,
  before text not null,
  after text not null,
  why text not null,
  changed_at timestamptz not null default clock_timestamp(),
  changed_by text not null,
  primary key (tenant, id),
  foreign key (tenant, case_id) references cases (tenant, id) on delete cascade
);
create index asset_status_changes_of_case on asset_status_changes (tenant, case_id, asset, changed_at);
select protect_tenant_table('asset_status_changes');
revoke update, delete on asset_status_changes from quittance_app, quittance_system;
