-- A draft that was superseded or read by mistake is put aside: it stays in the record and leaves the lists.
alter table plans add column discarded boolean not null default false;
