// A Word document → text. mammoth reads the parts; its tree of paragraphs and tables is written out as it stands.
import mammoth from 'mammoth';
import { type DocumentText, TextWriter } from './document-text.ts';
import { withoutHiddenText } from './docx-hidden.ts';
import { withListNumbers } from './docx-numbers.ts';
import { fillDown, type Merge, writeGrid } from './grid.ts';
import { DocumentRefused } from './refusals.ts';
import { isWellNested } from './xml-tags.ts';
import { partOf } from './zip-guard.ts';

/** What mammoth gives: it has no types of its own for it. */
interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
  readonly colSpan?: number;
  readonly rowSpan?: number;
  readonly breakType?: string;
}

/** @throws DocumentRefused when the parts are not those of a Word document */
export async function readDocx(bytes: Buffer): Promise<DocumentText> {
  const writer = new TextWriter();
  for (const node of (await treeOf(bytes)).children ?? []) writeNode(writer, node);
  return writer.finish();
}

/** The archive as mammoth opens it: it asks for parts by their names. */
const archiveOf = (bytes: Buffer) => ({
  exists: (name: string) => partOf(bytes, name) !== null,
  read: async (name: string, encoding?: BufferEncoding) => {
    const part = name === DOCUMENT ? Buffer.from(documentOf(bytes)) : (partOf(bytes, name) ?? Buffer.alloc(0));
    return encoding ? part.toString(encoding) : new Uint8Array(part);
  },
});

const DOCUMENT = 'word/document.xml';
function documentOf(bytes: Buffer): string {
  const part = (name: string) => partOf(bytes, name)?.toString() ?? null;
  const document = part(DOCUMENT) ?? '';
  if (!isWellNested(document)) throw new DocumentRefused('document-damaged');
  return withListNumbers({
    document: withoutHiddenText(document),
    numbering: part('word/numbering.xml'),
    styles: part('word/styles.xml'),
  });
}

async function treeOf(bytes: Buffer): Promise<Node> {
  let tree: Node | null = null;
  const transformDocument = (document: Node) => {
    tree = document;
    return { ...document, children: [] }; // nothing is left for it to make HTML of
  };
  try {
    const convertImage = mammoth.images.imgElement(async () => ({ src: '' }));
    const archive = { file: archiveOf(bytes), buffer: undefined as never };
    await mammoth.convertToHtml(archive, { transformDocument, convertImage, externalFileAccess: false });
  } catch (cause) {
    throw new DocumentRefused('document-damaged', { cause });
  }
  if (tree === null) throw new DocumentRefused('document-damaged');
  return tree;
}

function writeNode(writer: TextWriter, node: Node): void {
  if (node.type === 'paragraph') for (const line of textOf(node).split('\n')) writer.paragraph(line, null);
  else if (node.type === 'table') writeTable(writer, node);
  else for (const child of node.children ?? []) writeNode(writer, child);
}

const SPACES: Readonly<Record<string, string>> = { tab: ' ', break: '\n', noBreakHyphen: '-' };

function textOf({ type, value, children = [] }: Node): string {
  if (type === 'text') return value ?? '';
  return SPACES[type] ?? children.map(textOf).join('');
}

/** Fewer columns than a table of tasks has: a letterhead or the signatures, whose cells are prose. */
const FEWEST_COLUMNS = 3;

function writeTable(writer: TextWriter, table: Node): void {
  const { cells, merges } = gridOf(rowsOf(table));
  const width = Math.max(0, ...cells.map((row) => row.length));
  if (width < FEWEST_COLUMNS) {
    for (const row of rowsOf(table)) for (const cell of row.children ?? []) writeCell(writer, cell);
    return;
  }
  fillDown(cells, merges);
  writeGrid(
    writer,
    cells.map((row) => ({ cells: row, place: null })),
    true,
  );
}

/** Content controls may stand between a table and its rows. */
const rowsOf = (node: Node): Node[] =>
  (node.children ?? []).flatMap((child) => (child.type === 'tableRow' ? [child] : rowsOf(child)));

const writeCell = (writer: TextWriter, cell: Node): void => {
  for (const child of cell.children ?? []) writeNode(writer, child);
};

/** Cells by their columns. A cell that began rows above takes its column in this row too, though it is not written again. */
function gridOf(rows: readonly Node[]): { cells: string[][]; merges: Merge[] } {
  const merges: Merge[] = [];
  const taken = new Map<number, number>();
  const cells = rows.map(({ children = [] }, rowIndex) => {
    const row: string[] = [];
    const skipTaken = () => {
      while ((taken.get(row.length) ?? -1) >= rowIndex) row.push('');
    };
    for (const cell of children) {
      skipTaken();
      const lastRow = rowIndex + (cell.rowSpan ?? 1) - 1;
      const column = row.length;
      if (lastRow > rowIndex) merges.push({ firstRow: rowIndex, lastRow, column });
      row.push(cellText(cell), ...Array<string>((cell.colSpan ?? 1) - 1).fill(''));
      for (let at = column; at < row.length; at += 1) if (lastRow > rowIndex) taken.set(at, lastRow);
    }
    skipTaken();
    return row;
  });
  return { cells, merges };
}

/** Paragraphs of a cell, and of tables inside it, in their order. */
function cellText(node: Node): string {
  if (node.type === 'paragraph') return textOf(node);
  return (node.children ?? []).map(cellText).join(' ');
}
