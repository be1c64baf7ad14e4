-- Letters: planned, approved by a second person, then sent or kept in the visible outbox. The paper itself lies in the
-- object store under its SHA-256; what is approved is exactly that paper.
create table messages (
  tenant uuid not null,
  id uuid not null,
  case_id uuid not null,
  approval_id uuid,
  kind text not null,
  channel text not null check (channel in ('email', 'post', 'hand')),
  addressee text not null,
  address text,
  subject text not null,
  locale text not null,
  body jsonb not null,
  state text not null check (state in ('awaiting-approval', 'approved', 'sending', 'sent', 'in-outbox', 'rejected', 'cancelled', 'blocked', 'failed')),
  state_reason jsonb,
  total_demanded_minor bigint,
  currency text,
  pay_by date,
  sha256 text not null,
  record_id uuid,
  contact_at_plan jsonb not null,
  contact_at_send jsonb,
  made_by text not null,
  made_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  sent_at timestamptz,
  dispatch jsonb,
  demo boolean not null default false,
  primary key (tenant, id),
  foreign key (tenant, case_id) references cases (tenant, id) on delete cascade
);
create index messages_newest on messages (tenant, made_at desc, id);
create index messages_of_case on messages (tenant, case_id, made_at);
create index messages_waiting on messages (tenant, state) where state in ('awaiting-approval', 'approved', 'sending');
select protect_tenant_table('messages');
