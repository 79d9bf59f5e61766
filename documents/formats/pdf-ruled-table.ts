// Tables whose borders are drawn: the lines say which cell a piece of text stands in, also where cells are merged.
import { fillDown, type Merge } from './grid.ts';
import { linesOf, unwrap } from './pdf-lines.ts';
import type { PdfPage, Piece, Rule } from './pdf-page.ts';

export interface PageTable {
  /** On the page, upwards. */
  readonly top: number;
  readonly bottom: number;
  readonly rows: readonly string[][];
}

/** Lines nearer than this are one: both edges of a thin box, a border drawn for each cell. Points. */
const ONE = 3;
const SHORTEST = 6;
const FEWEST_COLUMNS = 3;

export function ruledTables({ pieces, horizontal, vertical }: PdfPage): PageTable[] {
  const uprights = vertical.filter(({ from, to }) => to - from >= SHORTEST);
  return regionsOf(uprights).flatMap(({ from, to }) => {
    const inside = uprights.filter((rule) => rule.from < to && rule.to > from);
    const columns = clustersOf(inside.map(({ at }) => at));
    const levels = horizontal.filter(
      (rule) => rule.to - rule.from >= SHORTEST && rule.at > from - ONE && rule.at < to + ONE,
    );
    // A row that the page cuts has no line at the cut.
    const bands = clustersOf([...levels.map(({ at }) => at), from, to]).reverse();
    if (columns.length <= FEWEST_COLUMNS || bands.length < 2) return [];
    const within = pieces.filter(({ y }) => y < to && y > from);
    return [{ top: to, bottom: from, rows: cellsOf({ columns, bands, levels, uprights: inside }, within) }];
  });
}

/** Stretches of the page that upright lines cover without a break. */
function regionsOf(uprights: readonly Rule[]): { from: number; to: number }[] {
  const regions: { from: number; to: number }[] = [];
  for (const { from, to } of uprights.toSorted((a, b) => b.to - a.to)) {
    const last = regions.at(-1);
    if (last && to >= last.from - ONE) last.from = Math.min(last.from, from);
    else regions.push({ from, to });
  }
  return regions;
}

function clustersOf(values: readonly number[]): number[] {
  const clusters: number[][] = [];
  for (const value of values.toSorted((a, b) => a - b)) {
    const last = clusters.at(-1);
    if (last && value - (last.at(-1) ?? 0) <= ONE) last.push(value);
    else clusters.push([value]);
  }
  return clusters.map((cluster) => cluster.reduce((sum, value) => sum + value, 0) / cluster.length);
}

interface Frame {
  /** From the left; between two of them is a column. */
  readonly columns: readonly number[];
  /** From the top; between two of them is a row. */
  readonly bands: readonly number[];
  readonly levels: readonly Rule[];
  readonly uprights: readonly Rule[];
}

const drawn = (rules: readonly Rule[], at: number, across: number): boolean =>
  rules.some((rule) => Math.abs(rule.at - at) <= ONE && rule.from <= across && rule.to >= across);

const middle = (edges: readonly number[], index: number): number => ((edges[index] ?? 0) + (edges[index + 1] ?? 0)) / 2;

function cellsOf(frame: Frame, pieces: readonly Piece[]): string[][] {
  const { columns, bands } = frame;
  const width = columns.length - 1;
  const held = new Map<string, Piece[]>();
  const merges: Merge[] = [];
  for (const piece of pieces) {
    const column = within(columns, (piece.x + Math.min(piece.right, piece.x + piece.size)) / 2);
    const row = within(bands, piece.y + piece.size * 0.3);
    const [firstRow, firstColumn] = originOf(frame, row, column);
    const key = `${firstRow},${firstColumn}`;
    held.set(key, [...(held.get(key) ?? []), piece]);
  }
  const cells = Array.from({ length: bands.length - 1 }, (_, row) =>
    Array.from({ length: width }, (__, column) => unwrap(linesOf(held.get(`${row},${column}`) ?? []))),
  );
  cells.forEach((row, rowIndex) => {
    row.forEach((text, column) => {
      if (text === '') return;
      let lastRow = rowIndex;
      while (lastRow < cells.length - 1 && !drawn(frame.levels, bands[lastRow + 1] ?? 0, middle(columns, column)))
        lastRow += 1;
      if (lastRow > rowIndex) merges.push({ firstRow: rowIndex, lastRow, column });
    });
  });
  fillDown(cells, merges);
  return cells;
}

/** The interval between two edges, which run up or down, that holds the value or is nearest to it. */
function within(edges: readonly number[], value: number): number {
  const [first = 0, ...rest] = edges;
  const passed = rest.filter((edge) => (edge > first ? value >= edge : value <= edge)).length;
  return Math.min(passed, edges.length - 2);
}

/** The first row and column of the merged cell that these belong to: as far up and left as no line is drawn. */
function originOf({ columns, bands, levels, uprights }: Frame, row: number, column: number): [number, number] {
  let [firstRow, firstColumn] = [row, column];
  while (firstColumn > 0 && !drawn(uprights, columns[firstColumn] ?? 0, middle(bands, row))) firstColumn -= 1;
  while (firstRow > 0 && !drawn(levels, bands[firstRow] ?? 0, middle(columns, firstColumn))) firstRow -= 1;
  return [firstRow, firstColumn];
}
