-- What an RFC 3161 token can be judged by later: certificates, revocation lists and status answers of its authority, kept
-- when it was stamped. Of the installation, like the anchors: they name authorities and nobody else.
create table evidence_material (
  origin text not null,
  size bigint not null,
  path text not null check (path ~ '^(certs|revocation)/[A-Za-z0-9._-]{1,100}$'),
  bytes bytea not null,
  fetched_at timestamptz not null default now(),
  primary key (origin, size, path),
  foreign key (origin, size) references evidence_checkpoint (origin, size)
);
alter table evidence_material enable row level security;
alter table evidence_material force row level security;
create policy everyone_reads on evidence_material for select to quittance_app using (true);
create policy system_writes on evidence_material to quittance_system using (true) with check (true);
grant select on evidence_material to quittance_app;
grant select, insert on evidence_material to quittance_system;

alter table evidence_anchor add column material_at timestamptz, add column material_attempts integer not null default 0;
