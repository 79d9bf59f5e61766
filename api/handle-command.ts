// A command's way through: into the inbox, a wake-up to the workflow, the outcome out of the inbox.
// The only file of the api that talks to Temporal. What Temporal answers decides nothing: the inbox row does.
import {
  Client,
  Connection,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
} from '@temporalio/client';
import type { FastifyBaseLogger } from 'fastify';
import { passBoundary } from '../db/failpoint.ts';
import type { Pool } from '../db/pool.ts';
import {
  applyCommandSignal,
  applyCommandUpdate,
  stateQuery,
  type WakeUp,
  type WorkflowState,
} from '../workflows/assignment.messages.ts';
import { startOptions, workflowIdOf, workflowTypeOf } from '../workflows/stream-run.messages.ts';
import { answerOf, type CommandAnswer, isSettled, pendingAnswer } from './answer-command.ts';
import { type CommandTarget, streamOf, type WorkflowTarget } from './command-targets.ts';
import type { Deliveries } from './deliveries.ts';
import { takesTurnsHere, takeTurnsHere } from './draft-turns.ts';
import { type CommandRequest, getInboxRow, type Received, receiveCommand } from './receive-command.ts';
import { shareInFlight } from './share-in-flight.ts';
import { WAIT_FOR_OUTCOME_MS, waitUntil } from './time-budget.ts';

const UPDATE_MS = 4_000;
const QUERY_MS = 3_000;
const HEALTH_MS = 1_500;

type EngineState =
  | { readonly found: 'none' | 'unreachable' }
  | {
      readonly found: 'state';
      readonly workflowId: string;
      readonly runId: string;
      readonly runStatus: string;
      readonly state: WorkflowState;
    };

export interface Engine {
  /**
   * Wakes the workflow and waits for its turn. Never fails: false means that the outcome is not known yet, and that the
   * workflow may never hear of it.
   */
  wake(target: WorkflowTarget, wakeUp: WakeUp): Promise<boolean>;
  /** Wakes the workflow without waiting for its turn; false when the engine may not know. */
  wakeLater(target: WorkflowTarget, wakeUp: WakeUp): Promise<boolean>;
  stateOf(target: WorkflowTarget): Promise<EngineState>;
  isReachable(): Promise<boolean>;
  close(): Promise<void>;
}

export interface EngineSettings {
  readonly address: string;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly log: FastifyBaseLogger;
}

interface Waking {
  readonly target: WorkflowTarget;
  readonly wakeUp: WakeUp;
}

