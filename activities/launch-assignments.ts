// Works through one launch of a plan: begin every assignment in the record, start its workflow, say when all exist.
// Killed half-way and run again, by this worker or another, it does what is missing and nothing twice.
import { Context, getClient } from '@temporalio/activity';
import type { Logger } from 'pino';
import { passBoundary } from '../db/failpoint.ts';
import type { Pool } from '../db/pool.ts';
import { calendars } from '../domain/calendar-vn.ts';
import { assignmentSpec } from '../domain/plan/launch.ts';
import { isImported, type Launch, type Plan, type PlanState } from '../domain/plan/state.ts';
import { assignBatch, type NewAssignment, outlineOfStream } from '../record/assign.ts';
import { receiveSystemCommand } from '../record/inbox.ts';
import { readState } from '../record/read-state.ts';
import { assignmentStream, planStream } from '../record/streams.ts';
import { noteRun } from '../record/turn-start.ts';
import type { Activities, LaunchRequest } from '../workflows/activities.messages.ts';
import { codeOnly } from './code-only.ts';
import { startStreamWorkflow } from './stream-workflow.ts';

const BATCH = 50;
const STARTS_AT_ONCE = 8;

export const createLaunchAssignments =
  (pool: Pool, taskQueue: string, log: Logger): Activities['launchAssignments'] =>
  (request) =>
    codeOnly('launch-failed', log, () => launchAll(pool, taskQueue, request));

async function launchAll(pool: Pool, taskQueue: string, { planId, launch: number }: LaunchRequest): Promise<void> {
  const stream = planStream(planId);
  const plan = await readState<PlanState>(pool, stream);
  if (!isImported(plan)) throw new Error(`plan ${planId} is not in the record`);
  const launch = plan.pendingLaunches.find((pending) => pending.launch === number);
  if (!launch) return; // completed by an earlier attempt
  const assignments = specsOf(plan, launch);
  for (let from = 0; from < assignments.length; from += BATCH) {
    const batch = assignments.slice(from, from + BATCH);
    await assignBatch(pool, batch, launch.launchedAt);
    passBoundary('launch:batch-inserted');
    for (let next = 0; next < batch.length; next += STARTS_AT_ONCE) {
      const starting = batch.slice(next, next + STARTS_AT_ONCE);
      await Promise.all(starting.map(({ assignmentId }) => startWorkflow(pool, taskQueue, assignmentId)));
      Context.current().heartbeat(from + next + starting.length);
    }
  }
  await receiveSystemCommand(pool, {
    stream,
    key: `launch-${number}-completed`,
    body: { type: 'CompleteLaunch', launch: number },
  });
  passBoundary('launch:acknowledged');
}

async function startWorkflow(pool: Pool, taskQueue: string, assignmentId: string): Promise<void> {
  const stream = assignmentStream(assignmentId);
  const outline = await outlineOfStream(pool, stream);
  if (!outline.open) return; // closed since an earlier attempt
  const run = await startStreamWorkflow(getClient(), { stream, taskQueue, outline }, true);
  passBoundary('launch:workflow-started');
  await noteRun(pool, stream, run);
}

function specsOf(plan: Plan, launch: Launch): NewAssignment[] {
  const calendar = calendars[launch.calendarVersion];
  if (!calendar) throw new Error(`no calendar ${launch.calendarVersion}`);
  return launch.assignments.map((entry) => ({
    assignmentId: entry.assignmentId,
    spec: assignmentSpec(plan, launch, entry, calendar),
  }));
}
