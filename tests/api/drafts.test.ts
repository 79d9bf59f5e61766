// A draft is settled over HTTP: what the document said stays beside what people decided, and what is settled can be launched.
import { describe, expect, test } from 'vitest';
import { eventually } from '../support/commands.ts';
import { ask, correct, enterDraft, get, office, problemsOf, rows, rowsOf, useDrafts } from './entered-drafts.ts';

useDrafts();

describe('a draft', () => {
  test('is settled issue by issue, launched, and its history says who, when and why', async () => {
    const planId = await enterDraft();
    expect(await problemsOf(planId)).toEqual([
      ['blocking-issue', 'deadline-not-settled'],
      ['blocking-issue', 'unknown-unit'],
      ['blocking-issue', 'deadline-not-settled'],
      ['empty-requirement'],
    ]);
    const before = await get(`/api/plans/${planId}`);
    expect(before.openIssues).toMatchObject({ blocking: 4, blockedRows: 4 });

    const settled = [
      correct('r001', 'deadline', 'Trước ngày 30/11/2027'),
      { type: 'MapUnit', name: 'Tổ công nghệ số', unitId: 'KTHTDT', reason: 'Quyết định thành lập tổ' },
      correct('r003', 'deadline', 'Trong ngày 30/11/2027'),
      { type: 'AcceptIssue', issueId: 'r004:requirement:empty-requirement', reason: 'Nội dung theo tên tiêu chí' },
    ];
    for (const body of settled)
      expect((await ask(planId, body)).json(), JSON.stringify(body)).toMatchObject({ status: 'draft' });
    expect(await problemsOf(planId)).toEqual([[], [], [], []]);

    const after = await get(`/api/plans/${planId}`);
    expect(after.openIssues).toMatchObject({ blocking: 0, blockedRows: 0 });
    expect(after.issueCount).toBeLessThan(before.issueCount);
    expect(after.unitNames).toEqual([{ name: 'Tổ công nghệ số', unitId: 'KTHTDT' }]);
    const [first, second, third, fourth] = await rowsOf(planId);
    expect(first).toMatchObject({
      deadline: { text: 'Trước ngày 30/11/2027', kind: 'fixed', due: '2027-11-30T00:00:00+07:00' },
      verbatim: { deadline: 'Theo tiến độ thời gian' },
      corrections: [
        {
          field: 'deadline',
          was: 'Theo tiến độ thời gian',
          by: { name: 'Điều phối' },
          reason: { body: 'Đã hỏi lại đơn vị soạn thảo' },
        },
      ],
    });
    expect(second).toMatchObject({ lead: 'Tổ công nghệ số', leadUnits: ['KTHTDT'], coordinatorUnits: ['VHXH'] });
    expect(third).toMatchObject({ coordinatorUnits: ['KTHTDT'], issues: [] });
    expect(fourth.issues).toContainEqual(
      expect.objectContaining({
        issueId: 'r004:requirement:empty-requirement',
        accepted: expect.objectContaining({ reason: expect.objectContaining({ body: 'Nội dung theo tên tiêu chí' }) }),
      }),
    );
    const [preview] = (await get(`/api/plans/${planId}/launch-preview`)).items;
    expect(preview).toMatchObject({ corrections: [{ field: 'deadline', was: 'Theo tiến độ thời gian' }] });

    expect((await ask(planId, { type: 'LaunchPlan' })).json()).toMatchObject({ status: 'running' });
    await eventually(async () => (await get(`/api/plans/${planId}/progress`)).pendingLaunches === 0);
    const assignments = (await get(`/api/assignments?planId=${planId}`)).items;
    expect(assignments).toHaveLength(4);
    expect(assignments.find(({ rowId }: { rowId: string }) => rowId === 'r001')).toMatchObject({
      due: '2027-11-30T00:00:00+07:00',
    });
    expect((await ask(planId, correct('r001', 'criterion', 'Khác'))).json()).toMatchObject({
      status: 409,
      code: 'row-launched',
      about: ['r001'],
    });

    const { items } = await get(`/api/plans/${planId}/history`, 'auditor');
    expect(items.slice(0, 5)).toMatchObject([
      { type: 'PlanImported', version: 1 },
      { type: 'RowCorrected', actor: { name: 'Điều phối' }, data: { reason: { body: 'Đã hỏi lại đơn vị soạn thảo' } } },
      { type: 'UnitNameMapped', data: { name: 'Tổ công nghệ số', reason: { body: 'Quyết định thành lập tổ' } } },
      { type: 'RowCorrected', data: { was: 'Trước ngày 31/11/2027' } },
      { type: 'IssueAccepted' },
    ]);
    const [shown] = await rowsOf(planId, 'officerVp');
    expect(shown.corrections[0].reason).not.toHaveProperty('body');
  });

  test('launches what is settled; the rest stays, and is settled and launched later', async () => {
    const planId = await enterDraft([rows[0] ?? '', `2\tHọp\tHọp quý\tTrong năm 2027\t${office}\t`]);
    expect((await ask(planId, { type: 'LaunchPlan' })).json()).toMatchObject({ status: 'running' });
    await eventually(async () => (await get(`/api/plans/${planId}/progress`)).pendingLaunches === 0);
    expect(await problemsOf(planId)).toEqual([['blocking-issue', 'deadline-not-settled'], ['already-launched']]);
    expect((await ask(planId, correct('r001', 'deadline', 'Trong năm 2027'))).json()).toMatchObject({
      events: ['RowCorrected'],
    });
    expect((await ask(planId, { type: 'LaunchPlan', rowIds: ['r001'] })).json()).toMatchObject({
      events: ['PlanLaunched'],
    });
  });

  test('has its rows split and merged', async () => {
    const planId = await enterDraft();
    const split = {
      type: 'SplitRow',
      rowId: 'r001',
      reason: 'Hai việc trong một ô',
      parts: [
        { number: '1a', deadline: 'Quý I' },
        { number: '1b', deadline: 'Quý III' },
      ],
    };
    expect((await ask(planId, split)).json()).toMatchObject({ events: ['RowSplit'] });
    const [first, second] = await rowsOf(planId);
    expect([first, second]).toMatchObject([
      {
        rowId: 'r005',
        number: '1a',
        criterion: 'Tuyên truyền',
        deadline: { due: '2027-04-01T00:00:00+07:00' },
        madeFrom: { rowIds: ['r001'] },
      },
      { rowId: 'r006', number: '1b', deadline: { due: '2027-10-01T00:00:00+07:00' } },
    ]);
    const merge = {
      type: 'MergeRows',
      rowIds: ['r005', 'r006'],
      reason: 'Vẫn là một việc',
      cells: { deadline: 'Trong năm 2027' },
    };
    expect((await ask(planId, merge)).json()).toMatchObject({ events: ['RowsMerged'] });
    expect((await rowsOf(planId)).map(({ rowId }: { rowId: string }) => rowId)).toEqual([
      'r007',
      'r002',
      'r003',
      'r004',
    ]);
    const { replacedRows } = await get(`/api/plans/${planId}`);
    expect(replacedRows).toMatchObject([
      { rowId: 'r001', verbatim: { deadline: 'Theo tiến độ thời gian' } },
      { rowId: 'r005' },
      { rowId: 'r006' },
    ]);
  });

  test('answers a repeated command as it did, and a second one with the refusal', async () => {
    const planId = await enterDraft();
    const body = correct('r001', 'deadline', 'Trong năm 2027');
    const first = (await ask(planId, body, { key: 'sua-han' })).json();
    expect((await ask(planId, body, { key: 'sua-han' })).json()).toMatchObject({
      commandId: first.commandId,
      version: 2,
    });
    expect((await ask(planId, body, { key: 'sua-han-2' })).json()).toMatchObject({
      status: 409,
      code: 'nothing-to-correct',
    });
  });

  test.each([
    [{ ...correct('r001', 'deadline', 'x'), reason: undefined }, 400, 'reason-required'],
    [{ ...correct('r001', 'deadline', 'x'), reading: { changes: {}, issues: [] } }, 400, 'unknown-field'],
    [correct('r001', 'confidence', 'x'), 400, 'invalid-body'],
    [correct('r001', 'execution', 'somehow'), 400, 'invalid-body'],
    [correct('r999', 'deadline', 'Trong năm 2027'), 422, 'unknown-row'],
    [correct('r001', 'leadUnits', ['KHONG_CO']), 422, 'unknown-unit'],
    [{ type: 'AcceptIssue', issueId: 'r004:requirement:empty-requirement' }, 422, 'acceptance-needs-reason'],
    [{ type: 'AcceptIssue', issueId: 'r001:deadline:undefined-deadline', reason: 'x' }, 422, 'issue-needs-correction'],
    [{ type: 'MapUnit', name: 'Không ai nêu', unitId: 'VP', reason: 'x' }, 422, 'name-not-found'],
    [{ type: 'SplitRow', rowId: 'r001', parts: [{}], reason: 'x' }, 400, 'invalid-body'],
    [{ type: 'MergeRows', rowIds: ['r001', 'r001'], reason: 'x' }, 422, 'one-row-is-no-merge'],
  ])('refuses %j: %i %s, in both languages', async (body, status, code) => {
    const planId = await enterDraft();
    const answer = (await ask(planId, body)).json();
    expect(answer).toMatchObject({ status, code, detail: expect.any(String), detailEn: expect.any(String) });
    expect(answer.detail).not.toBe(answer.detailEn);
    expect((await get(`/api/plans/${planId}`)).version).toBe(1);
  });

  test('says in both languages which fields there are', async () => {
    const planId = await enterDraft();
    const answer = (await ask(planId, correct('r001', 'lines', 'x'))).json();
    const [violation] = answer.violations;
    expect([violation.message, violation.messageEn]).toEqual([
      expect.stringMatching(/mong đợi.*'deadline'.*'leadUnits'/),
      expect.stringMatching(/Expected.*'deadline'.*'leadUnits'/),
    ]);
  });

  test('is settled by those who lead only, and its history is not for units', async () => {
    const planId = await enterDraft();
    for (const as of ['officerVp', 'auditor'] as const)
      expect((await ask(planId, correct('r001', 'deadline', 'x'), { as })).json().code).toBe('not-permitted');
    expect((await get(`/api/plans/${planId}/history`, 'officerVp')).code).toBe('not-permitted');
  });
});
