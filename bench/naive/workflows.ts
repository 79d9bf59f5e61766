// The naive app's workflow: a signal per step, an activity that writes it down, a deadline. Correct, and as one writes it first.
import { condition, proxyActivities, setHandler } from '@temporalio/workflow';
import { type Activities, type Input, type Step, stepSignal } from './messages.ts';

const { record } = proxyActivities<Activities>({ startToCloseTimeout: '10 seconds' });

export async function naiveAssignment({ id, dueMs }: Input): Promise<void> {
  const pending: Step[] = [];
  setHandler(stepSignal, (step) => {
    pending.push(step);
  });
  let status = await record(id, { commandId: `${id}/assigned`, type: 'Assign' });
  let missed = false;
  while (status !== 'closed') {
    const arrived = () => pending.length > 0;
    if (missed) await condition(arrived);
    else if (!(await condition(arrived, Math.max(1, dueMs - Date.now())))) {
      missed = true;
      await record(id, { commandId: `${id}/missed`, type: 'MissDeadline' });
    }
    for (let step = pending.shift(); step; step = pending.shift()) status = await record(id, step);
  }
}
