// A draft is settled over HTTP: what the document said stays beside what people decided, and what is settled can be launched.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HEADER } from '../documents/seed-plans.ts';
import { eventually } from '../support/commands.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { type Call, type RunningApi, startApi } from './running-api.ts';

let system: TestSystem;
let api: RunningApi;

beforeAll(async () => {
  system = await startSystem();
  api = await startApi(system);
});
afterAll(async () => {
  await api.stop();
  await system.stop();
});

const office = 'Văn phòng HĐND và UBND';
const rows = [
  `1\tTuyên truyền\tĐăng 05 tin\tTheo tiến độ thời gian\t${office}\tPhòng Văn hóa - Xã hội`,
  '2\tChuyển đổi số\tTập huấn\tTrong năm 2027\tTổ công nghệ số\tPhòng Văn hóa - Xã hội',
  `3\tKiểm tra\tKiểm tra một cửa\tTrước ngày 31/11/2027\t${office}\tTổ công nghệ số`,
  `4\tHội nghị\t\tTrong năm 2027\t${office}\tPhòng Văn hóa - Xã hội`,
];
let count = 0;
/** A plan of its own number, so that no test knows of another's. */
const documentOf = (number: string, lines: readonly string[]): string =>
  [
    'UBND phường Thử Nghiệm',
    `Số: ${number}/KH-UBND`,
    'Thử Nghiệm, ngày 08 tháng 01 năm 2027',
    'KẾ HOẠCH',
    'Cải cách hành chính phường Thử Nghiệm năm 2027',
    'PHỤ LỤC',
    HEADER,
    ...lines,
  ].join('\n\n');

const enter = (text: string) =>
  api.call('POST', '/api/plans', { body: text, headers: { 'content-type': 'text/plain' } });
async function enterDraft(lines: readonly string[] = rows): Promise<string> {
  count += 1;
  const answer = await enter(documentOf(String(500 + count), lines));
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json().planId;
}
const ask = (planId: string, body: object, call: Call = {}) =>
  api.call('POST', `/api/plans/${planId}/commands`, { body, ...call });
const get = async (url: string, as: Call['as'] = 'coordinator') => (await api.call('GET', url, { as })).json();
const rowsOf = async (planId: string, as: Call['as'] = 'coordinator') =>
  (await get(`/api/plans/${planId}/rows`, as)).items;
const problemsOf = async (planId: string) =>
  (await get(`/api/plans/${planId}/launch-preview`)).items.map(({ problems }: { problems: string[] }) => problems);

const correct = (rowId: string, field: string, value: unknown) => ({
  type: 'CorrectRow',
  rowId,
  field,
  value,
  reason: 'Đã hỏi lại đơn vị soạn thảo',
});

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
    count += 1;
    const duty = '- Tổ công nghệ số định kỳ báo cáo kết quả thực hiện về Ủy ban nhân dân phường.';
    const text = documentOf(String(500 + count), rows).replace(
      'PHỤ LỤC',
      `III. TỔ CHỨC THỰC HIỆN\n\n${duty}\n\nPHỤ LỤC`,
    );
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
    const planId = await enterDraft();
    const text = documentOf(String(500 + count), rows);
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

