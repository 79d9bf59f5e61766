-- What users look for in a list of assignments: whose turn it is and for what, what was added under what, who follows the
-- field. What no statement here could say of rows that are there already is written anew from the log at the next start.
alter table assignments
  add column parent_id uuid,
  add column children jsonb not null default '[]',
  add column field_owner_unit_id text,
  add column next_due timestamptz,
  add column next_wake jsonb,
  add column awaiting jsonb not null default '[]',
  add column explanation jsonb,
  add column urgings integer not null default 0,
  add column escalations integer not null default 0,
  add column suspended_at timestamptz;
create index assignments_by_parent on assignments (parent_id) where parent_id is not null;

-- What a decision adds under an assignment is of the same row, and may be of a unit that has the row already.
alter table assignments drop constraint one_assignment_per_row_and_unit;
create unique index one_assignment_per_row_unit_and_parent on assignments
  (plan_id, row_id, launch_unit_id, generation, coalesce(parent_id, '00000000-0000-0000-0000-000000000000'));

-- Who may have a file is asked of the events that name it.
create index events_that_hand_in_files on events using gin ((data -> 'files') jsonb_path_ops)
  where type in ('EvidenceSubmitted', 'SupplementAdded');
create index events_that_rest_on_a_paper on events ((data -> 'basis' ->> 'file'))
  where data -> 'basis' ->> 'file' is not null;

-- The form in which the read models are written. Where the product writes another one, it builds them anew when it starts.
create table read_model_form (
  one boolean primary key default true constraint only_one_row check (one),
  form integer not null
);
insert into read_model_form (form) values (0);
grant select on read_model_form to tiendo_app, tiendo_projector;
grant update on read_model_form to tiendo_projector;
