// Every issue that reading can raise: stable code, texts in Vietnamese and English, and whether it keeps the row from running.
// Blocking only where nothing could be run: no lead, no deadline, no plan. Everything else a person may leave as it is.

export interface IssueText {
  readonly blocking: boolean;
  /** How much less sure of the row we are, of 1. */
  readonly doubt: number;
  readonly vi: string;
  readonly en: string;
}

const warning = (doubt: number, vi: string, en: string): IssueText => ({ blocking: false, doubt, vi, en });
const blocker = (doubt: number, vi: string, en: string): IssueText => ({ blocking: true, doubt, vi, en });

export const planIssues = {
  'not-a-plan': blocker(1, 'Không nhận ra đây là một kế hoạch: {why}.', 'This is not recognised as a plan: {whyEn}.'),
  'no-appendix': warning(
    1,
    'Kế hoạch không có phụ lục phân công; chỉ đọc được các nhiệm vụ ở phần lời văn.',
    'The plan has no appendix of assignments; only the duties in its prose were read.',
  ),
  'no-table-structure': blocker(
    1,
    'Có phụ lục từ dòng {line} nhưng bảng không còn ô, cột; chưa đọc được dòng nhiệm vụ nào.',
    'There is an appendix from line {line}, but its table has lost cells and columns; no row could be read.',
  ),
  'no-rows': blocker(
    1,
    'Bảng có tiêu đề cột nhưng không đọc được dòng nhiệm vụ nào.',
    'The table has the names of its columns, but no row could be read.',
  ),
  'table-without-header': blocker(
    1,
    'Bảng từ dòng {line} không có dòng tiêu đề cột nên không biết ô nào là gì; {count} dòng chưa đọc.',
    'The table from line {line} has no header row, so its cells cannot be told apart; {count} lines were not read.',
  ),
  'other-table': warning(
    1,
    'Bảng từ dòng {line} có cột khác với bảng phân công; {count} dòng chưa đọc.',
    'The table from line {line} has other columns than an appendix of assignments; {count} lines were not read.',
  ),
  'table-without-borders': warning(
    1,
    'Bảng từ dòng {line} đã mất khung: các ô được tách theo nội dung chữ, bỏ {count} lần lặp tiêu đề. Cần đối chiếu các dòng có ghi chú.',
    'The table from line {line} has lost its borders: cells were told apart by their words, {count} header blocks dropped. Check the rows that carry an issue.',
  ),
  'missing-column': blocker(1, 'Bảng không có cột “{column}”.', 'The table has no column for "{column}".'),
  'column-not-read': warning(
    1,
    'Bảng có cột không đọc vào dòng nhiệm vụ: “{columns}”.',
    'The table has columns that no row takes up: "{columns}".',
  ),
  'columns-hidden': warning(
    1,
    'Bảng tính có cột bị ẩn nhưng vẫn được đọc: {columns}. Cần xem các cột này có còn thuộc kế hoạch không.',
    'The sheet hides columns that were read all the same: {columns}. Check whether they still belong to the plan.',
  ),
  'rows-counted': warning(
    1,
    'Bảng không có cột số thứ tự; số của các dòng là thứ tự trong bảng.',
    'The table has no column of numbers; the rows are numbered by their order.',
  ),
  'missing-issuer': warning(1, 'Không đọc được cơ quan ban hành.', 'The issuer could not be read.'),
  'missing-number': warning(1, 'Kế hoạch chưa có số.', 'The plan has no number.'),
  'missing-issued-on': warning(
    1,
    'Kế hoạch chưa có đủ ngày, tháng, năm ban hành.',
    'The date of issue is missing or incomplete.',
  ),
  'missing-year': warning(1, 'Không rõ kế hoạch của năm nào.', 'The year of the plan is not clear.'),
  'open-ended-year': warning(
    1,
    'Kế hoạch nói “năm tiếp theo”: không kết thúc cùng năm {year}.',
    'The plan says "and the following year": it does not end with {year}.',
  ),
  'numbering-gap': warning(1, 'Số thứ tự bị nhảy: thiếu {missing}.', 'The numbering has gaps: {missing} missing.'),
  'heading-year-differs': warning(
    1,
    'Đề mục {number} ghi năm {written}, kế hoạch của năm {year}.',
    'Heading {number} says {written}, the plan is for {year}.',
  ),
  'heading-without-rows': warning(1, 'Đề mục {number} không có dòng nhiệm vụ nào.', 'Heading {number} has no rows.'),
  'report-in-closing': warning(
    1,
    'Câu kết yêu cầu báo cáo định kỳ nhưng không nêu kỳ; chưa thành nhiệm vụ nào: “{text}”.',
    'The closing sentence asks for periodic reports and names no period; it has become no duty: "{text}".',
  ),
  'no-duties': warning(
    1,
    'Không đọc được nhiệm vụ nào ở phần tổ chức thực hiện.',
    'No duties could be read from the section on organisation.',
  ),
} as const;

