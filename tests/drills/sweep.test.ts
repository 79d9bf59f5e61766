// The judge of the drills, judged: each fault that is planted here must be found, by its name and where it is.
import { appendFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assignmentStream } from '../../record/streams.ts';
import { eventually } from '../support/commands.ts';
import { dueOn } from '../support/ward.ts';
import type { Order, Sent } from './harness/client.ts';
import type { FindingCode } from './harness/findings.ts';
import { startWardAtWork, type WardAtWork } from './harness/ward-at-work.ts';

const ROWS = 11;
const KEPT = ['events', 'inbox', 'texts'];
let ward: WardAtWork;
let ids: string[];

beforeAll(async () => {
  ward = await startWardAtWork({ askedAgain: 1 });
  const past = '2026-01-05'; // missed when it begins
  const planId = await ward.draft(
    2026,
    Array.from({ length: ROWS }, () => dueOn(past)),
  );
  const body = { type: 'LaunchPlan', acknowledgePastDue: true };
  await ward.client.send({ as: 'coordinator', target: { kind: 'plan', id: planId }, body });
  ids = await eventually(async () => {
    const { rows } = await ward.pool.query<{ id: string }>(
      'select assignment_id as id from assignments join plans using (plan_id) where pending_launches = 0 order by 1',
    );
    return rows.length === ROWS && rows.map(({ id }) => id);
  });
});
afterAll(() => ward.stop({ keepFolder: false }));

const give = async (id: string, order: Partial<Order> = {}): Promise<Sent> => {
  const body = { type: 'ReportProgress', note: 'Đang làm' };
  await ward.client.send({ as: 'officerVp', target: { kind: 'assignment', id }, body, ...order });
  const [last] = [...ward.client.sent.values()].slice(-1);
  if (!last) throw new Error('nothing was sent');
  return last;
};

/** Past everything that keeps the record as it is. */
async function plant(statement: string, values: unknown[]): Promise<void> {
  for (const table of KEPT) await ward.owner.query(`alter table ${table} disable trigger user`);
  const { rowCount } = await ward.owner.query(statement, values);
  for (const table of KEPT) await ward.owner.query(`alter table ${table} enable trigger user`);
  expect(rowCount).toBe(1);
}

/** One more event at the end of a stream, changed in this way. */
const append = (id: string, changes: string, values: unknown[] = []) =>
  plant(
    `insert into events (position, stream, version, type, data, actor, at, received_at, recorded_at, command_id, prev_hash, hash)
     select (select max(position) + 1 from events), stream, version + 1, type, data,
       coalesce((changed ->> 'actor')::jsonb, actor), at, received_at, recorded_at,
       (changed ->> 'command_id')::uuid, prev_hash, hash
     from events, (select ${changes}) as changes (changed) where stream = $1 order by version desc limit 1`,
    [assignmentStream(id), ...values],
  );

test('a ward at work and at rest is without a finding', async () => {
  await give(ids[0] ?? '', { respondAsync: true });
  await give(ids[0] ?? '', {
    as: 'auditor',
    body: { type: 'Acknowledge' },
    turnedAwayWith: 'not-permitted',
  });
  expect(await ward.findings()).toEqual([]);
});

test('every planted fault is found', async () => {
  const [, missed, orphan, ghost, body, actor, outcome, lost, doubled, refused, accepted] = ids as [
    string,
    ...string[],
  ];
  const planted: { code: FindingCode; where: string | undefined }[] = [];
  const expectFound = (code: FindingCode, where: string | undefined) => planted.push({ code, where });

  const said = (id: string | undefined, order?: Partial<Order>) => give(id ?? '', order);
  for (const id of [orphan, actor]) await said(id);
  await said(body, { body: { type: 'ReportProgress', note: 'Đang làm', state: 'inProgress' } });
  const answered = await said(outcome);
  const forgotten = await said(lost);
  const twice = await said(doubled);
  const foreign = await said(refused, { as: 'officerKt' }); // nobody had said that it would be turned away
  expectFound('turned-away', foreign.commandId);
  const wanted = await said(accepted, { turnedAwayWith: 'foreign-unit' });
  expectFound('turned-away', wanted.commandId);

  // From here on nobody can act any more: the log is not what the next turn would build on.
  await plant(`delete from events where stream = $1 and type = 'DeadlineMissed'`, [assignmentStream(missed ?? '')]);
  expectFound('time-differs', missed);
  await append(orphan ?? '', `jsonb_build_object('command_id', null)`);
  expectFound('ghost', orphan);
  await append(ghost ?? '', `jsonb_build_object('command_id', gen_random_uuid())`);
  expectFound('ghost', ghost);
  await plant(`update inbox set body = body || '{"state": "done"}' where stream = $1`, [assignmentStream(body ?? '')]);
  expectFound('received-differs', body);
  await plant(`update inbox set actor = actor || '{"unitId": "KTHTDT"}' where stream = $1`, [
    assignmentStream(actor ?? ''),
  ]);
  expectFound('received-differs', actor);
  expectFound('ghost', actor);
  await plant(`update inbox set outcome = jsonb_set(outcome, '{accepted,version}', '7') where stream = $1`, [
    assignmentStream(outcome ?? ''),
  ]);
  expectFound('answer-differs', answered.commandId);
  expectFound('answer-changed', answered.commandId);
  await plant('delete from events where command_id = $1', [forgotten.commandId]);
  expectFound('lost', forgotten.commandId);
  await append(doubled ?? '', `jsonb_build_object('command_id', $2::uuid)`, [twice.commandId]);
  expectFound('doubled', twice.commandId);
  expectFound('position-gap', undefined);
  expectFound('audit-differs', missed);
  const other = ward.installation.addWorker('worker-2');
  await other.start();
  process.kill(other.pid ?? 0, 'SIGTERM');
  await other.ended;
  expectFound('ended-by-itself', 'worker-2');
  appendFileSync(other.log, '{"level":40,"msg":"Failing workflow task"}\n');
  expectFound('forbidden-log-line', 'Failing workflow task');

  const found = await ward.look('everything');
  const missing = planted.filter(
    ({ code, where }) => !found.some((each) => each.code === code && each.detail.includes(where ?? '')),
  );
  expect(missing).toEqual([]);
});
