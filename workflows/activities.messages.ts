// What workflows ask of activities. Owned here, so that workflows import nothing of the effects, not even a type.
import type { StreamOutline } from './assignment.messages.ts';

/** One turn of a stream. `newRun` is given with a run's first turn, so that its history can be archived one day. */
interface TurnRequest {
  readonly stream: string;
  readonly newRun?: { readonly workflowId: string; readonly runId: string };
}

/** What became of each command in a turn: Temporal's history reads as the path. Codes and types only. */
type Applied = { readonly commandId: string; readonly type: string } & (
  | { readonly events: readonly string[] }
  | { readonly refusal: string }
  | { readonly parked: string }
);

interface TurnResult extends StreamOutline {
  readonly applied: readonly Applied[];
}

export interface LaunchRequest {
  readonly planId: string;
  readonly launch: number;
}

export interface Activities {
  takeTurn(request: TurnRequest): Promise<TurnResult>;
  /** Begins every assignment of a launch and starts its workflow; done when all exist. */
  launchAssignments(request: LaunchRequest): Promise<void>;
  /** Sends what is due; in how many ms there is more to do, null when nothing waits. */
  sendNotices(): Promise<{ readonly nextIn: number | null }>;
}
