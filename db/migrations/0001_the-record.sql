-- The record: an append-only event log, the inbox before it, free text beside it, and the read models after it.
-- Runs as tiendo_owner. tiendo_app and tiendo_projector exist already (db/migrate.ts).

-- Time is data. In production the offset is 0 for ever; only a test or a rehearsal moves it (as the owner).
create table clock_offset (
  one boolean primary key default true constraint only_one_row check (one),
  milliseconds bigint not null default 0
);
insert into clock_offset default values;

-- Milliseconds, because every instant passes through JavaScript and into a hash.
create function tiendo_now() returns timestamptz language sql volatile set search_path = '' as $$
  select date_trunc('milliseconds', clock_timestamp())
    + (select milliseconds from public.clock_offset) * interval '1 millisecond'
$$;

-- The head of every stream: locked by a turn, gap-free versions, the snapshot to fold from.
create table streams (
  stream text primary key,
  kind text not null constraint known_kind check (kind in ('assignment', 'plan', 'directory', 'archive')),
  version integer not null default 0,
  head_hash text not null,
  snapshot jsonb,
  snapshot_format integer,
  last_at timestamptz,
  status text not null,
  open boolean not null default false,
  wake_at timestamptz
);
create index streams_that_need_a_workflow on streams (kind, stream) where open;

-- One row, locked last in every appending transaction: positions are dense and in commit order.
create table log_head (
  one boolean primary key default true constraint only_one_row check (one),
  position bigint not null default 0
);
insert into log_head default values;

create table events (
  position bigint primary key,
  stream text not null references streams,
  version integer not null constraint versions_begin_at_one check (version >= 1),
  type text not null,
  data jsonb not null,
  actor jsonb not null,
  at timestamptz not null,
  received_at timestamptz,
  recorded_at timestamptz not null,
  command_id uuid,
  prev_hash text not null,
  hash text not null,
  constraint one_event_per_version unique (stream, version),
  -- What is hashed has passed through JavaScript: a finer instant would be a change that no hash shows.
  constraint instants_in_milliseconds check (
    at = date_trunc('milliseconds', at) and recorded_at = date_trunc('milliseconds', recorded_at)
    and (received_at is null or received_at = date_trunc('milliseconds', received_at)) and isfinite(at)
  )
);
create index events_by_command on events (command_id) where command_id is not null;

-- A command is here before anything else happens to it. The outcome is written once.
create table inbox (
  seq bigint generated always as identity primary key,
  command_id uuid not null constraint one_row_per_command unique,
  stream text not null references streams,
  type text not null,
  body jsonb not null,
  actor jsonb not null,
  request_salt text not null,
  request_hash text not null,
  received_at timestamptz not null default tiendo_now(),
  outcome jsonb,
  parked jsonb,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default clock_timestamp() + interval '3 seconds'
);
create index inbox_waiting_by_stream on inbox (stream, received_at, seq) where outcome is null;
create index inbox_waiting_by_attempt on inbox (next_attempt_at) where outcome is null and parked is null;

create table texts (
  text_id uuid primary key,
  salt text not null,
  body text
);

