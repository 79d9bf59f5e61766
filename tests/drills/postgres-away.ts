// PostgreSQL goes away again and again while a ward works: killed, stopped, crashed by a lost backend, frozen. Whatever
// was committed is there afterwards, the api says 202 or 503 in time, and nobody has to be started again but PostgreSQL.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendSignal } from '../../local/children.ts';
import { eventually } from '../support/commands.ts';
import { dueOn } from '../support/ward.ts';
import { chanceFor } from './harness/chance.ts';
import { AT_WORK } from './harness/drill.ts';
import { countBy } from './harness/spread.ts';
import { startWardAtWork, type WardAtWork } from './harness/ward-at-work.ts';
import { createWardLife, type WardLife } from './harness/ward-life.ts';

export interface AwaySize {
  /** How long PostgreSQL is away each time, and how long it is there in between, from and to, in ms. */
  readonly stops: readonly {
    readonly times: number;
    readonly ways: readonly Way[];
    readonly awayMs: readonly [number, number];
    readonly betweenMs: readonly [number, number];
  }[];
}

const ROWS = 12;
/** The product answers within 5 s; the rest is for a machine that is busy with drills. */
const ANSWER_MS = 5_500;
const PROBE_EVERY_MS = 200;
/** Accepted commands for each time that it was away. */
const ENOUGH = 10;
/** So long it may take to go and to come back, besides the time for which it is kept away. */
const COMES_AND_GOES_MS = 10_000;

/** It is away for as long as it is kept away. */
export const lasting = ['killed', 'stopped at once', 'stopped in order', 'frozen'] as const;
/** A backend that is killed takes all the others with it; PostgreSQL recovers at once, by itself. */
export const everyWay = [...lasting, 'a backend killed'] as const;
type Way = (typeof everyWay)[number];

