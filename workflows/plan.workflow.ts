// A running plan: takes its turns like an assignment, and works off its launches exactly once.
import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from './activities.messages.ts';
import type { TurnSummary, WorkflowInput } from './assignment.messages.ts';
import { serveStream } from './stream-shell.ts';

const { launchAssignments } = proxyActivities<Activities>({
  startToCloseTimeout: '1 day',
  heartbeatTimeout: '10 seconds', // how long a launch stands still when its worker is killed
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

export function planWorkflow(input: WorkflowInput): Promise<TurnSummary> {
  const begun = new Set<number>();
  return serveStream(`plan-${input.id}`, input, (turn, ask) => {
    for (const launch of turn.pendingLaunches.filter((number) => !begun.has(number))) {
      begun.add(launch);
      // Beside the turns, so that the plan goes on answering; the activity puts the completion into the inbox.
      void launchAssignments({ planId: input.id, launch }).then(ask);
    }
  });
}
