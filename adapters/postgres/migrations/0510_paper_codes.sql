-- A paper is checked by the short code printed on it: the last twelve digits of a letter's id, the first twelve of a report's hash.
create index messages_by_code on messages (right(replace(id::text, '-', ''), 12));
create index assessments_by_code on assessments (left(sha256, 12));
