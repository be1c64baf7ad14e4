-- Who a record is about: several people may stand in one record, and erasing any of them destroys it.
create table evidence_subject (
  tenant uuid not null,
  subject text not null,
  record_id uuid not null,
  primary key (tenant, subject, record_id)
);
create index evidence_subject_of_record on evidence_subject (tenant, record_id);
select protect_tenant_table('evidence_subject');
insert into evidence_subject (tenant, subject, record_id)
  select tenant, subject, id from evidence_record where subject is not null and erased_at is null;
drop index evidence_record_subject;
alter table evidence_record drop column subject;
