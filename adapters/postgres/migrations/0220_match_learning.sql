-- What an organisation's own words on hits taught the matcher: coefficients near the shipped ones, and how they judged the decisions
-- held out of the fitting. One row in force; resetting removes it. Holds no names.
create table registry_match_models (
  tenant uuid not null,
  model jsonb not null,
  report jsonb not null,
  learned_by text not null,
  learned_at timestamptz not null,
  primary key (tenant)
);
select protect_tenant_table('registry_match_models');
