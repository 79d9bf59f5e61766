// What moves a due: an extension, a paper that has come, a clock that stood still. And what a silent unit brings about.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dueOn } from '../../support/ward.ts';
import { forTheChair, paper, planned, type Stories, startStories, submit } from './stories.ts';

let told: Stories;
beforeAll(async () => {
  told = await startStories();
});
afterAll(() => told.stop());

const reminded = ['ReminderDue', 'ReminderDue'];

describe('an extension', () => {
  test('is asked for in time, decided by the Chair, in person or on a paper, and the old due stays in the history', async () => {
    const { ask, show, list, upload, download } = told;
    const id = await told.begin();
    const asked = { type: 'RequestExtension', dueDate: '2026-04-20', reason: 'Chờ kinh phí' };
    const granted = { type: 'DecideExtension', granted: true, dueDate: '2026-04-10', reason: 'Đồng ý đến 10/4' };
    expect(await ask('chair', id, granted)).toBe('no-extension-asked');
    expect(await ask('officerVp', id, asked)).toEqual(['ExtensionRequested']);
    expect(await list({ awaits: 'decideExtension', turn: 'chair' }, 'chair')).toEqual([id]);
    expect(await ask('coordinator', id, granted)).toBe('not-the-chair');
    expect(await ask('coordinator', id, { ...granted, onBehalfOf: forTheChair.onBehalfOf })).toBe('basis-required');
    expect(await ask('officerVp', id, { ...granted, ...forTheChair })).toBe('not-permitted');
    const file = await upload('coordinator', 'quyết định gia hạn, bản quét');
    const decided = { ...granted, ...forTheChair, basis: { ...paper, file } };
    const elsewhere = await upload('officerVp', 'tệp của đơn vị khác');
    expect(await ask('coordinator', id, { ...decided, basis: { ...paper, file: elsewhere } })).toBe('unknown-file');
    expect(await ask('coordinator', id, decided)).toEqual(['ExtensionGranted']);
    expect(await show(id, 'officerVp')).toMatchObject({
      due: '2026-04-11T00:00:00+07:00',
      parts: [{ extensions: 1, extensionAsked: null }],
    });
    expect((await told.history(id, 'officerVp')).at(-1)).toMatchObject({
      actor: { role: 'coordinator' },
      data: { oldDue: '2026-04-01T00:00:00+07:00', ...forTheChair, basis: { ...paper, file } },
    });
    expect(await download(file, 'officerVp')).toBe(200); // it is about its work
    expect(await download(file, 'officerKt')).toBe(404);
    const again = await ask('officerVp', id, { ...asked, dueDate: '2026-04-30' });
    expect(again).toEqual(['ExtensionRequested']);
    expect(await ask('chair', id, { ...granted, granted: false, dueDate: undefined })).toEqual(['ExtensionDenied']);
    await told.timeGoesTo('2026-04-02T09:00:00');
    expect(await told.happened(id)).not.toContain('DeadlineMissed');
    await told.timeGoesTo('2026-04-12T09:00:00');
    const since = ['ExtensionRequested', 'ExtensionGranted', 'ExtensionRequested', 'ExtensionDenied'];
    await told.comesTo(id, [...since, ...reminded, 'DeadlineMissed']);
    expect(await ask('officerVp', id, { ...asked, dueDate: '2026-05-30' })).toBe('extension-too-late');
  });
});

describe('a paper from above', () => {
  test('is asked after monthly; recorded once for all rows that wait for it, it sets their due and their reminders', async () => {
    const { show, list } = told;
    const deadline = { kind: 'externalTrigger', source: 'Sở Nội vụ', watchdog: 'month' } as const;
    const ids = [await told.begin({ deadline }), await told.begin({ deadline })].sort();
    const other = await told.begin({ deadline: { ...deadline, source: 'Sở Tài chính' } });
    expect(await show(other)).toMatchObject({ due: null, parts: [{ waitingFor: 'Sở Tài chính' }] });
    await told.timeGoesTo('2026-05-02T09:00:00');
    await told.comesTo(other, ['TriggerAwaited']);
    const waiting = { awaits: 'recordTrigger', waitingFor: 'Sở Nội vụ' };
    expect((await list(waiting)).sort()).toEqual(ids);
    const command = {
      type: 'RecordTrigger',
      documentNumber: '88/SNV',
      documentDate: '2026-04-29',
      dueDate: '2026-05-29',
    };
    expect(await told.askAll('coordinator', ids, command)).toEqual([['TriggerReceived'], ['TriggerReceived']]);
    expect(await list(waiting)).toEqual([]);
    expect(await show(ids[0] ?? '', 'officerVp')).toMatchObject({
      due: '2026-05-30T00:00:00+07:00',
      nextDue: '2026-05-30T00:00:00+07:00',
      parts: [{ waitingFor: null, nextWake: { label: 'nhắc trước 3 ngày làm việc' } }],
    });
    await told.timeGoesTo('2026-05-30T09:00:00');
    for (const id of ids) await told.comesTo(id, ['TriggerAwaited', 'TriggerReceived', ...reminded, 'DeadlineMissed']);
    expect(await told.happened(other)).toEqual(['TriggerAwaited']);
  });
});

