// The ordinary wordings of such plans, beyond those of the five seeds, as tables: wording → kind, due instant, sentence.
import { describe, expect, test } from 'vitest';
import type { PlanTime } from '../../../documents/deadlines/phrase-rule.ts';
import { readDeadline } from '../../../documents/deadlines/read-deadline.ts';
import { describeDeadline, resolveDeadline } from '../../../domain/deadline.ts';
import type { PlainDate } from '../../../domain/instant.ts';

const plan: PlanTime = { year: 2026, startsOn: '2026-01-20' as PlainDate, endsOn: '2026-12-31' as PlainDate };

interface Read {
  readonly kind: string;
  readonly due: string | null;
  readonly sentence: string;
  readonly unread: string;
}
function read(cell: string, time = plan): Read {
  const { deadline, unread } = readDeadline(cell, time);
  const due = resolveDeadline(deadline, { beforeIsLateFrom: 'endOfDay' })?.due ?? null;
  return { kind: deadline.kind, due, sentence: describeDeadline(deadline), unread };
}
const sentences = (cells: readonly (readonly [string, string])[]) =>
  test.each(cells)('“%s” is “%s”', (cell, sentence) => {
    expect(read(cell)).toMatchObject({ sentence, unread: '' });
  });
const dues = (kind: string, cells: readonly (readonly [string, string])[]) =>
  test.each(cells)('“%s” is due %s', (cell, day) => {
    expect(read(cell)).toMatchObject({ kind, due: `${day}T00:00:00+07:00`, unread: '' });
  });

describe('by the latest', () => {
  sentences([
    ['Chậm nhất ngày 30/6/2026', 'hết ngày 30/06/2026, thứ Ba'],
    ['chậm nhất là ngày 30/6', 'hết ngày 30/06/2026, thứ Ba'],
    ['Muộn nhất trước 30/6/2026', 'trước ngày 30/06/2026, thứ Ba'],
    ['Không quá ngày 15/11/2026', 'hết ngày 15/11/2026, Chủ nhật'],
    ['không muộn hơn ngày 15/11/2026', 'hết ngày 15/11/2026, Chủ nhật'],
    ['Hoàn thành xong trước ngày 15/6/2026', 'trước ngày 15/06/2026, thứ Hai'],
    ['Đến hết ngày 15/12/2026', 'hết ngày 15/12/2026, thứ Ba'],
    ['Hạn cuối: 15/12/2026', 'hết ngày 15/12/2026, thứ Ba'],
    ['Đợt 1 đến hết 15/12/2026', 'hết ngày 15/12/2026, thứ Ba'],
    ['Đến ngày 30/11/2026 hoàn thành', 'hết ngày 30/11/2026, thứ Hai'],
    ['Thực hiện từ ngày 01/10/2026, hoàn thành trước ngày 15/12/2026', 'trước ngày 15/12/2026, thứ Ba'],
    ['Hoàn thành trước ngày 15/12 theo Quyết định 1187/QĐ-BNV ngày 15/10/2025', 'trước ngày 15/12/2026, thứ Ba'],
  ]);
});

describe('a month, a quarter, a half or a year', () => {
  dues('period', [
    ['Hoàn thành trong tháng 6', '2026-07-01'],
    ['T6/2026', '2026-07-01'],
    ['06/2026', '2026-07-01'],
    ['tháng sáu năm 2026', '2026-07-01'],
    ['Cuối tháng 6', '2026-07-01'],
    ['hoàn thành trong quý II', '2026-07-01'],
    ['Quí 3/2026', '2026-10-01'],
    ['Quý 4 2026', '2027-01-01'],
    ['hết quý III/2026', '2026-10-01'],
    ['06 (sáu) tháng đầu năm 2026', '2026-07-01'],
    ['nửa cuối năm', '2027-01-01'],
    ['3 tháng đầu năm 2026', '2026-04-01'],
    ['giữa năm 2026', '2026-07-01'],
    ['cả năm 2026', '2027-01-01'],
    ['Từ nay đến hết năm 2026', '2027-01-01'],
    ['2026', '2027-01-01'],
    ['Năm 2026 (Quý II)', '2026-07-01'],
  ]);
  dues('fixed', [
    ['trước tháng 6/2026', '2026-06-01'],
    ['Giữa tháng 6/2026', '2026-06-16'],
    ['Quý IV/2026 (trước ngày 15/12/2026)', '2026-12-15'],
  ]);
  dues('range', [['9 tháng đầu năm', '2026-10-01']]);
});

