-- What was read from a paper (the claim draft), so that checks compare the claim with what stands on it.
alter table exhibits add column reading jsonb;
