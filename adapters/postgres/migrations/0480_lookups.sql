-- Outside sources that a tenant has set up. The secret is written and used, never shown.
create table registry_connectors (
  tenant uuid not null,
  connector text not null,
  enabled boolean not null default true,
  base_url text,
  secret text,
  second_secret text,
  dataset text,
  -- The most a month may cost, in minor units of `currency`; null knows no limit.
  budget_minor bigint,
  currency text,
  updated_at timestamptz not null default clock_timestamp(),
  updated_by text not null,
  primary key (tenant, connector)
);
select protect_tenant_table('registry_connectors');

-- The record of processing: no outside source is asked without a row here. The subject stands as a keyed hash; what was
-- asked and answered lies in lookup_answers and goes at `retain_until`.
create table lookups (
  tenant uuid not null,
  id uuid not null,
  case_id uuid not null,
  connector text not null,
  purpose text not null,
  legal_basis text not null,
  requested_by text not null,
  subject_kind text not null check (subject_kind in ('organisation', 'person')),
  subject_hash text not null,
  crosses_border boolean not null,
  asked_at timestamptz not null,
  retain_until date not null,
  outcome text not null check (outcome in ('asked', 'found', 'not-found', 'not-covered', 'source-failed')),
  why text,
  from_cache boolean not null default false,
  cost_minor bigint not null default 0,
  currency text,
  answer_id uuid,
  record_id uuid,
  erased_at timestamptz,
  primary key (tenant, id),
  foreign key (tenant, case_id) references cases (tenant, id) on delete cascade
);
create index lookups_of_case on lookups (tenant, case_id, asked_at desc);
create index lookups_of_subject on lookups (tenant, subject_hash);
create index lookups_by_end on lookups (tenant, retain_until) where answer_id is not null;
select protect_tenant_table('lookups');

create table lookup_answers (
  tenant uuid not null,
  id uuid not null,
  connector text not null,
  question_hash text not null,
  question jsonb not null,
  fetched_at timestamptz not null,
  outcome text not null,
  value jsonb,
  sha256 text not null,
  raw bytea not null,
  primary key (tenant, id)
);
create index lookup_answers_again on lookup_answers (tenant, connector, question_hash, fetched_at desc);
select protect_tenant_table('lookup_answers');

-- What a person copied from a site that has no interface: the paste as it was, what was read from it, and who confirmed it.
create table captures (
  tenant uuid not null,
  id uuid not null,
  case_id uuid not null,
  page text not null,
  url text,
  captured_by text not null,
  captured_at timestamptz not null,
  retain_until date not null,
  sha256 text not null,
  record_id uuid,
  entries jsonb not null,
  confirmed_by text not null,
  primary key (tenant, id),
  foreign key (tenant, case_id) references cases (tenant, id) on delete cascade
);
create index captures_of_case on captures (tenant, case_id, captured_at desc);
select protect_tenant_table('captures');
