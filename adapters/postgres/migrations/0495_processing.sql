-- No look-up without case, purpose, legal basis, requester, subject kind and retention: the database says so too. Rows of
-- earlier versions are left as they are (not valid).
alter table lookups
  add column transfer_ground uuid,
  add constraint lookups_purpose check (length(btrim(purpose)) >= 3) not valid,
  add constraint lookups_legal_basis check (legal_basis in ('contract', 'legal-claims', 'legitimate-interest', 'consent', 'public-information')) not valid,
  add constraint lookups_requester check (requested_by <> '') not valid,
  add constraint lookups_subject check (length(subject_hash) = 64) not valid,
  add constraint lookups_retention check (retain_until >= (asked_at at time zone 'UTC')::date - 1
    and retain_until <= (asked_at at time zone 'UTC')::date + 3660) not valid;

alter table captures add column purpose text, add column legal_basis text, add column erased_at timestamptz;
alter table captures
  add constraint captures_purpose check (length(btrim(coalesce(purpose, ''))) >= 3) not valid,
  add constraint captures_legal_basis
    check (coalesce(legal_basis, '') in ('contract', 'legal-claims', 'legitimate-interest', 'consent', 'public-information')) not valid,
  add constraint captures_retention check (retain_until >= (captured_at at time zone 'UTC')::date - 1) not valid;
create index captures_by_end on captures (tenant, retain_until) where erased_at is null;

-- Who answers for the processing, and how long clues and news outlive their case (GDPR 30(1)(a), 个人信息保护法 52).
create table privacy_profiles (
  tenant uuid not null,
  body jsonb not null,
  clue_days_after_close integer not null default 1095 check (clue_days_after_close between 0 and 3650),
  updated_at timestamptz not null default clock_timestamp(),
  updated_by text not null,
  primary key (tenant)
);
select protect_tenant_table('privacy_profiles');

-- 个人信息保护影响评估 (个人信息保护法 55, 56: kept at least three years). A new one replaces none.
create table impact_assessments (
  tenant uuid not null,
  id uuid not null,
  activity text not null,
  triggers text[] not null,
  necessity text not null check (length(btrim(necessity)) >= 3),
  impact text not null check (length(btrim(impact)) >= 3),
  measures text not null check (length(btrim(measures)) >= 3),
  conclusion text not null check (conclusion in ('acceptable', 'acceptable-with-measures', 'not-acceptable')),
  review_by date not null,
  made_by text not null,
  made_at timestamptz not null,
  primary key (tenant, id)
);
select protect_append_only_table('impact_assessments');

-- The legal way by which personal data may go abroad, as the tenant says it has taken it. Withdrawn, never deleted.
create table transfer_grounds (
  tenant uuid not null,
  id uuid not null,
  law text not null check (law in ('pipl', 'gdpr', 'uk-gdpr', 'other')),
  route text not null,
  to_country text not null check (to_country ~ '^([A-Z]{2}|[*])$'),
  reference text not null check (length(btrim(reference)) >= 3),
  set_by text not null,
  set_at timestamptz not null,
  withdrawn_by text,
  withdrawn_at timestamptz,
  primary key (tenant, id)
);
create unique index transfer_ground_open on transfer_grounds (tenant, law, to_country) where withdrawn_at is null;
select protect_tenant_table('transfer_grounds');

-- What people asked of their data and what was done. Counts and hashes: the answer itself went to the person.
create table privacy_requests (
  tenant uuid not null,
  id uuid not null,
  kind text not null check (kind in ('access', 'erasure', 'withdrawal')),
  subject_hash text not null check (length(subject_hash) = 64),
  made_at timestamptz not null,
  made_by text not null,
  result jsonb not null,
  primary key (tenant, id)
);
create index privacy_requests_newest on privacy_requests (tenant, made_at desc);
create index privacy_requests_of_subject on privacy_requests (tenant, subject_hash, kind);
select protect_append_only_table('privacy_requests');
