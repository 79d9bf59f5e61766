-- The working calendar: a stream of its own, and every version of it as a row. An assignment reads the one that was frozen
-- into it at launch.

alter table streams drop constraint known_kind,
  add constraint known_kind check (kind in ('assignment', 'plan', 'directory', 'calendar', 'archive'));

create table calendars (
  version text primary key,
  number integer not null constraint one_calendar_per_number unique,
  first_day date not null,
  last_day date not null,
  days jsonb not null,
  change jsonb not null,
  reason jsonb,
  published_at timestamptz not null,
  published_by jsonb not null
);

grant select on calendars to tiendo_app, tiendo_projector;
grant insert, update on calendars to tiendo_app;
grant insert, update, delete, truncate on calendars to tiendo_projector;

-- Which of them an assignment counts with: in the first event of every one, and so the same for ever.
alter table assignments add column calendar_version text;
update assignments set calendar_version = first.data ->> 'calendarVersion'
  from events as first where first.stream = 'assignment-' || assignment_id and first.version = 1;
alter table assignments alter column calendar_version set not null;
