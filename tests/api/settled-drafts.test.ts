// What was settled in a draft is taken back, means groups and duties as well, and can be put aside as a whole.
import { describe, expect, test } from 'vitest';
import {
  ask,
  correct,
  documentOf,
  enter,
  enterDraft,
  get,
  newNumber,
  problemsOf,
  rows,
  rowsOf,
  useDrafts,
} from './entered-drafts.ts';

useDrafts();

/** Issues that are back stand behind those that stayed. */
const inOrder = (all: { issues: { issueId: string }[] }[]) =>
  all.map(({ issues, ...row }) => ({
    ...row,
    settledAt: 0,
    issues: issues.toSorted((a, b) => a.issueId.localeCompare(b.issueId)),
  }));

describe('what was settled', () => {
  test('is taken back: the words of the document are back, with what was doubtful about them', async () => {
    const planId = await enterDraft();
    const before = await rowsOf(planId);
    await ask(planId, correct('r001', 'deadline', 'Trước ngày 30/11/2027'));
    await ask(planId, correct('r002', 'lead', 'Văn phòng HĐND và UBND'));
    await ask(planId, correct('r003', 'execution', 'shared'));
    await ask(planId, { type: 'MapUnit', name: 'Tổ công nghệ số', unitId: 'KTHTDT', reason: 'Quyết định' });
    const back = (rowId: string, field: string) => ({ type: 'RestoreRow', rowId, field, reason: 'Sửa nhầm' });
    expect((await ask(planId, back('r001', 'deadline'))).json()).toMatchObject({ events: ['RowRestored'] });
    expect((await ask(planId, back('r002', 'lead'))).json()).toMatchObject({ events: ['RowRestored'] });
    expect((await ask(planId, back('r003', 'execution'))).json()).toMatchObject({ events: ['RowRestored'] });
    const unmap = { type: 'UnmapUnit', name: 'Tổ công nghệ số', reason: 'Không phải đơn vị này' };
    expect((await ask(planId, unmap)).json()).toMatchObject({ events: ['UnitNameUnmapped'] });
    expect(inOrder(await rowsOf(planId))).toEqual(inOrder(before));
    expect((await ask(planId, back('r001', 'deadline'))).json()).toMatchObject({
      status: 409,
      code: 'nothing-to-take-back',
    });
    expect((await ask(planId, unmap)).json()).toMatchObject({ status: 409, code: 'name-not-mapped' });
  });

  test('a name may mean a group of units; how many of them must succeed cannot be more than there are', async () => {
    const planId = await enterDraft();
    const map = { type: 'MapUnit', name: 'Tổ công nghệ số', unitId: 'CHUYEN_MON', reason: 'Mọi phòng đều có tổ' };
    expect((await ask(planId, map)).json()).toMatchObject({ events: ['UnitNameMapped'] });
    expect((await rowsOf(planId))[1]).toMatchObject({ leadUnits: ['CHUYEN_MON'], collectiveLead: true });
    await ask(planId, correct('r002', 'execution', 'perUnit'));
    await ask(planId, correct('r002', 'rollUp', { atLeast: 4 }));
    expect((await problemsOf(planId))[1]).toEqual(['roll-up-out-of-reach']);
    await ask(planId, correct('r002', 'rollUp', { atLeast: 3 }));
    const preview = (await get(`/api/plans/${planId}/launch-preview`)).items[1];
    expect(preview).toMatchObject({ rollUp: { atLeast: 3 }, contactUnit: null, problems: [] });
    expect(preview.assignments).toHaveLength(3);
    await ask(planId, correct('r002', 'leadUnits', ['VP', 'KTHTDT', 'VP']));
    expect((await rowsOf(planId))[1].leadUnits).toEqual(['VP', 'KTHTDT']);
  });

  test('may be a duty outside the appendix', async () => {
    const duty = '- Tổ công nghệ số định kỳ báo cáo kết quả thực hiện về Ủy ban nhân dân phường.';
    const text = documentOf(newNumber(), rows).replace('PHỤ LỤC', `III. TỔ CHỨC THỰC HIỆN\n\n${duty}\n\nPHỤ LỤC`);
    const { planId } = (await enter(text)).json();
    const dutyOf = async () => (await get(`/api/plans/${planId}`)).duties[0];
    const before = await dutyOf();
    expect(before).toMatchObject({ dutyId: 'd001', kind: 'recurringReport', deadline: { kind: 'undefined' } });
    expect((await get(`/api/plans/${planId}`)).openIssues.ofDuties).toBe(2);
    const correctDuty = (field: string, value: unknown) => ({
      type: 'CorrectDuty',
      dutyId: 'd001',
      field,
      value,
      reason: 'Theo hướng dẫn',
    });
    for (const body of [correctDuty('deadline', 'Hằng quý'), correctDuty('ownerUnits', ['KTHTDT'])])
      expect((await ask(planId, body)).json()).toMatchObject({ events: ['DutyCorrected'] });
    expect(await dutyOf()).toMatchObject({
      kind: 'recurringReport',
      ownerUnits: ['KTHTDT'],
      deadline: { text: 'Hằng quý', kind: 'recurring', value: { segments: [{ every: 'quarter' }] } },
      verbatim: { text: duty.slice(2), deadline: before.deadline.text },
      issues: [],
      corrections: [{ field: 'deadline', reason: { body: 'Theo hướng dẫn' } }, { field: 'ownerUnits' }],
    });
    for (const field of ['deadline', 'ownerUnits'])
      await ask(planId, { type: 'RestoreDuty', dutyId: 'd001', field, reason: 'Nhầm' });
    const back = await dutyOf();
    expect(back).toEqual({ ...before, issues: expect.arrayContaining(before.issues) });
  });
});

describe('a draft that is put aside', () => {
  test('leaves the lists and stays in the record; the same document does not bring it back, a person does', async () => {
    const number = newNumber();
    const planId = await enterDraft(rows, number);
    const text = documentOf(number, rows);
    const listed = async (query: string) =>
      (await get(`/api/plans?limit=500${query}`)).items.some((plan: { planId: string }) => plan.planId === planId);
    expect((await ask(planId, { type: 'DiscardDraft' })).json()).toMatchObject({
      status: 400,
      code: 'reason-required',
    });
    expect((await ask(planId, { type: 'DiscardDraft', reason: 'Nhập nhầm tệp' })).json()).toMatchObject({
      status: 'draft',
      events: ['DraftDiscarded'],
    });
    expect([await listed(''), await listed('&discarded=true')]).toEqual([false, true]);
    expect(await get(`/api/plans/${planId}`)).toMatchObject({
      discarded: true,
      discarding: { by: { name: 'Điều phối' }, reason: { body: 'Nhập nhầm tệp' } },
    });
    expect((await ask(planId, correct('r001', 'deadline', 'x'))).json()).toMatchObject({
      status: 409,
      code: 'draft-discarded',
    });
    expect((await ask(planId, { type: 'LaunchPlan' })).json()).toMatchObject({ status: 409, code: 'draft-discarded' });
    const again = await enter(text);
    expect([again.statusCode, again.json().discarded]).toEqual([200, true]);
    const corrected = (await enter(text.replace('05 tin', '06 tin'))).json();
    expect(corrected.earlierReadings).toMatchObject([{ planId, discarded: true }]);
    expect(corrected.version).toBe(1);
    await ask(planId, { type: 'RestoreDraft', reason: 'Vẫn cần' });
    expect([await listed(''), (await get(`/api/plans/${planId}`)).discarding]).toEqual([true, null]);
  });
});
