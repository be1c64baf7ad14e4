-- A page that said "nothing found" has no entries, and neither has one that was erased: what the page said stands in a column
-- of its own, which an erasure empties.
alter table captures add column outcome text check (outcome in ('entries', 'nothing-found'));
set local role quittance_system;
update captures set outcome = case when entries = '[]' then 'nothing-found' else 'entries' end where erased_at is null and sha256 <> '';
reset role;
