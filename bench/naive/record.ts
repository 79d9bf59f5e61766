// The naive app's tables, and its writing: one statement per step, safe to run twice, like any decent activity.
import type { Pool } from '../../db/pool.ts';
import type { Activities } from './messages.ts';

export const schema = `
  create table assignments (id uuid primary key, status text not null, version integer not null);
  create table steps (command_id text primary key, assignment_id uuid not null references assignments, type text not null,
    data jsonb not null, at timestamptz not null default now());
  create index on steps (assignment_id);
`;

const statusAfter: Readonly<Record<string, string>> = {
  Assign: 'assigned',
  MissDeadline: 'assigned',
  SubmitEvidence: 'submitted',
  StartReview: 'underReview',
  ReturnSubmission: 'returned',
  AcceptSubmission: 'accepted',
  CloseAssignment: 'closed',
};

export const createRecord =
  (pool: Pool): Activities['record'] =>
  async (assignmentId, { commandId, type, ...data }) => {
    const status = statusAfter[type];
    if (!status) throw new Error(`unknown step ${type}`);
    await pool.query(
      `with stored as (
         insert into steps (command_id, assignment_id, type, data) values ($1, $2, $3, $4)
         on conflict (command_id) do nothing returning assignment_id
       )
       update assignments set status = $5, version = version + 1 from stored where id = stored.assignment_id`,
      [commandId, assignmentId, type, data, status],
    );
    return status;
  };
