// A worker is frozen in the middle of a turn, longer than every limit; another one takes its workflow over; then the first
// one wakes up and goes on where it was. Its late write must be refused, and the log must hold one decision.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Boundary } from '../../db/failpoint.ts';
import { readStream } from '../../record/read-stream.ts';
import { assignmentStream } from '../../record/streams.ts';
import { eventually } from '../support/commands.ts';
import { dueOn } from '../support/ward.ts';
import { chanceFor } from './harness/chance.ts';
import { AT_WORK } from './harness/drill.ts';
import type { Part } from './harness/part.ts';
import { startWardAtWork, type WardAtWork } from './harness/ward-at-work.ts';
import { createWardLife, type WardLife } from './harness/ward-life.ts';

export interface FrozenSize {
  /** Where it freezes: with the head locked, with everything written, with everything committed and nobody told. */
  readonly boundaries: readonly Boundary[];
  readonly times: number;
  /** How often it freezes anywhere, under load, beside another worker. */
  readonly underLoad: number;
}

const TAKEN_OVER_MS = 90_000;
/** So long no command waits for a worker that runs. */
const LONG_MS = 1_000;
const ROUND_MS = 300_000;
/** The activity's 4 s, the transaction's 3 s, the workflow task's 10 s. */
const LONGER_THAN_ANY_LIMIT_MS = [11_000, 16_000] as const;

export function drillFrozenWorker({ boundaries, times, underLoad }: FrozenSize): void {
  let ward: WardAtWork;
  let ids: string[];
  let life: WardLife;
  let other: Part;
  beforeAll(async () => {
    ward = await startWardAtWork();
    const planId = await ward.draft(
      2027,
      Array.from({ length: Math.max(underLoad > 0 ? 12 : 0, boundaries.length * times) }, () => dueOn('2027-11-30')),
    );
    await ward.client.send({ as: 'coordinator', target: { kind: 'plan', id: planId }, body: { type: 'LaunchPlan' } });
    ids = await eventually(async () => {
      const { rows } = await ward.pool.query<{ id: string }>(
        'select assignment_id as id from assignments join plans using (plan_id) where pending_launches = 0 order by 1',
      );
      return rows.length > 0 && rows.map(({ id }) => id);
    });
    life = createWardLife(ward.client);
    for (const id of ids) {
      life.assignments.set(id, { id, planId, status: 'assigned', acknowledged: false, retiring: false });
    }
    other = ward.installation.addWorker('worker-2');
  });
  let hasFailed = false;
  beforeEach(({ onTestFailed }) =>
    onTestFailed(() => {
      hasFailed = true;
    }),
  );
  afterAll(() => ward.stop(hasFailed ? { keepFolder: true } : {}));

  const officer = (id: string, note: string) =>
    ward.client.send({ as: 'officerVp', target: { kind: 'assignment', id }, body: { type: 'ReportProgress', note } });
  const types = async (id: string) => (await readStream(ward.pool, assignmentStream(id))).map(({ type }) => type);

  const rounds = Array.from({ length: times }, (_, round) =>
    boundaries.map((boundary) => ({ boundary, round })),
  ).flat();
  test.each(rounds)(
    '$boundary, round $round',
    async ({ boundary, round }) => {
      const { worker } = ward.installation;
      const id = ids[round * boundaries.length + boundaries.indexOf(boundary)] ?? '';
      await worker.stop();
      await worker.startArmed({ FAILPOINT: `${boundary},stop` });
      const lap = startLaps();
      const decided = officer(id, 'gửi khi máy đứng');
      await eventually(async () => isFrozen(worker));
      const locked = await isLocked(ward, id);
      await other.start();
      expect(await decided).toMatchObject({ what: 'ok', version: 2, events: ['ProgressReported'] });
      const tookOver = lap();
      expect(isFrozen(worker)).toBe(true);
      expect(await officer(id, 'khi máy kia làm thay')).toMatchObject({ what: 'ok', version: 3 });
      const workedOn = lap();
      const before = await readStream(ward.pool, assignmentStream(id));

      worker.resume();
      await eventually(async () => !isFrozen(worker));
      await other.stop();
      const stopped = lap();
      expect(await officer(id, 'khi máy cũ trở lại')).toMatchObject({ what: 'ok', version: 4 }); // by the one that woke up
      console.log(
        `frozen at ${boundary} ${locked ? 'with' : 'without'} the head locked; taken over after ${tookOver} ms, ` +
          `its next command after ${workedOn} ms; awake and the other one stopped ${stopped} ms later, right again after ${lap()} ms`,
      );
      expect(locked).toBe(boundary !== 'turn:committed');
      expect((await readStream(ward.pool, assignmentStream(id))).slice(0, before.length)).toEqual(before);
      expect(await types(id)).toEqual(['AssignmentAssigned', ...Array(3).fill('ProgressReported')]);
      expect(tookOver).toBeLessThan(TAKEN_OVER_MS);
      expect(await ward.findings()).toEqual([]);
    },
    ROUND_MS,
  );

  test.runIf(underLoad > 0)(`under load, ${underLoad} times, while another worker goes on`, async () => {
    const { worker } = ward.installation;
    const { client } = ward;
    const random = chanceFor('frozen');
    await worker.stop();
    await Promise.all([worker.start(), other.start()]);
    const frozen: number[] = [];
    life.go(chanceFor('ward-life'));
    for (let time = 0; time < underLoad; time++) {
      await sleep(random.between(500, 2_000));
      // In turn: the engine gives whatever runs to the one that took it over, and the other one stands idle.
      const which = time % 2 === 0 ? worker : other;
      const frozenAt = await eventually(() => pauseAtWork(ward, which), TAKEN_OVER_MS);
      frozen.push(frozenAt);
      await sleep(random.between(...LONGER_THAN_ANY_LIMIT_MS));
      // Whatever ran on the frozen one, the other one serves by and by.
      await eventually(async () => client.firstSuccessAfter(frozenAt) !== null, TAKEN_OVER_MS);
      which.resume();
    }
    await life.rest();
    await other.stop();
    expect(await ward.findings()).toEqual([]);
    const interrupted = await Promise.all(frozen.map((moment) => ward.countInterrupted(moment)));
    const hits = interrupted.filter((count) => count > 0).length;
    console.log(`frozen under load ${underLoad} times, ${hits} hit work under way; ${life.ended} commands ended`);
    expect(hits).toBeGreaterThanOrEqual(0.9 * underLoad); // else too little was under way for this to be a proof
    expect(life.ended).toBeGreaterThanOrEqual(20 * underLoad);
  });
}

