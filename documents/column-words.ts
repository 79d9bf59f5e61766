// The words by which plans call their columns. A cell of a header holds one of them (columns.ts); where the cells have lost their
// borders, a name begins with one (borderless/header.ts).

export const columnWords = {
  number: ['stt', 'tt', 'st', 'số tt', 'số thứ tự'],
  unread: ['ghi chú', 'điểm', 'mã', 'kinh phí', 'dự toán', 'đơn vị tính', 'người'],
  lead: ['chủ trì'],
  coordinators: ['phối hợp'],
  deadline: ['thời gian', 'tiến độ', 'thời hạn', 'hạn hoàn thành', 'hoàn thành trước', 'ngày hoàn thành'],
  evidence: ['sản phẩm', 'kết quả', 'kiểm chứng', 'minh chứng'],
  criterion: ['tiêu chí', 'lĩnh vực'],
  requirement: ['yêu cầu', 'nhiệm vụ', 'nội dung', 'công việc', 'chỉ tiêu', 'giải pháp', 'biện pháp', 'hoạt động'],
  /** What a task is measured by; it names the subject where nothing else does. */
  measure: ['chỉ số'],
  bodies: ['đơn vị', 'cơ quan', 'bộ phận', 'phòng', 'ban'],
  /** "Đơn vị thực hiện": leads where no other column does. */
  answers: ['thực hiện', 'chịu trách nhiệm', 'được giao', 'phụ trách'],
} as const;

export const anyOf = (list: readonly string[]): string => `(?:${list.join('|')})`;
