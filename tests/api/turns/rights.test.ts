// The coarse roles of every command over HTTP: whoever may never give it is told so before anything is looked at; for everybody
// else the rules decide, and a refused command changes nothing.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assignmentCommandTypes } from '../../../domain/assignment/commands.ts';
import { bodies, ofUnits } from '../../support/command-bodies.ts';
import type { Caller } from '../running-api.ts';
import { paper, type Stories, startStories } from './stories.ts';

let told: Stories;
let id: string;
beforeAll(async () => {
  told = await startStories();
  id = await told.begin();
});
afterAll(() => told.stop());

const ofReviewers: readonly string[] = ['StartReview', 'AcceptSubmission', 'ReturnSubmission', 'RecordUrging'];

const mayNever = (type: string): Caller[] => {
  if (ofUnits.includes(type)) return ['chair', 'auditor', 'admin'];
  return ofReviewers.includes(type) ? ['auditor', 'admin'] : ['officerVp', 'auditor', 'admin'];
};

test.each(assignmentCommandTypes)('%s: a role that may never give it is refused, a stranger too', async (type) => {
  const command = { type, ...bodies[type] };
  const before = await told.happened(id);
  for (const as of mayNever(type)) expect([as, await told.ask(as, id, command)]).toEqual([as, 'not-permitted']);
  expect(await told.ask('officerKt', id, command)).toBe('foreign-unit');
  const invalid = { ...command, somethingElse: true };
  expect(await told.ask('coordinator', id, invalid)).toBe('unknown-field');
  for (const impossible of [
    { happenedOn: '2026-02-30', basis: paper },
    { basis: { documentNumber: '' } },
    { onBehalfOf: { post: '' } },
  ])
    expect(await told.ask('coordinator', id, { ...command, ...impossible })).toBe('invalid-body');
  expect(await told.happened(id)).toEqual(before);
});

test('a file that a basis names must have been uploaded, for every command that may carry one', async () => {
  const basis = { ...paper, file: 'a'.repeat(64) };
  for (const type of ['RecordTrigger', 'RequestExplanation', 'SuspendAssignment'] as const) {
    const id = await told.begin({ deadline: { kind: 'externalTrigger', source: 'Sở', watchdog: 'year' } });
    expect([type, await told.ask('coordinator', id, { type, ...bodies[type], basis })]).toEqual([type, 'unknown-file']);
  }
});

test('an assignment that does not exist and one that is no id are answered alike', async () => {
  const none = '00000000-0000-4000-8000-00000000000f';
  expect(await told.ask('coordinator', none, { type: 'Acknowledge' })).toBe('assignment-not-found');
  expect(await told.show(none)).toMatchObject({ status: 404, code: 'assignment-not-found' });
});
