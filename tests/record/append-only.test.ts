// What the database itself refuses, to the account that api and worker use.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { createPeople, dueOn, enterWard, launchInRecord, planReading } from '../support/ward.ts';

let db: TestDatabase;
const people = createPeople();

beforeAll(async () => {
  db = await createTestDatabase();
  const planId = await enterWard(db.app, people, planReading(2027, [dueOn('2027-06-30')]));
  await launchInRecord(db.app, people, planId);
});
afterAll(() => db.drop());

const counts = async () => (await db.app.query('select count(*) as events, max(position) as last from events')).rows[0];

describe('the account of api and worker', () => {
  test.each([
    ['update an event', `update events set type = 'Nothing'`],
    ['delete an event', 'delete from events'],
    ['truncate the log', 'truncate events'],
    ['switch the trigger off', 'alter table events disable trigger events_are_append_only'],
    ['drop the log', 'drop table events'],
    ['become the owner', 'set role tiendo_owner'],
    ['become the superuser', 'set role postgres'],
    ['act as a replica, for which plain triggers rest', 'set session_replication_role = replica'],
    ['move the clock', 'update clock_offset set milliseconds = 1'],
    ['take a command out of the inbox', 'delete from inbox'],
    ['receive a command at a time of its choice', `insert into inbox (received_at) values (now())`],
    ['rewrite a command', `update inbox set body = '{}'`],
    ['rewrite a text', `update texts set body = 'khác'`],
    ['take a file off the books', 'delete from evidence_files'],
  ])('cannot %s', async (_what, statement) => {
    const before = await counts();
    await expect(db.app.query(statement)).rejects.toMatchObject({ code: '42501' });
    expect(await counts()).toEqual(before);
  });

  test('cannot write an outcome twice', async () => {
    await expect(
      db.app.query(`update inbox set outcome = '{"refused": {"code": "x"}}' where outcome is not null`),
    ).rejects.toMatchObject({
      code: '23001',
    });
  });
});

describe('even the owner of the tables', () => {
  test.each([
    ['update an event', `update events set type = 'Nothing'`],
    ['delete an event', 'delete from events'],
    ['truncate the log', 'truncate events cascade'],
    ['rewrite a text', `update texts set body = 'khác' where body is not null`],
  ])('is stopped by a trigger when it would %s', async (_what, statement) => {
    await db.app.query(`insert into texts (text_id, salt, body) values (gen_random_uuid(), 's', 'một lý do')`);
    await expect(db.owner.query(statement)).rejects.toMatchObject({ code: '23001' });
  });

  test('may erase a text, and the chain still holds', async () => {
    await db.app.query(`insert into texts (text_id, salt, body) values (gen_random_uuid(), 's', 'số điện thoại')`);
    await expect(db.owner.query(`update texts set body = null where body = 'số điện thoại'`)).resolves.toMatchObject({
      rowCount: 1,
    });
  });
});
