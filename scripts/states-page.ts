// docs/states.md, drawn from the transition table that the rules themselves ask: it cannot say anything else than they do.
import type { AssignmentStatus } from '../domain/assignment/status.ts';
import { momentRefusal, type TransitionCommand, transitions } from '../domain/assignment/transitions.ts';
import { type RefusalCode, refusalText } from '../domain/refusals.ts';

type Name = readonly [vi: string, en: string];

const statusNames: Record<AssignmentStatus, Name> = {
  assigned: ['đã giao', 'assigned'],
  inProgress: ['đang thực hiện', 'in progress'],
  returned: ['trả lại để bổ sung', 'returned for rework'],
  submitted: ['đã nộp', 'submitted'],
  underReview: ['đang rà soát', 'under review'],
  accepted: ['đã xác nhận', 'accepted'],
  notAchieved: ['không đạt', 'not achieved'],
  explained: ['đã giải trình', 'explained'],
  closed: ['đã kết thúc', 'closed'],
  suspended: ['tạm dừng', 'suspended'],
  superseded: ['được thay thế', 'superseded'],
  voided: ['đã hủy', 'voided'],
};

const commandNames: Record<TransitionCommand, Name> = {
  Acknowledge: ['nhận nhiệm vụ', 'acknowledge'],
  AssignOfficer: ['phân công cán bộ', 'assign an officer'],
  ReportProgress: ['báo cáo tiến độ', 'report progress'],
  ReportCheckIn: ['báo tình hình định kỳ', 'report a check-in'],
  ReportObstacle: ['báo vướng mắc', 'report an obstacle'],
  ResolveObstacle: ['xử lý vướng mắc', 'resolve an obstacle'],
  RecordTrigger: ['ghi nhận văn bản đến', 'record the paper from above'],
  SubmitEvidence: ['nộp tài liệu kiểm chứng', 'submit evidence'],
  ApproveSubmission: ['thủ trưởng duyệt', "approve as the unit's head"],
  WithdrawSubmission: ['rút lại', 'withdraw'],
  ProposeOutcome: ['đề xuất kết luận', 'propose an outcome'],
  StartReview: ['bắt đầu rà soát', 'start the review'],
  AcceptSubmission: ['xác nhận', 'accept'],
  ReturnSubmission: ['trả lại', 'return'],
  RecordFieldStatus: ['ghi nhận của đơn vị theo dõi lĩnh vực', 'record the field status'],
  RequestExtension: ['xin gia hạn', 'request an extension'],
  DecideExtension: ['quyết định gia hạn', 'decide the extension'],
  RequestExplanation: ['yêu cầu giải trình', 'request an explanation'],
  FileExplanation: ['giải trình', 'file an explanation'],
  DecideExplanation: ['quyết định về giải trình', 'decide the explanation'],
  RecordUrging: ['ghi nhận văn bản đôn đốc', 'record an urging letter'],
  AddAssignment: ['giao thêm nhiệm vụ', 'add an assignment'],
  CloseAssignment: ['kết thúc', 'close'],
  AddSupplement: ['bổ sung hồ sơ', 'add a supplement'],
  ReopenAssignment: ['mở lại', 'reopen'],
  SuspendAssignment: ['tạm dừng', 'suspend'],
  ResumeAssignment: ['cho tiếp tục', 'resume'],
  TransferAssignment: ['bàn giao', 'transfer'],
  VoidAssignment: ['hủy', 'void'],
  Supersede: ['thay thế khi điều chỉnh kế hoạch', 'supersede with an amended plan'],
};

/** In the order of a life; all of them, or it would not compile. */
const statuses = Object.keys(statusNames) as AssignmentStatus[];
const commands = Object.keys(transitions) as TransitionCommand[];
const aside: ReadonlySet<AssignmentStatus> = new Set(['closed', 'suspended', 'superseded', 'voided']);
const running = statuses.filter((status) => !aside.has(status));
const isRunning = (name: string): boolean => running.some((status) => status === name);

/** In both languages, joined the way Markdown breaks a line inside of a cell. */
const named = ([vi, en]: Name): string => `${vi}<br>*${en}*`;

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly command: TransitionCommand;
}

/** Where a command leads from and to all of the running statuses alike, one arrow stands for all of them. */
function edgesOf(command: TransitionCommand): Edge[] {
  const { from } = transitions[command];
  const all = statuses.flatMap((status) =>
    (from[status] ?? [])
      .filter((end) => end !== status)
      .map((end) => ({ from: status as string, to: end as string, command })),
  );
  const out = [...new Set(all.map(({ to }) => to))].filter((to) =>
    running.every((status) => all.some((edge) => edge.from === status && edge.to === to)),
  );
  const back = [...new Set(all.map((edge) => edge.from))].filter((status) =>
    running.every((end) => all.some((edge) => edge.from === status && edge.to === end)),
  );
  return [
    ...all.filter(
      (edge) => !(isRunning(edge.from) && out.includes(edge.to)) && !(back.includes(edge.from) && isRunning(edge.to)),
    ),
    ...out.map((to) => ({ from: 'running', to, command })),
    ...back.map((status) => ({ from: status, to: 'running', command })),
  ];
}

