// Every deadline cell of the five plans, checked by eye against the documents: what it says, which rows say it, and what it means.

export interface SeedCell {
  /** Verbatim, page breaks joined. */
  readonly text: string;
  readonly rows: number | readonly string[];
  readonly kind: string;
  readonly due: string | null;
  readonly sentence: string;
}

const newYear = '2026-01-01T00:00:00+07:00';
const endOfYear = 'trong năm 2025 (hết ngày 31/12/2025, thứ Tư)';
const always = { kind: 'continuous', due: null, sentence: 'thường xuyên' } as const;
const unsettled = { kind: 'undefined', due: null, sentence: 'chưa xác định thời hạn' } as const;
const inYear = { kind: 'period', due: newYear, sentence: endOfYear } as const;
const before = (day: string, weekday: string) => ({
  kind: 'fixed',
  due: `${day.split('/').reverse().join('-')}T00:00:00+07:00`,
  sentence: `trước ngày ${day}, ${weekday}`,
});
const waitsFor = (source: string) => ({ kind: 'externalTrigger', due: null, sentence: `chờ văn bản: ${source}` });

/** Plans that the reader gives rows for; `rows` counts them. */
export const tableCells: Readonly<Record<string, readonly SeedCell[]>> = {
  '000': [
    { text: 'Trong ngày 31/12/2025', rows: 4, kind: 'fixed', due: newYear, sentence: 'hết ngày 31/12/2025, thứ Tư' },
    { text: 'Trong năm 2025', rows: 41, ...inYear },
    { text: 'Thường xuyên', rows: 5, ...always },
    { text: 'Trước 31 tháng 12 năm 2025', rows: 1, ...before('31/12/2025', 'thứ Tư') },
  ],
  '001': [
    { text: 'Chậm nhất trước ngày 31/12/2025', rows: 3, ...before('31/12/2025', 'thứ Tư') },
    { text: 'Theo tiến độ thời gian', rows: 1, ...unsettled },
    { text: 'Trong năm 2025', rows: 20, ...inYear },
    { text: 'Thường xuyên', rows: 5, ...always },
    { text: 'Trước 31/12/2025', rows: 1, ...before('31/12/2025', 'thứ Tư') },
    {
      text: 'Quý III năm 2025',
      rows: 1,
      kind: 'period',
      due: '2025-10-01T00:00:00+07:00',
      sentence: 'trong quý III/2025 (hết ngày 30/09/2025, thứ Ba)',
    },
  ],
  '003': [
    { text: 'Thường xuyên', rows: 13, ...always },
    {
      text: 'Quý III/2025',
      rows: 1,
      kind: 'period',
      due: '2025-10-01T00:00:00+07:00',
      sentence: 'trong quý III/2025 (hết ngày 30/09/2025, thứ Ba)',
    },
    { text: 'Năm 2025', rows: 2, ...inYear },
  ],
};

