// One run as Temporal's history tells it: what it was started for, each turn that it took, the timers that are pending.
// The only place that knows how turns and timers look in a history.
import type { Payload } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import type { Activities } from '../workflows/activities.messages.ts';
import type { StreamOutline, TurnSummary, WorkflowInput } from '../workflows/assignment.messages.ts';

export type History = temporal.api.history.v1.IHistory;
type HistoryEvent = temporal.api.history.v1.IHistoryEvent;
type TurnResult = Awaited<ReturnType<Activities['takeTurn']>>;

export type AppliedCommand = TurnResult['applied'][number];

/** What the workflow was told of its stream: at its start (without commands), or by a turn. */
interface Told extends StreamOutline {
  readonly eventId: number;
  /** The engine's clock when it was written down, in ms. */
  readonly toldAt: number;
  readonly applied: readonly AppliedCommand[];
}

export interface PendingTimer {
  readonly firesAt: number;
  readonly durationMs: number;
}

export interface RunHistory {
  readonly workflowId: string;
  readonly runId: string;
  readonly workflowType: string;
  readonly input: Partial<WorkflowInput>;
  /** A workflow task was scheduled; without one the run was ended before it did anything. */
  readonly hasTask: boolean;
  /** The workflow has come to its first rest: its first timer is set. */
  readonly begun: boolean;
  readonly outline: Told | null;
  readonly turns: readonly Told[];
  readonly pendingTimers: readonly PendingTimer[];
  /** A timer has fired since the last turn: the next one is on its way. */
  readonly rang: boolean;
  readonly ended: boolean;
  /** What the run returned, where it has completed. */
  readonly result: TurnSummary | null;
  readonly eventCount: number;
}

/** A run that the engine has only just noted; nothing can be said of it, and a replay of it would wait for ever. */
export class NotBegun extends Error {}

/** Throws where it is no history of a workflow, or one that carries other things than ours do, or breaks off before its first task. */
export function readRunHistory({ events }: History): RunHistory {
  const [first, ...rest] = events ?? [];
  const started = first?.workflowExecutionStartedEventAttributes;
  if (!first || !started) throw new Error('it does not begin with the start of a workflow');
  const input = payloadIn<Partial<WorkflowInput>>(started.input?.payloads?.[0]) ?? {};
  const turns = rest.flatMap(turnIn);
  const ended = rest.some(isEnd);
  const hasTask = rest.some(isTask);
  if (!ended && !hasTask) throw new NotBegun('its first task has not been scheduled');
  const lastTurn = turns.at(-1)?.eventId ?? 0;
  const completed = rest.at(-1)?.workflowExecutionCompletedEventAttributes;
  return {
    workflowId: started.workflowId ?? '',
    runId: started.originalExecutionRunId ?? '',
    workflowType: started.workflowType?.name ?? '',
    input,
    hasTask,
    begun: rest.some((event) => event.workflowTaskCompletedEventAttributes),
    outline: input.outline ? { ...input.outline, eventId: 1, toldAt: timeOf(first), applied: [] } : null,
    turns,
    pendingTimers: pendingIn(rest),
    rang: rest.some((event) => event.timerFiredEventAttributes && Number(event.eventId) > lastTurn),
    ended,
    result: completed ? payloadIn<TurnSummary>(completed.result?.payloads?.[0]) : null,
    eventCount: events?.length ?? 0,
  };
}

interface Span {
  readonly seconds?: unknown;
  readonly nanos?: unknown;
}

/** Fetched and archived histories carry their numbers in different types. */
const msIn = (span: Span | null | undefined): number =>
  Number(span?.seconds ?? 0) * 1_000 + Number(span?.nanos ?? 0) / 1_000_000;
const timeOf = ({ eventTime }: HistoryEvent): number => msIn(eventTime);

function payloadIn<T>(payload: Payload | temporal.api.common.v1.IPayload | null | undefined): T | null {
  return payload?.data?.length ? (JSON.parse(new TextDecoder().decode(payload.data)) as T) : null;
}

const LOCAL_ACTIVITY = 'core_local_activity';

/** A local activity leaves a marker with its name and what it returned; one that failed leaves no result. */
function turnIn(event: HistoryEvent): Told[] {
  const marker = event.markerRecordedEventAttributes;
  if (marker?.markerName !== LOCAL_ACTIVITY) return [];
  const about = payloadIn<{ activity_type: string }>(marker.details?.data?.payloads?.[0]);
  const result = payloadIn<TurnResult>(marker.details?.result?.payloads?.[0]);
  if (about?.activity_type !== ('takeTurn' satisfies keyof Activities) || !result) return [];
  return [{ ...result, eventId: Number(event.eventId), toldAt: timeOf(event) }];
}

function pendingIn(events: readonly HistoryEvent[]): PendingTimer[] {
  const pending = new Map<string, PendingTimer>();
  for (const event of events) {
    const { timerStartedEventAttributes: started } = event;
    const over = event.timerFiredEventAttributes ?? event.timerCanceledEventAttributes;
    if (started) {
      const durationMs = msIn(started.startToFireTimeout);
      pending.set(started.timerId ?? '', { firesAt: timeOf(event) + durationMs, durationMs });
    } else if (over) pending.delete(over.timerId ?? '');
  }
  return [...pending.values()];
}

const isTask = (event: HistoryEvent): boolean => Boolean(event.workflowTaskScheduledEventAttributes);

const isEnd = (event: HistoryEvent): boolean =>
  Boolean(
    event.workflowExecutionCompletedEventAttributes ??
      event.workflowExecutionContinuedAsNewEventAttributes ??
      event.workflowExecutionTerminatedEventAttributes ??
      event.workflowExecutionFailedEventAttributes ??
      event.workflowExecutionTimedOutEventAttributes ??
      event.workflowExecutionCanceledEventAttributes,
  );
