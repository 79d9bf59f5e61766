// Why a file cannot be read as a document: stable codes, what is wrong and what to do, in both languages.

const table = {
  'document-empty': ['Empty document', 'Tệp rỗng. Hãy chọn lại tệp.', 'The file is empty. Choose the file again.'],
  'document-too-large': [
    'Document too large',
    'Tệp quá lớn: văn bản kế hoạch tối đa 10 MiB. Hãy bỏ bớt ảnh rồi gửi lại.',
    'The file is too large: 10 MiB at most for a plan. Remove pictures and send it again.',
  ],
  'document-type-unknown': [
    'Unknown kind of document',
    'Không nhận ra loại tệp. Đọc được: .docx, .xlsx, .csv, .pdf và văn bản thuần UTF-8.',
    'The kind of file is not known. These can be read: .docx, .xlsx, .csv, .pdf and plain UTF-8 text.',
  ],
  'not-utf8': [
    'Not UTF-8',
    'Văn bản không phải UTF-8. Hãy lưu lại dưới dạng UTF-8 rồi gửi lại.',
    'The text is not UTF-8. Save it as UTF-8 and send it again.',
  ],
  'document-name-differs': [
    'Content differs from the name',
    'Nội dung tệp không đúng với phần đuôi của tên tệp. Hãy kiểm tra xem có chọn nhầm tệp hay không, rồi đặt lại đuôi tên cho đúng.',
    'The content of the file is not what the ending of its name says. Check that it is the right file and give it its right ending.',
  ],
  'document-old-format': [
    'Old Office format',
    'Đây là tệp Office đời cũ (.doc, .xls). Hãy mở ra và lưu lại thành .docx hoặc .xlsx.',
    'This is a file of an old Office (.doc, .xls). Open it and save it as .docx or .xlsx.',
  ],
  'document-encrypted': [
    'Protected by a password',
    'Tệp có mật khẩu bảo vệ nên không đọc được. Hãy bỏ mật khẩu rồi gửi lại.',
    'The file is protected by a password. Remove the password and send it again.',
  ],
  'document-has-macros': [
    'Macros',
    'Tệp có macro nên không nhận. Hãy lưu lại thành .docx hoặc .xlsx thường (không macro).',
    'The file holds macros and is not taken. Save it as a plain .docx or .xlsx, without macros.',
  ],
  'document-unpacks-too-large': [
    'Unpacks too large',
    'Tệp nén bung ra quá lớn nên không mở. Hãy bỏ bớt ảnh, trang tính thừa rồi gửi lại.',
    'The file unpacks to far too much and is not opened. Remove pictures and sheets that are not needed and send it again.',
  ],
  'document-damaged': [
    'Damaged document',
    'Tệp bị hỏng, không mở được. Hãy mở bằng phần mềm của nó, lưu lại rồi gửi lại.',
    'The file is damaged and cannot be opened. Open it in its own program, save it again and send that.',
  ],
  'document-scanned': [
    'Pictures of pages',
    'Tệp PDF chỉ có ảnh chụp (bản scan), không có chữ để đọc. Hãy gửi bản Word, Excel hoặc PDF xuất từ Word.',
    'The PDF holds pictures of pages (a scan) and no text. Send the Word or Excel file, or a PDF exported from it.',
  ],
  'document-too-long': [
    'Document too long',
    'Văn bản quá dài (hơn 20.000 dòng) nên không đọc như một kế hoạch.',
    'The document is too long (more than 20,000 lines) to be read as a plan.',
  ],
  'document-takes-too-long': [
    'Takes too long',
    'Đọc tệp này quá lâu nên đã dừng. Hãy chỉ giữ lại phần kế hoạch rồi gửi lại.',
    'Reading this file took too long and was stopped. Keep only the plan itself and send it again.',
  ],
  'document-takes-too-much-memory': [
    'Takes too much memory',
    'Đọc tệp này tốn quá nhiều bộ nhớ nên đã dừng. Hãy chỉ giữ lại phần kế hoạch rồi gửi lại.',
    'Reading this file took too much memory and was stopped. Keep only the plan itself and send it again.',
  ],
} as const satisfies Record<string, readonly [title: string, vi: string, en: string]>;

export type RefusalCode = keyof typeof table;
export const refusalTexts: Readonly<Record<RefusalCode, readonly [title: string, vi: string, en: string]>> = table;

/** An expected "no" of a reader. Thrown inside formats/, given to callers as data by read-document.ts. */
export class DocumentRefused extends Error {
  readonly code: RefusalCode;
  constructor(code: RefusalCode, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}
