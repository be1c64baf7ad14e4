-- Which records of an import could not be read, and why; the first thousand, so that a wrong file does not fill the disk.
create table registry_rejects (
  tenant uuid not null,
  import_id uuid not null,
  record bigint not null,
  why text not null,
  primary key (tenant, import_id, record),
  foreign key (tenant, import_id) references registry_imports (tenant, id) on delete cascade
);
select protect_tenant_table('registry_rejects');
