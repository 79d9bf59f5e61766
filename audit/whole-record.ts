// What can only be said of the record as a whole: dense positions, no row and no workflow without a stream.
import type { Pool } from '../db/pool.ts';
import { type AuditedEngine, isRunning, listRunning, whyNoAnswer } from './ask-workflows.ts';
import { type Finding, finding, type NotCompared } from './findings.ts';

/** Positions run from 1 to the head without a gap. One statement, so that events that come in meanwhile do not count. */
export async function checkPositions(pool: Pool): Promise<Finding[]> {
  const { rows } = await pool.query<{ count: number; first: number | null; last: number | null; head: number }>(
    `select count(*) as count, min(events.position) as first, max(events.position) as last,
       (select position from log_head) as head from events`,
  );
  const [{ count, first, last, head } = { count: 0, first: null, last: null, head: 0 }] = rows;
  if (count === head && (count === 0 || (first === 1 && last === head))) return [];
  const missing = await pool.query<{ before: number }>(
    `select position as before from (select position, lag(position, 1, 0) over (order by position) as previous from events) as steps
     where position <> previous + 1 order by position limit 5`,
  );
  const gaps = missing.rows.map(({ before }) => `a gap before ${before}`).join(', ');
  const found = `${count} events from ${first} to ${last}, head ${head}${gaps && `; ${gaps}`}`;
  return [finding('positions-not-dense', null, { expected: `1 to ${head}`, found })];
}

/** Rows of read models that stand for a stream which does not exist, or has no events. */
export async function findRowsWithoutStream(pool: Pool): Promise<Finding[]> {
  const { rows } = await pool.query<{ stream: string; row: string }>(
    `select stream, row from (
       select 'assignment-' || assignment_id as stream, to_jsonb(assignments)::text as row from assignments
       union all select 'plan-' || plan_id, to_jsonb(plans)::text from plans
       union all select 'calendar', to_jsonb(calendars)::text from calendars) as model
     where not exists (select from streams where streams.stream = model.stream and streams.version > 0) order by stream`,
  );
  return rows.map(({ stream, row }) => finding('row-without-stream', stream, { expected: 'no row', found: row }));
}

interface UnknownWorkflows {
  readonly findings: Finding[];
  readonly notCompared: NotCompared[];
}

/**
 * Workflows that run for nothing. The engine is asked before the record: a stream is there before its workflow.
 * An engine that does not answer (any more) is told, not thrown.
 */
export async function findUnknownWorkflows(pool: Pool, engine: AuditedEngine): Promise<UnknownWorkflows> {
  const running = await listRunning(engine).catch(whyNoAnswer);
  if (typeof running === 'string') {
    const why = `whether workflows run for streams that do not exist: ${running}`;
    return { findings: [], notCompared: [{ stream: null, why }] };
  }
  const streams = new Map(running.map((id) => [id.replace(/^asg\//, 'assignment-').replace(/^plan\//, 'plan-'), id]));
  const { rows } = await pool.query<{ stream: string }>('select stream from streams where stream = any($1)', [
    [...streams.keys()],
  ]);
  for (const { stream } of rows) streams.delete(stream);
  const unknown: UnknownWorkflows = { findings: [], notCompared: [] };
  for (const [stream, workflowId] of streams) {
    const runs = await isRunning(engine, workflowId).catch(whyNoAnswer);
    if (typeof runs === 'string')
      unknown.notCompared.push({ stream, why: `whether ${workflowId} still runs: ${runs}` });
    else if (runs) {
      const found = `${workflowId} runs`;
      unknown.findings.push(finding('workflow-unknown', stream, { expected: 'no such stream, no workflow', found }));
    }
  }
  return unknown;
}
