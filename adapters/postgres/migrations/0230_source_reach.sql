-- What the absence of a party from a source means. In a complete register whoever exists in its countries must stand; in
-- a voluntary one stand those who asked to; an excerpt holds only what somebody looked up.
alter table registry_sources add column reach text not null default 'complete' check (reach in ('complete', 'voluntary', 'excerpt'));
set local role quittance_system;
update registry_sources set reach = 'excerpt' where id like 'captured.%';
-- No register lists every party of the world: one without countries is a selection.
update registry_sources set reach = 'voluntary' where kind = 'register' and countries = '{}' and reach = 'complete';
reset role;
