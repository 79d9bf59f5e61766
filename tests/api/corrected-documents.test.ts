// A document that is entered again in other words: what has changed, and what of the settling it keeps.
import { describe, expect, test } from 'vitest';
import {
  ask,
  correct,
  documentOf,
  enter,
  enterDraft,
  get,
  newNumber,
  office,
  problemsOf,
  rows,
  rowsOf,
  useDrafts,
} from './entered-drafts.ts';

useDrafts();

describe('a corrected document', () => {
  test('is told apart row by row from the draft that people have settled; the same one again creates nothing', async () => {
    const number = newNumber();
    const earlier = await enterDraft(rows, number);
    await ask(earlier, correct('r001', 'deadline', 'Trong năm 2027'));
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
    const number = newNumber();
    const earlier = await enterDraft(rows, number);
    await ask(earlier, correct('r001', 'deadline', 'Trước ngày 30/11/2027'));
    await ask(earlier, { type: 'MapUnit', name: 'Tổ công nghệ số', unitId: 'KTHTDT', reason: 'Quyết định' });
    await ask(earlier, correct('r003', 'deadline', 'Trong ngày 30/11/2027'));
    await ask(earlier, { type: 'AcceptIssue', issueId: 'r004:requirement:empty-requirement', reason: 'Theo tên' });
    const corrected = rows.map((row) => row.replace('31/11/2027', '15/11/2027').replace('Tập huấn', 'Tập huấn 02 lớp'));
    const later = (await enter(documentOf(number, corrected))).json();
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
    const number = newNumber();
    const planId = await enterDraft(rows, number);
    const answer = await enter(documentOf(number, rows));
    expect(answer.json()).toMatchObject({ planId, earlierReadings: [] });
  });
});
