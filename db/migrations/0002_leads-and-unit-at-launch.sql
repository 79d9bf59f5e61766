-- Who leads a shared row beside its contact unit, and the unit that an assignment was launched to. Both are in the first
-- event of every assignment; a transfer will change the current unit, never what the row was launched to.
alter table assignments add column lead_unit_ids jsonb, add column launch_unit_id text;
update assignments set lead_unit_ids = first.data -> 'leadUnitIds', launch_unit_id = first.data ->> 'unitId'
  from events as first where first.stream = 'assignment-' || assignment_id and first.version = 1;
alter table assignments alter column lead_unit_ids set not null, alter column launch_unit_id set not null;
alter table assignments drop constraint one_assignment_per_row_and_unit,
  add constraint one_assignment_per_row_and_unit unique (plan_id, row_id, launch_unit_id, generation);
