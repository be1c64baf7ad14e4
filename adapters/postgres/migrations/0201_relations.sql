-- Files that tell only relations (ownership reports, parents): they feed the asset map and are not asked who a debtor is.
alter table registry_sources drop constraint registry_sources_kind_check;
alter table registry_sources add constraint registry_sources_kind_check check (kind in ('register', 'list', 'relations'));
