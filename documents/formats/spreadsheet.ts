// An Excel workbook → text. Every sheet in its order; each line knows its sheet and row.
import { type CellValue, readXlsx as readWorkbook, type Sheet } from 'hucre/xlsx';
import { words } from '../normal-form.ts';
import { type DocumentText, HIDDEN, TextWriter } from './document-text.ts';
import { fillDown, type GridRow, writeGrid } from './grid.ts';
import { DocumentRefused } from './refusals.ts';
import { dateText } from './sheet-dates.ts';

const MOST_ROWS = 20_000;
/** Sheets that explain or list, and hold no plan; our own template has both. */
const ASIDE = /^(?:hướng dẫn|danh mục|help|lists?)(?: |$)/;

/** @throws DocumentRefused when it is no workbook, is protected, or has more rows than a plan ever has */
export async function readXlsx(bytes: Buffer): Promise<DocumentText> {
  const writer = new TextWriter();
  const sheets = await sheetsOf(bytes);
  for (const sheet of sheets) {
    if (sheet.rows.length > MOST_ROWS) throw new DocumentRefused('document-too-long');
    writeGrid(writer, rowsOf(sheet));
  }
  return { ...writer.finish(), hiddenColumns: sheets.flatMap(hiddenColumns) };
}

/** Those that hold nothing hide nothing. A column without width is hidden too. */
const hiddenColumns = ({ name, rows, columns = [] }: Sheet): string[] =>
  columns.flatMap(({ hidden, width }, at) => {
    const holds = rows.some((row) => (row[at] ?? '') !== '');
    return holds && (hidden || width === 0) ? [`${name}, cột ${columnName(at)}`] : [];
  });

/** "A" to "Z", then "AA": as a sheet names its columns. */
const columnName = (at: number): string =>
  (at < 26 ? '' : columnName(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26));

async function sheetsOf(bytes: Buffer): Promise<Sheet[]> {
  try {
    const isShown = ({ name, hidden, veryHidden }: { name: string; hidden?: boolean; veryHidden?: boolean }) =>
      !hidden && !veryHidden && !ASIDE.test(words(name));
    return (await readWorkbook(bytes, { readStyles: true, sheets: isShown, maxRows: MOST_ROWS + 1 })).sheets;
  } catch (cause) {
    const isProtected = cause instanceof Error && cause.name === 'EncryptedFileError';
    throw new DocumentRefused(isProtected ? 'document-encrypted' : 'document-damaged', { cause });
  }
}

function rowsOf(sheet: Sheet): GridRow[] {
  const cells = sheet.rows.map((row, rowIndex) =>
    row.map((value, column) => shown(value, sheet.cells?.get(`${rowIndex},${column}`)?.style?.numFmt)),
  );
  const down = (sheet.merges ?? []).filter(({ startRow, endRow }) => endRow > startRow);
  fillDown(
    cells,
    down.map(({ startRow, endRow, startCol }) => ({ firstRow: startRow, lastRow: endRow, column: startCol })),
  );
  const hidden = (row: number) => (sheet.rowDefs?.get(row)?.hidden ? HIDDEN : '');
  return cells.map((row, index) => ({ cells: row, place: `${sheet.name}, dòng ${index + 1}${hidden(index)}` }));
}

/** A cell as its reader sees it: 0,95 formatted as a percentage is "95%", a date is "31/12/2025". */
function shown(value: CellValue, format: string | undefined): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return dateText(value, format);
  if (typeof value === 'number') return numberText(value, format ?? '');
  return String(value);
}

/** "0%" and "0.00" say how a number is written; of other formats its digits are enough. */
function numberText(value: number, format: string): string {
  const decimals = /^#?,?#*0(?:\.(0+))?(%?)$/.exec(format);
  if (!decimals) return String(value);
  const [, places = '', percent] = decimals;
  return percent ? `${(value * 100).toFixed(places.length).replace('.', ',')}%` : value.toFixed(places.length);
}