function diagram(): string[] {
  const arrows = new Map<string, TransitionCommand[]>();
  for (const { from, to, command } of commands.flatMap(edgesOf)) {
    const arrow = `${from} --> ${to}`;
    arrows.set(arrow, [...(arrows.get(arrow) ?? []), command]);
  }
  const lines = [...arrows].map(([arrow, caused]) => `${arrow}: ${caused.join(', ')}`);
  const isInside = (line: string) => (line.split(':')[0] ?? '').split(' --> ').every(isRunning);
  const title = (status: AssignmentStatus) => `state "${statusNames[status].join(' / ')}" as ${status}`;
  return [
    'stateDiagram-v2',
    '  state "đang chạy / running" as running {',
    ...running.map((status) => `    ${title(status)}`),
    '    [*] --> assigned: Assign',
    ...lines.filter(isInside).map((line) => `    ${line}`),
    '  }',
    ...[...aside].map((status) => `  ${title(status)}`),
    ...lines.filter((line) => !isInside(line)).map((line) => `  ${line}`),
  ];
}

function cell(command: TransitionCommand, status: AssignmentStatus): string {
  const refusal = momentRefusal(command, status, 'ORDER');
  const ends = transitions[command].from[status] ?? [];
  const words = ends.length === 1 && ends[0] === status ? '=' : `→ ${ends.join(', ')}`;
  if (!refusal) return words;
  return ends.length > 0 ? `${words} (REQUEST)<br>\`${refusal}\`` : `\`${refusal}\``;
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function table(): string[] {
  const columns = statuses.map((status) => `${status}<br>${named(statusNames[status])}`);
  return [
    row(['', ...columns]),
    row(['---', ...columns.map(() => '---')]),
    ...commands.map((command) =>
      row([`**${command}**<br>${named(commandNames[command])}`, ...statuses.map((status) => cell(command, status))]),
    ),
  ];
}

function refusals(): string[] {
  const found = commands.flatMap((command) =>
    statuses.flatMap((status) => momentRefusal(command, status, 'ORDER') ?? []),
  );
  const codes = [...new Set<RefusalCode>(found)].sort();
  return [
    row(['', 'Tiếng Việt', 'English']),
    row(['---', '---', '---']),
    ...codes.map((code) => row([`\`${code}\``, refusalText(code).vi, refusalText(code).en])),
  ];
}

/** The whole page. */
export const statesPage = (): string =>
  [
    '# Trạng thái của một nhiệm vụ / The states of an assignment',
    '',
    'Trang này được vẽ từ chính bảng chuyển trạng thái mà các quy tắc dùng (`domain/assignment/transitions.ts`) bằng lệnh',
    '`npm run docs:states`; một kiểm thử đi qua từng ô của bảng.',
    '',
    'This page is drawn from the transition table that the rules themselves ask (`domain/assignment/transitions.ts`) by',
    '`npm run docs:states`; a test walks every cell of the table.',
    '',
    '```mermaid',
    ...diagram(),
    '```',
    '',
    'Trạng thái của nhiệm vụ là tổng hợp trạng thái các phần việc. Đúng hạn, sắp đến hạn, quá hạn không phải là trạng thái:',
    'được tính từ thời hạn và có thể đi cùng mọi trạng thái đang mở. Cũng vậy: chờ văn bản, vướng mắc, đang xin gia hạn.',
    '',
    'The status of an assignment is the roll-up of its parts. On time, due soon and overdue are not statuses: they are computed',
    'and go with every open one. So do: waiting for a paper, obstacle open, extension asked.',
    '',
    '## Lệnh và trạng thái / Commands and statuses',
    '',
    '`→ x`: chuyển sang x / leads to x. `=`: giữ nguyên / stays. `code`: bị từ chối / is refused. (REQUEST): chỉ với đề nghị',
    'phối hợp / for requests only.',
    'Lệnh về một phần việc (nộp, rà soát, gia hạn…) xét trạng thái của phần đó; các lệnh khác xét trạng thái của cả nhiệm vụ.',
    'Commands about a part (submitting, reviewing, extending …) look at the status of that part, the others at that of the whole.',
    '',
    ...table(),
    '',
    '## Lý do từ chối theo trạng thái / Refusals by status',
    '',
    ...refusals(),
    '',
  ].join('\n');
