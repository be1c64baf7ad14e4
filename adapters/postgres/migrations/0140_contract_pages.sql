-- Pages of registered contracts by their digest, so that one page of a contract is found again. The digests are sealed
-- with the registration; this is only the way to them, and goes with the record in an erasure.
create table contract_page (
  tenant uuid not null,
  record_id uuid not null,
  page integer not null check (page > 0),
  content bytea not null check (length(content) = 32),
  primary key (tenant, record_id, page),
  foreign key (tenant, record_id) references evidence_record (tenant, id)
);
create index contract_page_content on contract_page (content);
select protect_tenant_table('contract_page');
revoke update on contract_page from quittance_app, quittance_system;

-- The register of contracts lists its registrations, newest first.
create index evidence_record_registration on evidence_record (tenant, received_at desc, id desc)
  where kind = 'contract' and media_type = 'application/vnd.quittance.registration+json';