describe('several periods or dates', () => {
  const each = (cell: string) => {
    const { deadline } = readDeadline(cell, plan);
    return deadline.kind === 'milestones'
      ? deadline.milestones.map((part) => [part.label, describeDeadline(part.deadline)])
      : deadline;
  };
  test.each([
    [
      'Quý I, III',
      ['trong quý I/2026 (hết ngày 31/03/2026, thứ Ba)', 'trong quý III/2026 (hết ngày 30/09/2026, thứ Tư)'],
    ],
    [
      'Quý II và Quý IV/2027',
      ['trong quý II/2027 (hết ngày 30/06/2027, thứ Tư)', 'trong quý IV/2027 (hết ngày 31/12/2027, thứ Sáu)'],
    ],
    [
      'Tháng 11,12/2026',
      ['trong tháng 11/2026 (hết ngày 30/11/2026, thứ Hai)', 'trong tháng 12/2026 (hết ngày 31/12/2026, thứ Năm)'],
    ],
    ['Trước ngày 15/11, 20/12/2026', ['trước ngày 15/11/2026, Chủ nhật', 'trước ngày 20/12/2026, Chủ nhật']],
    ['ngày 10 và 20/11/2026', ['hết ngày 10/11/2026, thứ Ba', 'hết ngày 20/11/2026, thứ Sáu']],
  ])('“%s” are two milestones', (cell, parts) => {
    expect(each(cell)).toEqual(parts.map((sentence) => ['', sentence]));
  });
  test.each([
    ['Quý I: ban hành kế hoạch; Quý II: triển khai; Quý IV: tổng kết', ['ban hành kế hoạch', 'triển khai', 'tổng kết']],
    [
      'Xây dựng kế hoạch: trước 15/3; triển khai: quý II; báo cáo: trước 15/12',
      ['Xây dựng kế hoạch', 'triển khai', 'báo cáo'],
    ],
    ['Đợt 1: trước ngày 30/6; đợt 2: trước ngày 30/11', ['Đợt 1', 'đợt 2']],
    ['Hoàn thành 50% trong quý II, 100% trong quý IV', ['Hoàn thành 50%', '100%']],
    ['Tổ chức 02 hội nghị: Quý II và Quý IV', ['Tổ chức 02 hội nghị', 'Tổ chức 02 hội nghị']],
  ])('“%s” has the label of each', (cell, labels) => {
    expect(each(cell)).toEqual(labels.map((label) => [label, expect.any(String)]));
    expect(read(cell).unread).toBe('');
  });
  test('a list that goes backwards in its only year is not settled', () => {
    expect(read('Tháng 11, tháng 2/2026').kind).toBe('undefined');
  });
});

describe('an hour', () => {
  test.each([
    ['trước 17h00 ngày 15/6/2026', '17:00'],
    ['16 giờ 30 ngày 15/6/2026', '16:30'],
    ['Trước 17:00, ngày 15/6', '17:00'],
    ['trước 17h ngày 15/6', '17:00'],
    ['trước 16 giờ 30 phút thứ Hai, ngày 15/6/2026', '16:30'],
    ['ngày 15/6/2026 (trước 17h00)', '17:00'],
  ])('“%s” is due at %s', (cell, hour) => {
    expect(read(cell)).toMatchObject({ kind: 'fixed', due: `2026-06-15T${hour}:00+07:00`, unread: '' });
  });
  dues('fixed', [['trước 24h00 ngày 31/12/2026', '2027-01-01']]);
});

describe('from … to', () => {
  sentences([
    ['Từ ngày 01/3 đến ngày 30/4/2026', 'từ ngày 01/03/2026 đến hết ngày 30/04/2026, thứ Năm'],
    ['01/3–30/4/2026', 'từ ngày 01/03/2026 đến hết ngày 30/04/2026, thứ Năm'],
    ['từ tháng 3 đến tháng 6', 'từ ngày 01/03/2026 đến hết ngày 30/06/2026, thứ Ba'],
    ['tháng 3-6/2026', 'từ ngày 01/03/2026 đến hết ngày 30/06/2026, thứ Ba'],
    ['Từ 10/2026 đến 12/2026', 'từ ngày 01/10/2026 đến hết ngày 31/12/2026, thứ Năm'],
    ['Quý I - III/2026', 'từ ngày 01/01/2026 đến hết ngày 30/09/2026, thứ Tư'],
    ['01-15/11/2026', 'từ ngày 01/11/2026 đến hết ngày 15/11/2026, Chủ nhật'],
    ['từ tháng 11 đến tháng 02/2027', 'từ ngày 01/11/2026 đến hết ngày 28/02/2027, Chủ nhật'],
    ['Giai đoạn 2026–2030', 'từ ngày 01/01/2026 đến hết ngày 31/12/2030, thứ Ba'],
    ['từ năm 2026 đến năm 2030', 'từ ngày 01/01/2026 đến hết ngày 31/12/2030, thứ Ba'],
  ]);
});

