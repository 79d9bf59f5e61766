// A workbook to fill in for those who start from nothing: a small plan as an example, a page of help, lists to choose from.
// Whatever is in it, the reader must read without a doubt; tests/documents/template.test.ts reads it back.
import { type CellStyle, type CellValue, writeXlsx } from 'hucre/xlsx';
import { leadNames } from '../units.ts';

const HEADER = [
  'STT',
  'Tiêu chí',
  'Yêu cầu, kết quả cần đạt',
  'Thời gian hoàn thành',
  'Cơ quan chủ trì',
  'Cơ quan phối hợp',
];
const WIDTHS = [8, 42, 46, 26, 34, 34];
const LAST_ROW = 500;
const LISTS = 'Danh mục';

/** Every kind of deadline, in a wording that is always understood. */
export const deadlineWordings = (year: number): readonly string[] => [
  `Trong năm ${year}`,
  ...['I', 'II', 'III', 'IV'].map((quarter) => `Quý ${quarter}/${year}`),
  `Tháng 6/${year}`,
  `Trước ngày 15/12/${year}`,
  `Trong ngày 31/12/${year}`,
  `Từ ngày 01/3/${year} đến ngày 30/6/${year}`,
  'Thường xuyên',
  'Hàng tháng',
  'Hàng quý',
];

const front = (year: number): string[] => [
  'ỦY BAN NHÂN DÂN PHƯỜNG VÍ DỤ',
  'Số: 01/KH-UBND',
  `Ví Dụ, ngày 05 tháng 01 năm ${year}`,
  'KẾ HOẠCH',
  `Duy trì, cải thiện và nâng cao Chỉ số cải cách hành chính phường Ví Dụ năm ${year}`,
  'I. TỔ CHỨC THỰC HIỆN',
  '1. Phòng Văn hóa - Xã hội',
  `Theo dõi, đôn đốc các phòng chuyên môn, đơn vị của UBND phường Ví Dụ thực hiện Kế hoạch này; tổng hợp, báo cáo UBND phường trước ngày 15/12/${year}.`,
  'PHỤ LỤC PHÂN CÔNG NHIỆM VỤ',
];

const tasks = (year: number): string[][] => [
  ['I', 'CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH', '', '', '', ''],
  [
    '1.1',
    'Ban hành kế hoạch tuyên truyền cải cách hành chính',
    'Kế hoạch được ban hành và công khai',
    `Quý I/${year}`,
    'Phòng Văn hóa - Xã hội',
    'Văn phòng HĐND và UBND',
  ],
  [
    '1.2',
    'Xử lý các vấn đề phát hiện qua kiểm tra',
    '100% số vấn đề được xử lý',
    `Trong năm ${year}`,
    'Các phòng chuyên môn, đơn vị',
    'Phòng Văn hóa - Xã hội',
  ],
  ['II', 'CẢI CÁCH THỦ TỤC HÀNH CHÍNH', '', '', '', ''],
  [
    '2.1',
    'Công khai thủ tục hành chính tại nơi tiếp nhận hồ sơ',
    '100% thủ tục được công khai đầy đủ, đúng quy định',
    'Thường xuyên',
    'Trung tâm Phục vụ hành chính công',
    'Các phòng chuyên môn, đơn vị',
  ],
];

