// Everything is down over three reminders, a due and two steps of the ladder. After the start each is there once, in order, at
// the instant it was planned for, and says when it was written; nothing comes in a storm, nothing twice.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ms } from '../../../domain/instant.ts';
import { at } from '../../support/specification.ts';
import { setClock } from '../../support/time-travel.ts';
import { planned, type Stories, startStories, submit } from './stories.ts';

let told: Stories;
beforeAll(async () => {
  told = await startStories();
});
afterAll(() => told.stop());

test('an outage over three reminders, a due and two escalations', async () => {
  const { system, show } = told;
  const step = (stepId: string, workingDays: number, tell: 'coordinator' | 'chair') =>
    ({ stepId, unless: 'submitted', from: 'due', workingDays, tell, channel: 'list' }) as const;
  const policy = {
    reminderWorkingDays: [5, 3, 1],
    ladder: [step('don-doc', 1, 'coordinator'), step('bao-cao', 3, 'chair')],
  };
  const id = await told.begin({ policy });
  await system.stopWorker();
  await setClock(system.db.owner, at('2026-04-06T10:00:00'));
  const received = await told.api.ask(id, submit, { as: 'officerVp' }); // nobody decides: its time is that of its receipt
  expect(received.statusCode).toBe(202);
  await setClock(system.db.owner, at('2026-04-08T15:00:00'));
  const startedAt = Date.now();
  await system.startWorker();
  const fired = [
    'ReminderDue',
    'ReminderDue',
    'ReminderDue',
    'DeadlineMissed',
    'AssignmentEscalated',
    'AssignmentEscalated',
  ];
  await told.comesTo(id, [...fired, 'EvidenceSubmitted']);
  const history = await told.history(id);
  const times = planned(history.filter(({ type }) => fired.includes(type)));
  for (const time of times) expect(time.at).toBe(time.plannedAt);
  expect(times.map(({ plannedAt }) => plannedAt.slice(0, 10))).toEqual([
    '2026-03-24',
    '2026-03-26',
    '2026-03-30',
    '2026-04-01',
    '2026-04-01',
    '2026-04-03',
  ]);
  for (const { recordedAt } of history.slice(1)) expect(ms(recordedAt)).toBeGreaterThanOrEqual(startedAt);
  expect(await show(id)).toMatchObject({ escalations: 2, nextWake: null, parts: [{ submission: { late: true } }] });
});
