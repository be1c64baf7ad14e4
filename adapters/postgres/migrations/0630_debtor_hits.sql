-- Entries of registers, lists and outside sources that may be a debtor: what waits for a person's word. The word itself
-- stands in registry_judgements under the same pair of names, so that a decision outlives the search that found the entry.
create table debtor_hits (
  tenant uuid not null,
  id uuid not null,
  debtor_key text not null,
  source text not null,
  source_name text not null,
  entity_key text not null,
  -- Null: an entry of a register.
  list text,
  name text not null,
  found_by text not null check (found_by in ('identifier', 'name')),
  score real,
  open boolean not null,
  as_of date not null,
  -- Of a look-up: the facts lie here, and go with the kept answer when its retention ends.
  answer_id uuid,
  facts jsonb,
  -- 0 the gravest.
  weight smallint not null,
  pair_left text not null,
  pair_right text not null,
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  gone boolean not null default false,
  primary key (tenant, id),
  unique (tenant, debtor_key, source, entity_key),
  foreign key (tenant, answer_id) references lookup_answers (tenant, id) on delete cascade
);
create index debtor_hits_queue on debtor_hits (tenant, weight, first_seen, id) where not gone;
create index debtor_hits_pair on debtor_hits (tenant, pair_left, pair_right);
select protect_tenant_table('debtor_hits');
