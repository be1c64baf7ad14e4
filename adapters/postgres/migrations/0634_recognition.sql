-- Recognising who asks is the one read that every request makes: a single statement that binds the tenant which the cookie or
-- key names, for itself alone, and looks at that one row. Whatever was bound before is bound again when it ends.
create function recognised_session(of_tenant uuid, of_session uuid)
  returns table (
    id uuid, user_id uuid, token_hash bytea, previous_token_hash bytea, rotated_at timestamptz, expires_at timestamptz,
    name text, email text, locale text, disabled_at timestamptz, organisation text, roles text[])
  language plpgsql
  as $$
declare
  before text := coalesce(current_setting('quittance.tenant', true), '');
begin
  perform set_config('quittance.tenant', of_tenant::text, true);
  return query
    select s.id, s.user_id, s.token_hash, s.previous_token_hash, s.rotated_at, s.expires_at, u.name, u.email, u.locale, u.disabled_at, t.name, m.roles
    from sessions s
    join users u on u.id = s.user_id
    join memberships m on m.tenant = s.tenant and m.user_id = s.user_id
    join tenants t on t.id = s.tenant
    where s.tenant = of_tenant and s.id = of_session;
  perform set_config('quittance.tenant', before, true);
end
$$;

create function recognised_key(of_tenant uuid, of_key uuid)
  returns table (
    id uuid, user_id uuid, secret_hash bytea, scopes text[], expires_at timestamptz, last_used_at timestamptz, revoked_at timestamptz,
    owner_roles text[], owner_disabled boolean)
  language plpgsql
  as $$
declare
  before text := coalesce(current_setting('quittance.tenant', true), '');
begin
  perform set_config('quittance.tenant', of_tenant::text, true);
  return query
    select k.id, k.user_id, k.secret_hash, k.scopes, k.expires_at, k.last_used_at, k.revoked_at, m.roles, u.disabled_at is not null
    from api_keys k
    join users u on u.id = k.user_id
    join memberships m on m.tenant = k.tenant and m.user_id = k.user_id
    where k.tenant = of_tenant and k.id = of_key;
  perform set_config('quittance.tenant', before, true);
end
$$;

revoke all on function recognised_session (uuid, uuid), recognised_key (uuid, uuid) from public;
grant execute on function recognised_session (uuid, uuid), recognised_key (uuid, uuid) to quittance_app;