const help = [
  'HƯỚNG DẪN LẬP KẾ HOẠCH',
  '',
  '1. Ở trang “Kế hoạch”, thay nội dung ví dụ bằng nội dung của phường, xã mình: tên cơ quan, số, ngày ban hành, tên và năm của kế hoạch.',
  '2. Phần “Tổ chức thực hiện” ghi nhiệm vụ ngoài phụ lục: một dòng tên đơn vị, dưới đó là việc đơn vị phải làm. Mỗi đoạn một ô ở cột A.',
  '3. Bảng phụ lục: giữ nguyên dòng tiêu đề; có thể đổi thứ tự cột, không đổi tên cột.',
  '4. Mỗi nhiệm vụ một dòng, có số thứ tự riêng (1.1, 1.2 …). Dòng đề mục chỉ có số (I, II …) và tên.',
  '5. “Thời gian hoàn thành”: chọn trong danh sách rồi sửa ngày, quý, tháng cho đúng. “Trước ngày 15/12” là phải xong trước khi ngày đó bắt đầu; “Trong ngày 15/12” là tính hết ngày đó.',
  '6. “Cơ quan chủ trì”: chọn một đơn vị, hoặc một nhóm (“Các phòng chuyên môn, đơn vị” là mỗi đơn vị một nhiệm vụ). Ghi tên đơn vị, không ghi chức danh.',
  '7. “Cơ quan phối hợp”: nhiều đơn vị thì cách nhau bằng dấu phẩy hoặc chấm phẩy.',
  '8. Không gộp ô trong phần nhiệm vụ, không đặt mật khẩu, không dùng macro.',
  '9. Kiểm tra trước khi gửi: npx tiendo read-plan ke-hoach.xlsx. Chỗ nào chưa rõ sẽ được nêu theo trang và dòng.',
];

const wrapped: CellStyle = { alignment: { wrapText: true, vertical: 'top' } };
const headed: CellStyle = {
  font: { bold: true },
  alignment: { wrapText: true, horizontal: 'center', vertical: 'center' },
};
const bold: CellStyle = { font: { bold: true } };

/** The workbook, for the plan of this year. */
export async function planTemplate(year: number): Promise<Uint8Array> {
  const above = front(year);
  const rows = tasks(year);
  const first = above.length + 2; // the row below the header, from 1
  const deadlines = deadlineWordings(year);
  const choose = (column: string, list: string, count: number) => ({
    type: 'list' as const,
    formula1: `'${LISTS}'!$${list}$2:$${list}$${count + 1}`,
    range: `${column}${first}:${column}${LAST_ROW}`,
    showErrorMessage: false, // a proposal: other units and other days may be written
  });
  return writeXlsx({
    sheets: [
      {
        name: 'Kế hoạch',
        columns: WIDTHS.map((width) => ({ width })),
        rows: [...above.map((text) => [text]), HEADER, ...rows],
        cells: stylesOf(above, rows),
        dataValidations: [
          choose('D', 'B', deadlines.length),
          choose('E', 'A', leadNames.length),
          choose('F', 'A', leadNames.length),
        ],
      },
      { name: 'Hướng dẫn', columns: [{ width: 120 }], rows: help.map((text) => [text]), cells: helpStyles() },
      {
        name: LISTS,
        columns: [{ width: 50 }, { width: 40 }],
        rows: [['Đơn vị', 'Thời gian hoàn thành'], ...listsOf(deadlines)],
      },
    ],
  });
}

function listsOf(deadlines: readonly string[]): CellValue[][] {
  const length = Math.max(leadNames.length, deadlines.length);
  return Array.from({ length }, (_, index) => [leadNames[index] ?? null, deadlines[index] ?? null]);
}

type Styles = Map<string, { value: CellValue; style: CellStyle }>;

function stylesOf(above: readonly string[], rows: readonly string[][]): Styles {
  const styles: Styles = new Map();
  above.forEach((value, row) => {
    if (value === value.toUpperCase()) styles.set(`${row},0`, { value, style: bold });
  });
  HEADER.forEach((value, column) => {
    styles.set(`${above.length},${column}`, { value, style: headed });
  });
  rows.forEach((cells, row) => {
    cells.forEach((value, column) => {
      styles.set(`${above.length + 1 + row},${column}`, { value, style: cells[3] === '' ? bold : wrapped });
    });
  });
  return styles;
}

const helpStyles = (): Styles =>
  new Map(help.map((value, row) => [`${row},0`, { value, style: row === 0 ? bold : wrapped }]));
