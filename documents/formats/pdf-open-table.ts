// Tables without drawn borders: the header says where the columns are, the numbers in the first one where the rows are.
import { type Columns, readHeader } from '../columns.ts';
import { readHeadingNumber, readNumber } from '../numbering.ts';
import { type Line, linesOf, unwrap } from './pdf-lines.ts';
import type { PdfPage, Piece } from './pdf-page.ts';
import type { PageTable } from './pdf-ruled-table.ts';

/** Left edges of the columns after the first. */
type Edges = readonly number[];

/** What holds on the pages that follow: where the columns are, and how the header reads if it is repeated. */
export interface Carried {
  readonly edges: Edges;
  readonly names: readonly string[];
}

export interface OpenTable extends PageTable {
  readonly carried: Carried;
}

interface Header {
  readonly cells: readonly HeaderCell[];
  readonly top: number;
  readonly bottom: number;
}

interface HeaderCell {
  readonly lines: readonly Line[];
  readonly x: number;
  readonly right: number;
}

/** The table that begins on this page, or that goes on from the page before when `carried` says where its columns are. */
export function openTable({ pieces }: PdfPage, carried: Carried | null): OpenTable | null {
  const names = carried?.names ?? [];
  const likely = headerOf(linesOf(pieces, [...commonStarts(pieces), ...(carried?.edges ?? [])]), names);
  const parted = headerOf(linesOf(pieces, [...new Set(pieces.map(({ x }) => x))]), names);
  const header = (parted?.cells.length ?? 0) > (likely?.cells.length ?? 0) ? parted : likely;
  if (header === null && carried === null) return null;
  const top = header?.bottom ?? Number.POSITIVE_INFINITY;
  const below = pieces.filter(({ y }) => y < top);
  const edges = header ? edgesOf(header, below) : (carried?.edges ?? []);
  const body = linesOf(below, edges);
  const last = lastOfTable(body, edges);
  if (last === null)
    return header === null
      ? null
      : { ...spanOf(header, []), rows: [headerCells(header)], carried: { edges, names: headerCells(header) } };
  const inside = body.filter(({ y }) => y >= last);
  const rows = [...(header ? [headerCells(header)] : []), ...rowsOf(inside, edges)];
  return { ...spanOf(header, inside), rows, carried: { edges, names: header ? headerCells(header) : names } };
}

/** So many lines that begin at one place are a column, however near its neighbour ends. */
const COLUMN_FROM = 4;

/** Places along x where the pieces of several lines begin. */
function commonStarts(pieces: readonly Piece[]): number[] {
  const lines = new Map<number, Set<number>>();
  for (const { x, y } of pieces) lines.set(Math.round(x), (lines.get(Math.round(x)) ?? new Set()).add(Math.round(y)));
  return [...lines].filter(([, heights]) => heights.size >= COLUMN_FROM).map(([x]) => x - 1);
}

function spanOf(header: Header | null, lines: readonly Line[]): { top: number; bottom: number } {
  const ys = lines.map(({ y }) => y);
  return {
    top: (header?.top ?? Math.max(...ys)) + 1,
    bottom: Math.min(header?.bottom ?? Number.POSITIVE_INFINITY, ...ys) - 1,
  };
}

const columnOf = (edges: Edges, x: number): number => edges.filter((edge) => edge <= x).length;
const headerCells = ({ cells }: Header): string[] => cells.map(({ lines }) => unwrap(lines));

const NUMBER_HEAD = /^(?:s?tt|số(?: tt| thứ(?: tự)?)?)$/i;
/** Lines of a header above and below the middle one. */
const REACH = 4;
const LEADING = 1.7;
/** Columns that no row takes up: remarks, marks, money. */
const MOST_UNKNOWN = 3;
/** Lines closer than this to the one above are its continuation: of the size of the letters. */
const WITHIN_RUN = 1.75;

function headerOf(lines: readonly Line[], names: readonly string[]): Header | null {
  for (const line of lines) {
    if (!NUMBER_HEAD.test(line.text.trim())) continue;
    const header = headerAround(lines, line, names);
    if (header) return header;
  }
  return null;
}

/**
 * Grows from the cell "STT" to the lines above and below that keep to the columns, as long as they name columns. A header
 * that reads as on the page before ends there: what follows closely is the rest of a row.
 */
function headerAround(lines: readonly Line[], start: Line, names: readonly string[]): Header | null {
  const reach = REACH * LEADING * start.size;
  const near = lines.filter(({ x, y }) => x >= start.x - 1 && Math.abs(y - start.y) <= reach);
  const firstRow = near.find(
    ({ x, y, text }) => y < start.y && x < start.right + start.size && readNumber(text.split(/\s/)[0] ?? ''),
  );
  const candidates = near.filter(({ y }) => firstRow === undefined || y > firstRow.y + start.size * 0.5);
  let best: Header | null = null;
  let most = 0;
  for (const above of levelsFrom(candidates, (y) => y >= start.y - 1)) {
    for (const below of levelsFrom(candidates, (y) => y <= start.y + 1)) {
      const kept = candidates.filter(({ y }) => y <= above && y >= below);
      const cells = stacked(kept);
      const header = { cells, top: above + start.size, bottom: below - start.size * 0.3 };
      const texts = headerCells(header);
      if (names.length > 0 && texts.join('\t') === names.join('\t')) return header;
      const columns: Columns | null = readHeader(texts);
      const size = columns ? columns.size * 100 + kept.length : 0;
      if (columns && cells.length - columns.size <= MOST_UNKNOWN && cells.every(isOneRun) && size > most) {
        most = size;
        best = header;
      }
    }
  }
  return best;
}

