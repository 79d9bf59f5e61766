// One plan in every format: its prose, and twelve rows of a real one under their headings, cell by cell as they stand there.
import { writeXlsx } from 'hucre/xlsx';
import { readBlocks } from '../../../documents/blocks.ts';
import { readTable } from '../../../documents/tables.ts';
import { seedText } from '../seed-plans.ts';
import { docxOf } from './docx.ts';
import { type Layout, layOut } from './page-layout.ts';
import { pdfOf } from './pdf.ts';

export const prose = [
  'UBND PHƯỜNG PHỔ YÊN',
  'Số: 55/KH-UBND',
  'Phổ Yên, ngày 11 tháng 9 năm 2025',
  'KẾ HOẠCH',
  'Duy trì, cải thiện và nâng cao Chỉ số cải cách hành chính phường Phổ Yên năm 2025',
  'II. TỔ CHỨC THỰC HIỆN',
  '1. Phòng Văn hóa - Xã hội',
  'Theo dõi, đôn đốc các phòng chuyên môn, đơn vị của UBND phường Phổ Yên thực hiện Kế hoạch này; tổng hợp, báo cáo UBND phường trước ngày 15/12/2025.',
  'PHỤ LỤC PHÂN CÔNG NHIỆM VỤ',
];

export const header = [
  'STT',
  'Lĩnh vực, tiêu chí',
  'Yêu cầu năm 2025',
  'Thời gian hoàn thành',
  'Cơ quan chủ trì',
  'Cơ quan phối hợp',
];

/** Headings and rows up to the twelfth row. */
export const rows: readonly (readonly string[])[] = (() => {
  const all = readTable(readBlocks(seedText('000')).tableLines).rows.map(({ cells }) => cells);
  let tasks = 0;
  return all
    .filter(({ deadline }) => (deadline === '' ? tasks < 12 : ++tasks <= 12))
    .map(({ number, criterion, requirement, deadline, lead, coordinators }) => [
      number,
      criterion,
      requirement,
      deadline,
      lead,
      coordinators,
    ]);
})();

const table = [header, ...rows];
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const csvLine = (separator: string) => (cells: readonly string[]) => cells.map(quoted).join(separator);

export const WIDE: Layout = { widths: [50, 170, 190, 90, 130, 130], borders: true };

export const asText = (): Buffer =>
  Buffer.from([...prose.flatMap((text) => [text, '']), ...table.map((cells) => cells.join('\t'))].join('\n'));
export const asCsv = (separator = ','): Buffer =>
  Buffer.from([...prose.map(quoted), ...table.map(csvLine(separator))].join('\r\n'));
export const asDocx = (): Buffer => docxOf([...prose, table.map((cells) => cells.map((text) => ({ text })))]);
export const asXlsx = async (): Promise<Buffer> =>
  Buffer.from(
    await writeXlsx({
      sheets: [{ name: 'Kế hoạch', rows: [...prose.map((text) => [text]), ...table.map((cells) => [...cells])] }],
    }),
  );
export const asPdf = (layout: Layout = WIDE): Buffer => pdfOf(layOut(prose, table, layout));
