// Every error of the edge: code, status, title, and a whole sentence in both languages. With error-handler.ts the only
// place of status codes. Codes are permanent: added to, never changed.
import { type RefusalCode, refusalTexts } from '../documents/formats/refusals.ts';
import { type Refusal, refusalText } from '../domain/refusals.ts';

export type Language = 'vi' | 'en';

/** A file that cannot be read as a document. */
const refusedDocuments = Object.fromEntries(
  Object.entries(refusalTexts).map(([code, texts]) => [code, [422, ...texts]] as const),
) as Record<RefusalCode, readonly [number, string, string, string]>;

const table = {
  ...refusedDocuments,
  'invalid-json': [400, 'Invalid JSON', 'Nội dung gửi lên không phải JSON hợp lệ.', 'The body is not valid JSON.'],
  'invalid-body': [
    400,
    'Invalid body',
    'Nội dung gửi lên chưa đúng; xem "violations" để biết trường nào.',
    'The body is not as it should be; "violations" names the fields.',
  ],
  'unknown-field': [
    400,
    'Unknown field',
    'Có trường không thuộc lệnh này; xem "violations".',
    'A field does not belong to this command; see "violations".',
  ],
  'reason-required': [
    400,
    'Reason required',
    'Phải nêu lý do (trường "reason").',
    'A reason is required (field "reason").',
  ],
  'invalid-query': [
    400,
    'Invalid query',
    'Tham số trên địa chỉ chưa đúng; xem "violations".',
    'A query parameter is not as it should be; see "violations".',
  ],
  'invalid-header': [
    400,
    'Invalid header',
    'Tiêu đề (header) của yêu cầu chưa đúng; xem "violations".',
    'A header is not as it should be; see "violations".',
  ],
  'invalid-text': [
    400,
    'Invalid text',
    'Văn bản có ký tự không hợp lệ (NUL hoặc mã Unicode bị cắt đôi).',
    'A text holds characters that are not text (NUL or half of a surrogate pair).',
  ],
  'invalid-cursor': [400, 'Invalid cursor', 'Con trỏ phân trang không hợp lệ.', 'The cursor is not one of ours.'],
  'invalid-request': [
    400,
    'Invalid request',
    'Yêu cầu HTTP không đúng quy cách.',
    'The request is not well-formed HTTP.',
  ],
  'as-of-in-the-future': [
    400,
    'As of a time to come',
    'Thời điểm "asOf" chưa đến nên chưa ai biết khi đó thế nào.',
    'The instant in "asOf" has not come: nobody knows yet what will be known then.',
  ],
  'unknown-command': [
    400,
    'Unknown command',
    'Không có lệnh này (trường "type").',
    'There is no such command (field "type").',
  ],
  'not-utf8': [
    400,
    'Not UTF-8',
    'Văn bản không phải UTF-8. Hãy lưu lại dưới dạng UTF-8 rồi gửi lại.',
    'The text is not UTF-8. Save it as UTF-8 and send it again.',
  ],
  'empty-body': [400, 'Empty body', 'Tệp gửi lên rỗng.', 'The file is empty.'],
  'upload-cut-off': [
    400,
    'Upload cut off',
    'Việc tải lên bị ngắt giữa chừng; chưa lưu gì. Hãy tải lại.',
    'The upload broke off; nothing was stored. Send it again.',
  ],
  'not-authenticated': [
    401,
    'Not authenticated',
    'Cần mã truy cập hợp lệ (Authorization: Bearer …).',
    'A valid access token is needed (Authorization: Bearer …).',
  ],
  'not-permitted': [
    403,
    'Not permitted',
    'Vai trò của bạn không được thực hiện thao tác này.',
    'Your role may not do this.',
  ],
  'foreign-unit': [
    403,
    'Another unit’s assignment',
    'Nhiệm vụ này thuộc đơn vị khác.',
    'This assignment belongs to another unit.',
  ],
  'no-unit': [
    403,
    'No unit',
    'Tài khoản của bạn không thuộc đơn vị nào nên không tải tệp lên được.',
    'Your account belongs to no unit, so it cannot upload files.',
  ],
  'no-such-route': [404, 'No such route', 'Không có địa chỉ này.', 'There is no such address.'],
  'letter-not-found': [
    404,
    'Letter not found',
    'Không có thư này, hoặc thư không ở trạng thái gửi lại được.',
    'There is no such letter, or none that could be sent again.',
  ],
  'assignment-not-found': [404, 'No such assignment', 'Không có nhiệm vụ này.', 'There is no such assignment.'],
  'plan-not-found': [404, 'No such plan', 'Không có kế hoạch này.', 'There is no such plan.'],
  'person-not-found': [404, 'No such person', 'Không có người này trong danh bạ.', 'The directory has no such person.'],
  'command-not-found': [404, 'No such command', 'Không có lệnh này.', 'There is no such command.'],
  'file-not-found': [404, 'No such file', 'Không có tệp này.', 'There is no such file.'],
  'no-workflow': [
    404,
    'No workflow',
    'Nhiệm vụ này không có luồng chạy nào trong Temporal.',
    'This assignment has no workflow in Temporal.',
  ],
  'not-yet-assigned': [
    404,
    'Not yet assigned',
    'Tại thời điểm đó nhiệm vụ chưa được giao.',
    'At that moment the assignment did not exist yet.',
  ],
  'method-not-allowed': [
    405,
    'Method not allowed',
    'Địa chỉ này không nhận phương thức đó; xem tiêu đề Allow.',
    'This address does not take that method; see the Allow header.',
  ],
  'request-too-slow': [
    408,
    'Request too slow',
    'Yêu cầu gửi lên quá chậm nên bị ngắt.',
    'The request came in too slowly and was given up.',
  ],
  'idempotency-key-reused': [
    409,
    'Idempotency key reused',
    'Khóa Idempotency-Key này đã dùng cho một yêu cầu khác.',
    'This Idempotency-Key was used for another request.',
  ],
  'body-too-large': [413, 'Body too large', 'Nội dung gửi lên quá lớn.', 'The body is too large.'],
  'file-too-large': [
    413,
    'File too large',
    'Tệp quá lớn: mỗi tệp minh chứng tối đa 25 MiB.',
    'The file is too large: 25 MiB at most.',
  ],
  'unsupported-media-type': [
    415,
    'Unsupported media type',
    'Kiểu nội dung không được hỗ trợ; hãy gửi application/json.',
    'The content type is not supported; send application/json.',
  ],
  'document-type-not-supported': [
    415,
    'Document type not supported',
    'Không đọc được loại văn bản này. Hãy gửi .docx, .xlsx, .csv, .pdf hoặc văn bản thuần UTF-8 với đúng Content-Type.',
    'This kind of document cannot be read. Send .docx, .xlsx, .csv, .pdf or plain UTF-8 text, with its Content-Type.',
  ],
  'calendar-file-wrong': [
    422,
    'Calendar file wrong',
    'Tệp lịch có dòng chưa đúng nên chưa nhập gì; xem "violations": mỗi dòng một lỗi (csv.<số dòng>).',
    'The calendar file has lines that are not right, and nothing was imported; "violations" names each (csv.<line>).',
  ],
  'calendar-not-found': [
    404,
    'No such calendar',
    'Không có phiên bản lịch làm việc này.',
    'There is no such version of the working calendar.',
  ],
  'not-a-plan': [
    422,
    'Not a plan',
    'Không nhận ra đây là một kế hoạch; chưa nhập gì. Xem "violations" để biết vì sao.',
    'This is not recognised as a plan; nothing was imported. "violations" says why.',
  ],
  'plan-year-unknown': [
    422,
    'Year of the plan unknown',
    'Văn bản không nêu năm nên không chuyển sang năm khác được.',
    'The document names no year, so it cannot be moved to another.',
  ],
  internal: [
    500,
    'Internal error',
    'Có lỗi trong hệ thống. Hãy báo mã lỗi (errorId) cho người quản trị.',
    'Something failed inside. Tell the administrator the errorId.',
  ],
  'record-unavailable': [
    503,
    'Record unavailable',
    'Cơ sở dữ liệu tạm thời không phục vụ được. Hãy thử lại sau ít giây với cùng Idempotency-Key.',
    'The database cannot serve right now. Try again in a few seconds with the same Idempotency-Key.',
  ],
  'engine-unavailable': [
    503,
    'Engine unavailable',
    'Temporal tạm thời không trả lời.',
    'Temporal does not answer right now.',
  ],
  'too-many-streams': [
    503,
    'Too many streams',
    'Đang có quá nhiều kết nối theo dõi; hãy thử lại sau.',
    'Too many event streams are open; try again later.',
  ],
  'storage-full': [
    507,
    'Storage full',
    'Ổ đĩa lưu tệp đã đầy; chưa lưu gì.',
    'The disk for files is full; nothing was stored.',
  ],
} as const satisfies Record<string, readonly [number, string, string, string]>;