/** 002 has lost its cells: these were put together by eye, row by row, from the column "Tiến độ hoàn thành". */
export const cellsOf002: readonly (SeedCell & { readonly rows: readonly string[] })[] = [
  {
    text: 'Hoàn thành Trước ngày 31/11/2025',
    rows: ['I.1'],
    kind: 'invalid',
    due: null,
    sentence:
      'ngày 31/11/2025 không có thật; có thể là hết ngày 30/11/2025, Chủ nhật hoặc trước ngày 31/12/2025, thứ Tư',
  },
  { text: 'Hoàn thành theo thời gian quy định của Sở Nội vụ', rows: ['I.2'], ...waitsFor('Sở Nội vụ') },
  { text: 'Hoàn thành trước 10/12/2025', rows: ['I.3'], ...before('10/12/2025', 'thứ Tư') },
  {
    text: '- Tổ chức các hội nghị, tập huấn chuyên đề, hội thi, tọa đàm, sân khấu hóa liên quan đến công tác CCHC hoàn thành trước ngày 30/11/2025. - Các hình thức tuyên truyền khác hoàn thành trước ngày 05/12/2025.',
    rows: ['I.4'],
    kind: 'milestones',
    due: '2025-12-05T00:00:00+07:00',
    sentence:
      'Tổ chức các hội nghị, tập huấn chuyên đề, hội thi, tọa đàm, sân khấu hóa liên quan đến công tác CCHC: trước ngày 30/11/2025, Chủ nhật; Các hình thức tuyên truyền khác: trước ngày 05/12/2025, thứ Sáu',
  },
  {
    text: '- Các cơ quan, đơn vị thuộc UBND phường hoàn thành việc xét sáng kiến của đơn vị đảm bảo thời gian theo quy định hiện hành.',
    rows: ['I.5'],
    ...unsettled,
  },
  {
    text: 'Hoàn thành trước ngày 15/12/2025',
    rows: ['I.6.1', 'III.3', 'III.4c', 'V.2'],
    ...before('15/12/2025', 'thứ Hai'),
  },
  {
    text: 'Các cơ quan đơn vị triển khai thực hiện hoàn thành các nội dung trước ngày 30/11/2025',
    rows: ['I.6.2'],
    ...before('30/11/2025', 'Chủ nhật'),
  },
  {
    text: 'Các cơ quan đơn vị triển khai thực hiện hoàn thành các nội dung trước ngày 05/12/2025',
    rows: ['I.6.3'],
    ...before('05/12/2025', 'thứ Sáu'),
  },
  { text: 'Hoàn thành các nhiệm vụ theo thời hạn quy định của Thành phố.', rows: ['I.7'], ...waitsFor('Thành phố') },
  {
    text: 'Tổ chức kiểm tra, báo cáo kết quả kiểm tra, xử lý kết quả theo dõi thi hành pháp luật hoàn thành trước ngày 10/12/2025.',
    rows: ['II.1'],
    ...before('10/12/2025', 'thứ Tư'),
  },
  { text: 'Hoàn thành trước ngày 30/11/2025.', rows: ['II.2'], ...before('30/11/2025', 'Chủ nhật') },
  {
    text: 'Tổ chức kiểm tra, báo cáo kết quả kiểm tra, xử lý VBQPPL hoàn thành trước ngày 23/11/2025.',
    rows: ['II.3a'],
    ...before('23/11/2025', 'Chủ nhật'),
  },
  {
    text: 'Tổ chức, xử lý VBQPPL hoàn thành trước ngày 15/12/2025.',
    rows: ['II.3b'],
    ...before('15/12/2025', 'thứ Hai'),
  },
  { text: 'Hoàn thành trước ngày 05/12/2025.', rows: ['II.4'], ...before('05/12/2025', 'thứ Sáu') },
  {
    text: 'Theo văn bản triển khai của Sở Nội vụ',
    rows: ['II.5', 'IV.4', 'IV.7', 'V.3', 'V.5', 'V.8', 'VI.3', 'VI.5'],
    ...waitsFor('Sở Nội vụ'),
  },
  {
    text: '- Báo cáo công tác kiểm soát TTHC của phường thực hiện theo quy định của Văn phòng UBND thành phố. - Quyết định ban hành các TTHC, Danh mục TTHC, quy trình TTHC nội bộ hoàn thành trước ngày 05/12/2025.',
    rows: ['III.1'],
    kind: 'milestones',
    due: '2025-12-05T00:00:00+07:00',
    sentence:
      'Báo cáo công tác kiểm soát TTHC của phường thực hiện: chờ văn bản: Văn phòng UBND thành phố; Quyết định ban hành các TTHC, Danh mục TTHC, quy trình TTHC nội bộ: trước ngày 05/12/2025, thứ Sáu',
  },
  { text: 'Đảm bảo thực hiện công khai đúng thời gian quy định.', rows: ['III.2'], ...unsettled },
  {
    text: 'Theo quy định thời gian báo cáo kiểm soát thủ tục hành chính năm',
    rows: ['III.4a'],
    ...waitsFor('báo cáo kiểm soát thủ tục hành chính năm'),
  },
  { text: 'Thường xuyên', rows: ['III.4b', 'IV.5', 'VII.4d'], ...always },
  {
    text: 'Theo thời gian ban hành tài liệu kiểm chứng là Báo cáo kiểm soát TTHC và yêu cầu báo cáo của Sở Nội vụ.',
    rows: ['III.5'],
    ...waitsFor('Sở Nội vụ'),
  },
  { text: 'Hoàn thành trước 12/12/2025', rows: ['IV.1'], ...before('12/12/2025', 'thứ Sáu') },
  { text: 'Hoàn thành trước 13/12/2025.', rows: ['IV.2', 'IV.3', 'IV.6'], ...before('13/12/2025', 'thứ Bảy') },
  { text: 'Hoàn thành trước ngày 13/12/2025', rows: ['V.1', 'V.4'], ...before('13/12/2025', 'thứ Bảy') },
  { text: 'Hoàn thành trước ngày 13/12/2025.', rows: ['V.6', 'V.7'], ...before('13/12/2025', 'thứ Bảy') },
  { text: 'Hoàn thành trước ngày 30/12/2025.', rows: ['VI.1'], ...before('30/12/2025', 'thứ Ba') },
  { text: 'Hoàn thành trước ngày 30/12/2025', rows: ['VI.2'], ...before('30/12/2025', 'thứ Ba') },
  { text: 'Hoàn thành trước ngày 28/11/2025', rows: ['VI.4'], ...before('28/11/2025', 'thứ Sáu') },
  {
    text: 'Hoàn thành trước ngày 18/12/2025',
    rows: ['VII.1', 'VII.2a', 'VII.2b', 'VII.3a', 'VII.3b', 'VII.4b'],
    ...before('18/12/2025', 'thứ Năm'),
  },
  { text: 'Hoàn thành trước ngày 20/12/2025', rows: ['VII.4a', 'VII.4c'], ...before('20/12/2025', 'thứ Bảy') },
  { text: 'Trong năm', rows: ['VIII.1', 'VIII.2', 'VIII.3', 'VIII.4'], ...inYear },
];
