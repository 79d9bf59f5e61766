// Paragraphs and a table laid out on the pages of a PDF: cells wrapped, rows cut by the end of a page, the header repeated.
import { type Drawn, LETTER, type Placed, SIZE } from './pdf.ts';

export interface Layout {
  /** Widths of the columns, in points. */
  readonly widths: readonly number[];
  readonly borders: boolean;
  /** Cells stand in the middle of their row, not at its top. */
  readonly centred?: boolean;
  /** The header stands again on every page. */
  readonly repeated?: boolean;
  /** A row that does not fit goes on over the page; else it goes to the next one whole. */
  readonly cut?: boolean;
}

const LEADING = 13;
const PADDING = 6;
const TOP = 560;
const BOTTOM = 40;
const LEFT = 40;
const RIGHT = 800;

function wrap(text: string, width: number): string[] {
  const letters = Math.floor(width / LETTER);
  const lines: string[] = [];
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

interface Page {
  texts: Placed[];
  boxes: [number, number, number, number][];
}

class Pages {
  readonly all: Page[] = [{ texts: [], boxes: [] }];
  y = TOP;
  turn(): void {
    this.all.push({ texts: [], boxes: [] });
    this.y = TOP;
    this.write(String(this.all.length), 420, TOP + 20);
  }
  write(text: string, x: number, y: number): void {
    this.all.at(-1)?.texts.push({ text, x, y });
  }
  box(left: number, bottom: number, right: number, top: number): void {
    this.all.at(-1)?.boxes.push([left, bottom, right, top]);
  }
}

export function layOut(before: readonly string[], rows: readonly (readonly string[])[], layout: Layout): Drawn[] {
  const pages = new Pages();
  for (const text of before) writeParagraph(pages, text);
  const [header = [], ...rest] = rows;
  writeRow(pages, header, layout);
  for (const row of rest) {
    const needed = heightOf(row, layout);
    if (pages.y - (layout.cut ? LEADING + 2 * PADDING : needed) < BOTTOM) nextPage(pages, header, layout);
    writeRow(pages, row, layout, layout.cut ? header : undefined);
  }
  return pages.all;
}

function writeParagraph(pages: Pages, text: string): void {
  for (const line of wrap(text, RIGHT - LEFT)) {
    if (pages.y < BOTTOM) pages.turn();
    pages.write(line, LEFT, pages.y);
    pages.y -= LEADING;
  }
  pages.y -= LEADING;
}

function nextPage(pages: Pages, header: readonly string[], layout: Layout): void {
  pages.turn();
  if (layout.repeated) writeRow(pages, header, layout);
}

const wrapped = (row: readonly string[], { widths }: Layout): string[][] =>
  row.map((cell, column) => wrap(cell, (widths[column] ?? 0) - 2 * PADDING));

const heightOf = (row: readonly string[], layout: Layout): number =>
  Math.max(1, ...wrapped(row, layout).map((lines) => lines.length)) * LEADING + 2 * PADDING;

function writeRow(pages: Pages, row: readonly string[], layout: Layout, header?: readonly string[]): void {
  let cells = wrapped(row, layout);
  while (header && cells.some((lines) => lines.length > fitting(pages))) {
    const room = fitting(pages);
    writeCells(
      pages,
      cells.map((lines) => lines.slice(0, room)),
      layout,
    );
    cells = cells.map((lines) => lines.slice(room));
    nextPage(pages, header, layout);
  }
  writeCells(pages, cells, layout);
}

const fitting = ({ y }: Pages): number => Math.max(1, Math.floor((y - BOTTOM - 2 * PADDING) / LEADING));

function writeCells(pages: Pages, cells: readonly string[][], { widths, borders, centred }: Layout): void {
  const most = Math.max(1, ...cells.map((lines) => lines.length));
  const height = most * LEADING + 2 * PADDING;
  let x = LEFT;
  cells.forEach((lines, column) => {
    const width = widths[column] ?? 0;
    const above = centred ? ((most - lines.length) * LEADING) / 2 : 0;
    lines.forEach((line, index) => {
      pages.write(line, x + PADDING, pages.y - PADDING - SIZE - above - index * LEADING);
    });
    if (borders) pages.box(x, pages.y - height, x + width, pages.y);
    x += width;
  });
  pages.y -= height;
}
