// What is wrong with the document as a whole: no plan, no table, nothing where the number should be, gaps in the numbering.
import type { PlanDuty, PlanHead, PlanHeading, PlanIssue, PlanRow } from '../domain/plan-reading.ts';
import type { Blocks, Paragraph } from './blocks.ts';
import { planIssue } from './issues.ts';
import { fold } from './normal-form.ts';
import { descend, missingNumbers, type RowNumber, readHeadingNumber, readNumber, unnumbered } from './numbering.ts';
import type { HeadReading } from './plan-head.ts';
import type { Appendix } from './rows.ts';
import type { Table } from './tables.ts';

export interface Reason {
  readonly vi: string;
  readonly en: string;
}

/** Why the text is no plan, in both languages; null when it may be one. */
export function whyNotAPlan(text: string, { titleAt, appendixAt, head }: HeadReading, found: number): Reason | null {
  if (text.trim() === '') return { vi: 'văn bản trống', en: 'the document is empty' };
  if (looksBinary(text)) return { vi: 'đây không phải là văn bản chữ', en: 'this is not text' };
  if (found > 0) return null;
  if (titleAt === null) return { vi: 'không có dòng “KẾ HOẠCH”', en: 'no line says "KẾ HOẠCH"' };
  const bare = appendixAt === null && head.issuer === null && head.number === null;
  return bare ? { vi: 'không có cơ quan ban hành, không có nhiệm vụ nào', en: 'it has no issuer and no task' } : null;
}

/** Control characters and failed decoding do not occur in text. */
function looksBinary(text: string): boolean {
  const sample = text.slice(0, 65_536);
  const odd = Array.from(sample).filter((character) => isOdd(character.codePointAt(0) ?? 0)).length;
  return sample.includes('\u0000') || odd * 50 > sample.length;
}

const isOdd = (code: number): boolean => (code < 32 && ![9, 10, 12, 13].includes(code)) || code === 0xfffd;

export function headIssues({ number, issuedOn, issuer, year, openEnded }: PlanHead): PlanIssue[] {
  return [
    ...(issuer === null ? [planIssue('missing-issuer', null)] : []),
    ...(number === null ? [planIssue('missing-number', null)] : []),
    ...(issuedOn === null ? [planIssue('missing-issued-on', null)] : []),
    ...(year === null ? [planIssue('missing-year', null)] : []),
    ...(openEnded ? [planIssue('open-ended-year', null, { year: year ?? '' })] : []),
  ];
}

export function tableIssues(table: Table, { appendixAt }: HeadReading, { paragraphs }: Blocks): PlanIssue[] {
  if (table.headerBlocks > 0)
    return [
      ...(table.rows.length === 0 ? [planIssue('no-rows', null)] : []),
      ...lostBorders(table),
      ...missingColumns(table),
      ...unreadColumns(table),
      ...unreadTable(table, 'other-table'),
    ];
  if (table.unreadLines.length > 0) return unreadTable(table, 'table-without-header');
  const title = appendixAt === null ? undefined : paragraphs[appendixAt];
  const lastLine = paragraphs.at(-1)?.lines[1];
  if (!title || lastLine === undefined) return [planIssue('no-appendix', null)];
  return [planIssue('no-table-structure', [title.lines[0], lastLine], { line: title.lines[0] })];
}

function lostBorders({ borderless, rows, headerBlocks }: Table): PlanIssue[] {
  const [first, last] = [rows[0]?.lines[0], rows.at(-1)?.lines[1]];
  if (!borderless || first === undefined || last === undefined) return [];
  return [planIssue('table-without-borders', [first, last], { line: first, count: headerBlocks })];
}

function unreadTable({ unreadLines }: Table, code: 'other-table' | 'table-without-header'): PlanIssue[] {
  const [first] = unreadLines;
  if (first === undefined) return [];
  return [planIssue(code, [first, unreadLines.at(-1) ?? first], { line: first, count: unreadLines.length })];
}

function missingColumns({ columns }: Table): PlanIssue[] {
  const needed = { deadline: 'thời gian hoàn thành', lead: 'cơ quan chủ trì' } as const;
  return (['deadline', 'lead'] as const)
    .filter((role) => !columns.has(role))
    .map((role) => planIssue('missing-column', null, { column: needed[role] }));
}

