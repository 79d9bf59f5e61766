// Every open stream has a running workflow, and nothing else has. What is missing is started, what is left over is woken
// so that its next turn ends it. Right after an emptied engine this starts everything again, timers included.
import type { Client } from '@temporalio/client';
import { inBatchesOf, inLanes } from '../activities/in-lanes.ts';
import { startWorkflows } from '../activities/start-workflows.ts';
import { wakeStreamWorkflow, workflowIdOf } from '../activities/stream-workflow.ts';
import type { Pool } from '../db/pool.ts';
import { ASSIGNMENT_WORKFLOW, PLAN_WORKFLOW } from '../workflows/assignment.messages.ts';

const BATCH = 100;
const WAKE_UPS_AT_ONCE = 8;

export interface Reconciled {
  readonly open: number;
  readonly started: number;
  readonly ended: number;
}

/** One sweep. Safe beside itself, launches and commands: starting a workflow that runs finds it. */
export async function reconcile(pool: Pool, client: Client, taskQueue: string): Promise<Reconciled> {
  const running = await listRunning(client);
  const open = await listOpenStreams(pool);
  const missing = open.filter((stream) => !running.has(workflowIdOf(stream)));
  const failures: unknown[] = [];
  const goOn = (failure: unknown) => failures.push(failure);
  await inLanes(1, inBatchesOf(BATCH, missing), (batch) => startWorkflows({ pool, client, taskQueue }, batch)).catch(
    goOn,
  );
  const wanted = new Set(open.map(workflowIdOf));
  const leftOver = await stillClosed(
    pool,
    [...running].filter((workflowId) => !wanted.has(workflowId)),
  );
  await inLanes(WAKE_UPS_AT_ONCE, leftOver, (stream) =>
    wakeStreamWorkflow(client, { stream, taskQueue }, { commandId: 'reconciler', type: 'Reconcile' }),
  ).catch(goOn);
  if (failures.length > 0) throw new AggregateError(failures, 'a sweep that is not complete: the next one goes on');
  return { open: open.length, started: missing.length, ended: leftOver.length };
}

async function listRunning(client: Client): Promise<Set<string>> {
  const query = `ExecutionStatus = 'Running' AND WorkflowType IN ('${ASSIGNMENT_WORKFLOW}', '${PLAN_WORKFLOW}')`;
  const running = new Set<string>();
  for await (const { workflowId } of client.workflow.list({ query, pageSize: 1000 })) running.add(workflowId);
  return running;
}

async function listOpenStreams(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ stream: string }>(
    `select stream from streams where open and kind in ('assignment', 'plan') order by kind desc, stream`,
  );
  return rows.map((row) => row.stream);
}

/** Of these running workflows, the streams that exist and are closed: a launch may have opened some since we looked. */
async function stillClosed(pool: Pool, workflowIds: readonly string[]): Promise<string[]> {
  const streams = workflowIds.map((id) => id.replace(/^asg\//, 'assignment-').replace(/^plan\//, 'plan-'));
  const { rows } = await pool.query<{ stream: string }>(
    'select stream from streams where stream = any($1) and not open',
    [streams],
  );
  return rows.map((row) => row.stream);
}
