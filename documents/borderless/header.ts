// Where a table without borders begins: the names of its columns in running text, and every page that repeats them.
import type { ColumnRole } from '../columns.ts';
import { words } from '../normal-form.ts';
import type { Token } from './text-tokens.ts';

/** The columns in the order in which a row is written; null is a column that no plan needs, "Ghi chú". */
export interface BorderlessHeader {
  readonly columns: readonly (ColumnRole | null)[];
  /** The tokens of every repetition: first and the one behind the last. */
  readonly blocks: readonly (readonly [from: number, to: number])[];
}

const BODY = '(?:(?:các )?(?:cơ quan|đơn vị|bộ phận|phòng ban|phòng|người) ){0,3}(?:được giao )?';

/** The longest name that begins at a word holds; words behind it belong to it up to the next name. */
const columnNames: readonly [ColumnRole | null, RegExp][] = [
  ['number', /^(?:số thứ tự|số tt|s?tt|st)(?= |$)/u],
  ['lead', new RegExp(`^${BODY}(?:chủ trì|thực hiện chính)(?: thực hiện| tham mưu)?(?= |$)`, 'u')],
  ['coordinators', new RegExp(`^${BODY}phối hợp(?: thực hiện)?(?= |$)`, 'u')],
  [
    'deadline',
    /^(?:tiến độ|thời gian|thời hạn|hạn|mốc thời gian)(?: (?:hoàn thành|thực hiện|chậm nhất|xong))*(?= |$)|^hoàn thành trước(?= |$)/u,
  ],
  ['evidence', /^(?:yêu cầu )?(?:sản phẩm|kết quả|hồ sơ minh chứng|(?:tài liệu )?(?:kiểm|minh) chứng)(?= |$)/u],
  ['criterion', /^(?:lĩnh vực|(?:nội dung )?tiêu chí)(?= |$)/u],
  ['requirement', /^(?:yêu cầu|nhiệm vụ|nội dung|công việc|chỉ tiêu|giải pháp)(?= |$)/u],
  [null, /^(?:ghi chú|điểm(?: chuẩn| tối đa)?|kinh phí|người phụ trách|đơn vị tính)(?= |$)/u],
];

const LONGEST_HEADER = 70;
const LONGEST_NAME = 14;
/** So many words of a header found again make a repetition; the last page may show fewer than all. */
const KEY_LENGTH = 4;

interface Found {
  readonly columns: (ColumnRole | null)[];
  readonly from: number;
  readonly named: number;
}

export function findHeader(tokens: readonly Token[]): BorderlessHeader | null {
  for (let at = 0; at < tokens.length; at++) {
    if (!tokens[at]?.opensLine) continue;
    const found = headerAt(tokens, at);
    if (found) return { columns: found.columns, blocks: repetitions(tokens, found) };
  }
  return null;
}

function headerAt(tokens: readonly Token[], from: number): Found | null {
  const columns: (ColumnRole | null)[] = [];
  let named = from;
  for (let at = from; at < Math.min(tokens.length, from + LONGEST_HEADER) && at - named < LONGEST_NAME; ) {
    const name = nameAt(tokens, at);
    if (name === null) {
      if (at === from || isRowStart(tokens[at])) break;
      at += 1;
      continue;
    }
    if (columns.includes(name.role) && columns.at(-1) !== name.role) {
      // "Cơ quan phối hợp thực hiện nhiệm vụ": a name that stands already is part of another one.
      at += name.length;
      continue;
    }
    if (columns.at(-1) !== name.role) columns.push(name.role);
    at += name.length;
    named = at;
  }
  const isHeader = ['lead', 'deadline'].every((role) => columns.includes(role as ColumnRole)) && columns.length >= 4;
  return isHeader ? { columns, from, named } : null;
}

const isRowStart = (token: Token | undefined): boolean =>
  token?.opensLine === true && /^(?:[IVX]+\.?|\d{1,2}(?:\.\d+)*[.)]?)$/.test(token.text);

function nameAt(tokens: readonly Token[], at: number): { role: ColumnRole | null; length: number } | null {
  const ahead = tokens.slice(at, at + 10).map(({ text }) => words(text));
  const text = ahead.filter((word) => word !== '').join(' ');
  if (ahead[0] === '') return null;
  for (const [role, pattern] of columnNames) {
    const match = pattern.exec(text);
    if (match) return { role, length: tokensSpanned(ahead, match[0].split(' ').length) };
  }
  return null;
}

/** "phẩm/kết" is one token of two words, "-" is one of none. */
function tokensSpanned(ahead: readonly string[], count: number): number {
  let counted = 0;
  for (const [index, word] of ahead.entries()) {
    counted += word === '' ? 0 : word.split(' ').length;
    if (counted >= count) return index + 1;
  }
  return ahead.length;
}

function repetitions(tokens: readonly Token[], { columns, from, named }: Found): [number, number][] {
  const start = columns[0] === 'number' ? from + (nameAt(tokens, from)?.length ?? 1) : from;
  const folded = tokens.map(({ text }) => words(text));
  const others: { at: number; run: number }[] = [];
  for (let at = start + 1; at < tokens.length; at++) {
    if (!tokens[at]?.opensLine) continue;
    const run = commonRun(folded, start, at);
    if (run >= KEY_LENGTH) others.push({ at, run });
  }
  const length =
    others.length > 0
      ? Math.max(typical(others.map(({ run }) => run)), named - start)
      : endOfBlock(tokens, named) - start;
  const numbered = (at: number): number => {
    for (const back of columns[0] === 'number' ? [1, 2, 3] : []) {
      const name = tokens[at - back]?.opensLine ? nameAt(tokens, at - back) : null;
      if (name?.role === 'number' && name.length === back) return at - back;
    }
    return at;
  };
  const again = others
    .filter(({ run }) => run * 2 >= length)
    .map(({ at }): [number, number] => [numbered(at), at + length]);
  return [[from, start + length], ...again];
}

function commonRun(folded: readonly string[], first: number, second: number): number {
  let run = 0;
  while (
    run < LONGEST_HEADER &&
    second + run < folded.length &&
    first + run < second &&
    folded[first + run] === folded[second + run]
  )
    run += 1;
  return run;
}

/** What most repetitions share: one of them may be followed by the same word as the first. */
function typical(runs: readonly number[]): number {
  const sorted = [...runs].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 4)] ?? 0;
}

function endOfBlock(tokens: readonly Token[], at: number): number {
  let end = at;
  while (end < tokens.length && !tokens[end]?.opensBlock && !isRowStart(tokens[end])) end += 1;
  return end;
}
