// The same command again and again, another body under its key, commands out of order and too late:
// one event per accepted command, the same answer for ever, and for the rest nothing changes.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workflowIdOf } from '../../activities/stream-workflow.ts';
import { type AssignmentCommandType, assignmentCommandTypes } from '../../domain/assignment/commands.ts';
import { transitions } from '../../domain/assignment/transitions.ts';
import { readStream } from '../../record/read-stream.ts';
import { replayStream } from '../../record/replay.ts';
import { assignmentStream, idOf } from '../../record/streams.ts';
import { type Caller, freshKey, launch, link, type RunningApi, startApi } from '../api/running-api.ts';
import { bodies, ofUnits } from '../support/command-bodies.ts';
import { eventually } from '../support/commands.ts';
import { launchAssignment } from '../support/launched.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { chanceFor } from './harness/chance.ts';
import { judgeAgain } from './reference-model.ts';
import { untilDecided } from './until-decided.ts';

const DUPLICATES = 100;
const AT_ONCE = 8;
const evidence = { type: 'SubmitEvidence', links: link };

export interface DuplicatesSize {
  /** Assignments on which several people act in any order. */
  readonly assignments: number;
  readonly commandsEach: number;
}

/** So many commands are accepted from the assignment to the close, and more. */
const A_LIFE = 10;

