-- What a paper among the exhibits says, as a person has confirmed it: number, day, parties, sums, quantities, who signed.
alter table exhibits add column facts jsonb, add column facts_by text, add column facts_at timestamptz;
-- Odds count a tenant's own closed cases of one country.
create index cases_closed_of_country on cases (tenant, debtor_country) include (close_code, oldest_due_on, filed_at) where close_code is not null;
