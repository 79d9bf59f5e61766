-- Who is told what, and whether it reached him. A notice is written in the transaction of the event that it tells of; letters
-- are made of notices, and are not part of the record: what became of one is told to the assignment as an event.

-- A quiet command has nobody who waits for it: it is decided with the next turn that its stream takes anyway.
alter table inbox add column quiet boolean not null default false;
comment on column inbox.quiet is 'wakes nobody for 30 days; no sign that deciding stands still';
grant insert (delivered, quiet) on inbox to tiendo_app;

create table notices (
  notice_id bigint generated always as identity primary key,
  stream text not null,
  version integer not null, -- of the event
  ordinal integer not null,
  notice jsonb not null,
  done_by uuid,
  event_at timestamptz not null,
  noted_at timestamptz not null default tiendo_now(),
  addressed boolean not null default false,
  constraint one_notice_per_event_and_ordinal unique (stream, version, ordinal)
);
create index notices_to_address on notices (notice_id) where not addressed;

-- One row per person that a notice is for, until it has become part of a letter or does not matter any more.
create table notice_recipients (
  notice_id bigint not null references notices,
  person_id uuid not null,
  urgent boolean not null,
  due_at timestamptz not null,
  noted_at timestamptz not null,
  became text constraint known_end check (became in ('letter', 'moot', 'unreachable')),
  primary key (notice_id, person_id)
);
create index notice_recipients_open on notice_recipients (person_id) where became is null;
create index notice_recipients_unreachable on notice_recipients (person_id) where became = 'unreachable';

-- `waiting` → `sending` → `sent`, `failed` or `moot`. `handed_at`: from here on the other side may have it.
create table letters (
  letter_id uuid primary key,
  person_id uuid not null,
  channel text not null constraint known_channel check (channel in ('mail', 'file', 'webhook')),
  is_digest boolean not null,
  subject text,
  body text,
  made_at timestamptz not null default tiendo_now(),
  state text not null default 'waiting' constraint known_state check (state in ('waiting', 'sending', 'sent', 'failed', 'moot')),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default tiendo_now(),
  claimed_at timestamptz,
  handed_at timestamptz,
  ended_at timestamptz,
  cause text
);
create index letters_to_send on letters (next_attempt_at) where state in ('waiting', 'sending');
create index letters_failed on letters (made_at) where state = 'failed';
create index letters_by_time on letters (made_at, letter_id);
create table letter_notices (
  letter_id uuid not null references letters,
  notice_id bigint not null references notices,
  told boolean not null default true, -- false: it did not matter any more when the letter went out
  primary key (letter_id, notice_id)
);

-- A read model of the directory; the address itself is a text, and goes when the text is erased.
create table contacts (
  person_id uuid primary key,
  address_text_id uuid,
  language text not null,
  digest_only boolean not null
);

grant select on notices, notice_recipients, letters, letter_notices, contacts to tiendo_app, tiendo_projector;
grant insert, update on notices, notice_recipients, letters, contacts to tiendo_app;
grant insert, update (told) on letter_notices to tiendo_app;
grant insert, update, delete, truncate on contacts to tiendo_projector;
