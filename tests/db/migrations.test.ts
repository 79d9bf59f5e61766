// A migration of a read model fills it with what the log says: no rebuild is needed after it.
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { digestReadModels } from '../../record/rebuild.ts';
import { createTestDatabase } from '../support/database.ts';
import { createPeople, dueOn, enterWard, launchInRecord, planReading } from '../support/ward.ts';

test('leads and the unit at launch come from the first event of every assignment', async () => {
  const db = await createTestDatabase();
  const people = createPeople();
  const planId = await enterWard(db.app, people, planReading(2027, [dueOn('2027-06-30'), dueOn('2027-07-31')]));
  await launchInRecord(db.app, people, planId);
  const digest = await digestReadModels(db.app);
  await db.owner.query(
    `alter table assignments drop column lead_unit_ids, drop column launch_unit_id,
       add constraint one_assignment_per_row_and_unit unique (plan_id, row_id, unit_id, generation)`,
  );
  expect(await digestReadModels(db.app)).not.toBe(digest);
  await db.owner.query(await readFile('db/migrations/0002_leads-and-unit-at-launch.sql', 'utf8'));
  expect(await digestReadModels(db.app)).toBe(digest);
  await db.drop();
});

test('the calendar that an assignment counts with comes from its first event', async () => {
  const db = await createTestDatabase();
  const people = createPeople();
  await launchInRecord(db.app, people, await enterWard(db.app, people, planReading(2027, [dueOn('2027-06-30')])));
  await db.owner.query('drop table calendars; alter table assignments drop column calendar_version');
  await db.owner.query(await readFile('db/migrations/0008_calendar.sql', 'utf8'));
  const { rows } = await db.app.query('select calendar_version from assignments');
  expect(rows).toEqual([{ calendar_version: 'vn-2025-2027.1' }]);
  await db.drop();
});
