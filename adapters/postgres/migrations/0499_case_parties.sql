-- Which people a case names, under a keyless pseudonym (usecases/seal/subjects.ts), so that an erasure finds every case of one.
create table case_parties (
  tenant uuid not null,
  case_id uuid not null,
  party text not null,
  role text not null check (role in ('creditor', 'debtor', 'guarantor')),
  primary key (tenant, case_id, role, party),
  foreign key (tenant, case_id) references cases (tenant, id) on delete cascade
);
create index case_parties_by_party on case_parties (tenant, party);
select protect_tenant_table('case_parties');
-- Cases filed before: their debtor; their creditors and guarantors are found by case only.
insert into case_parties (tenant, case_id, party, role)
  select tenant, id, 'party-' || left(encode(sha256(convert_to(tenant::text || E'\n' || debtor_key, 'UTF8')), 'hex'), 32), 'debtor' from cases;
