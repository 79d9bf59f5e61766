// How work is judged: by a reviewer, by the unit that follows the field before him, and by the Chair where a target is missed.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forTheChair, links, paper, type Stories, startStories, submit } from './stories.ts';

let told: Stories;
beforeAll(async () => {
  told = await startStories();
});
afterAll(() => told.stop());

const accept = { type: 'AcceptSubmission' };
const close = (outcome: string) => ({ type: 'CloseAssignment', outcome });

describe('a missed target', () => {
  test('closes only when the Chair has accepted an explanation', async () => {
    const { ask, show, list } = told;
    const id = await told.begin();
    await ask('officerVp', id, submit);
    await ask('coordinator', id, { ...accept, result: 'notAchieved', note: 'Đạt 61%' });
    expect(await show(id)).toMatchObject({
      status: 'notAchieved',
      awaiting: [{ who: 'unit', what: 'fileExplanation', unitId: 'VP' }],
    });
    expect(await ask('coordinator', id, close('notAchieved'))).toBe('explanation-needed');
    const request = { type: 'RequestExplanation', dueDate: '2026-03-10', reason: 'Vì sao dưới 80%?' };
    expect(await ask('coordinator', id, request)).toEqual(['ExplanationRequested']);
    expect(await list({ awaits: 'fileExplanation', turnOf: 'VP' }, 'officerVp')).toEqual([id]);
    expect(await ask('officerVp', id, { type: 'FileExplanation', text: 'Thiếu người' })).toEqual(['ExplanationFiled']);
    expect(await list({ awaits: 'decideExplanation' }, 'chair')).toEqual([id]);
    const decide = (accepted: boolean) => ({ type: 'DecideExplanation', accepted, reason: 'Đã xem' });
    expect(await ask('coordinator', id, decide(true))).toBe('not-the-chair');
    expect(await ask('chair', id, decide(false))).toEqual(['ExplanationRejected']);
    expect(await ask('coordinator', id, close('notAchieved'))).toBe('explanation-needed');
    await ask('chair', id, request);
    await ask('officerVp', id, { type: 'FileExplanation', text: 'Thiếu người, đã tuyển' });
    expect(await ask('coordinator', id, { ...decide(true), ...forTheChair })).toEqual(['ExplanationAccepted']);
    expect(await show(id)).toMatchObject({ status: 'explained', explanation: { explanation: 2, status: 'accepted' } });
    expect(await ask('coordinator', id, close('achieved'))).toBe('outcome-contradicts-result');
    expect(await ask('coordinator', id, close('notAchieved'))).toEqual(['AssignmentClosed']);
    expect(await show(id)).toMatchObject({ status: 'closed', outcome: 'notAchieved', awaiting: [], nextWake: null });
  });

  test('may be asked after at any time; an explanation that does not come is recorded by itself', async () => {
    const { ask, show } = told;
    const id = await told.begin({ deadline: { kind: 'continuous', checkIns: 'year' } });
    await ask('chair', id, { type: 'RequestExplanation', dueDate: '2026-03-04', reason: 'Chậm' });
    expect((await show(id)).nextWake).toEqual({ at: '2026-03-05T00:00:00+07:00', label: 'hạn giải trình' });
    await told.timeGoesTo('2026-03-05T09:00:00');
    await told.comesTo(id, ['ExplanationRequested', 'ExplanationMissed']);
    await ask('officerVp', id, { type: 'FileExplanation', text: 'Xin lỗi' });
    expect((await told.history(id)).at(-1).data.late).toBe(true);
  });
});

describe('an outcome without evidence', () => {
  test.each([
    ['noneArose', 'doneOnTime'],
    ['notApplicable', null],
  ])('%s is proposed by the unit and confirmed by the reviewer', async (outcome, label) => {
    const { ask, show } = told;
    const id = await told.begin();
    const proposed = { type: 'ProposeOutcome', outcome, cause: 'Không có văn bản nào phải xử lý' };
    expect(await ask('officerVp', id, proposed)).toEqual(['OutcomeProposed']);
    expect((await show(id)).parts[0].submission).toMatchObject({ proposed: outcome, late: false });
    expect(await ask('coordinator', id, { ...accept, result: 'achieved' })).toBe('outcome-contradicts-result');
    expect(await ask('coordinator', id, accept)).toEqual(['ReviewStarted', 'SubmissionAccepted']);
    expect(await ask('coordinator', id, close('achieved'))).toBe('outcome-contradicts-result');
    expect(await ask('coordinator', id, close(outcome))).toEqual(['AssignmentClosed']);
    expect(await show(id)).toMatchObject({ outcome, label });
  });

  test('that it cannot be done is a missed target, and wants an explanation', async () => {
    const { ask } = told;
    const id = await told.begin();
    await ask('officerVp', id, { type: 'ProposeOutcome', outcome: 'cannotBeDone', cause: 'Không còn thẩm quyền' });
    await ask('coordinator', id, accept);
    expect(await ask('coordinator', id, close('cannotBeDone'))).toBe('explanation-needed');
  });
});

