// A flood of commands on one assignment while others work, and its close in the middle of the flood: whatever was
// answered with 2xx is in the log, the others are served, the run continues as new, and it closes all the same.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { replayStream } from '../../record/replay.ts';
import { assignmentStream, idOf } from '../../record/streams.ts';
import { freshKey, launch, link, type RunningApi, startApi } from '../api/running-api.ts';
import { eventually } from '../support/commands.ts';
import { launchAssignment } from '../support/launched.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { chanceFor } from './harness/chance.ts';
import { quantile } from './harness/spread.ts';
import { judgeAgain } from './reference-model.ts';
import { untilDecided } from './until-decided.ts';

export interface FloodSize {
  readonly commands: number;
  readonly atOnce: number;
  readonly others: number;
  readonly messagesPerRun: number;
}

/** The close begins when so much of the flood has been sent. */
const CLOSE_AFTER = 0.8;
/** For each command, on however busy a machine. */
const PATIENCE_MS = 500;

export function drillFlood({ commands, atOnce, others, messagesPerRun }: FloodSize): void {
  let system: TestSystem;
  let api: RunningApi;
  let bystanders: string[];

  beforeAll(async () => {
    system = await startSystem();
    api = await startApi(system, { rows: others });
    bystanders = await launch(api);
  });
  afterAll(async () => {
    await api.stop();
    await system.stop();
  });

  const vp = { as: 'officerVp' } as const;

  /** Each does two steps again and again until it is told to stop; the times that the steps took, in ms. */
  async function workBeside(isOver: () => boolean): Promise<number[]> {
    const times: number[] = [];
    const step = async (id: string, as: 'officerVp' | 'coordinator', body: object) => {
      const begun = performance.now();
      expect((await untilDecided(api, id, body, { as, key: freshKey() })).status).toBe(200);
      times.push(performance.now() - begun);
    };
    const hands = Array.from({ length: 4 }, async (_, hand) => {
      for (let turn = hand; !isOver(); turn += 4) {
        const id = bystanders[turn % bystanders.length] ?? '';
        await step(id, 'officerVp', { type: 'SubmitEvidence', links: link });
        await step(id, 'coordinator', { type: 'ReturnSubmission', reasonCode: 'thieu', reason: 'thiếu chữ ký' });
      }
    });
    await Promise.all(hands);
    return times;
  }

  test(`${commands} commands, ${atOnce} at once, closed in the middle`, async () => {
    const chance = chanceFor('flood');
    const stream = await launchAssignment(system, api.people, { messagesPerRun });
    const id = idOf(stream);
    const statuses = new Map<number, number>();
    const answered = new Set<string>();
    let sent = 0;
    const sendOne = async () => {
      const patient = chance.between(1, 3) > 1;
      const body = { type: 'ReportProgress', note: `lượt ${sent++}` };
      const headers = patient ? {} : { prefer: 'respond-async' };
      const answer = await api.ask(id, body, { ...vp, key: freshKey(), headers });
      statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1);
      if (answer.statusCode < 300) answered.add(answer.json().commandId);
    };
    let isClosed = false;
    const pour = async () => {
      while (sent < commands || !isClosed) await sendOne();
      await sendOne(); // too late for certain
    };
    const closing = async () => {
      await eventually(async () => sent >= commands * CLOSE_AFTER, commands * PATIENCE_MS);
      for (const [as, body] of [
        ['officerVp', { type: 'SubmitEvidence', links: link }],
        ['coordinator', { type: 'AcceptSubmission' }],
        ['coordinator', { type: 'CloseAssignment', outcome: 'achieved' }],
      ] as const) {
        expect(await untilDecided(api, id, body, { as, key: freshKey() })).toMatchObject({ status: 200 });
      }
      isClosed = true;
    };

    let calm = true;
    setTimeout(() => {
      calm = false;
    }, 2_000);
    const before = await workBeside(() => !calm);
    let flooding = true;
    const beside = workBeside(() => !flooding);
    const begun = performance.now();
    await Promise.all([...Array.from({ length: atOnce }, pour), closing()]);
    const seconds = (performance.now() - begun) / 1000;
    flooding = false;
    const during = await beside;

    const undecided = () =>
      system.db.app.query<{ left: number }>('select count(*) as left from inbox where outcome is null');
    await eventually(async () => (await undecided()).rows[0]?.left === 0);
    const { rows: accepted } = await system.db.app.query<{ id: string }>(
      `select command_id as id from inbox where stream = $1 and outcome ? 'accepted'`,
      [stream],
    );
    const { rows: events } = await system.db.app.query<{ id: string }>(
      'select distinct command_id as id from events where stream = $1 and command_id is not null',
      [stream],
    );
    const { rows: decided } = await system.db.app.query<{ id: string }>(
      'select command_id as id from inbox where stream = $1 and outcome is not null',
      [stream],
    );
    const known = new Set(decided.map((row) => row.id));
    expect([...answered].filter((commandId) => !known.has(commandId))).toEqual([]); // none lost
    expect(new Set(events.map((row) => row.id))).toEqual(new Set(accepted.map((row) => row.id))); // in the log, no ghosts
    const judged = await judgeAgain(system.db.app, stream); // and each with the events of one decision
    expect(judged.disagreements).toEqual([]);
    expect(await replayStream(system.db.app, stream)).toMatchObject({ equal: true, checked: { status: 'closed' } });
    for (const other of bystanders)
      expect(await replayStream(system.db.app, assignmentStream(other))).toMatchObject({ equal: true });

    const runs = await system.db.app.query('select 1 from engine_runs where stream = $1', [stream]);
    const { accepted: yes, refused: no } = judged;
    const at = (times: readonly number[], part: number) => Math.round(quantile(times, part));
    console.log(
      `flood: ${commands} commands in ${seconds.toFixed(1)} s, answers ${JSON.stringify([...statuses].sort())}, ` +
        `${yes} accepted, ${no} refused after the close, ${runs.rowCount} runs; ` +
        `the others: p50 ${at(before, 0.5)} → ${at(during, 0.5)} ms, p99 ${at(before, 0.99)} → ${at(during, 0.99)} ms`,
    );
    expect([...statuses.keys()].filter((status) => ![200, 202, 409, 503].includes(status))).toEqual([]);
    expect(answered.size + (statuses.get(409) ?? 0)).toBeGreaterThanOrEqual(commands * 0.9);
    expect(yes).toBeGreaterThanOrEqual(commands / 2);
    expect(no).toBeGreaterThan(0);
    expect(during.length).toBeGreaterThan(bystanders.length);
    expect(runs.rowCount).toBeGreaterThan(2);
  });
}
