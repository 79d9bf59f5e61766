// PostgreSQL goes away again and again while a ward works: killed, stopped, crashed by a lost backend, frozen. Whatever
// was committed is there afterwards, the api says 202 or 503 in time, and nobody has to be started again but PostgreSQL.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendSignal } from '../../local/children.ts';
import { eventually } from '../support/commands.ts';
import { dueOn } from '../support/ward.ts';
import { chanceFor } from './harness/chance.ts';
import { startWardAtWork, type WardAtWork } from './harness/ward-at-work.ts';
import { createWardLife, type WardLife } from './harness/ward-life.ts';

export interface AwaySize {
  /** How long PostgreSQL is away each time, and how long it is there in between, at most, in ms. */
  readonly stops: readonly {
    readonly times: number;
    readonly awayMs: number;
    readonly betweenMs: readonly [number, number];
  }[];
}

const ROWS = 12;
/** The product answers within 5 s; the rest is for a machine that is busy with drills. */
const ANSWER_MS = 5_500;
const PROBE_EVERY_MS = 200;
const ways = ['killed', 'stopped at once', 'stopped in order', 'a backend killed', 'frozen'] as const;

export function drillPostgresAway({ stops }: AwaySize): void {
  let ward: WardAtWork;
  let life: WardLife;
  beforeAll(async () => {
    ward = await startWardAtWork();
    life = createWardLife(ward.client, chanceFor('ward-life'));
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

  async function takeAway(way: (typeof ways)[number], awayMs: number): Promise<void> {
    const { postgres } = ward.installation;
    if (way === 'frozen') {
      postgres.pause();
      await sleep(awayMs);
      postgres.resume();
      return;
    }
    if (way === 'a backend killed') {
      // It takes all the others with it: PostgreSQL trusts its shared memory no more and recovers from its log.
      const { rows } = await ward.owner.query<{ pid: number }>(
        `select pid from pg_stat_activity where application_name in ('tiendo-worker', 'tiendo-api') order by random() limit 1`,
      );
      const [backend] = rows;
      if (!backend) throw new Error('neither worker nor api is connected');
      sendSignal(backend.pid, 'SIGKILL');
      return;
    }
    if (way === 'killed') await postgres.kill();
    if (way === 'stopped at once') {
      sendSignal(postgres.pid ?? 0, 'SIGQUIT');
      await postgres.ended;
    }
    if (way === 'stopped in order') await postgres.stop();
    await sleep(awayMs);
    await postgres.start();
  }

  const times = stops.reduce((sum, each) => sum + each.times, 0);
  test(`${times} times, at most ${Math.max(...stops.map(({ awayMs }) => awayMs)) / 1000} s each`, async () => {
    const random = chanceFor('postgres');
    const { client, installation } = ward;
    const pids = [installation.api.pid, installation.worker.pid];
    const schedule = random.shuffled(stops.flatMap((each) => Array.from({ length: each.times }, () => each)));
    const done = new Map<string, number>();
    let hits = 0;
    let over = false;
    life.go();
    const probing = probe(() => over);
    for (const [index, { awayMs, betweenMs }] of schedule.entries()) {
      const before = life.ended;
      await sleep(random.between(...betweenMs));
      await eventually(async () => life.ended > before, 60_000); // it works again before it is taken away again
      const way = ways[index % ways.length] ?? 'killed';
      done.set(way, (done.get(way) ?? 0) + 1);
      if (client.inFlight.size > 0) hits++;
      await takeAway(way, random.between(0, awayMs));
    }
    const back = Date.now();
    await eventually(async () => client.firstSuccessAfter(back) !== null, 30_000);
    over = true;
    const answers = await probing;
    await life.rest();

    const by = new Map<number, number>();
    for (const { status } of answers) by.set(status, (by.get(status) ?? 0) + 1);
    const ends = [...client.sent.values()].map(({ end }) => end?.what);
    console.log(
      `PostgreSQL: ${JSON.stringify([...done])}, ${hits}/${times} hit work under way; ${life.ended} commands ` +
        `(${ends.filter((what) => what === 'ok').length} ok); ${answers.length} probes ${JSON.stringify([...by])}, ` +
        `slowest ${Math.max(...answers.map(({ ms }) => ms))} ms, of a command ${client.slowestMs} ms`,
    );
    expect(answers.filter(({ status, ms }) => ![200, 202, 503].includes(status) || ms > ANSWER_MS)).toEqual([]);
    expect(client.slowestMs).toBeLessThan(ANSWER_MS);
    expect(await ward.findings()).toEqual([]);
    expect([installation.api.pid, installation.worker.pid]).toEqual(pids);
    expect(by.get(503) ?? 0).toBeGreaterThan(0);
    expect(hits).toBeGreaterThanOrEqual(0.9 * times);
    expect(ends.filter((what) => what === 'ok').length).toBeGreaterThanOrEqual(10 * times);
  });
}
