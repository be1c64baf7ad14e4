-- Roles. Every pooled connection stands in quittance_app and sees one tenant, or nothing when none is set.
-- quittance_system sees all tenants: sign-in before a tenant is known, sweeps, the sequencer.
do $$
begin
  if not exists (select from pg_roles where rolname = 'quittance_app') then
    begin create role quittance_app nologin; exception when duplicate_object or unique_violation then null; end;
  end if;
  if not exists (select from pg_roles where rolname = 'quittance_system') then
    begin create role quittance_system nologin; exception when duplicate_object or unique_violation then null; end;
  end if;
  if not pg_has_role(current_user, 'quittance_app', 'member') then
    execute format('grant quittance_app to %I', current_user);
  end if;
  if not pg_has_role(current_user, 'quittance_system', 'member') then
    execute format('grant quittance_system to %I', current_user);
  end if;
end
$$;

grant usage on schema public to quittance_app, quittance_system;

-- The tenant of this transaction; null when none was set, and null matches no row.
create function current_tenant() returns uuid
  language sql stable parallel safe
  as $$ select nullif(current_setting('quittance.tenant', true), '')::uuid $$;

-- Makes a table one that tenants share: row-level security, forced on the owner too.
create function protect_tenant_table(target regclass, tenant_column text default 'tenant') returns void
  language plpgsql
  as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy own_tenant on %s to quittance_app using (%I = current_tenant()) with check (%I = current_tenant())',
    target, tenant_column, tenant_column);
  execute format('create policy every_tenant on %s to quittance_system using (true) with check (true)', target);
  execute format('grant select, insert, update, delete on %s to quittance_app, quittance_system', target);
end
$$;

create function refuse_change() returns trigger
  language plpgsql
  as $$
begin
  raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'restrict_violation';
end
$$;

-- The same, for a table whose rows are only ever added.
create function protect_append_only_table(target regclass, tenant_column text default 'tenant') returns void
  language plpgsql
  as $$
begin
  perform protect_tenant_table(target, tenant_column);
  execute format('revoke update, delete on %s from quittance_app, quittance_system', target);
  execute format('create trigger append_only before update or delete on %s for each row execute function refuse_change()', target);
  execute format('create trigger append_only_truncate before truncate on %s for each statement execute function refuse_change()', target);
end
$$;

create table tenants (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('creditor', 'operator', 'partner')),
  locale text not null default 'zh-CN' check (locale in ('zh-CN', 'en')),
  time_zone text not null default 'Asia/Shanghai',
  -- Switches of the organisation, e.g. {"loneApproval": {"by": "...", "at": "..."}}; each is read by one use case.
  settings jsonb not null default '{}',
  created_at timestamptz not null default now()
);
select protect_tenant_table('tenants', 'id');

-- A person may work for several tenants, so a user stands outside them; memberships say where.
create table users (
  id uuid primary key,
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  name text not null check (length(name) between 1 and 200),
  locale text not null default 'zh-CN' check (locale in ('zh-CN', 'en')),
  time_zone text not null default 'Asia/Shanghai',
  password_hash text,
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  constraint users_email_once unique (email)
);

create table memberships (
  tenant uuid not null references tenants (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  roles text[] not null check (roles <@ array['creditor', 'operator', 'partner', 'auditor', 'admin'] and cardinality(roles) > 0),
  created_at timestamptz not null default now(),
  primary key (tenant, user_id)
);
create index memberships_of_user on memberships (user_id);
select protect_tenant_table('memberships');

alter table users enable row level security;
alter table users force row level security;
create policy colleagues on users for select to quittance_app
  using (exists (select from memberships m where m.tenant = current_tenant() and m.user_id = users.id));
create policy every_tenant on users to quittance_system using (true) with check (true);
-- Credentials are the system role's alone; colleagues see who someone is.
grant select (id, email, name, locale, time_zone, disabled_at, created_at) on users to quittance_app;
grant select, insert, update, delete on users to quittance_system;

create table passkeys (
  tenant uuid not null,
  user_id uuid not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null default 0,
  transports text[] not null default '{}',
  label text not null default '',
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  primary key (tenant, user_id, credential_id),
  foreign key (tenant, user_id) references memberships (tenant, user_id) on delete cascade
);
create unique index passkeys_credential on passkeys (credential_id);
select protect_tenant_table('passkeys');

create table sessions (
  tenant uuid not null,
  id uuid not null,
  user_id uuid not null,
  token_hash bytea not null,
  -- The token before the last rotation still works for a few seconds, for requests already under way.
  previous_token_hash bytea,
  rotated_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  method text not null check (method in ('first-run', 'sign-in-link', 'password', 'passkey', 'invitation')),
  primary key (tenant, id),
  foreign key (tenant, user_id) references memberships (tenant, user_id) on delete cascade
);
create index sessions_of_user on sessions (tenant, user_id);
select protect_tenant_table('sessions');

create table api_keys (
  tenant uuid not null,
  id uuid not null,
  user_id uuid not null,
  name text not null check (length(name) between 1 and 100),
  prefix text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant, id),
  foreign key (tenant, user_id) references memberships (tenant, user_id) on delete cascade
);
select protect_tenant_table('api_keys');

-- One-time links: the first run's (no tenant exists yet) and invitations; and the challenges of a passkey ceremony.
create table one_time_tokens (
  token_hash bytea primary key,
  purpose text not null check (purpose in ('first-run', 'sign-in', 'invitation', 'passkey-challenge')),
  tenant uuid references tenants (id) on delete cascade,
  user_id uuid references users (id) on delete cascade,
  data jsonb not null default '{}',
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
alter table one_time_tokens enable row level security;
alter table one_time_tokens force row level security;
create policy every_tenant on one_time_tokens to quittance_system using (true) with check (true);
grant select, insert, update, delete on one_time_tokens to quittance_system;
