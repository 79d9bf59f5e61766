// A plan of any length, as a ward would write it: one table row per assignment. Read by the product's own reader.

const HEADER = [
  'STT\tLĩnh vực, tiêu chí\tYêu cầu\tThời gian chậm nhất phải hoàn thành\tPhân công nhiệm vụ\t',
  '\t\t\t\tCơ quan chủ trì thực hiện\tCơ quan phối hợp',
];
const ROWS_PER_HEADING = 250;

export interface PlanDocument {
  /** Makes the document, and so the plan, another one. */
  readonly number: number;
  readonly rows: number;
  /** As a plan says it: `31/12/2027`. */
  readonly due: string;
}

/** Every row is led by the office (VP) and reviewed by the coordinating unit (VHXH). */
export function planDocument({ number, rows, due }: PlanDocument): string {
  const year = due.slice(-4);
  const lines = Array.from({ length: rows }, (_, index) => {
    const heading = Math.floor(index / ROWS_PER_HEADING) + 1;
    const row = `${heading}.${(index % ROWS_PER_HEADING) + 1}`;
    const cells = [row, `Tiêu chí ${row}`, `Thực hiện nội dung ${row}`, `Trong ngày ${due}`, 'Văn phòng HĐND và UBND'];
    const begins = index % ROWS_PER_HEADING === 0 ? [`${heading}\tLĩnh vực ${heading}\t\t\t\t`] : [];
    return [...begins, `${cells.join('\t')}\tPhòng Văn hóa - Xã hội`].join('\n');
  });
  return [
    'UBND PHƯỜNG PHỔ YÊN',
    '',
    `Số: ${number}/KH-UBND`,
    '',
    `Phổ Yên, ngày 02 tháng 01 năm ${year}`,
    '',
    'KẾ HOẠCH',
    '',
    `Đo tải công việc năm ${year}, kế hoạch thứ ${number}`,
    '',
    'Phụ lục',
    '',
    ...HEADER,
    ...lines,
    '',
  ].join('\n');
}
