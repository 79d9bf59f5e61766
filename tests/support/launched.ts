// Assignments for tests of the engine: in the record, with their workflow started as a launch starts it.
import { startWorkflows } from '../../activities/start-workflows.ts';
import { workflowIdOf } from '../../activities/stream-workflow.ts';
import { instant } from '../../domain/instant.ts';
import { outlineOf, readHeads } from '../../record/assign.ts';
import { assignmentStream, idOf } from '../../record/streams.ts';
import { ASSIGNMENT_WORKFLOW, SHELL } from '../../workflows/assignment.messages.ts';
import type { TestSystem } from './system.ts';
import { dueOn, enterPlan, launchInRecord, type People, planReading } from './ward.ts';

export const DAY = 86_400_000;

/** One assignment of VP, due so many days from now. `messagesPerRun` makes its run continue as new early. */
export async function launchAssignment(
  system: TestSystem,
  people: People,
  { daysUntilDue = 300, messagesPerRun }: { daysUntilDue?: number; messagesPerRun?: number } = {},
): Promise<string> {
  const { db, client, taskQueue } = system;
  const due = instant(Date.now() + daysUntilDue * DAY).slice(0, 10);
  const planId = await enterPlan(db.app, people, planReading(Number(due.slice(0, 4)), [dueOn(due)]));
  const ids = await launchInRecord(db.app, people, planId);
  const stream = assignmentStream(ids.get('r001') ?? '');
  if (messagesPerRun === undefined) {
    await startWorkflows({ pool: db.app, client, taskQueue }, [stream]);
    return stream;
  }
  const [head] = await readHeads(db.app, [stream]);
  const outline = head && (await outlineOf(db.app, head));
  const args = [{ id: idOf(stream), shell: SHELL, outline, messagesPerRun }];
  await client.workflow.start(ASSIGNMENT_WORKFLOW, { workflowId: workflowIdOf(stream), taskQueue, args });
  return stream;
}
