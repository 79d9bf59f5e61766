// The api over a test's own system: people with tokens, an app to inject into, and the same app on a port where that matters.
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import pino from 'pino';
import { buildApi } from '../../api/build-api.ts';
import { createEngine, type Engine } from '../../api/handle-command.ts';
import type { Pool } from '../../db/pool.ts';
import type { Deadline } from '../../domain/deadline.ts';
import type { Unit } from '../../domain/directory/directory.ts';
import type { PlanReading } from '../../domain/plan-reading.ts';
import type { Actor } from '../../domain/rules.ts';
import { eventually } from '../support/commands.ts';
import { at } from '../support/specification.ts';
import type { TestSystem } from '../support/system.ts';
import { setClock } from '../support/time-travel.ts';
import { type Caller, createPeople, dueOn, enterWard, giveTokens, type People, planReading } from '../support/ward.ts';

export type { Caller } from '../support/ward.ts';

export interface Call {
  readonly as?: Caller | Actor | null;
  readonly body?: unknown;
  readonly key?: string;
  readonly headers?: Record<string, string>;
}

export interface RunningApi {
  readonly app: FastifyInstance;
  readonly people: People;
  readonly planId: string;
  tokenOf(caller: Caller): string;
  call(method: 'GET' | 'POST' | 'PUT', url: string, call?: Call): Promise<LightMyRequestResponse>;
  /** A command to an assignment. */
  ask(assignmentId: string, body: unknown, call?: Call): Promise<LightMyRequestResponse>;
  stop(): Promise<void>;
}

export interface ApiOptions {
  readonly pool?: Pool;
  readonly databaseUrl?: string;
  readonly engine?: Engine;
  readonly rows?: number;
  /** One row of VP for each; instead of `rows`. */
  readonly deadlines?: readonly Deadline[];
  readonly reading?: PlanReading;
  /** A ward with more people and units than the usual ones. */
  readonly people?: People;
  readonly moreUnits?: readonly Unit[];
}

/** Whatever the clock on the wall says: the plans and the days that these tests write about are all of 2027. */
const BEGINNING = at('2026-11-02T09:00:00');

/** The record's clock is set to a Monday of November 2026, where the test has not set it already. */
export async function startApi(system: TestSystem, options: ApiOptions = {}): Promise<RunningApi> {
  const { db, temporalAddress, taskQueue, evidenceFolder } = system;
  if (!(await hasOwnClock(db.owner))) await setClock(db.owner, BEGINNING);
  const { people = createPeople() } = options;
  const { reading = planReading(2027, options.deadlines ?? manyDues(options.rows ?? 3)) } = options;
  const planId = await enterWard(db.app, people, reading, options.moreUnits);
  const tokens = await giveTokens(db.app, people);
  const tokenOf = new Map(
    Object.entries(people).map(([name, { personId }]) => [personId as string | null, tokens[name as Caller]]),
  );
  const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' });
  const engine = options.engine ?? createEngine({ address: temporalAddress, namespace: 'default', taskQueue, log });
  const { pool = db.app, databaseUrl = db.urls.app } = options;
  const app = await buildApi({ pool, databaseUrl, engine, evidenceFolder, log });
  const call: RunningApi['call'] = (method, url, { as = 'coordinator', body, key, headers } = {}) => {
    const isRaw = body instanceof Buffer || typeof body === 'string';
    const request: InjectOptions = {
      method,
      url,
      headers: {
        ...(as && { authorization: `Bearer ${typeof as === 'string' ? tokens[as] : tokenOf.get(as.personId)}` }),
        ...(key && { 'idempotency-key': key }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { payload: isRaw ? body : JSON.stringify(body) }),
    };
    return app.inject(request);
  };
  return {
    app,
    people,
    planId,
    tokenOf: (caller) => tokens[caller],
    call,
    ask: (assignmentId, body, options) =>
      call('POST', `/api/assignments/${assignmentId}/commands`, { body, ...options }),
    async stop() {
      await app.close();
      await engine.close();
    },
  };
}

async function hasOwnClock(owner: Pool): Promise<boolean> {
  const { rows } = await owner.query<{ isSet: boolean }>('select milliseconds <> 0 as "isSet" from clock_offset');
  return rows[0]?.isSet ?? false;
}

const manyDues = (rows: number) => Array.from({ length: rows }, () => dueOn('2027-11-30'));

/** "Not decided yet" and "not just now" are what a busy machine may answer: then the same is asked again. */
const NOT_YET: readonly number[] = [202, 503];

/** Launches the plan through the api and waits until its assignments exist; their ids, by row. */
export async function launch(api: RunningApi): Promise<string[]> {
  const request = { body: { type: 'LaunchPlan' }, key: freshKey() };
  await eventually(async () => {
    const launched = await api.call('POST', `/api/plans/${api.planId}/commands`, request);
    if (launched.statusCode === 200) return true;
    if (NOT_YET.includes(launched.statusCode)) return false;
    throw new Error(`launch: ${launched.statusCode} ${launched.body}`);
  });
  await eventually(async () => {
    const progress = await api.call('GET', `/api/plans/${api.planId}/progress`);
    return progress.json().pendingLaunches === 0;
  });
  const { items } = (await api.call('GET', `/api/assignments?planId=${api.planId}&limit=500`)).json();
  return items
    .sort((a: { rowId: string }, b: { rowId: string }) => a.rowId.localeCompare(b.rowId))
    .map(({ assignmentId }: { assignmentId: string }) => assignmentId);
}

export const freshKey = (): string => randomUUID();
export const link = ['https://phuong.example/bao-cao'];
