-- The work on a claim. `filing` is the claim as filed, plain JSON; payments and events are added beside it and never
-- change it. The columns after it repeat what worklists sort and filter by, as of the last assessment.
create table cases (
  tenant uuid not null,
  id uuid not null,
  number text not null,
  claim_id uuid not null,
  filing jsonb not null,
  duplicate_key text not null,
  debtor_key text not null,
  stage text not null,
  overlays text[] not null default '{}',
  close_code text,
  close_reason text,
  closed_at timestamptz,
  demo boolean not null default false,
  source text not null,
  creditor text not null,
  debtor text not null,
  debtor_country text,
  currency text not null,
  principal_minor bigint not null,
  paid_minor bigint not null default 0,
  total_minor bigint,
  oldest_due_on date,
  limitation_on date,
  claim_verdict text,
  debtor_verdict text,
  ability_verdict text,
  next_action jsonb,
  next_by date,
  next_urgency smallint not null default 2,
  assessment_id uuid,
  filed_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant, id)
);
create unique index cases_number on cases (tenant, number);
create index cases_doubles on cases (tenant, duplicate_key);
create index cases_of_debtor on cases (tenant, debtor_key);
create index cases_next on cases (tenant, next_urgency, next_by, id) where close_code is null;
create index cases_newest on cases (tenant, filed_at desc, id);
select protect_tenant_table('cases');

create table case_counters (
  tenant uuid not null,
  year integer not null,
  last bigint not null,
  primary key (tenant, year)
);
select protect_tenant_table('case_counters');

create table case_payments (
  tenant uuid not null,
  id uuid not null,
  case_id uuid not null,
  payment jsonb not null,
  amount_minor bigint not null,
  paid_on date not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (tenant, id),
  foreign key (tenant, case_id) references cases (tenant, id) on delete cascade
);
create index case_payments_of_case on case_payments (tenant, case_id, paid_on);
create index case_payments_by_day on case_payments (tenant, paid_on);
select protect_tenant_table('case_payments');

create table case_events (
  tenant uuid not null,
  id uuid not null,
  case_id uuid not null,
  event jsonb not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (tenant, id),
  foreign key (tenant, case_id) references cases (tenant, id) on delete cascade
);
create index case_events_of_case on case_events (tenant, case_id);
select protect_tenant_table('case_events');

create table timeline (
  tenant uuid not null,
  id uuid not null,
  case_id uuid not null,
  at timestamptz not null,
  kind text not null,
  text jsonb not null,
  actor text not null,
  record_id uuid,
  link jsonb,
  primary key (tenant, id),
  foreign key (tenant, case_id) references cases (tenant, id) on delete cascade
);
create index timeline_of_case on timeline (tenant, case_id, at);
select protect_tenant_table('timeline');

-- Reports are immutable: a new day or new facts make a new one.
create table assessments (
  tenant uuid not null,
  id uuid not null,
  case_id uuid not null,
  version integer not null,
  as_of date not null,
  created_at timestamptz not null,
  body jsonb not null,
  sha256 text not null,
  record_id uuid,
  primary key (tenant, id),
  foreign key (tenant, case_id) references cases (tenant, id) on delete cascade
);
create unique index assessments_of_case on assessments (tenant, case_id, version);
select protect_tenant_table('assessments');

create table report_papers (
  tenant uuid not null,
  assessment_id uuid not null,
  locale text not null,
  sha256 text not null,
  bytes bigint not null,
  record_id uuid,
  made_at timestamptz not null,
  primary key (tenant, assessment_id, locale),
  foreign key (tenant, assessment_id) references assessments (tenant, id) on delete cascade
);
select protect_tenant_table('report_papers');

create table exhibits (
  tenant uuid not null,
  id uuid not null,
  case_id uuid,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  sha256 text not null,
  kind text not null,
  purpose text,
  added_at timestamptz not null,
  added_by text not null,
  record_id uuid,
  primary key (tenant, id),
  foreign key (tenant, case_id) references cases (tenant, id) on delete cascade
);
create index exhibits_of_case on exhibits (tenant, case_id, added_at);
create index exhibits_by_hash on exhibits (tenant, sha256);
select protect_tenant_table('exhibits');