describe('the unit that follows the field', () => {
  test('looks first, sees what was handed in, says how it sees the work, and urges by numbered letters', async () => {
    const { ask, show, list, upload, download } = told;
    const id = await told.begin({ policy: { fieldOwnerReviews: true }, fieldOwnerUnitId: 'KTHTDT' });
    const status = { type: 'RecordFieldStatus', state: 'notDone', note: 'Chưa có kế hoạch' };
    expect(await ask('officerVp', id, status)).toBe('not-the-field-owner');
    expect(await ask('officerKt', id, status)).toEqual(['FieldStatusRecorded']);
    const urge = { type: 'RecordUrging', ...paper };
    expect(await ask('officerVp', id, urge)).toBe('not-the-coordinator');
    expect(await ask('officerKt', id, urge)).toEqual(['UrgingRecorded']);
    expect(await ask('coordinator', id, urge)).toEqual(['UrgingRecorded']);
    expect(await show(id)).toMatchObject({ urgings: 2 });
    expect((await told.history(id)).at(-1).data).toMatchObject({ urging: 2, ...paper });
    const sha256 = await upload('officerVp', 'báo cáo kết quả');
    await ask('officerVp', id, { type: 'SubmitEvidence', files: [{ sha256 }] });
    expect(await list({ turnOf: 'KTHTDT' }, 'officerKt')).toEqual([id]);
    expect(await download(sha256, 'officerKt')).toBe(200);
    expect(await ask('coordinator', id, accept)).toBe('field-owner-first');
    expect(await ask('officerKt', id, accept)).toEqual(['ReviewStarted', 'ReviewStepPassed']);
    expect(await ask('officerKt', id, accept)).toBe('field-reviewed');
    expect((await show(id)).awaiting).toMatchObject([{ who: 'reviewer', what: 'review', unitId: 'VHXH' }]);
    expect(await ask('coordinator', id, accept)).toEqual(['SubmissionAccepted']);
  });
});

describe('a closed assignment', () => {
  test('takes a supplement, and goes on where a paper reopens it', async () => {
    const { ask, show, download, upload } = told;
    const id = await told.begin();
    await ask('officerVp', id, submit);
    await ask('coordinator', id, accept);
    await ask('coordinator', id, close('achieved'));
    const sha256 = await upload('officerVp', 'số liệu cả năm');
    const supplement = { type: 'AddSupplement', files: [{ sha256 }], note: 'Sau khi kết thúc năm' };
    expect(await ask('officerVp', id, supplement)).toEqual(['SupplementAdded']);
    expect(await download(sha256, 'coordinator')).toBe(200);
    expect(await show(id)).toMatchObject({ status: 'closed', outcome: 'achieved' });
    const reopen = { type: 'ReopenAssignment', reason: 'Số liệu sai' };
    expect(await ask('officerVp', id, reopen)).toBe('not-permitted');
    expect(await ask('coordinator', id, reopen)).toBe('basis-required');
    expect(await ask('coordinator', id, { ...reopen, basis: paper })).toEqual(['AssignmentReopened']);
    expect(await show(id)).toMatchObject({ status: 'inProgress', outcome: null, awaiting: [{ who: 'unit' }] });
    const answer = await told.api.call('GET', `/api/assignments/${id}/workflow`, { as: 'auditor' });
    expect(answer.json()).toMatchObject({ runStatus: 'RUNNING', status: 'inProgress' });
    expect(await ask('officerVp', id, { ...submit, links: [...links] })).toEqual(['EvidenceSubmitted']);
    await ask('coordinator', id, { ...accept, result: 'partlyAchieved' });
    expect(await ask('coordinator', id, close('partlyAchieved'))).toEqual(['AssignmentClosed']);
  });
});
