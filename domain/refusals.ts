// Every expected "no" of the rules: a stable code, what it means in both languages, and whether the command came at the
// wrong moment (conflict) or can never be right as it stands (invalid).

type Kind = 'conflict' | 'invalid' | 'forbidden';

const table = {
  'already-assigned': ['conflict', 'Nhiệm vụ này đã được giao.', 'This assignment exists already.'],
  'not-assigned': ['conflict', 'Nhiệm vụ này chưa được giao.', 'This assignment does not exist yet.'],
  'already-acknowledged': [
    'conflict',
    'Đơn vị đã nhận nhiệm vụ này rồi.',
    'The unit has acknowledged this assignment already.',
  ],
  'assignment-closed': [
    'conflict',
    'Nhiệm vụ đã kết thúc; không thực hiện thêm được thao tác này.',
    'The assignment is closed; this can no longer be done.',
  ],
  'stale-version': [
    'conflict',
    'Nội dung đã thay đổi từ khi bạn mở. Hãy tải lại rồi thực hiện lại.',
    'It has changed since you opened it. Reload and try again.',
  ],
  'unknown-part': ['invalid', 'Nhiệm vụ không có phần việc này.', 'The assignment has no such part.'],
  'part-required': [
    'invalid',
    'Nhiệm vụ có nhiều phần việc; hãy nêu rõ phần nào (partId).',
    'The assignment has several parts; say which one (partId).',
  ],
  'not-the-assigned-unit': [
    'forbidden',
    'Chỉ đơn vị được giao phần việc này mới thực hiện được.',
    'Only the unit that this part is assigned to can do this.',
  ],
  'not-a-reviewer': [
    'forbidden',
    'Bạn không được phân công rà soát nhiệm vụ này.',
    'You are not a reviewer of this assignment.',
  ],
  'not-the-coordinator': [
    'forbidden',
    'Chỉ đơn vị đầu mối hoặc lãnh đạo UBND mới thực hiện được.',
    'Only the coordinating unit or the Chair can do this.',
  ],
  'own-unit-review': [
    'forbidden',
    'Đơn vị không được tự rà soát kết quả do chính mình nộp.',
    'A unit cannot review what it submitted itself.',
  ],
  'nothing-to-submit': [
    'invalid',
    'Cần ít nhất một tệp, một liên kết hoặc một số liệu minh chứng.',
    'Attach at least one file, link or figure as evidence.',
  ],
  'unknown-file': [
    'invalid',
    'Có tệp chưa được tải lên (hoặc không do đơn vị bạn tải lên). Hãy tải tệp lên trước.',
    'A file has not been uploaded (or not by your unit). Upload it first.',
  ],
  'already-submitted': [
    'conflict',
    'Phần việc này đang chờ rà soát. Muốn sửa, hãy rút lại trước.',
    'This part is waiting for review. Withdraw it first to change it.',
  ],
  'already-accepted': ['conflict', 'Phần việc này đã được xác nhận.', 'This part has been accepted already.'],
  'nothing-submitted': ['conflict', 'Chưa có minh chứng nào đang chờ rà soát.', 'No submission is waiting for review.'],
  'review-started': [
    'conflict',
    'Việc rà soát đã bắt đầu; không rút lại được nữa.',
    'The review has started; the submission can no longer be withdrawn.',
  ],
  'already-under-review': ['conflict', 'Phần việc này đang được rà soát.', 'This part is under review already.'],
  'resubmit-by-past': [
    'invalid',
    'Hạn bổ sung phải từ ngày hôm nay trở đi.',
    'The date to resubmit by must not lie in the past.',
  ],
  'resubmit-by-required': [
    'invalid',
    'Lịch làm việc chưa có cho thời gian này; hãy nêu hạn bổ sung (resubmitBy).',
    'The working calendar does not reach that far; name the date to resubmit by (resubmitBy).',
  ],
  'resubmit-by-too-far': [
    'invalid',
    'Hạn bổ sung không được quá một năm sau thời hạn.',
    'The date to resubmit by must not be more than a year after the deadline.',
  ],
  'not-accepted': [
    'conflict',
    'Chỉ kết thúc được khi mọi phần việc đã được xác nhận.',
    'It can be closed only when every part has been accepted.',
  ],
  'outcome-contradicts-result': [
    'invalid',
    'Kết luận không khớp với kết quả đã xác nhận.',
    'The outcome contradicts the result of the review.',
  ],
  'deadline-not-settled': [
    'invalid',
    'Thời hạn chưa xác định được; cần sửa trong dự thảo trước khi giao.',
    'The deadline is not settled; correct it in the draft before launching.',
  ],
  'assignment-suspended': [
    'conflict',
    'Nhiệm vụ đang tạm dừng; cần cho tiếp tục (ResumeAssignment) trước.',
    'The assignment is suspended; resume it first (ResumeAssignment).',
  ],
  'assignment-superseded': [
    'conflict',
    'Nhiệm vụ đã được thay bằng nhiệm vụ khác khi điều chỉnh kế hoạch.',
    'The assignment was superseded when the plan was amended.',
  ],
  'assignment-voided': ['conflict', 'Nhiệm vụ đã bị hủy.', 'The assignment was voided.'],
  'not-closed': [
    'conflict',
    'Nhiệm vụ chưa kết thúc nên không cần mở lại.',
    'The assignment is not closed; there is nothing to reopen.',
  ],
  'not-suspended': ['conflict', 'Nhiệm vụ không bị tạm dừng.', 'The assignment is not suspended.'],
  'not-the-chair': [
    'forbidden',
    'Việc này do Chủ tịch quyết định; nếu đã có văn bản, đơn vị đầu mối ghi nhận thay (onBehalfOf, basis).',
    'The Chair decides this; where there is a paper, the coordinating unit records it on behalf (onBehalfOf, basis).',
  ],
  'not-the-head': [
    'forbidden',
    'Theo quy định của kế hoạch, việc này do thủ trưởng đơn vị thực hiện.',
    'In this plan the head of the unit does this.',
  ],
  'not-the-field-owner': [
    'forbidden',
    'Chỉ đơn vị theo dõi lĩnh vực mới ghi nhận được.',
    'Only the unit that follows the field can record this.',
  ],
  'basis-required': [
    'invalid',
    'Cần nêu văn bản làm căn cứ (basis: số và ngày văn bản).',
    'Name the paper that this rests on (basis: its number and date).',
  ],
  'happened-in-the-future': [
    'invalid',
    'Ngày thực tế (happenedOn) không được sau hôm nay.',
    'The day on which it happened (happenedOn) must not lie in the future.',
  ],
  'not-of-this-unit': [
    'invalid',
    'Người này không thuộc đơn vị được giao phần việc.',
    'This person does not belong to the unit that has the part.',
  ],
  'already-in-charge': ['conflict', 'Người này đang phụ trách rồi.', 'This person is in charge already.'],
  'no-check-in-expected': [
    'conflict',
    'Phần việc này không có kỳ báo tình hình nào sắp tới; hãy dùng báo cáo tiến độ.',
    'No check-in is expected of this part; report progress instead.',
  ],
  'no-obstacle': ['conflict', 'Không có vướng mắc nào đang chờ xử lý.', 'No obstacle is waiting to be resolved.'],
  'nothing-prepared': [
    'conflict',
    'Chưa có hồ sơ nào chờ thủ trưởng đơn vị duyệt.',
    'Nothing is waiting for the approval of the head of the unit.',
  ],
  'field-owner-first': [
    'conflict',
    'Đơn vị theo dõi lĩnh vực cần xem trước.',
    'The unit that follows the field looks first.',
  ],
  'field-reviewed': [
    'conflict',
    'Đơn vị theo dõi lĩnh vực đã xem xong; đang chờ đơn vị đầu mối.',
    'The unit that follows the field has looked already; the coordinating unit is next.',
  ],
  'waits-for-nothing': [
    'conflict',
    'Phần việc này không chờ văn bản nào (hoặc văn bản đã được ghi nhận).',
    'This part waits for no paper (or it has been recorded already).',
  ],
  'nobody-waits': [
    'conflict',
    'Không có phần việc nào đang chờ văn bản của cơ quan này (xem danh sách văn bản chờ).',
    'No part waits for a paper of this source (see the list of papers awaited).',
  ],
  'due-before-document': [
    'invalid',
    'Thời hạn không được trước ngày của văn bản.',
    'The due date must not lie before the date of the paper.',
  ],
  'due-date-past': ['invalid', 'Thời hạn phải từ hôm nay trở đi.', 'The due date must not lie in the past.'],
  'date-outside-calendar': [
    'invalid',
    'Lịch làm việc chưa có cho thời gian này; quản trị cần bổ sung lịch.',
    'The working calendar does not reach that far; an administrator has to add to it.',
  ],
  'no-deadline': ['conflict', 'Phần việc này không có thời hạn để gia hạn.', 'This part has no deadline to extend.'],
  'due-set-from-above': [
    'conflict',
    'Thời hạn do cấp trên ấn định nên phường, xã không gia hạn được; khi có văn bản mới, hãy ghi nhận (RecordTrigger).',
    'The deadline is set from above, so it cannot be extended here; record the new paper when it comes (RecordTrigger).',
  ],
  'extension-asked': [
    'conflict',
    'Đã có đề nghị gia hạn đang chờ quyết định.',
    'An extension has been asked for and waits for its decision.',
  ],
  'extension-too-late': [
    'conflict',
    'Chỉ xin gia hạn được trước khi quá hạn; nay cần giải trình.',
    'An extension can be asked for only before the deadline has passed; an explanation is needed now.',
  ],
  'extension-not-later': [
    'invalid',
    'Thời hạn mới phải sau thời hạn hiện tại.',
    'The new due date must be later than the present one.',
  ],
  'no-extension-asked': ['conflict', 'Không có đề nghị gia hạn nào.', 'No extension has been asked for.'],
  'explanation-needed': [
    'conflict',
    'Chỉ tiêu không đạt: cần có giải trình được Chủ tịch chấp nhận trước khi kết thúc.',
    'The target was missed: the Chair has to accept an explanation before it can be closed.',
  ],
  'explanation-open': [
    'conflict',
    'Còn giải trình chưa được quyết định.',
    'An explanation has been asked for and is not decided yet.',
  ],
  'explanation-asked': ['conflict', 'Đã yêu cầu giải trình rồi.', 'An explanation has been asked for already.'],
  'request-not-blamed': [
    'conflict',
    'Đây là đề nghị phối hợp, không phải nhiệm vụ được giao; không yêu cầu giải trình.',
    'This is a request, not an order: no explanation is demanded.',
  ],
  'explanation-due-past': [
    'invalid',
    'Hạn giải trình phải từ hôm nay trở đi.',
    'The explanation cannot be due in the past.',
  ],
  'no-explanation-asked': [
    'conflict',
    'Không có yêu cầu giải trình nào đang chờ.',
    'No explanation is asked for at present.',
  ],
  'no-explanation-filed': ['conflict', 'Chưa có giải trình để quyết định.', 'No explanation waits for a decision.'],
  'unit-not-involved': [
    'invalid',
    'Đơn vị này không tham gia nhiệm vụ nên không có gì để bàn giao.',
    'This unit has no share in the assignment that it could hand over.',
  ],
  'same-unit': ['conflict', 'Đơn vị này đang thực hiện nhiệm vụ.', 'This unit has the assignment already.'],
  'plan-exists': ['conflict', 'Văn bản này đã được nhập.', 'This document has been imported already.'],
  'plan-not-imported': ['conflict', 'Chưa có kế hoạch này.', 'There is no such plan yet.'],
  'plan-closed': ['conflict', 'Kế hoạch đã kết thúc.', 'The plan is closed.'],
  'plan-running': [
    'conflict',
    'Kế hoạch đã triển khai; không sửa theo cách này được nữa.',
    'The plan is running; this can no longer be changed this way.',
  ],
  'plan-not-running': ['conflict', 'Kế hoạch chưa triển khai.', 'The plan is not running.'],
  'plan-not-promulgated': [
    'conflict',
    'Văn bản chưa có số, ngày ban hành. Hãy ghi nhận việc ban hành (PromulgatePlan) trước.',
    'The document has no number or date. Record its promulgation (PromulgatePlan) first.',
  ],
  'unknown-heading': [
    'invalid',
    'Kế hoạch không có lĩnh vực, dòng hoặc nhiệm vụ này (under).',
    'The plan has no such heading, row or duty (under).',
  ],
  'ladder-not-sensible': [
    'invalid',
    'Bước đôn đốc chưa hợp lý: tên trùng, đếm từ trước mốc của nó, báo chậm trước hạn, hoặc gửi riêng từng việc cho Chủ tịch (chỉ gửi danh sách).',
    'A step makes no sense: a name used twice, counted to before its beginning, naming somebody late before the due, or a message of its own to the Chair (who gets a list).',
  ],
  'internal-due-too-late': [
    'invalid',
    'Hạn nội bộ phải nằm trong thời hạn của kế hoạch.',
    'An internal due date must not lie after the one of the plan.',
  ],
  'not-a-recurring-report': [
    'invalid',
    'Đây không phải là nhiệm vụ báo cáo định kỳ của kế hoạch.',
    'This is not a recurring report of the plan.',
  ],
  'launch-not-completed': [
    'conflict',
    'Đang giao nhiệm vụ; hãy thử lại sau ít phút.',
    'A launch is still going on; try again in a few minutes.',
  ],
  'plan-does-not-continue': [
    'conflict',
    'Kế hoạch chỉ có hiệu lực trong năm; hãy kết thúc kế hoạch (ClosePlan).',
    'The plan ends with its year; close it instead (ClosePlan).',
  ],
  'not-the-running-year': [
    'invalid',
    'Đây không phải là năm kế hoạch đang thực hiện.',
    'This is not the year that the plan is in.',
  ],
  'year-not-over': ['conflict', 'Năm kế hoạch chưa kết thúc.', 'The year is not over yet.'],
  'unknown-row': ['invalid', 'Kế hoạch không có dòng này.', 'The plan has no such row.'],
  'row-blocked': [
    'invalid',
    'Có dòng chưa giao được; xem bản xem trước để biết lý do.',
    'A chosen row cannot be launched; the launch preview says why.',
  ],
  'row-launched': [
    'conflict',
    'Dòng này đã giao cho đơn vị; không sửa trong dự thảo được nữa.',
    'The row has been launched; it is no longer a draft that can be corrected.',
  ],
  'duty-launched': [
    'conflict',
    'Nhiệm vụ này đã giao cho đơn vị; không sửa trong dự thảo được nữa.',
    'The duty has been launched; it is no longer a draft that can be corrected.',
  ],
  'nothing-to-correct': [
    'conflict',
    'Nội dung đã đúng như vậy; không có gì để sửa.',
    'It says so already; there is nothing to correct.',
  ],
  'nothing-to-take-back': [
    'conflict',
    'Ô này chưa ai sửa, hoặc việc sửa đã được bỏ; không có gì để khôi phục.',
    'Nobody has corrected this cell, or that was taken back already; there is nothing to restore.',
  ],
  'unknown-duty': [
    'invalid',
    'Kế hoạch không có nhiệm vụ ngoài phụ lục này.',
    'The plan has no such duty outside the appendix.',
  ],
  'draft-discarded': [
    'conflict',
    'Dự thảo này đã được bỏ. Muốn làm tiếp, hãy khôi phục trước (RestoreDraft).',
    'This draft has been put aside. Take it back first (RestoreDraft).',
  ],
  'draft-not-discarded': ['conflict', 'Dự thảo này chưa bị bỏ.', 'This draft has not been put aside.'],
  'no-earlier-reading': [
    'invalid',
    'Không có bản đọc trước này để lấy lại nội dung đã chỉnh.',
    'There is no such earlier reading to carry anything over from.',
  ],
  'nothing-to-carry-over': [
    'conflict',
    'Bản đọc trước không có nội dung đã chỉnh nào chưa có ở đây.',
    'Nothing was settled in the earlier reading that is not here already.',
  ],
  'row-not-finished': [
    'conflict',
    'Dòng này còn nhiệm vụ chưa kết thúc (hoặc chưa giao) nên chưa đánh giá được.',
    'The row has assignments that have not ended, or none: it cannot be judged yet.',
  ],
  'row-not-judged': [
    'conflict',
    'Kết quả của dòng này tính theo quy tắc tổng hợp, không do người đánh giá.',
    'What this row comes to follows from its roll-up; nobody judges it.',
  ],
  'no-amended-document': [
    'invalid',
    'Không có dự thảo này để điều chỉnh kế hoạch (chưa nhập, đã bỏ, hoặc chính là kế hoạch này).',
    'There is no such draft to amend the plan by (not imported, put aside, or this plan itself).',
  ],
  'unknown-amendment': [
    'invalid',
    'Văn bản điều chỉnh không thay đổi dòng này; xem bản so sánh.',
    'The amended document does not change this row in that way; look at the preview.',
  ],
  'nothing-to-amend': [
    'invalid',
    'Chưa chọn nội dung điều chỉnh nào (changed, added, removed).',
    'No difference was accepted (changed, added, removed).',
  ],
  'unknown-issue': [
    'invalid',
    'Dự thảo không có vướng mắc này (có thể đã được giải quyết).',
    'The draft has no such issue (it may have been settled meanwhile).',
  ],
  'issue-accepted': ['conflict', 'Vướng mắc này đã được chấp nhận.', 'This issue has been accepted already.'],
  'issue-not-accepted': ['conflict', 'Vướng mắc này chưa được chấp nhận.', 'This issue has not been accepted.'],
  'acceptance-needs-reason': [
    'invalid',
    'Vướng mắc này ngăn việc giao; muốn chấp nhận phải nêu lý do (reason).',
    'This issue keeps the row from running; accepting it needs a reason.',
  ],
  'issue-needs-correction': [
    'invalid',
    'Không thể chỉ chấp nhận: phải nêu thời hạn hoặc đơn vị chủ trì (CorrectRow, CorrectDuty, MapUnit).',
    'This cannot be accepted as it is: name a deadline or a lead unit (CorrectRow, CorrectDuty, MapUnit).',
  ],
  'name-not-found': [
    'invalid',
    'Không có dòng nào trong dự thảo nêu tên này (hoặc đơn vị đã được chọn riêng cho dòng đó).',
    'No row of the draft names this (or its units were chosen row by row).',
  ],
  'name-not-mapped': [
    'conflict',
    'Tên này chưa được gắn với đơn vị nào trong dự thảo.',
    'No unit has been given for this name in the draft.',
  ],
  'one-row-is-no-merge': [
    'invalid',
    'Cần ít nhất hai dòng khác nhau để gộp.',
    'Merging takes at least two different rows.',
  ],
  'nothing-to-launch': [
    'conflict',
    'Không có dòng nào để giao: các dòng đã giao hoặc còn vướng mắc.',
    'There is nothing to launch: rows are launched already or cannot run yet.',
  ],
  'past-due-not-acknowledged': [
    'conflict',
    'Có mốc đã quá hạn khi giao. Hãy xem danh sách và xác nhận (acknowledgePastDue).',
    'Some deadlines have passed already. Look at the list and confirm (acknowledgePastDue).',
  ],
  'assignments-open': ['conflict', 'Còn nhiệm vụ chưa kết thúc.', 'Some assignments are still open.'],
  'not-the-administrator': [
    'forbidden',
    'Chỉ người quản trị mới sửa được lịch làm việc.',
    'Only an administrator can change the working calendar.',
  ],
  'no-calendar': [
    'conflict',
    'Chưa có lịch làm việc nào. Hãy nhập lịch trước (ImportCalendar).',
    'There is no working calendar yet. Import one first (ImportCalendar).',
  ],
  'calendar-range-backwards': [
    'invalid',
    'Ngày đầu (from) phải trước ngày cuối (to).',
    'The first day (from) must not lie after the last (to).',
  ],
  'calendar-gap': [
    'invalid',
    'Giữa lịch đang có và khoảng ngày này còn những ngày chưa ai nhập; hãy nhập cả những ngày ở giữa.',
    'Between the calendar and this range lie days that nobody has entered; import them too.',
  ],
  'calendar-date-outside-range': [
    'invalid',
    'Có ngày nằm ngoài khoảng ngày của lịch (hoặc của tệp nhập).',
    'A date lies outside the range of the calendar (or of the import).',
  ],
  'calendar-date-twice': [
    'invalid',
    'Mỗi ngày chỉ có một dòng trong lịch. Muốn sửa thì xóa ngày cũ (remove) trong cùng lệnh.',
    'Each date stands once in the calendar. To correct one, remove it in the same command.',
  ],
  'calendar-day-unknown': [
    'invalid',
    'Ngày muốn xóa không có trong lịch.',
    'The date to remove is not in the calendar.',
  ],
  'calendar-weekday-is-worked': [
    'invalid',
    'Ngày làm bù (swapWork) phải là thứ Bảy hoặc Chủ nhật; từ thứ Hai đến thứ Sáu vốn đã làm việc.',
    'A day worked in exchange (swapWork) must be a Saturday or Sunday; Monday to Friday are worked anyway.',
  ],
  'calendar-weekend-is-off': [
    'invalid',
    'Ngày nghỉ bù, nghỉ hoán đổi phải từ thứ Hai đến thứ Sáu; thứ Bảy, Chủ nhật vốn đã nghỉ.',
    'A substitute or exchanged day off must be Monday to Friday; Saturday and Sunday are off anyway.',
  ],
  'calendar-swap-uneven': [
    'invalid',
    'Ngày hoán đổi phải có đủ hai nửa: ngày được nghỉ (swapOff) và ngày làm bù (swapWork).',
    'An exchange has two halves: the day off (swapOff) and the day worked for it (swapWork).',
  ],
  'calendar-year-empty': [
    'invalid',
    'Có năm không có ngày lễ nào: năm đó chưa được nhập.',
    'A year has no holiday at all: it has not been entered.',
  ],
  'calendar-unchanged': ['conflict', 'Lịch đã đúng như vậy rồi.', 'The calendar says so already.'],
  'unit-exists': ['conflict', 'Đơn vị này đã có.', 'This unit exists already.'],
  'person-exists': ['conflict', 'Người này đã có.', 'This person exists already.'],
  'unknown-person': ['invalid', 'Không có người này trong danh bạ.', 'The directory has no such person.'],
  'unknown-unit': ['invalid', 'Không có đơn vị này trong danh bạ.', 'The directory has no such unit.'],
} as const satisfies Record<string, readonly [Kind, string, string]>;

export type RefusalCode = keyof typeof table;
export const refusalCodes = Object.keys(table);

/** A refusal as it is stored and answered, for ever the same. `about` names ids (rows, files), never people or texts. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly about?: readonly string[];
}

export type Refused = { readonly refusal: Refusal };

export const refuse = (code: RefusalCode, about?: readonly string[]): Refused => ({
  refusal: about ? { code, about } : { code },
});

/** What a refusal means. `vi` and `en` are whole sentences that say what to do. */
export function refusalText(code: RefusalCode): { kind: Kind; vi: string; en: string } {
  const [kind, vi, en] = table[code];
  return { kind, vi, en };
}