-- Evidence: the bytes lie in a folder under their hash; who uploaded them lies here. Nothing is deleted.
create table evidence_files (
  sha256 text primary key constraint sha256_in_hex check (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null,
  media_type text not null,
  stored_at timestamptz not null default clock_timestamp()
);
create table evidence_uploads (
  sha256 text not null references evidence_files,
  unit_id text not null,
  person_id uuid not null,
  name_text_id uuid not null references texts,
  uploaded_at timestamptz not null default clock_timestamp(),
  primary key (sha256, unit_id)
);

-- Bearer tokens, hashed.
create table access_tokens (
  token_sha256 text primary key,
  person_id uuid not null,
  created_at timestamptz not null default clock_timestamp()
);

-- Every run of a workflow; an ended one is archived before the engine forgets it.
create table engine_runs (
  workflow_id text not null,
  run_id text not null,
  stream text not null references streams,
  noted_at timestamptz not null default clock_timestamp(),
  archived_sha256 text, -- of the archived history; 'lost' where the engine had forgotten the run
  primary key (workflow_id, run_id)
);
create index engine_runs_to_archive on engine_runs (noted_at) where archived_sha256 is null;
create index engine_runs_by_stream on engine_runs (stream);

-- Read models: written in the append's transaction, rebuilt from the log to the same digest.
create table units (
  unit_id text primary key,
  name text not null,
  kind text not null,
  groups jsonb not null,
  plan_coordinator boolean not null
);
create table people (
  person_id uuid primary key,
  username text not null constraint one_person_per_username unique,
  name text not null,
  post text not null,
  role text not null,
  unit_id text,
  head boolean not null
);
create table plans (
  plan_id uuid primary key,
  version integer not null,
  name text not null,
  number text,
  issuer text,
  issued_on date,
  year integer,
  moved_from_year integer,
  status text not null,
  document_sha256 text not null,
  row_count integer not null,
  issue_count integer not null,
  assignment_count integer not null,
  launches integer not null,
  pending_launches integer not null
);
create table assignments (
  assignment_id uuid primary key,
  plan_id uuid not null,
  row_id text not null,
  generation integer not null,
  number text not null,
  title text not null,
  requirement text not null,
  unit_id text not null,
  lead_unit_id text not null,
  coordinating_unit_ids jsonb not null,
  review_unit_id text not null,
  execution text not null,
  mode text not null,
  status text not null,
  due timestamptz,
  late_from timestamptz,
  overdue_from timestamptz,
  deadline jsonb not null,
  parts jsonb not null,
  outcome text,
  version integer not null,
  assigned_at timestamptz not null,
  constraint one_assignment_per_row_and_unit unique (plan_id, row_id, unit_id, generation)
);
create index assignments_by_unit on assignments (unit_id, due, assignment_id);
create index assignments_by_plan on assignments (plan_id, due, assignment_id);
create index assignments_by_due on assignments (due, assignment_id);

-- Append-only is kept by the database, not by manners; ENABLE ALWAYS also fires for replication roles.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'append-only: % on % is refused', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger events_are_append_only before update or delete or truncate on events
  for each statement execute function refuse_change();
alter table events enable always trigger events_are_append_only;
create trigger files_are_kept before update or delete or truncate on evidence_files
  for each statement execute function refuse_change();
alter table evidence_files enable always trigger files_are_kept;
create trigger inbox_rows_are_kept before delete or truncate on inbox
  for each statement execute function refuse_change();
alter table inbox enable always trigger inbox_rows_are_kept;

create function refuse_second_outcome() returns trigger language plpgsql as $$
begin
  if old.outcome is not null and new.outcome is distinct from old.outcome then
    raise exception 'the outcome of command % stands for ever', old.command_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger outcome_is_written_once before update on inbox
  for each row execute function refuse_second_outcome();
alter table inbox enable always trigger outcome_is_written_once;

-- A text may be erased (by the owner's erasure), never rewritten.
create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.body is null and new.text_id = old.text_id then return new; end if;
  raise exception 'texts are kept or erased, never rewritten' using errcode = 'restrict_violation';
end $$;
create trigger texts_are_kept before update or delete on texts for each row execute function refuse_rewriting();
alter table texts enable always trigger texts_are_kept;

grant usage on schema public to tiendo_app, tiendo_projector;
grant select on all tables in schema public to tiendo_app, tiendo_projector;
grant insert (command_id, stream, type, body, actor, request_salt, request_hash) on inbox to tiendo_app;
grant insert on events, streams, texts, evidence_files, evidence_uploads, access_tokens, engine_runs,
  units, people, plans, assignments to tiendo_app;
grant update on streams, log_head, units, people, plans, assignments to tiendo_app;
grant update (outcome, parked, attempts, next_attempt_at) on inbox to tiendo_app;
grant update (archived_sha256) on engine_runs to tiendo_app;
grant insert, update, delete, truncate on units, people, plans, assignments to tiendo_projector;