describe('a corrected document', () => {
  test('is told apart row by row from the draft that people have settled; the same one again creates nothing', async () => {
    const earlier = await enterDraft();
    await ask(earlier, correct('r001', 'deadline', 'Trong năm 2027'));
    const number = String(500 + count);
    const lines = [
      (rows[0] ?? '').replace('Theo tiến độ thời gian', 'Trong năm 2027'),
      rows[1] ?? '',
      `3\tBáo cáo\tBáo cáo quý\tTrong năm 2027\t${office}\t`,
      (rows[2] ?? '').replace('3\t', '4\t').replace('31/11', '30/11'),
    ];
    const text = documentOf(number, lines);
    const entered = await enter(text);
    expect(entered.statusCode).toBe(201);
    const later = entered.json();
    const location = `/api/plans/${later.planId}/differences?with=${earlier}`;
    expect(later.earlierReadings).toEqual([
      { planId: earlier, status: 'draft', discarded: false, changed: 1, added: 1, removed: 1, same: 2, location },
    ]);
    const differences = await get(location);
    expect(differences).toMatchObject({
      with: earlier,
      sameRows: 2,
      rows: [
        { kind: 'added', after: { number: '3', title: 'Báo cáo' } },
        {
          kind: 'changed',
          before: { rowId: 'r003' },
          after: { rowId: 'r004' },
          fields: [
            { field: 'number', before: '3', after: '4' },
            { field: 'deadline', before: 'Trước ngày 31/11/2027', after: 'Trước ngày 30/11/2027' },
          ],
        },
        { kind: 'removed', before: { rowId: 'r004', title: 'Hội nghị' } },
      ],
    });
    const again = await enter(text);
    expect(again.statusCode).toBe(200);
    expect(again.json()).toMatchObject({ planId: later.planId, version: 1 });
    expect((await get(location, 'officerVp')).code).toBe('not-permitted');
    expect((await get(`/api/plans/${later.planId}/differences?with=${crypto.randomUUID()}`)).code).toBe(
      'plan-not-found',
    );
  });

  test('comes with what was settled before; what its words have changed is named, and carried over once', async () => {
    const earlier = await enterDraft();
    await ask(earlier, correct('r001', 'deadline', 'Trước ngày 30/11/2027'));
    await ask(earlier, { type: 'MapUnit', name: 'Tổ công nghệ số', unitId: 'KTHTDT', reason: 'Quyết định' });
    await ask(earlier, correct('r003', 'deadline', 'Trong ngày 30/11/2027'));
    await ask(earlier, { type: 'AcceptIssue', issueId: 'r004:requirement:empty-requirement', reason: 'Theo tên' });
    const corrected = rows.map((row) => row.replace('31/11/2027', '15/11/2027').replace('Tập huấn', 'Tập huấn 02 lớp'));
    const later = (await enter(documentOf(String(500 + count), corrected))).json();
    expect(later.version).toBe(5);
    expect(await problemsOf(later.planId)).toEqual([[], [], [], []]);
    const [first, second, third, fourth] = await rowsOf(later.planId);
    expect(first).toMatchObject({
      deadline: { text: 'Trước ngày 30/11/2027', due: '2027-11-30T00:00:00+07:00' },
      verbatim: { deadline: 'Theo tiến độ thời gian' },
      corrections: [
        {
          by: { name: 'Điều phối' },
          reason: { body: 'Đã hỏi lại đơn vị soạn thảo' },
          carriedFrom: { planId: earlier, version: 2 },
        },
      ],
    });
    expect(second).toMatchObject({ requirement: 'Tập huấn 02 lớp', leadUnits: ['KTHTDT'] });
    expect(third).toMatchObject({ deadline: { text: 'Trước ngày 15/11/2027' }, coordinatorUnits: ['KTHTDT'] });
    expect(fourth.issues).toContainEqual(
      expect.objectContaining({
        code: 'empty-requirement',
        accepted: expect.objectContaining({ carriedFrom: expect.objectContaining({ planId: earlier, version: 5 }) }),
      }),
    );
    const { items } = await get(`/api/plans/${later.planId}/history`);
    expect(items.at(-1)).toMatchObject({
      type: 'SettlingsCarriedOver',
      data: {
        fromPlanId: earlier,
        carried: 3,
        notCarried: [
          {
            id: 'r003',
            field: 'deadline',
            why: 'words-changed',
            was: 'Trước ngày 31/11/2027',
            settled: 'Trong ngày 30/11/2027',
            now: 'Trước ngày 15/11/2027',
          },
        ],
      },
    });
    const carry = { type: 'CarryOver', fromPlanId: earlier, reason: 'Lấy lại' };
    expect((await ask(later.planId, { ...carry, fromPlanId: crypto.randomUUID() })).json()).toMatchObject({
      status: 422,
      code: 'no-earlier-reading',
    });
    await ask(later.planId, { type: 'RestoreRow', rowId: 'r001', field: 'deadline', reason: 'Nhầm' });
    expect((await ask(later.planId, carry)).json()).toMatchObject({
      events: ['RowCorrected', 'SettlingsCarriedOver'],
    });
  });

  test('of another number has no earlier reading', async () => {
    const planId = await enterDraft();
    const answer = await enter(documentOf(String(500 + count), rows));
    expect(answer.json()).toMatchObject({ planId, earlierReadings: [] });
  });
});
