// The invariants, checked in one sweep while nothing is under way: what the load was told, against the inbox, the log, the
// read models and the workflows (docs/operations.md says what each finding means).
import type { Client as Engine } from '@temporalio/client';
import { workflowIdOf } from '../../../activities/stream-workflow.ts';
import type { Pool } from '../../../db/pool.ts';
import { replayStream } from '../../../record/replay.ts';
import { ASSIGNMENT_WORKFLOW, PLAN_WORKFLOW, stateQuery } from '../../../workflows/assignment.messages.ts';
import type { Client, Sent } from './client.ts';

type FindingCode =
  | 'lost'
  | 'doubled'
  | 'ghost'
  | 'answer-differs'
  | 'refused-but-present'
  | 'unknown-left'
  | 'broken-promise'
  | 'parked'
  | 'position-gap'
  | 'replay-differs'
  | 'deadline-doubled'
  | 'not-drained'
  | 'workflow-differs'
  | 'forbidden-log-line'
  | 'ended-by-itself'
  | 'too-slow';

export interface Finding {
  readonly code: FindingCode;
  readonly detail: string;
}

export interface Sweeper {
  /** Waits until everything is decided and every workflow stands where its stream does; what is still missing at the limit. */
  drain(limitMs: number): Promise<Finding[]>;
  /** Everything that changed since the last sweep, or all of it. Only after `drain`. */
  sweep(scope: 'changed' | 'everything'): Promise<Finding[]>;
  /** Commands that the harness itself gave, past the load. */
  know(commandIds: readonly string[]): void;
  readonly eventsChecked: number;
  readonly commandsChecked: number;
}

interface SweeperOptions {
  readonly pool: Pool;
  readonly engine: Engine;
  readonly client: Client;
}

interface StreamHead {
  readonly stream: string;
  readonly version: number;
  readonly status: string;
  readonly headHash: string;
  readonly wakeAt: Date | null;
  readonly open: boolean;
}

const AT_ONCE = 8;
const PAUSE_MS = 150;
const QUERY_MS = 3_000;
/** After its instant a timer rings within the grace of the shell; a turn follows. */
const LATE_MS = 8_000;

