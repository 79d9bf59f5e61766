// Works through one launch of a plan: begin every assignment in the record, start its workflow, say when all exist.
// Killed half-way and run again, by this worker or another, it does what is missing and nothing twice.
import { Context, getClient } from '@temporalio/activity';
import type { Logger } from 'pino';
import { passBoundary } from '../db/failpoint.ts';
import type { Pool } from '../db/pool.ts';
import type { WorkingCalendar } from '../domain/calendar.ts';
import { assignmentSpec } from '../domain/plan/spec.ts';
import { isImported, type Launch, type Plan, type PlanState } from '../domain/plan/state.ts';
import { assignBatch, type NewAssignment } from '../record/assign.ts';
import { receiveSystemCommand } from '../record/inbox.ts';
import { readCalendar } from '../record/read-calendar.ts';
import { readState } from '../record/read-state.ts';
import { assignmentStream, planStream } from '../record/streams.ts';
import type { Activities, LaunchRequest } from '../workflows/activities.messages.ts';
import { codeOnly } from './code-only.ts';
import { inBatchesOf, inLanes } from './in-lanes.ts';
import { startWorkflows } from './start-workflows.ts';

const BATCH = 200;

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
  const calendar = await readCalendar(pool, launch.calendarVersion);
  if (!calendar) throw new Error(`no calendar ${launch.calendarVersion}`);
  const batches = inBatchesOf(BATCH, specsOf(plan, launch, calendar));
  const begin = async (batch: readonly NewAssignment[]) => {
    await assignBatch(pool, batch, launch.launchedAt);
    passBoundary('launch:batch-inserted');
  };
  const start = async (batch: readonly NewAssignment[]) => {
    const streams = batch.map(({ assignmentId }) => assignmentStream(assignmentId));
    await startWorkflows({ pool, client: getClient(), taskQueue }, streams, () => {
      passBoundary('launch:workflow-started');
      Context.current().heartbeat();
    });
  };
  // The record begins the next batch while the engine starts this one.
  const [first = []] = batches;
  await begin(first);
  for (const [index, batch] of batches.entries()) {
    const next = batches[index + 1];
    await inLanes(2, [() => start(batch), ...(next ? [() => begin(next)] : [])], (work) => work());
  }
  await receiveSystemCommand(pool, {
    stream,
    key: `launch-${number}-completed`,
    body: { type: 'CompleteLaunch', launch: number },
  });
  passBoundary('launch:acknowledged');
}

function specsOf(plan: Plan, launch: Launch, calendar: WorkingCalendar): NewAssignment[] {
  return launch.assignments.map((entry) => ({
    assignmentId: entry.assignmentId,
    spec: assignmentSpec(plan, launch, entry, calendar),
  }));
}
