// A PDF → text. Tables come from their drawn borders, else from their header; what stands around them is prose.
import { type DocumentText, TextWriter } from './document-text.ts';
import { writeGrid } from './grid.ts';
import { type Line, linesOf } from './pdf-lines.ts';
import { type Carried, openTable } from './pdf-open-table.ts';
import { loadPages, type PdfPage } from './pdf-page.ts';
import { type PageTable, ruledTables } from './pdf-ruled-table.ts';
import { DocumentRefused } from './refusals.ts';

const MOST_PAGES = 300;
/** Fewer letters than this on a page with a picture: a scan, at most with a stamp or the mark of a signature on it. */
const FEWEST_LETTERS = 40;

/** @throws DocumentRefused when it needs a password, is damaged, or has pages that are only pictures */
export async function readPdf(bytes: Buffer): Promise<DocumentText> {
  const pages = await loadPages(bytes, MOST_PAGES);
  if (pages.some(isScanned) || pages.every(({ pieces }) => pieces.length === 0)) {
    throw new DocumentRefused('document-scanned');
  }
  const writer = new TextWriter();
  let carried: Carried | null = null;
  for (const page of pages) carried = writePage(writer, page, carried);
  return writer.finish();
}

const isScanned = ({ pieces, hasPicture }: PdfPage): boolean =>
  hasPicture && pieces.reduce((sum, { text }) => sum + text.trim().length, 0) < FEWEST_LETTERS;

/** @returns the columns of a table without borders that may go on over the page */
function writePage(writer: TextWriter, whole: PdfPage, carried: Carried | null): Carried | null {
  const page = withoutPageNumber(whole);
  const ruled = ruledTables(page);
  const open = ruled.length === 0 ? openTable(page, carried) : null;
  const tables: readonly PageTable[] = open ? [open] : ruled;
  const place = `trang ${page.number}`;
  let ceiling = Number.POSITIVE_INFINITY;
  for (const { top, bottom, rows } of tables) {
    writeProse(writer, between(page, ceiling, top), place);
    writeGrid(
      writer,
      rows.map((cells) => ({ cells, place })),
      true,
    );
    ceiling = bottom;
  }
  writeProse(writer, between(page, ceiling, Number.NEGATIVE_INFINITY), place);
  return open && isLastOf(page, open) ? open.carried : null;
}

const between = ({ pieces }: PdfPage, above: number, below: number): Line[] =>
  withMarkers(linesOf(pieces.filter(({ y }) => y < above && y > below)));

const MARKER = /^(?:[IVX]+[.)]?|\d+(?:\.\d+)*[.)]?|\p{L}[.)]|[-–—•▪+*])$/u;

/** The number of a list stands at a tab from its text, which is the same line. */
function withMarkers(lines: readonly Line[]): Line[] {
  const joined: Line[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    const isText = last && MARKER.test(last.text.trim()) && Math.abs(last.y - line.y) <= line.size * 0.35;
    if (isText) joined[joined.length - 1] = { ...last, text: `${last.text.trim()} ${line.text}`, right: line.right };
    else joined.push(line);
  }
  return joined;
}

const isLastOf = ({ pieces }: PdfPage, { bottom }: PageTable): boolean => pieces.every(({ y }) => y > bottom);

const PAGE_NUMBER = /^(?:trang )?[-–—]?\s*\d{1,3}(?:\s*\/\s*\d{1,3})?\s*[-–—]?$/i;

/** A number alone in the first or the last line is of the page, not of the plan; in the first column it is of a row. */
function withoutPageNumber(page: PdfPage): PdfPage {
  const lines = linesOf(page.pieces);
  const inMargin = [lines[0], lines.at(-1)].filter(
    (line) =>
      line !== undefined &&
      PAGE_NUMBER.test(line.text.trim()) &&
      lines.every(({ y }, at) => Math.abs(y - line.y) > line.size || lines[at] === line),
  );
  const heights = new Set(inMargin.map((line) => line?.y));
  return { ...page, pieces: page.pieces.filter(({ y }) => !heights.has(y)) };
}

/** Of the size of the letters. */
const PARAGRAPH_GAP = 1.9;
const INDENT = 1;
const SHORT = 4;

/** Lines of prose: a paragraph ends where the next line is further down, is indented, or had room on this one. */
function writeProse(writer: TextWriter, lines: readonly Line[], place: string): void {
  const right = Math.max(...lines.map((line) => line.right));
  const left = Math.min(...lines.map(({ x }) => x));
  writer.gap();
  lines.forEach((line, index) => {
    const before = lines[index - 1];
    const starts =
      before === undefined ||
      before.y - line.y > PARAGRAPH_GAP * line.size ||
      before.y - line.y < line.size * 0.5 ||
      line.x > left + INDENT * line.size ||
      before.right < right - SHORT * line.size;
    if (starts) writer.gap();
    writer.line(line.text, place);
  });
  writer.gap();
}
