-- A token that has ended is kept, so that it can be told when it did.
alter table access_tokens add column revoked_at timestamptz;