export const fieldIssues = {
  'empty-criterion': warning(0.1, 'Ô tiêu chí để trống.', 'The criterion cell is empty.'),
  'empty-requirement': warning(0.3, 'Ô yêu cầu để trống.', 'The requirement cell is empty.'),
  'empty-lead': blocker(0.5, 'Ô cơ quan chủ trì để trống.', 'The lead cell is empty.'),
  'empty-coordinators': warning(0.1, 'Ô cơ quan phối hợp để trống.', 'The coordinator cell is empty.'),
  'missing-row-number': warning(0.25, 'Dòng không có số thứ tự.', 'The row has no number.'),
  'duplicate-number': warning(
    0.2,
    'Số {number} đã dùng ở dòng {line}.',
    'Number {number} is already used on line {line}.',
  ),
  'duplicate-title': warning(0.2, 'Trùng tên với mục {number}.', 'Same title as {number}.'),
  'two-thresholds': warning(
    0.2,
    'Cùng một chỉ tiêu “{measure}” có hai mức: {values}.',
    'The same measure "{measure}" has two thresholds: {values}.',
  ),
  'unfinished-text': warning(
    0.1,
    'Nội dung kết thúc bằng dấu phẩy, có thể bị mất chữ.',
    'The text ends with a comma; words may be missing.',
  ),
  'cell-edge-doubtful': warning(
    0.25,
    'Chữ của các ô dính liền nhau trên một dòng; ranh giới của ô này cần đối chiếu với văn bản.',
    'Words of neighbouring cells ran together; check against the document where this cell begins.',
  ),
  'two-rows-in-one': warning(
    0.25,
    'Ô này có hai nội dung liền nhau, không có dấu ngăn cách; có thể hai dòng đã bị gộp làm một.',
    'The cell says two things with nothing between them; two rows may have been taken for one.',
  ),
  'cell-shared': warning(
    0.05,
    'Ô tiêu chí chung cho nhiều dòng; số thứ tự của dòng được đặt thêm.',
    'One criterion cell serves several rows; the row number was made up from it.',
  ),
  'part-without-lead': warning(
    0.25,
    'Phần sau của ô này không có đủ cơ quan chủ trì và thời hạn riêng; được gộp vào dòng này.',
    'The later part of this cell has no lead or no deadline of its own; it was added to this row.',
  ),
  'row-hidden': warning(
    0.25,
    'Dòng này bị ẩn trong bảng tính; cần xem có còn thuộc kế hoạch không.',
    'The sheet hides this row; check whether it still belongs to the plan.',
  ),
  'row-joined': warning(
    0.25,
    'Dòng không có số thứ tự ở bên dưới được gộp vào dòng này; cần đối chiếu với văn bản.',
    'An unnumbered line below was joined to this row; check it against the document.',
  ),
  'row-may-go-on': warning(
    0.25,
    'Sau chỗ ngắt trang có một dòng đủ nội dung nhưng không có số thứ tự: được đọc thành dòng riêng, có thể là phần còn lại của dòng trước.',
    'Behind a page break stands a whole row without a number: it was read as a row of its own and may be the rest of the one before.',
  ),
  'text-doubled': warning(
    0.25,
    'Ô lặp lại chính nó: “{text}”; có thể hai dòng đã bị gộp.',
    'The cell says the same twice: "{text}"; two rows may have been joined.',
  ),
  'surplus-cells': warning(
    0.3,
    'Dòng có nhiều ô hơn tiêu đề: “{text}”.',
    'The row has more cells than the header: "{text}".',
  ),
  'former-tier': warning(
    0.1,
    'Nói “{word}”, trong khi cấp trên của phường, xã là {superior}.',
    'Says "{word}", though the tier above is {superior}.',
  ),

  'unknown-lead': blocker(0.6, 'Không biết cơ quan chủ trì “{text}”.', 'Unknown lead unit "{text}".'),
  'unknown-lead-part': warning(
    0.2,
    'Không hiểu phần “{text}” trong ô cơ quan chủ trì.',
    'Part of the lead cell was not understood: "{text}".',
  ),
  'lead-is-a-post': blocker(
    0.5,
    '“{text}” là chức danh, không phải đơn vị; cần chọn đơn vị chủ trì.',
    '"{text}" is a post, not a unit; a lead unit must be chosen.',
  ),
  'lead-defined-by-document': warning(
    0.3,
    'Đơn vị chủ trì do văn bản khác xác định: {document}. Cần chọn đơn vị.',
    'Another document says which units lead: {document}. Choose the units.',
  ),
  'unknown-coordinators': warning(0.1, 'Không biết cơ quan phối hợp “{text}”.', 'Unknown coordinating unit "{text}".'),
  'coordinator-is-a-post': warning(
    0.1,
    'Cơ quan phối hợp “{text}” là chức danh, không phải đơn vị.',
    'Coordinator "{text}" is a post, not a unit.',
  ),
  'legacy-unit-name': warning(
    0.1,
    'Tên đơn vị của cấp cũ: “{text}”. Hiểu là {unit} của phường, xã.',
    'Unit name of a former tier: "{text}". Read as {unit} of the ward.',
  ),
  'mode-unclear': warning(
    0.2,
    'Chưa rõ giao hay đề nghị: {units} không thuộc UBND phường, xã.',
    'Order or request is not clear: {units} is not under the ward.',
  ),

  'missing-deadline': blocker(0.5, 'Ô thời hạn để trống.', 'The deadline cell is empty.'),
  'undefined-deadline': blocker(0.5, '“{text}” không xác định được thời hạn.', '"{text}" sets no deadline.'),
  'invalid-date': blocker(
    0.5,
    'Ngày không có thật: {text}. Hệ thống không tự sửa; có thể là: {choices}.',
    'No such date: {text}. It is not corrected by itself; it may be: {choicesEn}.',
  ),
  'deadline-partly-read': warning(
    0.3,
    'Trong thời hạn còn phần chưa hiểu: “{text}”.',
    'Part of the deadline was not understood: "{text}".',
  ),
  'consolidation-before-inputs': warning(
    0.1,
    'Hạn tổng hợp {text} sớm hơn hạn {input} của đơn vị gửi về.',
    'What is to be consolidated by {text} is to be handed in by {input} only.',
  ),
  'deadline-before-issue': warning(
    0.1,
    'Thời hạn đã qua trước ngày ban hành kế hoạch.',
    'The deadline had passed when the plan was issued.',
  ),
  'deadline-outside-year': warning(
    0.1,
    'Thời hạn nằm ngoài năm {year} của kế hoạch.',
    'The deadline lies outside {year}, the year of the plan.',
  ),

  'duty-owner-unknown': warning(
    0,
    'Không rõ đơn vị thực hiện: “{text}”.',
    'The owner of the duty is not clear: "{text}".',
  ),
  'cadence-not-stated': blocker(
    0,
    'Báo cáo định kỳ nhưng không nói mấy tháng một lần.',
    'A periodic report whose cadence is not stated.',
  ),
} as const;
