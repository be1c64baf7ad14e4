-- Logs that follow one another: when a key is lost or changed, a new log begins whose first leaf is the last checkpoint of the
-- one before. The earlier ones are closed and stay.
alter table evidence_log add column number integer not null default 1 check (number >= 1);
create unique index evidence_log_number on evidence_log (number);
-- Verifier keys (c2sp.org/signed-note): what a policy needs of a log whose private keys may be gone.
alter table evidence_log add column keys text[] not null default '{}';
-- The record and salt of the first leaf of a log that follows another. They name no person.
alter table evidence_log add column first_record bytea;
alter table evidence_log add column first_salt bytea;
alter table evidence_log add column closed_at timestamptz;
-- Somebody asked for a new log; whoever leads this one begins it.
alter table evidence_log add column rotation_asked_at timestamptz;

alter table evidence_leaf add column log integer not null default 1;
drop index evidence_leaf_order;
create unique index evidence_leaf_order on evidence_leaf (log, log_index);