export function createSweeper({ pool, engine, client }: SweeperOptions): Sweeper {
  const known = new Set<string>();
  let checkedPosition = 0;
  let eventsChecked = 0;
  const checkedCommands = new Set<string>();

  const rowsOf = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await pool.query<Row>(text, values)).rows;

  const headsSince = (position: number) =>
    rowsOf<StreamHead>(
      `select stream, version, status, head_hash as "headHash", wake_at as "wakeAt", open from streams
       where kind in ('assignment', 'plan') and stream in (select stream from events where position > $1) order by stream`,
      [position],
    );

  /** What keeps the installation from being at rest; none when it is. */
  async function unrest(settled: Set<string>): Promise<Finding[]> {
    const [count] = await rowsOf<{ undecided: number; launching: number; late: number }>(
      `select (select count(*)::int from inbox where outcome is null and parked is null) as undecided,
         (select count(*)::int from plans where pending_launches > 0) as launching,
         (select count(*)::int from streams where open and wake_at < tiendo_now() - $1 * interval '1 millisecond') as late`,
      [LATE_MS],
    );
    const found: Finding[] = [];
    const note = (detail: string) => found.push({ code: 'not-drained', detail });
    if (count?.undecided) note(`${count.undecided} commands are not decided`);
    if (count?.launching) note(`${count.launching} launches are not complete`);
    if (count?.late) note(`${count.late} streams are past their wake-up`);
    if (found.length > 0) return found;
    const open = await rowsOf<{ stream: string }>(
      `select stream from streams where open and kind in ('assignment', 'plan')`,
    );
    const wanted = new Set(open.map(({ stream }) => workflowIdOf(stream)));
    const running = await listRunning(engine);
    const missing = [...wanted].filter((id) => !running.has(id));
    const beside = [...running].filter((id) => !wanted.has(id));
    if (missing.length > 0) note(`open streams without a running workflow: ${missing.slice(0, 5)}`);
    if (beside.length > 0) note(`running workflows without an open stream: ${beside.slice(0, 5)}`);
    if (found.length > 0) return found;
    const heads = (await headsSince(checkedPosition)).filter(({ open, stream }) => open && !settled.has(stream));
    await inLanes(heads, async (head) => {
      const difference = await compareWorkflow(engine, head);
      if (difference) found.push({ code: 'workflow-differs', detail: `${head.stream}: ${difference}` });
      else settled.add(head.stream);
    });
    return found;
  }

  /** Every command that has ended is in the record exactly as it was answered. */
  async function checkCommands(scope: 'changed' | 'everything'): Promise<Finding[]> {
    const ended = [...client.sent.values()].filter(
      ({ end, commandId }) => end && (scope === 'everything' || !checkedCommands.has(commandId)),
    );
    const ids = ended.map(({ commandId }) => commandId);
    const inbox = await rowsOf<{ id: string; accepted: object | null; refused: { code: string } | null }>(
      `select command_id as id, outcome -> 'accepted' as accepted, outcome -> 'refused' as refused
       from inbox where command_id = any($1::uuid[])`,
      [ids],
    );
    const logged = await rowsOf<{ id: string; events: string[]; version: number }>(
      `select command_id as id, array_agg(type order by version) as events, max(version)::int as version
       from events where command_id = any($1::uuid[]) group by command_id`,
      [ids],
    );
    const inboxById = new Map(inbox.map((row) => [row.id, row]));
    const loggedById = new Map(logged.map((row) => [row.id, row]));
    for (const id of ids) checkedCommands.add(id);
    return ended.flatMap((command) =>
      checkCommand(command, inboxById.get(command.commandId), loggedById.get(command.commandId)),
    );
  }

  /** Nothing is in the record that nobody asked for. */
  async function checkGhosts(): Promise<Finding[]> {
    const rows = await rowsOf<{ id: string; stream: string; type: string }>(
      `select command_id as id, stream, type from inbox where actor ->> 'role' <> 'system'
       union select command_id, stream, type from events where command_id is not null and actor ->> 'role' <> 'system'
         and not exists (select 1 from inbox where inbox.command_id = events.command_id)`,
    );
    return rows
      .filter(({ id }) => !client.sent.has(id) && !known.has(id))
      .map(({ id, stream, type }) => ({ code: 'ghost', detail: `${type} ${id} of ${stream}` }));
  }

  async function checkLog(): Promise<Finding[]> {
    const [log] = await rowsOf<{ head: number; last: number; count: number }>(
      `select (select position from log_head)::int as head, coalesce(max(position), 0)::int as last,
         count(*)::int as count from events`,
    );
    const parked = await rowsOf<{ id: string }>(`select command_id as id from inbox where parked is not null`);
    const doubled = await rowsOf<{ stream: string; type: string; count: number }>(
      `select stream, type, count(*)::int from events where type in ('ReminderDue', 'DeadlineMissed')
       group by stream, type, data ->> 'partId', data ->> 'plannedAt', data ->> 'lateFrom' having count(*) > 1`,
    );
    return [
      ...(log && log.head === log.last && log.last === log.count
        ? []
        : [{ code: 'position-gap' as const, detail: JSON.stringify(log) }]),
      ...parked.map(({ id }): Finding => ({ code: 'parked', detail: id })),
      ...doubled.map((row): Finding => ({ code: 'deadline-doubled', detail: JSON.stringify(row) })),
    ];
  }

  async function replay(scope: 'changed' | 'everything'): Promise<Finding[]> {
    const heads = await headsSince(scope === 'changed' ? checkedPosition : 0);
    const findings: Finding[] = [];
    await inLanes(heads, async ({ stream }) => {
      const replayed = await replayStream(pool, stream);
      eventsChecked += replayed?.checked.events ?? 0;
      for (const difference of replayed?.differences ?? []) {
        findings.push({ code: 'replay-differs', detail: `${stream}: ${JSON.stringify(difference)}`.slice(0, 2_000) });
      }
    });
    return findings;
  }

  return {
    get eventsChecked() {
      return eventsChecked;
    },
    get commandsChecked() {
      return checkedCommands.size;
    },
    know(commandIds) {
      for (const id of commandIds) known.add(id);
    },
    async drain(limitMs) {
      const settled = new Set<string>();
      for (const until = Date.now() + limitMs; ; await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))) {
        const found = await unrest(settled).catch((error: Error): Finding[] => [
          { code: 'not-drained', detail: error.message },
        ]);
        if (found.length === 0 || Date.now() > until) return found;
      }
    },
    async sweep(scope) {
      const findings = [
        ...(await checkCommands(scope)),
        ...(await checkGhosts()),
        ...(await checkLog()),
        ...(await replay(scope)),
        ...[...client.inFlight].map(({ commandId }): Finding => ({ code: 'unknown-left', detail: commandId })),
        ...client.broken.map((detail): Finding => ({ code: 'broken-promise', detail })),
      ];
      const [head] = await rowsOf<{ position: number }>('select position from log_head');
      checkedPosition = head?.position ?? 0;
      return findings;
    },
  };
}

