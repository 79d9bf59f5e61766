// What leaders do with work that goes on: hand it over, end it, add some under it, enter what happened on paper.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workflowIdOf } from '../../../activities/stream-workflow.ts';
import { assignmentStream } from '../../../record/streams.ts';
import { eventually } from '../../support/commands.ts';
import { dueOn } from '../../support/ward.ts';
import { links, paper, type Stories, startStories, submit } from './stories.ts';

let told: Stories;
beforeAll(async () => {
  told = await startStories();
});
afterAll(() => told.stop());

describe('a transfer', () => {
  test('gives all work of a unit to its successor at once, with its history and its files', async () => {
    const { ask, show, list, history, upload, download } = told;
    const sha256 = await upload('officerVp', 'báo cáo trước khi bàn giao');
    const ids = [await told.begin(), await told.begin()].sort();
    const [id = ''] = ids;
    await ask('officerVp', id, { type: 'SubmitEvidence', files: [{ sha256 }], note: 'Lần một' });
    await ask('coordinator', id, { type: 'ReturnSubmission', reasonCode: 'thieu', reason: 'Thiếu dấu' });
    const command = { type: 'TransferAssignment', unitId: 'KTHTDT', reason: 'Sáp nhập đơn vị' };
    expect(await ask('coordinator', id, command)).toBe('basis-required');
    expect(await ask('coordinator', id, { ...command, unitId: 'KHONG-CO', basis: paper })).toBe('unknown-unit');
    const open = (await list({ unitId: 'VP' })).sort();
    expect(open).toEqual(ids);
    const transferred = ['AssignmentTransferred'];
    expect(await told.askAll('coordinator', open, { ...command, basis: paper })).toEqual([transferred, transferred]);
    expect(await list({}, 'officerVp')).toEqual([]);
    expect((await told.api.ask(id, submit, { as: 'officerVp' })).json()).toMatchObject({ code: 'foreign-unit' });
    expect((await list({}, 'officerKt')).sort()).toEqual(ids);
    expect((await history(id, 'officerKt'))[1].data.note.body).toBe('Lần một');
    expect(await download(sha256, 'officerKt')).toBe(200);
    expect(await show(id, 'officerKt')).toMatchObject({
      status: 'returned',
      unitId: 'KTHTDT',
      leadUnitIds: ['KTHTDT'],
    });
    expect(await ask('officerKt', id, submit)).toEqual(['EvidenceSubmitted']);
  });
});

describe('an assignment that is no longer wanted', () => {
  test('is voided on a paper, for a reason, and for good', async () => {
    const { ask, show } = told;
    const id = await told.begin();
    const command = { type: 'VoidAssignment', reason: 'Chỉ tiêu đã bỏ' };
    expect(await ask('coordinator', id, command)).toBe('basis-required');
    expect(await ask('coordinator', id, { ...command, basis: paper })).toEqual(['AssignmentVoided']);
    expect(await show(id)).toMatchObject({ status: 'voided', label: null, overdue: false, awaiting: [] });
    expect(await ask('officerVp', id, submit)).toBe('assignment-voided');
    await told.timeGoesTo('2026-04-02T09:00:00');
    expect(await told.happened(id)).toEqual(['AssignmentVoided']);
  });
});

describe('an inspection', () => {
  test('adds remediation under it, to any unit and as often as it must; each runs by itself', async () => {
    const { ask, show, list } = told;
    const id = await told.begin({ deadline: dueOn('2026-06-30') });
    const add = (unitId: string) => ({
      type: 'AddAssignment',
      unitId,
      requirement: `Khắc phục kết luận kiểm tra tại ${unitId}`,
      dueDate: '2026-05-15',
    });
    expect(await ask('officerVp', id, add('KTHTDT'))).toBe('not-permitted');
    for (const unitId of ['KTHTDT', 'VP', 'VP'])
      expect(await ask('coordinator', id, add(unitId))).toEqual(['AssignmentAdded']);
    const children = await eventually(async () => {
      const found = await list({ parentId: id });
      return found.length === 3 && found;
    });
    expect((await show(id)).children.sort()).toEqual([...children].sort());
    const [child = ''] = await list({ parentId: id, unitId: 'KTHTDT' }, 'officerKt');
    expect(await show(child, 'officerKt')).toMatchObject({
      parentId: id,
      status: 'assigned',
      requirement: 'Khắc phục kết luận kiểm tra tại KTHTDT',
      due: '2026-05-16T00:00:00+07:00',
      reviewUnitId: 'VHXH',
    });
    expect((await told.history(child))[0]).toMatchObject({
      type: 'AssignmentAssigned',
      actor: { role: 'coordinator' },
    });
    const { status } = await eventually(() =>
      told.system.client.workflow
        .getHandle(workflowIdOf(assignmentStream(child)))
        .describe()
        .catch(() => null),
    );
    expect(status.name).toBe('RUNNING');
    await told.timeGoesTo('2026-05-16T09:00:00');
    await told.comesTo(child, ['ReminderDue', 'ReminderDue', 'DeadlineMissed']);
    expect(await ask('officerKt', child, submit)).toEqual(['EvidenceSubmitted']);
    await ask('coordinator', child, { type: 'AcceptSubmission' });
    expect(await ask('coordinator', child, { type: 'CloseAssignment', outcome: 'achieved' })).toEqual([
      'AssignmentClosed',
    ]);
  });
});