const levelsFrom = (lines: readonly Line[], belongs: (y: number) => boolean): number[] => [
  ...new Set(lines.map(({ y }) => y).filter(belongs)),
];

/** Lines that overlap along x are one cell. */
function stacked(lines: readonly Line[]): HeaderCell[] {
  const cells: { lines: Line[]; x: number; right: number }[] = [];
  for (const line of lines.toSorted((a, b) => a.x - b.x)) {
    const last = cells.at(-1);
    if (last && line.x < last.right) {
      last.lines.push(line);
      last.right = Math.max(last.right, line.right);
    } else cells.push({ lines: [line], x: line.x, right: line.right });
  }
  for (const cell of cells) cell.lines.sort((a, b) => b.y - a.y);
  return cells;
}

/** Between two names the column begins where most pieces begin and none is cut. */
function edgesOf({ cells }: Header, body: readonly Piece[]): number[] {
  return cells.slice(1).map((cell, index) => {
    const from = cells[index]?.right ?? 0;
    const starts = body.filter(({ x }) => x > (cells[index]?.x ?? 0) && x <= cell.x + 1).map(({ x }) => x);
    const candidates = [...new Set([...starts, cell.x].map(Math.floor))];
    const score = (edge: number) =>
      starts.filter((x) => x >= edge && x < edge + 2).length -
      5 * body.filter(({ x, right }) => x < edge - 1 && right > edge + 1).length;
    const ranked = candidates.toSorted((a, b) => score(b) - score(a) || b - a);
    return (ranked[0] ?? from) - 0.5;
  });
}

const RECIPIENTS = /^nơi nhận/iu;

/** The table ends with the last line of a row: below it only prose, which keeps to no column. */
function lastOfTable(lines: readonly Line[], edges: Edges): number | null {
  const crossing = lines.find(({ x, right, y, text }) => {
    const first = columnOf(edges, x);
    const numbered =
      startsWithNumber(text) || lines.some((other) => Math.abs(other.y - y) < 2 && isNumber(other, edges));
    return (columnOf(edges, right - 1) - first >= 2 && !numbered) || RECIPIENTS.test(text.trim());
  });
  const kept = lines.filter(({ y }) => crossing === undefined || y > crossing.y + 1);
  return kept.length === 0 ? null : Math.min(...kept.map(({ y }) => y));
}

const isNumber = ({ x, text }: Line, edges: Edges): boolean => columnOf(edges, x) === 0 && startsWithNumber(text);
const startsWithNumber = (text: string): boolean =>
  readNumber(text.trim().split(/\s/)[0] ?? '') !== null || readHeadingNumber(text) !== null;

/** Lines that stand as closely as lines of one cell do. */
const isOneRun = ({ lines }: HeaderCell): boolean =>
  lines.every((line, index) => (lines[index - 1]?.y ?? line.y) - line.y <= WITHIN_RUN * line.size);

interface Run {
  readonly column: number;
  readonly lines: Line[];
}

function rowsOf(lines: readonly Line[], edges: Edges): string[][] {
  const numbers = lines.filter((line) => isNumber(line, edges));
  const width = edges.length + 1;
  const rows = Array.from({ length: numbers.length + 1 }, () => Array.from({ length: width }, () => [] as Line[]));
  for (const run of runsOf(lines, edges)) {
    for (const line of run.lines) rows[rowOf(run, line, numbers) + 1]?.[run.column]?.push(line);
  }
  const cells = rows.map((row) => row.map(unwrap));
  return cells.filter((row) => row.some((cell) => cell !== ''));
}

function runsOf(lines: readonly Line[], edges: Edges): Run[] {
  const runs: Run[] = [];
  for (const line of lines) {
    const column = columnOf(edges, line.x);
    const open = runs.findLast((run) => run.column === column);
    const above = open?.lines.at(-1);
    if (open && above && above.y - line.y <= WITHIN_RUN * line.size) open.lines.push(line);
    else runs.push({ column, lines: [line] });
  }
  return runs;
}

/**
 * The row of a line, by the numbers from the top; -1 is the rest of the last row of the page before. A cell that holds one
 * number's height belongs to it wholly, wherever in the row the number stands; else rows begin at the height of their number.
 */
function rowOf({ lines }: Run, { y }: Line, numbers: readonly Line[]): number {
  const top = lines[0]?.y ?? y;
  const bottom = lines.at(-1)?.y ?? y;
  const beside = numbers.flatMap((number, index) => (number.y <= top + 2 && number.y >= bottom - 2 ? [index] : []));
  if (beside.length === 1 && beside[0] !== undefined) return beside[0];
  return numbers.findLastIndex((number) => number.y >= y - 2);
}
