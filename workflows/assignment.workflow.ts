// One assignment, from assigned to closed: assigned → evidence submitted → reviewed → closed, for weeks or for a year.
import type { TurnSummary, WorkflowInput } from './assignment.messages.ts';
import { serveStream } from './stream-shell.ts';

export const assignmentWorkflow = (input: WorkflowInput): Promise<TurnSummary> =>
  serveStream(`assignment-${input.id}`, input);