describe('a remediation', () => {
  test('may have one of its own, beside that of its unit’s own assignment of the same row', async () => {
    const { ask, show, list } = told;
    const id = await told.begin({ deadline: dueOn('2027-01-20') });
    const { rowId } = await show(id);
    const own = await told.begin({ deadline: dueOn('2027-01-20'), unitId: 'KTHTDT', rowId });
    const add = (unitId: string) => ({
      type: 'AddAssignment',
      unitId,
      requirement: 'Khắc phục',
      dueDate: '2027-01-15',
    });
    const under = async (parentId: string, unitId: string): Promise<string> => {
      expect(await ask('coordinator', parentId, add(unitId))).toEqual(['AssignmentAdded']);
      return eventually(async () => (await list({ parentId }))[0]);
    };
    const added = await under(id, 'KTHTDT');
    const [underAdded, underOwn] = [await under(added, 'VP'), await under(own, 'VP')];
    expect(underAdded).not.toBe(underOwn);
    expect((await show(added)).children).toEqual([underAdded]);
    expect((await show(own)).children).toEqual([underOwn]);
  });
});

describe('what happened on paper', () => {
  test('is entered by the coordinator with its real day, on behalf of a unit without accounts, and judged by that day', async () => {
    const { ask, show, upload, download } = told;
    const id = await told.begin({ deadline: dueOn('2026-05-20') });
    await told.timeGoesTo('2026-05-25T09:00:00');
    const file = await upload('coordinator', 'công văn đến, bản quét');
    const entered = {
      type: 'SubmitEvidence',
      files: [{ sha256: file }],
      onBehalfOf: { post: 'Chánh Văn phòng', unitId: 'VP' },
      basis: { documentNumber: '7/BC-VP', documentDate: '2026-05-19', file },
      happenedOn: '2026-05-19',
    };
    expect(await ask('officerVp', id, { ...submit, happenedOn: '2026-05-19', basis: paper })).toBe(
      'not-the-coordinator',
    );
    expect(await ask('coordinator', id, { ...entered, happenedOn: '2026-06-01' })).toBe('happened-in-the-future');
    expect(await ask('coordinator', id, entered)).toEqual(['EvidenceSubmitted', 'DeadlineMissWithdrawn']);
    expect(await show(id)).toMatchObject({ overdue: false, parts: [{ submission: { unitId: 'VP', late: false } }] });
    expect(await download(file, 'officerVp')).toBe(200); // handed in as its own
    expect((await told.history(id, 'officerVp')).at(-2)).toMatchObject({
      actor: { role: 'coordinator', unitId: 'VHXH' },
      data: { unitId: 'VP', happenedOn: '2026-05-19', onBehalfOf: { post: 'Chánh Văn phòng' } },
    });
  });
});

describe('a part of a coordinating unit', () => {
  test('is its own to work on; of the rest it sees what every coordinating unit sees', async () => {
    const { ask, show, list, history } = told;
    const id = await told.begin({
      deadline: dueOn('2026-12-20'),
      coordinatingUnitIds: ['KTHTDT'],
      parts: ([whole]) =>
        whole ? [whole, { ...whole, partId: 'k', label: 'Số liệu', ownerUnitId: 'KTHTDT', needed: false }] : [],
    });
    const inVp = { ...submit, partId: 'whole', note: 'Riêng của VP' };
    expect(await ask('officerKt', id, inVp)).toBe('not-the-assigned-unit');
    expect(await ask('officerVp', id, inVp)).toEqual(['EvidenceSubmitted']);
    expect(await list({ turnOf: 'KTHTDT' }, 'officerKt')).toContain(id);
    expect(await ask('officerKt', id, { ...submit, partId: 'k', note: 'Của KTHTDT' })).toEqual(['EvidenceSubmitted']);
    const [, ofVp, own] = await history(id, 'officerKt');
    expect(ofVp).toMatchObject({ hash: null, data: { partId: 'whole', submission: 1 } });
    expect(JSON.stringify(ofVp)).not.toContain(links[0]);
    expect(own.data).toMatchObject({ links, note: { body: 'Của KTHTDT' } });
    for (const part of ['replay', 'workflow']) {
      const answer = await told.api.call('GET', `/api/assignments/${id}/${part}`, { as: 'officerKt' });
      expect(answer.json()).toMatchObject({ code: 'foreign-unit' });
    }
    await ask('coordinator', id, { type: 'AcceptSubmission', partId: 'whole' });
    expect(await show(id)).toMatchObject({ status: 'accepted' });
    expect(await ask('coordinator', id, { type: 'CloseAssignment', outcome: 'achieved' })).toEqual([
      'AssignmentClosed',
    ]);
  });
});