export function drillDuplicates({ assignments, commandsEach }: DuplicatesSize): void {
  let system: TestSystem;
  let api: RunningApi;
  let ids: string[];

  beforeAll(async () => {
    system = await startSystem();
    api = await startApi(system, { rows: assignments + 3 });
    ids = await launch(api);
  });
  afterAll(async () => {
    await api.stop();
    await system.stop();
  });

  const vp = { as: 'officerVp' } as const;
  const typesOf = async (id: string) => (await readStream(system.db.app, assignmentStream(id))).map(({ type }) => type);

  /** All that a refused command must not change. */
  async function recordOf(id: string) {
    const stream = assignmentStream(id);
    const { rows: heads } = await system.db.app.query('select * from streams where stream = $1', [stream]);
    const { rows: shown } = await system.db.app.query('select * from assignments where assignment_id = $1', [id]);
    return { events: await readStream(system.db.app, stream), heads, shown };
  }

  async function allAtOnce<T>(times: number, work: () => Promise<T>): Promise<T[]> {
    return Promise.all(Array.from({ length: times }, work));
  }

  const accept = async (id: string, steps: [Caller, object][]) => {
    for (const [as, body] of steps)
      expect(await untilDecided(api, id, body, { as, key: freshKey() })).toMatchObject({ status: 200 });
  };

  const close = (id: string) =>
    accept(id, [
      ['coordinator', { type: 'AcceptSubmission' }],
      ['coordinator', { type: 'CloseAssignment', outcome: 'achieved' }],
    ]);

  describe('one key', () => {
    test(`${DUPLICATES} times at once, after a continued run, and after the close: one event, one answer`, async () => {
      const stream = await launchAssignment(system, api.people, { messagesPerRun: 3 });
      const id = idOf(stream);
      const key = freshKey();
      const again = () => untilDecided(api, id, evidence, { ...vp, key });
      const answers = await allAtOnce(DUPLICATES, again);
      const [first] = answers;
      expect(first).toMatchObject({ status: 200, body: { version: 2, events: ['EvidenceSubmitted'] } });
      expect(answers).toEqual(answers.map(() => first));

      const handle = system.client.workflow.getHandle(workflowIdOf(stream));
      const { runId } = await handle.describe();
      await accept(id, [
        ['coordinator', bodyOf('RecordUrging')],
        ['coordinator', bodyOf('RecordUrging')],
        ['coordinator', bodyOf('RecordUrging')],
      ]);
      await eventually(async () => (await handle.describe()).runId !== runId);
      expect(await allAtOnce(DUPLICATES, again)).toEqual(answers);

      await close(id);
      expect(await allAtOnce(DUPLICATES, again)).toEqual(answers);
      expect((await typesOf(id)).filter((type) => type === 'EvidenceSubmitted')).toHaveLength(1);
      expect(await replayStream(system.db.app, stream)).toMatchObject({ equal: true });
    });

    test('with another body is refused before, during and after the decision, and changes nothing', async () => {
      const [id = ''] = ids;
      const key = freshKey();
      const other = { type: 'ReportProgress', note: 'khác' };
      await system.stopWorker();
      const waiting = await api.ask(id, evidence, { ...vp, key });
      expect(waiting.statusCode).toBe(202);
      const undecided = await allAtOnce(10, () => api.ask(id, other, { ...vp, key }));
      await system.startWorker();
      await untilDecided(api, id, evidence, { ...vp, key });
      const before = await recordOf(id);
      const decided = await allAtOnce(10, () => api.ask(id, other, { ...vp, key }));
      const elsewhere = await api.ask(ids[1] ?? '', evidence, { ...vp, key });
      for (const answer of [...undecided, ...decided, elsewhere]) {
        expect([409, 422]).toContain(answer.statusCode);
        expect(answer.json().code).toBe('idempotency-key-reused');
      }
      expect(await recordOf(id)).toEqual(before);
      expect(await typesOf(id)).toEqual(['AssignmentAssigned', 'EvidenceSubmitted']);
    });

    test('of two people is two commands', async () => {
      const [, id = ''] = ids;
      const key = freshKey();
      await accept(id, [['officerVp', evidence]]);
      const body = { type: 'StartReview' };
      const [one, two] = await Promise.all(
        (['coordinator', 'chair'] as const).map((as) => untilDecided(api, id, body, { as, key })),
      );
      expect(one?.body.commandId).not.toBe(two?.body.commandId);
      expect((await typesOf(id)).filter((type) => type === 'ReviewStarted')).toHaveLength(1);
    });
  });

  describe('commands that come too late', () => {
    test('to a closed assignment are refused, every type, and nothing changes', async () => {
      const [, , id = ''] = ids;
      await accept(id, [['officerVp', evidence]]);
      await close(id);
      const before = await recordOf(id);
      const tooLate = assignmentCommandTypes.filter((type) => !transitions[type].from.closed && !ofOthers.has(type));
      const late = chanceFor('late').shuffled(tooLate.map(bodyOf));
      const verdicts = await Promise.all(
        late.map((body) => untilDecided(api, id, body, { as: callerFor(body.type, 1), key: freshKey() })),
      );
      expect(verdicts.map(({ body }) => body.code)).toEqual(late.map(() => 'assignment-closed'));
      expect(await recordOf(id)).toEqual(before);
    });

    test('and were written for an older version are refused; for the present one they are not', async () => {
      const [, , , id = ''] = ids;
      const report = (expectedVersion: number) =>
        untilDecided(api, id, { ...bodyOf('ReportProgress'), expectedVersion }, { ...vp, key: freshKey() });
      expect(await report(1)).toMatchObject({ status: 200, body: { version: 2 } });
      const before = await recordOf(id);
      for (const version of [1, 0, 99]) expect((await report(version)).body.code).toBe('stale-version');
      expect(await recordOf(id)).toEqual(before);
      const race = await allAtOnce(AT_ONCE, () => report(2));
      expect(race.filter(({ status }) => status === 200)).toHaveLength(1);
      expect((await typesOf(id)).filter((type) => type === 'ProgressReported')).toHaveLength(2);
    });
  });

  describe('commands of several people in any order', () => {
    test('leave the state that the rules alone give for the accepted order, and refusals for cause', async () => {
      const chance = chanceFor('shuffle');
      const chosen = ids.slice(3);
      const asked = chance.shuffled(
        chosen.flatMap((id) =>
          Array.from({ length: commandsEach }, () => {
            const type = chance.pick(
              assignmentCommandTypes.filter(
                (each) => !factual.has(each) && (!cutsShort.has(each) || chance.between(1, 8) === 1),
              ),
            );
            const stale = chance.between(1, 10) === 1 ? { expectedVersion: chance.between(1, 9) } : {};
            return { id, as: callerFor(type, chance.between(0, 1)), body: { ...bodyOf(type), ...stale } };
          }),
        ),
      );
      for (let from = 0; from < asked.length; from += AT_ONCE) {
        const batch = asked.slice(from, from + AT_ONCE);
        await Promise.all(batch.map(({ id, as, body }) => untilDecided(api, id, body, { as, key: freshKey() })));
      }
      const judged = await Promise.all(chosen.map((id) => judgeAgain(system.db.app, assignmentStream(id))));
      expect(judged.flatMap(({ disagreements }) => disagreements)).toEqual([]);
      const sum = (of: 'accepted' | 'refused') => judged.reduce((total, each) => total + each[of], 0);
      console.log(`shuffled: ${sum('accepted')} accepted, ${sum('refused')} refused`);
      // However much is asked of it, a life comes to its end.
      expect(sum('accepted')).toBeGreaterThan(chosen.length * Math.min(commandsEach / 10, A_LIFE));
      expect(sum('refused')).toBeGreaterThan(asked.length / 10);
      for (const id of chosen)
        expect(await replayStream(system.db.app, assignmentStream(id))).toMatchObject({ equal: true });
    });
  });
}

const bodyOf = (type: AssignmentCommandType) => ({ type, ...bodies[type] });

/** After these there is little left to do for anybody. */
const cutsShort: ReadonlySet<AssignmentCommandType> = new Set([
  'CloseAssignment',
  'SuspendAssignment',
  'VoidAssignment',
]);
/** These ask of the directory too, and the rules alone do not know it. */
const factual: ReadonlySet<AssignmentCommandType> = new Set(['AssignOfficer', 'AddAssignment', 'TransferAssignment']);
/** Said neither by an officer nor by the Chair: they are told so before they are told that it is too late. */
const ofOthers: ReadonlySet<AssignmentCommandType> = new Set(['ApproveSubmission', 'RecordFieldStatus']);

const callerFor = (type: string, which = 0): Caller =>
  ofUnits.includes(type) ? 'officerVp' : which === 0 ? 'coordinator' : 'chair';