/** What a column says that no row has a place for: a person must know that it was left aside. */
function unreadColumns({ columns, unreadColumns: names }: Table): PlanIssue[] {
  return [
    ...(columns.has('number') ? [] : [planIssue('rows-counted', null)]),
    ...(names.length > 0 ? [planIssue('column-not-read', null, { columns: names.join('”, “') })] : []),
  ];
}

export function appendixIssues({ headings, rows }: Appendix, { year }: PlanHead): PlanIssue[] {
  const missing = missingIn({ headings, rows });
  return [
    ...(missing.length > 0 ? [planIssue('numbering-gap', null, { missing: missing.join(', ') })] : []),
    ...headings.flatMap((heading) => yearIssue(heading, year)),
    ...headings
      .filter((heading) => isBarren(heading, { headings, rows }))
      .map(({ number, title, lines }) => planIssue('heading-without-rows', lines, { number: number || title })),
  ];
}

interface Numbered {
  readonly number: RowNumber;
  /** The Roman headings and letters above it. */
  readonly above: string;
}

/**
 * Where rows are counted 1, 2, 3 under Roman headings, they are looked at by themselves: under each heading when every one
 * begins anew, else as one count.
 */
function missingIn({ headings, rows }: Appendix): string[] {
  const numbered = numberedIn({ headings, rows });
  const counted = numbered.filter(({ number: { level }, above }) => level === 1 && above !== '');
  if (counted.length === 0) return missingNumbers(numbered.map(({ number }) => number));
  const runsOn = new Set(counted.map(({ number }) => number.text)).size === counted.length;
  const scopeOf = ({ number, above }: Numbered): string =>
    number.style === 'roman' ? `roman ${above}` : runsOn ? '' : above;
  return [...new Set(numbered.map(scopeOf))].flatMap((scope) =>
    missingNumbers(numbered.filter((entry) => scopeOf(entry) === scope).map(({ number }) => number)).map((number) =>
      scope === '' || scope.startsWith('roman ') ? number : `${scope}.${number}`,
    ),
  );
}

/** Headings and rows in the order of the document; letters and titles without a number are no count. */
function numberedIn({ headings, rows }: Appendix): Numbered[] {
  const entries = [
    ...headings.map(({ number, title, lines }) => ({
      at: lines[0],
      number: readHeadingNumber(number) ?? unnumbered(title),
      isHeading: true,
    })),
    ...rows.map((row) => ({ at: row.lines[0], number: readNumber(printedNumber(row)), isHeading: false })),
  ].sort((a, b) => a.at - b.at);
  let path: RowNumber[] = [];
  return entries.flatMap(({ number, isHeading }) => {
    if (number === null) return [];
    const above = path.filter(({ level }) => level < 1 && level < number.level).map(({ text }) => text);
    if (isHeading) path = descend(path, number);
    return number.parts.length > 0 ? [{ number, above: above.join('.') }] : [];
  });
}

/** Rows that share a criterion cell have a letter or a place behind the number that was printed. */
const printedNumber = ({ number, issues }: PlanRow): string =>
  issues.some(({ code }) => code === 'cell-shared') ? number.replace(/[a-z]$|\.\d+$/u, '') : number;

function yearIssue({ number, title, lines }: PlanHeading, year: number | null): PlanIssue[] {
  const written = /năm\s+(20\d{2})/iu.exec(title)?.[1];
  const differs = year !== null && written !== undefined && Number(written) !== year;
  return differs ? [planIssue('heading-year-differs', lines, { number, written, year })] : [];
}

const isBarren = ({ number, title }: PlanHeading, { rows }: Appendix): boolean =>
  !rows.some(({ path }) => path.includes(number || title));

export const dutyIssues = (duties: readonly PlanDuty[]): PlanIssue[] =>
  duties.length === 0 ? [planIssue('no-duties', null)] : [];

/** Periodic reports that the closing sentence asks for: of whom and how often, a person must say. */
export const closingIssues = (closing: readonly Paragraph[]): PlanIssue[] =>
  closing.flatMap(({ text, lines }) => {
    const asked = /[^.;]*định kỳ[^.;]*/u.exec(fold(text));
    if (!asked?.[0].includes('báo cáo')) return [];
    const said = text.slice(asked.index, asked.index + asked[0].length).trim();
    return [planIssue('report-in-closing', lines, { text: said })];
  });
