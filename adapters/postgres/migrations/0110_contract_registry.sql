-- Who registered a contract with this hash, and when: looked up by hash, also across tenants (the public check).
create index evidence_record_contract on evidence_record (content_sha256) where kind = 'contract' and content_sha256 is not null;