describe('years that go on', () => {
  sentences([
    ['Năm 2026 và các năm tiếp theo', 'hằng năm từ ngày 01/01/2026, chưa định ngày kết thúc'],
    ['từ năm 2026 trở đi', 'hằng năm từ ngày 01/01/2026, chưa định ngày kết thúc'],
    ['Hằng năm', 'hằng năm từ ngày 20/01/2026, kết thúc hết ngày 31/12/2026'],
    ['Thường xuyên trong năm 2026 và các năm tiếp theo', 'thường xuyên'],
  ]);
});

describe('a day of every week, month, quarter or year', () => {
  const recurs = (cadence: string, day: string) =>
    `${cadence} từ ngày 20/01/2026, ${day}, kết thúc hết ngày 31/12/2026`;
  sentences([
    ['Ngày 15 hằng tháng', recurs('hằng tháng', 'hết ngày 15')],
    ['trước ngày 15 hàng tháng', recurs('hằng tháng', 'trước ngày 15')],
    ['Hằng tháng (trước ngày 25)', recurs('hằng tháng', 'trước ngày 25')],
    ['Hằng tháng, chậm nhất ngày 05 tháng sau', recurs('hằng tháng', 'hết ngày 5 tháng sau')],
    ['ngày cuối cùng của tháng', recurs('hằng tháng', 'hết ngày cuối tháng')],
    ['trước ngày 25 của tháng cuối quý', recurs('hằng quý', 'trước ngày 25 tháng thứ 3 của quý')],
    ['Hằng quý, trước ngày 20 của tháng cuối quý', recurs('hằng quý', 'trước ngày 20 tháng thứ 3 của quý')],
    ['thứ Sáu hằng tuần', recurs('hằng tuần', 'hết thứ Sáu')],
    ['trước ngày 15/12 hằng năm', recurs('hằng năm', 'trước ngày 15 tháng 12')],
    ['quý I hằng năm', recurs('hằng năm', 'hết ngày cuối tháng 3')],
    ['chốt số liệu ngày 14 hằng tháng', recurs('hằng tháng', 'chốt số liệu ngày 14')],
  ]);
  test.each(['ngày 15 hằng quý', 'thứ Sáu hằng tháng', 'ngày 30/02 hằng năm', 'trước 16 giờ 30 thứ Sáu hằng tuần'])(
    '“%s” names no such day',
    (cell) => {
      expect(read(cell).kind).toBe('undefined');
    },
  );
});

describe('how often', () => {
  test.each([
    ['Định kỳ quý', 'quarter'],
    ['02 lần/năm', 'half'],
    ['mỗi năm 02 lần', 'half'],
    ['ít nhất 1 lần/quý', 'quarter'],
    ['6 tháng/lần', 'half'],
    ['6 tháng một lần', 'half'],
    ['Hằng ngày', 'day'],
  ])('“%s” comes every %s', (cell, every) => {
    expect(readDeadline(cell, plan).deadline).toMatchObject({ kind: 'recurring', segments: [{ every }] });
  });
  test('“Thường xuyên; báo cáo hằng quý” goes on and is asked about every quarter', () => {
    expect(readDeadline('Thường xuyên; báo cáo hằng quý', plan).deadline).toEqual({
      kind: 'continuous',
      checkIns: 'quarter',
    });
  });
  test('“Định kỳ 6 tháng, năm” are two cadences', () => {
    const { deadline } = readDeadline('Định kỳ 6 tháng, năm', plan);
    const parts = deadline.kind === 'milestones' ? deadline.milestones : [];
    expect(parts.map((part) => part.deadline)).toMatchObject([
      { segments: [{ every: 'half' }] },
      { segments: [{ every: 'year' }] },
    ]);
  });
  test.each(['3 lần/năm', '2 lần/tháng', 'Định kỳ', 'Định kỳ theo quy định'])('“%s” is not settled', (cell) => {
    expect(read(cell).kind).toBe('undefined');
  });
});

