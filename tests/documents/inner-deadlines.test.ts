// Dates inside of a requirement or an evidence cell: milestones of the row, and those that cannot be kept together (F10).
import { describe, expect, test } from 'vitest';
import { innerDeadlines } from '../../documents/inner-deadlines.ts';
import { readPlan } from '../../documents/read-plan.ts';
import { codesOf, planWith, readSeed, rowOf } from './seed-plans.ts';

const head = { ...readSeed('000').plan, issuedOn: null };
const issues = (evidence: string) => innerDeadlines({ requirement: '', evidence }, { head }).issues;
const read = (evidence: string, requirement = '') =>
  innerDeadlines({ requirement, evidence }, { head }).milestones.map(({ label, owner, due, source }) => [
    source,
    due?.slice(0, 10) ?? null,
    owner,
    label,
  ]);

/** 002/I.6.1, lines 679 to 715. */
const petitions =
  '- Báo cáo công tác tiếp công dân năm 2025 của phường (giao các đơn vị hoàn thành trước ngày 15/12/2025). - Quy định của UBND phường về tiếp công dân, thông báo thời gian tiếp công dân, Báo cáo công tác tiếp công dân năm 2025 của phường (giao Văn phòng HĐND và UBND phường chủ trì tổng hợp và hoàn thành trước ngày 13/12/2025). - Tài liệu kiểm chứng khác (nếu có).';
/** 002/I.2, lines 419 to 456: the other way round. */
const reports =
  '- Đề nghị các cơ quan, đơn vị hoàn thành báo cáo CCHC năm của đơn vị mình hoàn thành trước ngày 30/11/2025 gửi Phòng VHXH tổng hợp trình UBND phường gửi Sở Nội vụ đảm bảo thời gian. - Văn phòng HĐND và UBND phường: Phối hợp trình UBND phường ký báo cáo định kỳ đảm bảo thời gian quy định của Bộ Chỉ số (chậm nhất trước ngày 18/12/2025).';

describe('a date inside of a cell', () => {
  test('is a milestone with its words, its unit and where it stands', () => {
    expect(read(petitions)).toEqual([
      ['evidence', '2025-12-15', 'ALL_UNITS', 'Báo cáo công tác tiếp công dân năm 2025 của phường (giao các đơn vị'],
      [
        'evidence',
        '2025-12-13',
        'VP',
        'Quy định của UBND phường về tiếp công dân, thông báo thời gian tiếp công dân, Báo cáo công tác tiếp công dân năm 2025 của phường (giao Văn phòng HĐND và UBND phường chủ trì tổng hợp',
      ],
    ]);
    expect(read('', 'Ban hành kế hoạch trước ngày 15/03/2025; tổ chức kiểm tra xong trước ngày 30/06/2025.')).toEqual([
      ['requirement', '2025-03-15', null, 'Ban hành kế hoạch'],
      ['requirement', '2025-06-30', null, 'tổ chức kiểm tra'],
    ]);
    expect(read('- Chậm nhất trước ngày 15/11/2025: Trung tâm Phục vụ hành chính công gửi số liệu.')).toEqual([
      ['evidence', '2025-11-15', 'TTPVHCC', 'Trung tâm Phục vụ hành chính công gửi số liệu'],
    ]);
  });
  test('may lie after the row, when the year is over (002/I.1)', () =>
    expect(read('Các cơ quan, đơn vị gửi bổ sung kết quả cho Phòng VHXH ngay khi kết thúc năm.')).toEqual([
      ['evidence', '2026-01-01', 'ALL_UNITS', 'Các cơ quan, đơn vị gửi bổ sung kết quả cho Phòng VHXH'],
    ]));
  test.each([
    'Căn cứ Quyết định số 1673/QĐ-UBND ngày 22/8/2025 của UBND phường',
    'Số lượng lãnh đạo tại thời điểm sắp xếp 01/7/2025',
    'Số liệu tính đến ngày 30/6/2025',
    'Báo cáo CCHC năm 2025, báo cáo quý III/2025',
    'Tăng so với năm 2024',
    'Đạt 06/10 chỉ tiêu',
    'Xin lỗi khi hồ sơ giải quyết trễ hạn',
  ])('is none where it states a fact: %s', (text) => expect([read(text), read('', text)]).toEqual([[], []]));
  test('names nobody where several act, or only some of a group do', () =>
    expect(
      read(
        'Phòng VHXH hướng dẫn các cơ quan, đơn vị gửi báo cáo trước ngày 26/11/2025. Các đơn vị được kiểm tra khắc phục trước ngày 10/12/2025.',
      ).map(([, , owner]) => owner),
    ).toEqual([null, null]));
  test('that does not exist is asked about, never coerced', () => {
    const { milestones, issues: asked } = innerDeadlines(
      { requirement: '', evidence: 'Gửi báo cáo trước ngày 31/11/2025.' },
      { head },
    );
    expect(milestones).toMatchObject([{ kind: 'invalid', due: null }]);
    expect(asked).toMatchObject([{ code: 'invalid-date', field: 'evidence', blocking: true }]);
  });
  test.each([
    ['I', '1', ['2025-11-16', '2025-11-24', '2026-01-01', '2026-01-01'], null],
    ['I', '2', ['2025-11-30', '2025-12-18'], null],
    ['I', '3', ['2025-11-20', '2025-11-30', '2025-12-10'], '2025-12-10'],
    ['I', '6.1', ['2025-12-15', '2025-12-13'], '2025-12-15'],
    ['I', '7', ['2025-11-15'], null],
    ['II', '4', ['2025-11-15'], '2025-12-05'],
    ['V', '1', ['2025-11-26'], '2025-12-13'],
    ['V', '2', ['2025-12-04'], '2025-12-15'],
    ['V', '4', ['2025-12-04'], '2025-12-13'],
  ])('of 002/%s.%s stands beside the due of the row, which stays', (group, number, dues, due) => {
    const row = readSeed('002').rows.find((each) => each.path[0] === group && each.number === number);
    expect(row?.deadline.milestones.map((each) => each.due?.slice(0, 10))).toEqual(dues);
    expect(row?.deadline.due?.slice(0, 10) ?? null).toBe(due);
  });
  test('stands behind those of the deadline cell (002/III.1)', () => {
    const row = readSeed('002').rows.find((each) => each.path[0] === 'III' && each.number === '1');
    expect(row?.deadline.milestones.map(({ source, kind }) => [source, kind])).toEqual([
      ['deadline', 'externalTrigger'],
      ['deadline', 'fixed'],
      ['evidence', 'fixed'],
    ]);
  });
});

describe('what is consolidated', () => {
  test('before its inputs are due is a warning that names both days (F10)', () => {
    expect(issues(petitions)).toMatchObject([
      {
        code: 'consolidation-before-inputs',
        field: 'evidence',
        blocking: false,
        message: expect.stringMatching(/13\/12\/2025.*15\/12\/2025/),
      },
    ]);
  });
  test('after its inputs is as it should be', () => {
    expect(issues(reports)).toEqual([]);
    expect(issues('')).toEqual([]);
  });
  test('is found in the row that says so', () => {
    const source = planWith(
      `1\tTiếp công dân\tThực hiện đúng\tTrước ngày 15/12/2025\tVăn phòng\tPhòng VHXH\t${petitions}`,
    ).replace('Cơ quan phối hợp', 'Cơ quan phối hợp\tYêu cầu/ sản phẩm/ kết quả');
    expect(codesOf(rowOf(readPlan({ name: 'x', text: source }), '1'))).toContain('consolidation-before-inputs');
  });
});