export type ProblemCode = keyof typeof table;
export const problemCodes = Object.keys(table);

export interface Violation {
  readonly path: string;
  readonly message: string;
  readonly messageEn: string;
  /** Stable, where the message has one. */
  readonly code?: string;
}

export interface ProblemExtra {
  readonly violations?: readonly Violation[];
  readonly errorId?: string;
  readonly commandId?: string;
}

/** An expected "no" of the edge. Thrown anywhere in api/, answered by error-handler.ts. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly extra: ProblemExtra;
  constructor(code: ProblemCode, extra: ProblemExtra = {}, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.extra = extra;
  }
}

/** A refusal of the rules, stored for ever as the answer to its command. */
export class Refused extends Error {
  readonly refusal: Refusal;
  /** Null where a question was asked, and no command. */
  readonly commandId: string | null;
  constructor(refusal: Refusal, commandId: string | null) {
    super(refusal.code);
    this.refusal = refusal;
    this.commandId = commandId;
  }
}

export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly detailEn: string;
  readonly [more: string]: unknown;
}

const refusalKinds = {
  conflict: [409, 'Not possible as things stand'],
  invalid: [422, 'Not possible as it was asked'],
  forbidden: [403, 'Not for you to do'],
} as const;

const bodyOf = (
  code: string,
  [status, title, vi, en]: readonly [number, string, string, string],
  language: Language,
) => ({
  type: `urn:tiendo:problem:${code}`,
  title,
  status,
  code,
  detail: language === 'en' ? en : vi,
  detailEn: en,
});

/** The problem+json of a Problem or a Refused. */
export function problemBody(error: Problem | Refused, language: Language): ProblemBody {
  if (error instanceof Problem) return { ...bodyOf(error.code, table[error.code], language), ...error.extra };
  const { code, about } = error.refusal;
  const { kind, vi, en } = refusalText(code);
  const body = bodyOf(code, [...refusalKinds[kind], vi, en], language);
  return { ...body, ...(error.commandId && { commandId: error.commandId }), ...(about && { about }) };
}
