// Reads what the processes of an installation wrote to their logs, for what must never be there.
import { readFileSync, statSync } from 'node:fs';
import { isForbidden } from '../../support/forbidden-lines.ts';

export interface LogWatch {
  /** Lines written since the last look that must not be there. */
  look(): string[];
}

/** `files` is asked at every look: workers come and go. */
export function watchLogs(files: () => readonly string[]): LogWatch {
  const read = new Map<string, number>();
  const late = new Set<string>();
  return {
    look() {
      const lines = files().flatMap((file) =>
        newTextOf(file, read)
          .split('\n')
          .map((line) => ({ file, line })),
      );
      for (const { line } of lines) {
        const runId = isLate(line) && RUN_ID.exec(line)?.[1];
        if (runId) late.add(runId);
      }
      const ofLateTasks = lines.flatMap(
        ({ line }) => (isOfLateTask(line, late) && CONFUSED_BY_IT.exec(line)?.[1]) || [],
      );
      const isRepeated = (line: string) => REPEATED.test(line) && ofLateTasks.some((failure) => line.includes(failure));
      return lines
        .filter(({ line }) => isForbidden(line) && !isOfLateTask(line, late) && !isRepeated(line))
        .map(({ file, line }) => `${file}: ${line.slice(0, 1_000)}`);
    },
  };
}

/** The engine had given the task up (its 10 s were over on a busy machine, or it was restarted) before its answer came. */
const LATE_TASK = /Task not found when completing/;
const RUN_ID = /"(?:runId|workflowRunId)":"([0-9a-f-]{36})"/;
/** A turn that outlived the engine's 10 s: its process stood still, and its task was another worker's meanwhile. */
const TURN_MS = /"activityType":"takeTurn".*"durationMs":(\d+)/;
const TASK_LIMIT_MS = 10_000;

const isLate = (line: string): boolean => LATE_TASK.test(line) || Number(TURN_MS.exec(line)?.[1] ?? 0) > TASK_LIMIT_MS;

/**
 * What the SDK's core (1.24) then makes of the same run's next task, where an Update was in the late one, or a local activity
 * whose end another worker has written since: its machines do not fit the history, it fails that task, drops the run from its
 * memory and repeats it from its history, which goes well. Only of a run whose task was late; a workflow that really differs
 * from its history is found by the sweep, which replays all of them.
 */
const CONFUSED_BY_IT = /(?:Nondeterminism error: |Fatal error in workflow machines: )([^"\\]*)/;

const isOfLateTask = (line: string, late: ReadonlySet<string>): boolean =>
  CONFUSED_BY_IT.test(line) && [...late].some((runId) => line.includes(runId));

/** The core says it once more without naming the run. */
const REPEATED = /"msg":"Error while updating workflow"/;

/** A log over its cap is put aside as `.1` when its process starts again. */
function newTextOf(file: string, read: Map<string, number>): string {
  const from = read.get(file) ?? 0;
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  read.set(file, size);
  const present = size > 0 ? readFileSync(file) : Buffer.alloc(0);
  if (size >= from) return present.subarray(from, size).toString('utf8');
  return readFileSync(`${file}.1`).subarray(from).toString('utf8') + present.subarray(0, size).toString('utf8');
}
