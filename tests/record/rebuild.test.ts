import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digestReadModels, rebuildReadModels, renewReadModels } from '../../record/rebuild.ts';
import { replayStream } from '../../record/replay.ts';
import { assignmentStream, DIRECTORY_STREAM, planStream } from '../../record/streams.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { act, createPeople, dueOn, enterWard, launchInRecord, planReading, said } from '../support/ward.ts';

let db: TestDatabase;
let stream: string;
let planId: string;
const people = createPeople();

beforeAll(async () => {
  db = await createTestDatabase();
  planId = await enterWard(
    db.app,
    people,
    planReading(2027, [dueOn('2027-06-30'), { kind: 'period', year: 2027, unit: 'year' }]),
  );
  const ids = await launchInRecord(db.app, people, planId);
  stream = assignmentStream(ids.get('r001') ?? '');
  await act(db.app, stream, people.officerVp, { type: 'SubmitEvidence', links: ['https://phuong.example/1'] });
});
afterAll(() => db.drop());

describe('read models', () => {
  test('rebuilt from the log are the same to the byte', async () => {
    const { digestBefore, digestAfter } = await rebuildReadModels(db.projector, () => undefined);
    expect(digestAfter).toBe(digestBefore);
  });

  test('that somebody changed by hand are put right by a rebuild, and the digest tells', async () => {
    const sound = await digestReadModels(db.app);
    await db.projector.query(`update assignments set status = 'closed'`);
    expect(await digestReadModels(db.app)).not.toBe(sound);
    const { digestAfter } = await rebuildReadModels(db.projector, () => undefined);
    expect(digestAfter).toBe(sound);
  });
});

describe('read models of another form', () => {
  test('are built anew once, before anybody reads them', async () => {
    await db.projector.query(`update assignments set parts = '[]'`);
    await db.projector.query('update read_model_form set form = 0');
    expect(await renewReadModels(db.projector)).toBe(true);
    const { rows } = await db.app.query<{ parts: unknown[] }>('select parts from assignments');
    for (const { parts } of rows) expect(parts).toHaveLength(1);
    expect(await renewReadModels(db.projector)).toBe(false);
  });
});

describe('a replay names what was tampered with', () => {
  /** As the machine's owner would: triggers off, one change, triggers on. */
  const tamper = async (statement: string) => {
    await db.owner.query('alter table events disable trigger events_are_append_only');
    await db.owner.query(statement, [stream]);
    await db.owner.query('alter table events enable always trigger events_are_append_only');
  };
  const codes = async () => (await replayStream(db.app, stream))?.differences.map(({ code, at }) => [code, at]);

  test('nothing, when nothing was', async () => expect(await codes()).toEqual([]));

  test('a changed date', async () => {
    await tamper(`update events set received_at = received_at - interval '1 day' where stream = $1 and version = 2`);
    expect(await codes()).toContainEqual(['hash-wrong', 2]);
    await tamper(`update events set received_at = received_at + interval '1 day' where stream = $1 and version = 2`);
    expect(await codes()).toEqual([]);
  });

  test('a changed actor', async () => {
    await tamper(
      `update events set actor = jsonb_set(actor, '{name}', '"Người khác"') where stream = $1 and version = 2`,
    );
    expect(await codes()).toContainEqual(['hash-wrong', 2]);
    await tamper(
      `update events set actor = jsonb_set(actor, '{name}', '"Cán bộ VP"') where stream = $1 and version = 2`,
    );
  });

  test('a tail cut off', async () => {
    await db.owner.query('create table cut_off as select * from events where stream = $1 and version = 2', [stream]);
    await tamper('delete from events where stream = $1 and version = 2');
    expect(await codes()).toEqual(
      expect.arrayContaining([
        ['head-differs', null],
        ['inbox-differs', 2],
      ]),
    );
    await db.owner.query('insert into events select * from cut_off');
  });

  test.each([
    ['a deadline switched off in the head row', `update streams set open = false where stream = $1`, 'head-differs'],
    [
      'a deadline moved in the head row',
      `update streams set wake_at = '2030-01-01T00:00:00Z' where stream = $1`,
      'head-differs',
    ],
    [
      'an officer given another role',
      `update people set role = 'chair' where username = 'officerVp' and $1 <> ''`,
      'read-model-differs',
    ],
  ])('%s', async (_what, statement, code) => {
    const found = async () =>
      (await Promise.all([stream, DIRECTORY_STREAM].map((name) => replayStream(db.app, name)))).flatMap(
        (replay) => replay?.differences.map((difference) => difference.code) ?? [],
      );
    expect(await found()).toEqual([]);
    await db.app.query(statement, [stream]);
    expect(await found()).toEqual([code]);
    await db.app.query('update streams set open = true, wake_at = null where stream = $1', [stream]);
    await db.app.query(`update people set role = 'unit' where username = 'officerVp'`);
    expect(await found()).toEqual([]);
  });

  test.each([
    ['an event whose data is emptied', `update events set data = '{}' where stream = $1 and version = 1`],
    ['an event of a kind that does not exist', `update events set type = 'Nothing' where stream = $1 and version = 1`],
  ])('%s is named, not thrown', async (_what, statement) => {
    await db.owner.query('drop table if exists kept');
    await db.owner.query('create table kept as select * from events where stream = $1 and version = 1', [stream]);
    await tamper(statement);
    expect((await codes())?.map(([code]) => code)).toContain('hash-wrong');
    await tamper(
      'update events set data = kept.data, type = kept.type from kept where events.stream = $1 and events.version = 1',
    );
    expect(await codes()).toEqual([]);
  });

  test('a read model that says something else', async () => {
    await db.projector.query(`update assignments set status = 'closed' where assignment_id = $1`, [
      stream.replace('assignment-', ''),
    ]);
    expect(await codes()).toEqual([['read-model-differs', null]]);
  });

  test('a text that was rewritten; an erased one is no difference', async () => {
    await act(db.app, stream, people.coordinator, {
      type: 'ReturnSubmission',
      reasonCode: 'thieu',
      reason: said('Thiếu dấu'),
    });
    await rebuildReadModels(db.projector, () => undefined);
    expect(await codes()).toEqual([]);
    await db.owner.query('alter table texts disable trigger texts_are_kept');
    await db.owner.query(`update texts set body = 'Đủ dấu' where body = 'Thiếu dấu'`);
    await db.owner.query('alter table texts enable always trigger texts_are_kept');
    expect(await codes()).toEqual([['text-differs', 4]]);
    await db.owner.query(`update texts set body = null where body = 'Đủ dấu'`);
    expect(await codes()).toEqual([]);
  });

  test('in a plan as in an assignment', async () =>
    expect(await replayStream(db.app, planStream(planId))).toMatchObject({ equal: true }));
});