describe('a paper from above, an event, so many days', () => {
  sentences([
    ['Khi có hướng dẫn của Sở Nội vụ', 'chờ văn bản: hướng dẫn của Sở Nội vụ'],
    ['Theo kế hoạch của tỉnh', 'chờ văn bản: tỉnh'],
    ['Sau khi UBND tỉnh ban hành kế hoạch', 'chờ văn bản: UBND tỉnh ban hành kế hoạch'],
    ['ngay khi phát sinh', 'ngay sau khi phát sinh'],
    ['ngay khi kết thúc năm', 'ngay sau ngày 31/12/2026, thứ Năm'],
    ['không quá 15 ngày kể từ ngày có kết luận', 'trong 15 ngày sau khi có kết luận'],
    ['Trong vòng 05 ngày làm việc kể từ ngày nhận được văn bản', 'trong 5 ngày làm việc sau khi nhận được văn bản'],
    ['Trong vòng 10 ngày kể từ ngày 01/6/2026', 'trong 10 ngày sau ngày 01/06/2026, thứ Hai'],
    ['sau 10 ngày kể từ ngày ban hành Kế hoạch này', 'trong 10 ngày sau ngày 20/01/2026, thứ Ba'],
    ['Trong 05 (năm) ngày làm việc sau khi kết thúc quý III/2026', 'trong 5 ngày làm việc sau ngày 30/09/2026, thứ Tư'],
    ['2 tuần sau khi có kết quả', 'trong 14 ngày sau khi có kết quả'],
  ]);
});

describe('dates with other separators, and slips of the keyboard or the scanner', () => {
  dues('fixed', [
    ['30-6-2026', '2026-07-01'],
    ['30.6.2026', '2026-07-01'],
    ['30. 6. 2026', '2026-07-01'],
    ['30/06/26', '2026-07-01'],
    ['2026-06-30', '2026-07-01'],
    ['ngày 30 tháng 6', '2026-07-01'],
    ['ngày 5/5', '2026-05-06'],
    ['ngày 30.6', '2026-07-01'],
    ['thứ Sáu, ngày 11/12/2026', '2026-12-12'],
    ['trướcngày 31/12/2026', '2026-12-31'],
    ['Trư ớc ngày 31/12/2026', '2026-12-31'],
    ['TRƯỚC NGÀY 31/12/2026', '2026-12-31'],
  ]);
  dues('period', [
    ['Tháng12', '2027-01-01'],
    ['th áng 12/2026', '2027-01-01'],
    ['Qúy IV/2026', '2027-01-01'],
    ['QuýIV/2026', '2027-01-01'],
    ['Quý lll/2026', '2026-10-01'],
    ['Trongnăm 2026', '2027-01-01'],
  ]);
});

describe('what is only half understood is not settled', () => {
  test.each([
    'Quý V/2026',
    'Đợt 1 - 15/12/2026',
    'Trong 01-15/11/2026', // the days of a stretch need their word behind another
    'Quý III, 1V/2026',
    'Tháng 13/2026',
    'Tháng 1 2/2026',
    '3 1/12/2026',
    '31/1 2/2026',
    '31/12/20 26',
    '31/12/2o26',
    'O5/12/2026',
    '30/06/19',
    'Tuần 2 tháng 6',
    'đầu tháng 6/2026',
    'Trong 10 ngày đầu tháng',
    '5 giờ chiều ngày 15/6/2026',
    '00:00:00 15/6/2026',
    'trước 15 ngày',
    'sau 10 ngày',
    'trước ngày 31/12/2026 15 ngày',
    'Trước ngày 15 tháng sau',
    'Trước hết năm 2026',
    'Trước khi kết thúc năm 2026',
    'Từ tháng 6/2026',
    'thứ Năm, ngày 11/12/2026', // a Friday
    'Trước Tết Nguyên đán',
    'Kịp thời',
    'Theo kế hoạch',
    'Theo Nghị định số 61/2018/NĐ-CP',
  ])('“%s”', (cell) => {
    expect(read(cell)).toMatchObject({ kind: 'undefined', due: null });
  });
});

describe('words that may change the meaning are reported', () => {
  test.each([
    ['Dự kiến tháng 6/2026', 'Dự kiến'],
    ['Tháng 6 hoặc tháng 7', 'hoặc'],
    ['Trước ngày 15/12/2026 (trừ trường hợp đặc biệt)', 'trừ'],
    ['Trươc ngày 31/12/2026', 'Trươc'],
    ['Định kỳ hằng quý và đột xuất', 'đột xuất'],
    ['Quý I II.', 'II'],
    ['Trước ngày 15/11; báo cáo trước ngày 05/01/2027', '2027'], // 15/11 of which year?
  ])('“%s”: %s', (cell, unread) => {
    expect(read(cell).unread).toBe(unread);
  });
});