export function drillPostgresAway({ stops }: AwaySize): void {
  let ward: WardAtWork;
  let life: WardLife;
  beforeAll(async () => {
    ward = await startWardAtWork();
    life = createWardLife(ward.client);
    const planId = await ward.draft(
      2027,
      Array.from({ length: ROWS }, () => dueOn('2027-11-30')),
    );
    await ward.client.send({ as: 'coordinator', target: { kind: 'plan', id: planId }, body: { type: 'LaunchPlan' } });
    const ids = await eventually(async () => {
      const { rows } = await ward.pool.query<{ id: string }>('select assignment_id as id from assignments');
      return rows.length === ROWS && rows.map(({ id }) => id);
    });
    for (const id of ids) {
      life.assignments.set(id, { id, planId, status: 'assigned', acknowledged: false, retiring: false });
    }
  });
  afterAll(() => ward.stop());

  /** Asks all the time; how long every answer took, and what it was. */
  async function probe(isOver: () => boolean): Promise<{ status: number; ms: number; path: string }[]> {
    const answers: { status: number; ms: number; path: string }[] = [];
    const ask = async (path: string) => {
      const begun = performance.now();
      const status = await fetch(`${ward.installation.url}${path}`, {
        headers: { authorization: `Bearer ${ward.tokens.coordinator}` },
        signal: AbortSignal.timeout(4 * ANSWER_MS),
      }).then(
        (answer) => answer.status,
        () => 0, // no answer
      );
      answers.push({ status, ms: Math.round(performance.now() - begun), path });
    };
    const asking: Promise<void>[] = [];
    while (!isOver()) {
      asking.push(ask('/api/me'), ask('/api/assignments'));
      await sleep(PROBE_EVERY_MS);
    }
    await Promise.all(asking);
    return answers;
  }

  async function takeAway(way: Way, awayMs: number): Promise<void> {
    const { postgres } = ward.installation;
    if (way === 'a backend killed') return killBackend();
    if (way === 'frozen') {
      postgres.pause();
      await sleep(awayMs);
      postgres.resume();
      return;
    }
    if (way === 'killed') await postgres.kill();
    if (way === 'stopped at once') await postgres.endBy('SIGQUIT');
    if (way === 'stopped in order') await postgres.stop();
    await sleep(awayMs);
    await postgres.start();
  }

  /** PostgreSQL trusts its shared memory no more: it ends all connections and recovers from its log. */
  async function killBackend(): Promise<void> {
    const { rows } = await ward.owner.query<{ pid: number }>(
      `select pid from pg_stat_activity where application_name in ('tiendo-worker', 'tiendo-api') order by random() limit 1`,
    );
    const [backend] = rows;
    if (!backend) throw new Error('neither worker nor api is connected');
    sendSignal(backend.pid, 'SIGKILL');
  }

  const times = stops.reduce((sum, each) => sum + each.times, 0);
  const longest = Math.max(...stops.map(({ awayMs }) => awayMs[1]));
  test(`${times} times, at most ${longest / 1000} s each`, async () => {
    const random = chanceFor('postgres');
    const { client, installation } = ward;
    const pids = [installation.api.pid, installation.worker.pid];
    const schedule = random.shuffled(
      stops.flatMap(({ ways, awayMs, ...stop }) =>
        Array.from({ length: stop.times }, (_, index) => ({
          way: ways[index % ways.length] ?? 'killed',
          awayMs: random.between(...awayMs),
          betweenMs: random.between(...stop.betweenMs),
        })),
      ),
    );
    const done: { way: Way; at: number; planned: number; tookMs: number }[] = [];
    let over = false;
    const accepted = () => [...client.sent.values()].filter(({ end }) => end?.what === 'ok').length;
    life.go(chanceFor('ward-life'));
    const probing = probe(() => over);
    for (const { way, awayMs, betweenMs } of schedule) {
      const before = life.ended;
      await sleep(betweenMs);
      await eventually(async () => life.ended > before && client.waiting >= AT_WORK, 60_000); // it works again
      const at = Date.now();
      await takeAway(way, awayMs);
      done.push({ way, at, planned: way === 'a backend killed' ? 0 : awayMs, tookMs: Date.now() - at });
    }
    const back = Date.now();
    await eventually(async () => client.firstSuccessAfter(back) !== null, 30_000);
    await eventually(async () => accepted() >= ENOUGH * times, 120_000); // a slow machine works longer
    over = true;
    const answers = await probing;
    await life.rest();

    const by = countBy(answers.map(({ status }) => status));
    const slowest = Math.max(...answers.map(({ ms }) => ms));
    const found = await ward.findings();
    const interrupted = await Promise.all(done.map(({ at }) => ward.countInterrupted(at)));
    const hits = interrupted.filter((count) => count > 0).length;
    console.log(
      `PostgreSQL: ${JSON.stringify(countBy(done.map(({ way }) => way)))}, away for ` +
        `${done.map(({ tookMs }) => (tookMs / 1000).toFixed(1)).join(' ')} s, ${hits}/${times} hit work under way; ` +
        `${life.ended} commands (${accepted()} accepted); ${answers.length} probes ${JSON.stringify(by)}, ` +
        `slowest ${slowest} ms, of a command ${client.slowestMs} ms`,
    );
    expect(found).toEqual([]);
    expect(answers.filter(({ status, ms }) => ![200, 202, 503].includes(status) || ms > ANSWER_MS)).toEqual([]);
    expect(client.slowestMs).toBeLessThan(ANSWER_MS);
    expect(done.filter(({ planned, tookMs }) => tookMs < planned || tookMs > planned + COMES_AND_GOES_MS)).toEqual([]);
    expect([installation.api.pid, installation.worker.pid]).toEqual(pids);
    expect(by[503] ?? 0).toBeGreaterThan(0);
    expect(hits).toBeGreaterThanOrEqual(0.9 * times);
    expect(accepted()).toBeGreaterThanOrEqual(ENOUGH * times);
  });
}
