// Dates inside of an evidence cell that cannot be kept together: fixture F10, from plan 002.
import { describe, expect, test } from 'vitest';
import { planTime } from '../../documents/deadline-reading.ts';
import { innerDeadlineIssues } from '../../documents/inner-deadlines.ts';
import { readPlan } from '../../documents/read-plan.ts';
import { codesOf, planWith, readSeed, rowOf } from './seed-plans.ts';

const time = planTime({ ...readSeed('000').plan, issuedOn: null });
const issues = (evidence: string) => innerDeadlineIssues(evidence, time);

/** 002/I.6.1, lines 679 to 715. */
const petitions =
  '- Báo cáo công tác tiếp công dân năm 2025 của phường (giao các đơn vị hoàn thành trước ngày 15/12/2025). - Quy định của UBND phường về tiếp công dân, thông báo thời gian tiếp công dân, Báo cáo công tác tiếp công dân năm 2025 của phường (giao Văn phòng HĐND và UBND phường chủ trì tổng hợp và hoàn thành trước ngày 13/12/2025). - Tài liệu kiểm chứng khác (nếu có).';
/** 002/I.2, lines 419 to 456: the other way round. */
const reports =
  '- Đề nghị các cơ quan, đơn vị hoàn thành báo cáo CCHC năm của đơn vị mình hoàn thành trước ngày 30/11/2025 gửi Phòng VHXH tổng hợp trình UBND phường gửi Sở Nội vụ đảm bảo thời gian. - Văn phòng HĐND và UBND phường: Phối hợp trình UBND phường ký báo cáo định kỳ đảm bảo thời gian quy định của Bộ Chỉ số (chậm nhất trước ngày 18/12/2025).';

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
