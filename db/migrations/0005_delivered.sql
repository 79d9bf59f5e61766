-- A decided command may still not have reached its workflow: an Update is only in the engine's memory until it is accepted,
-- and an engine or an api that is killed takes it along while the turn that it caused is committed. Such a workflow would
-- stand behind the record, with the timer of an earlier version. So every command is delivered until the engine has it.

alter table inbox add column delivered boolean not null default true;
alter table inbox alter column delivered set default false;
comment on column inbox.delivered is 'the engine holds a wake-up for it, on disk; whatever came before this column counts as delivered';
grant update (delivered) on inbox to tiendo_app;

drop index inbox_waiting_by_attempt;
create index inbox_to_deliver on inbox (next_attempt_at) where parked is null and (outcome is null or not delivered);
