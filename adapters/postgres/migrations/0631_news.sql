-- Feeds that a tenant reads (RSS, Atom): addresses, of the connector "news-feeds".
alter table registry_connectors add column feeds text[] not null default '{}';

-- Articles that name a debtor: proposed by rules, judged by a person, deleted when their retention ends. What is confirmed is
-- sealed as a record of its own and follows the rules of evidence from then on.
create table news_items (
  tenant uuid not null,
  id uuid not null,
  debtor_key text not null,
  case_id uuid not null,
  lookup_id uuid not null,
  -- Of the address without its tracking marks, else of title and day: an article that comes twice is one.
  fingerprint text not null,
  title_key text not null,
  source text not null,
  outlet text not null,
  title text not null,
  text text not null,
  url text,
  language text,
  published_on date,
  -- What rules suggest, with their version and reasons.
  suggestion jsonb not null,
  -- Other addresses under which the same article came.
  also text[] not null default '{}',
  found_at timestamptz not null,
  retain_until date not null,
  verdict text check (verdict in ('relevant', 'other', 'unsure')),
  tone text check (tone in ('adverse', 'favourable', 'neutral')),
  why text,
  decided_by text,
  decided_at timestamptz,
  record_id uuid,
  primary key (tenant, id),
  unique (tenant, debtor_key, fingerprint),
  check (verdict is distinct from 'relevant' or tone is not null),
  foreign key (tenant, case_id) references cases (tenant, id) on delete cascade,
  foreign key (tenant, lookup_id) references lookups (tenant, id) on delete cascade
);
create index news_items_of_debtor on news_items (tenant, debtor_key, found_at desc);
create index news_items_waiting on news_items (tenant, found_at desc, id) where verdict is null;
create index news_items_by_title on news_items (tenant, debtor_key, title_key);
create index news_items_by_end on news_items (tenant, retain_until);
select protect_tenant_table('news_items');
