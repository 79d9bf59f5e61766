// What a unit does while it works, and who helps it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../running-api.ts';
import { links, type Stories, startStories, submit } from './stories.ts';

let told: Stories;
beforeAll(async () => {
  told = await startStories();
});
afterAll(() => told.stop());

describe('a unit at work', () => {
  test('reports an obstacle; the coordinator finds it in a list, and a leader resolves it', async () => {
    const { ask, show, list } = told;
    const id = await told.begin();
    const waiting = { awaits: 'resolveObstacle' };
    expect(await ask('officerVp', id, { type: 'ReportObstacle', text: 'Chưa có kinh phí' })).toEqual([
      'ObstacleReported',
    ]);
    expect(await list(waiting)).toEqual([id]);
    expect(await list({ ...waiting, turn: 'coordinator' })).toEqual([id]);
    expect(await show(id)).toMatchObject({
      status: 'inProgress',
      parts: [{ obstacleOpen: true }],
      awaiting: [
        { who: 'unit', what: 'submit', unitId: 'VP' },
        { who: 'coordinator', what: 'resolveObstacle' },
      ],
    });
    expect(await ask('officerVp', id, { type: 'ResolveObstacle', decision: 'Tự giải quyết' })).toBe('not-permitted');
    expect(await ask('chair', id, { type: 'ResolveObstacle', decision: 'Bố trí 20 triệu' })).toEqual([
      'ObstacleResolved',
    ]);
    expect(await ask('chair', id, { type: 'ResolveObstacle', decision: 'Lần nữa' })).toBe('no-obstacle');
    expect(await list(waiting)).toEqual([]);
    const resolved = (await told.history(id, 'officerVp')).at(-1);
    expect(resolved.data.decision.body).toBe('Bố trí 20 triệu');
  });

  test('names its officer in charge, one of its own', async () => {
    const { ask, show, list } = told;
    const { officerVp, officerKt } = told.api.people;
    const id = await told.begin({ coordinatingUnitIds: ['KTHTDT'] });
    const assign = (personId: string) => ({ type: 'AssignOfficer', personId });
    expect(await ask('headVp', id, assign(officerKt.personId))).toBe('not-of-this-unit');
    expect(await ask('headVp', id, assign(officerVp.personId))).toEqual(['OfficerAssigned']);
    expect((await show(id)).parts[0].officer).toEqual({
      personId: officerVp.personId,
      name: officerVp.name,
      post: 'unit',
    });
    expect((await show(id, 'officerKt')).parts[0].officer).toBeNull(); // it only coordinates
    expect(await list({ officerId: officerVp.personId }, 'officerVp')).toEqual([id]);
  });

  test('hands in through its head where the plan wants it: until then it is a draft that nobody else reads', async () => {
    const { ask, show, history } = told;
    const id = await told.begin({ policy: { headApproves: true } });
    const sha256 = await told.upload('officerVp', 'dự thảo báo cáo');
    const draft = { type: 'SubmitEvidence', links, files: [{ sha256 }], note: 'Bản nháp' };
    expect(await ask('officerVp', id, draft)).toEqual(['EvidencePrepared']);
    expect(await ask('coordinator', id, { type: 'AcceptSubmission' })).toBe('nothing-submitted');
    expect(await ask('officerVp', id, { type: 'ApproveSubmission' })).toBe('not-the-head');
    const seen = JSON.stringify([await show(id), await history(id, 'coordinator'), await history(id, 'chair')]);
    const feed = (await told.api.call('GET', '/api/events?limit=500', { as: 'chair' })).body;
    for (const secret of [links[0], sha256, 'Bản nháp']) expect(seen + feed).not.toContain(secret);
    expect(await show(id)).toMatchObject({
      status: 'inProgress',
      parts: [{ hasPrepared: true, prepared: null }],
      awaiting: [{ who: 'unitHead', what: 'approve', unitId: 'VP' }],
    });
    expect((await history(id, 'coordinator')).at(-1)).toMatchObject({ data: { partId: 'whole' }, hash: null });
    const headOf = async (part: string, as: Caller) => {
      const answer = (await told.api.call('GET', `/api/assignments/${id}/${part}`, { as })).json();
      return (answer.checked ?? answer).headHash;
    };
    const draftHash = (await history(id, 'auditor')).at(-1).hash;
    for (const part of ['replay', 'workflow']) {
      for (const as of ['coordinator', 'chair'] as const) expect([as, await headOf(part, as)]).toEqual([as, null]);
      for (const as of ['auditor', 'officerVp'] as const) expect([as, await headOf(part, as)]).toEqual([as, draftHash]);
    }
    expect((await show(id, 'headVp')).parts[0].prepared).toMatchObject({ links, note: { body: 'Bản nháp' } });
    expect(await ask('headVp', id, { type: 'ApproveSubmission' })).toEqual(['EvidenceSubmitted']);
    const [, prepared, submitted] = await history(id, 'coordinator');
    expect(submitted).toMatchObject({ data: { links, files: [{ sha256 }], note: { body: 'Bản nháp' } } });
    expect([prepared.hash, submitted.prevHash]).toEqual([null, null]); // a hash would confirm a guess at the draft
    expect(submitted.hash).toEqual(expect.any(String));
    const [, asAudited, next] = await history(id, 'auditor');
    expect(asAudited).toMatchObject({ data: { links }, hash: next.prevHash });
  });

  test('withdraws what it handed in until the review has begun', async () => {
    const { ask } = told;
    const id = await told.begin();
    await ask('officerVp', id, submit);
    expect(await ask('officerVp', id, { type: 'WithdrawSubmission', reason: 'Sót phụ lục' })).toEqual([
      'SubmissionWithdrawn',
    ]);
    await ask('officerVp', id, submit);
    expect(await ask('coordinator', id, { type: 'StartReview' })).toEqual(['ReviewStarted']);
    expect(await ask('officerVp', id, { type: 'WithdrawSubmission' })).toBe('review-started');
  });

  test('is acknowledged by its silence, says monthly how far it is, and a month without a word is recorded', async () => {
    const { ask, show } = told;
    const id = await told.begin({
      deadline: { kind: 'continuous', checkIns: 'month' },
      policy: { acknowledgeWorkingDays: 3 },
    });
    expect((await show(id)).parts[0].nextWake).toEqual({
      at: '2026-03-06T00:00:00+07:00',
      label: 'coi như đã nhận nhiệm vụ',
    });
    await told.timeGoesTo('2026-04-10T09:00:00');
    const soFar = ['AssignmentAcknowledged', 'CheckInMissed'];
    await told.comesTo(id, soFar);
    expect((await told.history(id)).at(-1).data).toMatchObject({ period: '2026-03' });
    expect(await ask('officerVp', id, { type: 'ReportCheckIn', note: 'Đã phát 40 bản tin' })).toEqual([
      'CheckInReported',
    ]);
    await told.timeGoesTo('2026-05-10T09:00:00'); // April is answered for
    expect(await ask('officerVp', id, { type: 'ReportProgress', note: 'Vẫn làm' })).toEqual(['ProgressReported']);
    await told.comesTo(id, [...soFar, 'CheckInReported', 'ProgressReported']);
  });
});
