// A workflow under load lags a little at every look: it has to come only as far as the log was at the first one.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { examine } from '../../audit/examine.ts';
import { replayStream } from '../../record/replay.ts';
import { assignmentStream } from '../../record/streams.ts';
import { whoIsNext } from '../../workflows/assignment.path.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { act, createPeople, dueOn, enterWard, launchInRecord, planReading } from '../support/ward.ts';

const people = createPeople();
let db: TestDatabase;
let stream: string;

beforeAll(async () => {
  db = await createTestDatabase();
  const planId = await enterWard(db.app, people, planReading(2027, [dueOn('2027-11-30')]));
  const ids = await launchInRecord(db.app, people, planId);
  stream = assignmentStream(ids.get('r001') ?? '');
  for (const note of ['một', 'hai']) await act(db.app, stream, people.officerVp, { type: 'ReportProgress', note });
});
afterAll(() => db.drop());

/** What is found where the workflow says that it stands at this version. */
async function foundAt(version: number, owed?: number): Promise<unknown[]> {
  const standing = (await replayStream(db.app, stream))?.standings[version];
  if (!standing) throw new Error(`the log has no version ${version}`);
  const state = { ...standing, waitingFor: whoIsNext(standing.status) };
  const witness = { found: 'running', runId: 'one', foreign: null, state } as const;
  const ask = async () => new Map([[stream, witness]]);
  const examined = await examine({ pool: db.app, ask, reading: null }, [stream], new Map(owed ? [[stream, owed]] : []));
  return examined.flatMap(({ findings, counts }) => [counts.lagging, ...findings.map(({ code, at }) => [code, at])]);
}

test('at the first look it has to stand at the end of the log', async () => {
  expect(await foundAt(3)).toEqual([0]);
  expect(await foundAt(2)).toEqual([1, ['workflow-behind', 3]]);
});

test('afterwards where the end was at the first look', async () => {
  expect(await foundAt(2, 2)).toEqual([1]);
  expect(await foundAt(1, 2)).toEqual([1, ['workflow-behind', 2]]);
});

test('a run before its first turn has come nowhere', async () => {
  expect(await foundAt(0)).toEqual([1, ['workflow-behind', 1]]);
});
