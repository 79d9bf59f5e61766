// An appendix whose cells have lost their borders → the rows of its table, with a doubt wherever cells had to be told apart by their words.
import type { ColumnRole, Columns } from '../columns.ts';
import type { PlanTime } from '../deadlines/phrase-rule.ts';
import type { Table } from '../tables.ts';
import { NOTHING_COUNTED, type Numbers } from './cell-pieces.ts';
import { dividePage } from './divide-page.ts';
import { type BorderlessHeader, findHeader } from './header.ts';
import { fullLines, usualLength } from './line-lengths.ts';
import { addPiece, doubtSharing, type OpenRow, openCells, turnPage } from './open-row.ts';
import { withNumbersBeside } from './row-numbers.ts';
import { tableRows } from './table-rows.ts';
import { type Token, tokensOf } from './text-tokens.ts';
import { type Witness, witnessAt } from './witness.ts';
import { type Neighbours, neighboursIn } from './word-bonds.ts';

/** So many pages tell how wide the columns are. */
const PAGES_TO_MEASURE = 5;

/** Null where no names of columns are found. `fromLine`: where the appendix begins. */
export function readBorderless(source: readonly string[], fromLine: number, time: PlanTime): Table | null {
  const tokens = tokensOf(source, fromLine);
  const header = findHeader(tokens);
  if (header === null) return null;
  const columns = header.columns.filter((role) => role !== 'number');
  const pages = pagesOf(tokens, header);
  const reading = { columns, neighbours: neighboursIn(tokensOf(source, 1)), witness: witnessAt(time) };
  const { widths } = readPages(pages.slice(0, PAGES_TO_MEASURE), { ...reading, widths: null });
  const { rows } = readPages(pages, { ...reading, widths });
  return {
    rows: tableRows(rows, columns, time),
    columns: columnsOf(header),
    headerBlocks: header.blocks.length,
    joinedRows: rows.filter(({ pages: count }) => count > 1).length,
    unreadColumns: unreadColumns(header, rows),
    unreadLines: [],
    borderless: true,
  };
}

/** Names of columns that no row takes up and that hold something. */
function unreadColumns({ columns, names }: BorderlessHeader, rows: readonly OpenRow[]): string[] {
  const shown = columns.flatMap((role, at) => (role === 'number' ? [] : [{ role, name: names[at] ?? '' }]));
  const holds = (at: number): boolean => rows.some(({ cells }) => (cells[at]?.text ?? '') !== '');
  return shown.flatMap(({ role, name }, at) => (role === null && holds(at) ? [name] : []));
}

const columnsOf = ({ columns }: BorderlessHeader): Columns =>
  new Map(columns.flatMap((role, index): [ColumnRole, number][] => (role === null ? [] : [[role, index]])));

/** The words between the headers. A number alone above a header is the number of the page. */
function pagesOf(tokens: readonly Token[], { blocks }: BorderlessHeader): Token[][] {
  return blocks.map(([, to], index) => {
    const page = tokens.slice(to, blocks[index + 1]?.[0] ?? tokens.length);
    const last = page.at(-1);
    return withNumbersBeside(last?.opensBlock && /^[-–]?\d{1,3}[-–]?$/.test(last.text) ? page.slice(0, -1) : page);
  });
}

interface Reading {
  readonly columns: readonly (ColumnRole | null)[];
  readonly neighbours: Neighbours;
  readonly witness: Witness;
  readonly widths: readonly (number | null)[] | null;
}

/** Page by page, for a row goes on from the page before. Also how wide the columns turned out to be. */
function readPages(pages: readonly Token[][], reading: Reading): { rows: OpenRow[]; widths: (number | null)[] } {
  const { columns } = reading;
  const rows: OpenRow[] = [];
  const lengths: number[][] = columns.map(() => []);
  let numbers: Numbers = NOTHING_COUNTED;
  pages.forEach((tokens, index) => {
    const last = rows.at(-1);
    const open = last && !last.heading ? openCells(last, columns) : null;
    const division = dividePage(tokens, { ...reading, open, numbers, isLast: index === pages.length - 1 });
    numbers = division.numbers;
    if (last) turnPage(last);
    if (last && open) doubtSharing(last, open, division.pieces);
    for (const piece of division.pieces) {
      addPiece(rows, tokens, piece, columns);
      lengths[piece.column]?.push(...fullLines(tokens.slice(piece.from, piece.to)));
    }
  });
  return { rows, widths: lengths.map(usualLength) };
}