/** Connects when it is first needed, and again whenever it was away. */
export function createEngine({ address, namespace, taskQueue, log }: EngineSettings): Engine {
  const connection = Connection.lazy({
    address,
    // Few and quick: a command that cannot be delivered now is answered with 202 and delivered by the dispatcher.
    interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ maxAttempts: 3 }))],
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 1_000 },
  });
  const client = new Client({ connection, namespace });
  const underWay = new Set<Promise<unknown>>();
  let isClosed = false;
  const within = async <T>(limitMs: number, work: () => Promise<T>): Promise<T> => {
    if (isClosed) throw new Error('the engine is closed'); // a call on a closed connection would end the process
    const call = client.withDeadline(Date.now() + limitMs, work);
    underWay.add(call);
    const end = () => underWay.delete(call);
    call.then(end, end);
    return call;
  };
  const told = (target: WorkflowTarget, call: Promise<unknown>): Promise<boolean> =>
    call.then(
      () => true,
      (error: unknown) => {
        log.warn({ err: error, workflowId: workflowIdOf(target) }, 'the workflow could not be woken');
        return false;
      },
    );

  /** A plain Update costs the server less; what runs is by far the most that is woken. */
  const updateOrStart = async ({ target, wakeUp }: Waking): Promise<void> => {
    const args: [WakeUp] = [wakeUp];
    try {
      await client.workflow.getHandle(workflowIdOf(target)).executeUpdate(applyCommandUpdate, { args });
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      const startWorkflowOperation = new WithStartWorkflowOperation(
        workflowTypeOf(target),
        startOptions(target, taskQueue),
      );
      await client.workflow.executeUpdateWithStart(applyCommandUpdate, { args, startWorkflowOperation });
    }
  };
  const update = shareInFlight<Waking, boolean>(async (_, waking) => {
    passBoundary('engine:call');
    const isTold = await told(
      waking.target,
      within(UPDATE_MS, () => updateOrStart(waking)),
    );
    passBoundary('engine:answered');
    return isTold;
  });

  return {
    wake: (target, wakeUp) => update(workflowIdOf(target), { target, wakeUp }),
    wakeLater(target, wakeUp) {
      const signal = { signal: applyCommandSignal, signalArgs: [wakeUp] as [WakeUp] };
      const options = { ...startOptions(target, taskQueue), ...signal };
      return told(
        target,
        within(UPDATE_MS, () => client.workflow.signalWithStart(workflowTypeOf(target), options)),
      );
    },
    stateOf: (target) =>
      within(QUERY_MS, async (): Promise<EngineState> => {
        const handle = client.workflow.getHandle(workflowIdOf(target));
        const [run, state] = await Promise.all([handle.describe(), handle.query(stateQuery)]);
        return { found: 'state', workflowId: run.workflowId, runId: run.runId, runStatus: run.status.name, state };
      }).catch((error: unknown): EngineState => {
        if (error instanceof WorkflowNotFoundError) return { found: 'none' };
        log.warn({ err: error, workflowId: workflowIdOf(target) }, 'the workflow could not be asked');
        return { found: 'unreachable' };
      }),
    isReachable: () =>
      within(HEALTH_MS, () => connection.workflowService.describeNamespace({ namespace })).then(
        () => true,
        () => false,
      ),
    async close() {
      isClosed = true;
      await Promise.allSettled(underWay);
      await connection.close();
    },
  };
}

interface Patience {
  readonly respondAsync: boolean;
  /** When to stop waiting for the outcome. */
  readonly deadline?: number;
  /** Called once the command is committed, with what it waits for still ahead. */
  onReceived?(commandId: string): void;
}

export type HandleCommand = (request: CommandRequest, patience: Patience) => Promise<CommandAnswer>;

interface Handling {
  readonly pool: Pool;
  readonly engine: Engine;
  readonly deliveries: Deliveries;
  readonly log: FastifyBaseLogger;
}

/** Received, decided where there is time for it, answered from the row. Throws what the caller did wrong, or the refusal. */
export const createHandleCommand =
  (handling: Handling): HandleCommand =>
  async (request, { respondAsync, deadline = Date.now() + WAIT_FOR_OUTCOME_MS, onReceived }) => {
    const { pool, log } = handling;
    const { target } = request;
    const received = await receiveCommand(pool, request);
    onReceived?.(received.commandId);
    if (received.known && isSettled(received.known)) return answerOf(received.known);
    const deciding = haveDecided(handling, target, received, respondAsync);
    if (respondAsync) {
      deciding.catch((error: unknown) => log.warn({ err: error }, 'a turn failed; it will be taken again'));
      return pendingAnswer(received.commandId, target);
    }
    await waitUntil(deadline, deciding);
    const decided = await getInboxRow(pool, received.commandId);
    passBoundary('response');
    return answerOf(decided);
  };

async function haveDecided(
  { pool, engine, deliveries, log }: Handling,
  target: CommandTarget,
  { commandId, type }: Received,
  respondAsync: boolean,
): Promise<void> {
  const wakeUp = { commandId, type };
  const noteIf = (isTold: boolean) => {
    if (isTold) deliveries.note(commandId);
  };
  if (target.kind === 'calendar') {
    await takeTurnsHere(pool, streamOf(target), log);
    deliveries.note(commandId); // nobody else has to hear of it
  } else if (await takesTurnsHere(pool, target, type)) {
    if (await takeTurnsHere(pool, streamOf(target), log)) void engine.wakeLater(target, wakeUp).then(noteIf);
    else deliveries.note(commandId);
  } else if (respondAsync) void engine.wakeLater(target, wakeUp).then(noteIf);
  else noteIf(await engine.wake(target, wakeUp));
}
