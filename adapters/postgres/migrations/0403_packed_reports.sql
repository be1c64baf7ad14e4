-- A report is tens of kilobytes of text that compresses tenfold: kept packed (zstd), and as the exact text that was hashed.
alter table assessments drop column body;
alter table assessments add column body bytea not null default ''::bytea;
alter table assessments alter column body set storage external;