describe('a suspended assignment', () => {
  test('stands still, whatever passes, and has as many days more when it goes on', async () => {
    const { ask, show } = told;
    await told.timeGoesTo('2026-05-30T09:00:00');
    const id = await told.begin({ deadline: dueOn('2026-06-10') });
    const suspend = { type: 'SuspendAssignment', reason: 'Chờ sắp xếp lại bộ máy' };
    expect(await ask('coordinator', id, suspend)).toBe('basis-required');
    expect(await ask('coordinator', id, { ...suspend, basis: paper })).toEqual(['AssignmentSuspended']);
    expect(await show(id)).toMatchObject({
      status: 'suspended',
      suspendedAt: expect.stringMatching(/^2026-05-30/),
      nextWake: null,
      awaiting: [{ who: 'coordinator', what: 'resume' }],
    });
    expect(await ask('officerVp', id, submit)).toBe('assignment-suspended');
    await told.timeGoesTo('2026-06-29T08:00:00');
    expect(await told.happened(id)).toEqual(['AssignmentSuspended']);
    expect(await ask('coordinator', id, { type: 'ResumeAssignment' })).toEqual(['AssignmentResumed']);
    expect(await show(id)).toMatchObject({ status: 'assigned', overdue: false, due: '2026-07-11T00:00:00+07:00' });
    await told.timeGoesTo('2026-07-10T23:00:00');
    await told.comesTo(id, ['AssignmentSuspended', 'AssignmentResumed', ...reminded]);
    await told.timeGoesTo('2026-07-11T09:00:00');
    await told.comesTo(id, ['AssignmentSuspended', 'AssignmentResumed', ...reminded, 'DeadlineMissed']);
  });
});

describe('the ladder', () => {
  const ladder = [
    step('chua-nhan', 'acknowledged', 'launch', 2, 'unitHead'),
    step('chua-nop', 'submitted', 'due', 1, 'coordinator'),
    step('bao-cao', 'submitted', 'due', 3, 'chair'),
    step('chua-xem', 'reviewed', 'submission', 2, 'reviewer'),
  ];

  test('tells of silence step by step, asks the reviewer too, and stops when the submission is accepted', async () => {
    const { ask, list } = told;
    await told.timeGoesTo('2026-07-11T09:00:00'); // a Saturday
    const id = await told.begin({ policy: { ladder }, deadline: dueOn('2026-07-20') });
    const request = await told.begin({ policy: { ladder }, deadline: dueOn('2026-07-20'), mode: 'REQUEST' });
    await told.timeGoesTo('2026-07-24T09:00:00'); // Friday: the first working day after the due was Tuesday
    const late = [...reminded, 'DeadlineMissed', 'AssignmentEscalated', 'AssignmentEscalated'];
    await told.comesTo(id, ['AssignmentEscalated', ...late]);
    await told.comesTo(request, ['AssignmentEscalated', ...reminded]); // asked and reminded, never blamed
    const steps = (await told.history(id)).filter(({ type }) => type === 'AssignmentEscalated');
    expect(steps.map(({ data }) => [data.step.tell, data.plannedAt.slice(0, 13)])).toEqual([
      ['unitHead', '2026-07-14T06'],
      ['coordinator', '2026-07-21T06'],
      ['chair', '2026-07-23T06'],
    ]);
    expect(await list({ escalated: 'true' })).toEqual([id]); // named to its superiors; a request never is
    await ask('officerVp', id, submit);
    await told.timeGoesTo('2026-07-29T09:00:00');
    await told.comesTo(id, ['AssignmentEscalated', ...late, 'EvidenceSubmitted', 'AssignmentEscalated']);
    await ask('coordinator', id, { type: 'AcceptSubmission' });
    const before = await told.happened(id);
    await told.timeGoesTo('2026-09-30T09:00:00');
    expect(await told.happened(id)).toEqual(before);
    for (const { plannedAt, at } of planned(await told.history(id))) expect(at).toBe(plannedAt);
  });
});

function step(stepId: string, unless: string, from: string, workingDays: number, tell: string) {
  return { stepId, unless, from, workingDays, tell, channel: 'message' } as never;
}