/**
 * Freezes the worker. Where the other one decides all that had come in, this one had nothing in hand: it is woken again and
 * the answer is false. Else the answer is when it was frozen, in ms.
 */
async function pauseAtWork({ client, pool }: WardAtWork, worker: Part): Promise<number | false> {
  if (client.waiting < AT_WORK) return false;
  const frozenAt = Date.now();
  worker.pause();
  await sleep(1.5 * LONG_MS);
  const { rowCount } = await pool.query(
    `select 1 from inbox where outcome is null and parked is null
     and received_at < tiendo_now() - $1::int * interval '1 millisecond'`,
    [LONG_MS],
  );
  if (rowCount) return frozenAt;
  worker.resume();
  return false;
}

/** Each call returns the ms since the one before. */
function startLaps(): () => number {
  let last = Date.now();
  return () => {
    const before = last;
    last = Date.now();
    return last - before;
  };
}

/** Stopped by SIGSTOP, as the kernel tells it. */
const isFrozen = ({ pid }: Part): boolean =>
  pid !== null && /^State:\s+T/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));

/** Somebody's transaction holds the stream's head row. */
async function isLocked({ owner }: WardAtWork, id: string): Promise<boolean> {
  const { rowCount } = await owner.query('select 1 from streams where stream = $1 for share skip locked', [
    assignmentStream(id),
  ]);
  return rowCount === 0;
}
