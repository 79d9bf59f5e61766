// Where a drill may kill or freeze a process: the boundaries between two systems, where a crash leaves one of them ahead.
// Without FAILPOINT nothing is armed and every call is one comparison.

export const boundaries = [
  'inbox:committed',
  'engine:call',
  'engine:answered',
  'turn:begun',
  'turn:written',
  'turn:committed',
  'activity:answer',
  'response',
  'launch:batch-inserted',
  'launch:workflow-started',
  'launch:acknowledged',
  'notice:handed',
  'notice:carried',
] as const;

export type Boundary = (typeof boundaries)[number];

/** Kill, or freeze until somebody sends SIGCONT, at the `passage`-th time (from 1) that the process comes to the boundary. */
export interface Failpoint {
  readonly boundary: Boundary;
  readonly passage: number;
  readonly signal: 'SIGKILL' | 'SIGSTOP';
}

let armed: Failpoint | null = null;
let passages = 0;

/** Called once, at the start of a process (FAILPOINT=<boundary>[@passage][,stop]). */
export function armFailpoint(failpoint: Failpoint | null): void {
  armed = failpoint;
  passages = 0;
}

/** Ends or freezes the process at once and without any clean-up, where it is armed for this boundary. */
export function passBoundary(boundary: Boundary): void {
  if (armed?.boundary === boundary && ++passages === armed.passage) process.kill(process.pid, armed.signal);
}
