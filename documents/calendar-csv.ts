// The working calendar of a year as a table of comma-separated values → days, or every line that is not right, with why.
// One day per line. Nothing is taken from a file with a fault in it.

import { type DayFault, faultOf, type Range } from '../domain/calendar/day-faults.ts';
import { CalendarDay, type CalendarDayKind } from '../domain/calendar.ts';
import { type PlainDate, plainDate } from '../domain/instant.ts';
import { cellsOf, delimiterOf } from './csv-line.ts';

/** What is wrong with one line: a stable code, and a whole sentence in both languages. */
interface LineFault {
  /** Counted from 1, the header included. */
  readonly line: number;
  readonly code: CalendarFaultCode;
  readonly message: string;
  readonly messageEn: string;
}

export type CalendarCsv = { readonly days: readonly CalendarDay[] } | { readonly faults: readonly LineFault[] };

const faultTexts = {
  'header-missing': [
    'Dòng đầu phải nêu các cột: date,kind,name,source (thêm swappedWith nếu cần).',
    'The first line must name the columns: date,kind,name,source (and swappedWith where it is needed).',
  ],
  'no-days': ['Tệp không có ngày nào.', 'The file holds no day.'],
  'quote-open': ['Dấu nháy kép mở ra mà không đóng.', 'A quotation mark is opened and never closed.'],
  'wrong-number-of-cells': ['Số ô của dòng khác số cột ở dòng đầu.', 'The line has not as many cells as the header.'],
  'date-invalid': [
    'Ngày không có thật hoặc viết sai; viết 2028-02-01 hoặc 01/02/2028.',
    'Not a real date; write 2028-02-01 or 01/02/2028.',
  ],
  'kind-unknown': [
    'Loại ngày phải là holiday (nghỉ lễ), substitute (nghỉ bù), swapOff (nghỉ hoán đổi) hoặc swapWork (làm bù).',
    'The kind must be holiday, substitute, swapOff or swapWork.',
  ],
  'name-missing': ['Thiếu tên ngày (hoặc dài quá 200 ký tự).', 'The name is missing (or longer than 200 characters).'],
  'source-missing': [
    'Thiếu căn cứ (hoặc dài quá 500 ký tự): văn bản nào quy định ngày này.',
    'The source is missing (or longer than 500 characters): which paper says so.',
  ],
  'swap-date-invalid': [
    'Ngày hoán đổi (swappedWith) không có thật hoặc viết sai.',
    'The other day of the exchange (swappedWith) is not a real date.',
  ],
  'date-twice': ['Ngày này đã có ở một dòng trên.', 'This date stands on a line above already.'],
  'date-outside-range': [
    'Ngày nằm ngoài khoảng ngày được nhập (from, to).',
    'The date lies outside the days that are imported (from, to).',
  ],
  'weekday-is-worked': [
    'Ngày làm bù (swapWork) phải là thứ Bảy hoặc Chủ nhật.',
    'A day worked in exchange (swapWork) must be a Saturday or Sunday.',
  ],
  'weekend-is-off': [
    'Ngày nghỉ bù, nghỉ hoán đổi phải từ thứ Hai đến thứ Sáu.',
    'A substitute or exchanged day off must be Monday to Friday.',
  ],
} as const satisfies Record<DayFault | string, readonly [string, string]>;

export type CalendarFaultCode = keyof typeof faultTexts;

const faultAt = (line: number, code: CalendarFaultCode): LineFault => {
  const [message, messageEn] = faultTexts[code];
  return { line, code, message, messageEn };
};

/** `from` and `to`: the days that the file speaks for. */
export function readCalendarCsv(text: string, range: Range): CalendarCsv {
  const [head = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const delimiter = delimiterOf(head);
  const columns = columnsOf(cellsOf(head, delimiter) ?? []);
  if (!columns) return { faults: [faultAt(1, 'header-missing')] };
  const days: CalendarDay[] = [];
  const faults: LineFault[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const cells = cellsOf(line, delimiter);
    const day = cells ? readDay(cells, columns) : 'quote-open';
    const fault = typeof day === 'string' ? day : faultOf(day, days, range);
    if (fault) faults.push(faultAt(index + 2, fault));
    else if (typeof day !== 'string') days.push(day);
  }
  if (faults.length > 0) return { faults };
  return days.length > 0 ? { days } : { faults: [faultAt(1, 'no-days')] };
}

const headings = {
  date: ['date', 'ngày'],
  kind: ['kind', 'loại'],
  name: ['name', 'tên'],
  source: ['source', 'căn cứ', 'nguồn'],
  swappedWith: ['swappedwith', 'hoán đổi với'],
} as const;
type Column = keyof typeof headings;
type Columns = Readonly<Record<Column, number>> & { readonly count: number };

const plain = (cell: string): string => cell.normalize('NFC').trim().replace(/\s+/gu, ' ');

/** Null where one that must be there is not, or one is that nobody knows. */
function columnsOf(cells: readonly string[]): Columns | null {
  const names = cells.map((cell) => plain(cell).toLowerCase());
  const places = Object.entries(headings).map(
    ([column, words]) => [column, names.findIndex((name) => (words as readonly string[]).includes(name))] as const,
  );
  const found = places.filter(([, place]) => place >= 0).length;
  const missing = places.some(([column, place]) => place < 0 && column !== 'swappedWith');
  if (missing || found < names.length) return null;
  return { ...(Object.fromEntries(places) as Record<Column, number>), count: names.length };
}

function readDay(cells: readonly string[], columns: Columns): CalendarDay | CalendarFaultCode {
  if (cells.length !== columns.count) return 'wrong-number-of-cells';
  const cell = (column: Column): string => plain(cells[columns[column]] ?? '');
  const date = readDate(cell('date'));
  if (!date) return 'date-invalid';
  const kind = kinds.get(cell('kind').toLowerCase());
  if (!kind) return 'kind-unknown';
  const swappedWith = cell('swappedWith') === '' ? null : readDate(cell('swappedWith'));
  if (swappedWith === null && cell('swappedWith') !== '') return 'swap-date-invalid';
  const parsed = CalendarDay.safeParse({
    date,
    kind,
    name: cell('name'),
    source: cell('source'),
    ...(swappedWith && { swappedWith }),
  });
  if (parsed.success) return parsed.data;
  return codeOfField[String(parsed.error.issues[0]?.path[0])] ?? 'date-invalid';
}

/** What the schema of a day refuses beyond what was looked at already. */
const codeOfField: Readonly<Record<string, CalendarFaultCode>> = {
  name: 'name-missing',
  source: 'source-missing',
  swappedWith: 'swap-date-invalid',
};

/** As machines write it, or as Vietnamese people do: the day first. */
function readDate(text: string): PlainDate | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return plainDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  return local && plainDate(Number(local[3]), Number(local[2]), Number(local[1]));
}

const kinds: ReadonlyMap<string, CalendarDayKind> = new Map([
  ['holiday', 'holiday'],
  ['nghỉ lễ', 'holiday'],
  ['substitute', 'substitute'],
  ['nghỉ bù', 'substitute'],
  ['swapoff', 'swapOff'],
  ['nghỉ hoán đổi', 'swapOff'],
  ['swapwork', 'swapWork'],
  ['làm bù', 'swapWork'],
]);