function checkCommand(
  { commandId, end, order }: Sent,
  inbox: { accepted: object | null; refused: { code: string } | null } | undefined,
  logged: { events: string[]; version: number } | undefined,
): Finding[] {
  const found = (code: FindingCode, told: unknown, kept: unknown): Finding[] => [
    { code, detail: `${order.body.type} ${commandId}: told ${JSON.stringify(told)}, kept ${JSON.stringify(kept)}` },
  ];
  const events = logged?.events ?? [];
  if (end?.what === 'ok') {
    const { what: _, ...told } = end;
    if (!inbox?.accepted || events.length < end.events.length) return found('lost', told, { inbox, logged });
    if (events.length > end.events.length) return found('doubled', told, logged);
    const kept = inbox.accepted as typeof told;
    const same =
      kept.version === told.version && kept.status === told.status && String(kept.events) === String(told.events);
    return same && String(events) === String(told.events) ? [] : found('answer-differs', told, { kept, events });
  }
  if (events.length > 0 || inbox?.accepted) return found('refused-but-present', end, { inbox, logged });
  if (end?.what === 'refused' && end.stored && inbox?.refused?.code !== end.code) return found('lost', end, inbox);
  if (end?.what === 'refused' && !end.stored && inbox) return found('refused-but-present', end, inbox);
  return [];
}

/** null when the workflow stands where its stream does. */
async function compareWorkflow(engine: Engine, head: StreamHead): Promise<string | null> {
  const handle = engine.workflow.getHandle(workflowIdOf(head.stream));
  const state = await engine
    .withDeadline(Date.now() + QUERY_MS, () => handle.query(stateQuery))
    .catch((error: Error) => error.message);
  const expected = JSON.stringify([head.version, head.status, head.headHash, head.wakeAt?.getTime() ?? null]);
  if (typeof state === 'string') return state;
  const found = JSON.stringify([state.version, state.status, state.headHash, state.wakeAt]);
  return found === expected ? null : `the record says ${expected}, the workflow ${found}`;
}

async function listRunning(engine: Engine): Promise<Set<string>> {
  const query = `ExecutionStatus = 'Running' AND WorkflowType IN ('${ASSIGNMENT_WORKFLOW}', '${PLAN_WORKFLOW}')`;
  const running = new Set<string>();
  for await (const { workflowId } of engine.workflow.list({ query, pageSize: 1_000 })) running.add(workflowId);
  return running;
}

async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items];
  const lane = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}
