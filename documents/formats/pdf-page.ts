// One page of a PDF as geometry: pieces of text where they stand, and the straight lines drawn around them.
import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';
import { DocumentRefused } from './refusals.ts';

/** In points, from the lower left corner of the page. `x` to `right` on the baseline `y`. */
export interface Piece {
  readonly text: string;
  readonly x: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
}

/** A horizontal (`y` fixed, `from` and `to` along x) or vertical (`x` fixed, along y) line. */
export interface Rule {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface PdfPage {
  readonly number: number;
  readonly pieces: readonly Piece[];
  readonly horizontal: readonly Rule[];
  readonly vertical: readonly Rule[];
  readonly hasPicture: boolean;
}

type Matrix = readonly [number, number, number, number, number, number];
type Point = readonly [number, number];
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

const multiply = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
];

/** @throws DocumentRefused when it needs a password or is no PDF */
export async function loadPages(bytes: Buffer, mostPages: number): Promise<PdfPage[]> {
  const pdf = await open(bytes);
  if (pdf.numPages > mostPages) throw new DocumentRefused('document-too-long');
  const { OPS } = await getResolvedPDFJS();
  const pages: PdfPage[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    try {
      const page = await pdf.getPage(number);
      const pieces = piecesOf((await page.getTextContent()).items);
      const { fnArray, argsArray } = await page.getOperatorList();
      pages.push({ number, pieces, ...drawingOf(OPS, fnArray, argsArray) });
      page.cleanup();
    } catch (cause) {
      throw new DocumentRefused('document-damaged', { cause });
    }
  }
  return pages;
}

async function open(bytes: Buffer) {
  try {
    return await getDocumentProxy(new Uint8Array(bytes), { isEvalSupported: false, verbosity: 0 });
  } catch (cause) {
    const locked = cause instanceof Error && cause.name === 'PasswordException';
    throw new DocumentRefused(locked ? 'document-encrypted' : 'document-damaged', { cause });
  }
}

function piecesOf(items: readonly object[]): Piece[] {
  return items.flatMap((item) => {
    if (!('str' in item) || !('transform' in item) || !('width' in item)) return [];
    const text = String(item.str).normalize('NFC');
    const [a, b, , , x, y] = item.transform as Matrix;
    if (text.trim() === '' || Math.abs(b) > Math.abs(a)) return []; // what runs up the margin is no text of the plan
    return [{ text, x, right: x + Number(item.width), y, size: Math.abs(a) }];
  });
}

interface Drawing {
  horizontal: Rule[];
  vertical: Rule[];
  hasPicture: boolean;
}

type Operators = Readonly<Record<string, number>>;

function drawingOf(ops: Operators, codes: readonly number[], args: readonly unknown[]): Drawing {
  const drawing: Drawing = { horizontal: [], vertical: [], hasPicture: false };
  const stack: Matrix[] = [];
  let matrix = IDENTITY;
  codes.forEach((code, index) => {
    const given = args[index] as readonly unknown[];
    if (code === ops.save) stack.push(matrix);
    else if (code === ops.restore) matrix = stack.pop() ?? IDENTITY;
    else if (code === ops.transform) matrix = multiply(matrix, given as unknown as Matrix);
    else if (code === ops.paintFormXObjectBegin) {
      stack.push(matrix);
      if (given[0]) matrix = multiply(matrix, given[0] as Matrix);
    } else if (code === ops.paintFormXObjectEnd) matrix = stack.pop() ?? IDENTITY;
    else if (
      code === ops.paintImageXObject ||
      code === ops.paintInlineImageXObject ||
      code === ops.paintImageMaskXObject
    ) {
      drawing.hasPicture = true;
    } else if (code === ops.constructPath) {
      const [painted, [path]] = given as readonly [number, readonly (ArrayLike<number> | null)[]];
      if (painted !== ops.endPath) addPath(drawing, matrix, path, painted === ops.fill || painted === ops.eoFill);
    }
  });
  return drawing;
}

/** Numbers of a path: what is drawn, then its points. */
const MOVE = 0;
const LINE = 1;
const CURVE = 2;
const QUADRATIC = 3;
const POINTS: Readonly<Record<number, number>> = { [MOVE]: 2, [LINE]: 2, [CURVE]: 6, [QUADRATIC]: 4 };

/** What only clips is not drawn; of what is filled, thin boxes are lines and others are the ground behind the text. */
function addPath(drawing: Drawing, matrix: Matrix, path: ArrayLike<number> | null | undefined, filled: boolean): void {
  if (!path) return;
  const edges = edgesOf(matrix, path);
  const [xs, ys] = [0, 1].map((axis) => edges.flatMap((edge) => edge.map((point) => point[axis] ?? 0)));
  if (filled && Math.min(extent(xs), extent(ys)) > THICKEST) return;
  for (const [from, to] of edges) addRule(drawing, from, to);
}

const extent = (values: readonly number[] = []): number => Math.max(...values) - Math.min(...values);

function edgesOf([a, b, c, d, e, f]: Matrix, path: ArrayLike<number>): (readonly [Point, Point])[] {
  const edges: (readonly [Point, Point])[] = [];
  const place = (x: number, y: number): Point => [a * x + c * y + e, b * x + d * y + f];
  let start: Point = [0, 0];
  let at: Point = [0, 0];
  for (let index = 0; index < path.length; ) {
    const code = path[index] ?? 0;
    const count = POINTS[code];
    const next = count === undefined ? start : place(path[index + count - 1] ?? 0, path[index + count] ?? 0);
    if (code === MOVE) start = next;
    else if (code !== CURVE && code !== QUADRATIC) edges.push([at, next]);
    at = next;
    index += 1 + (count ?? 0);
  }
  return edges;
}

/** A border, however thick. */
const THICKEST = 4;
/** Slanted by less than this is straight: borders drawn as thin boxes have such edges. */
const STRAIGHT = 1.5;

function addRule(drawing: Drawing, [x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): void {
  const [wide, high] = [Math.abs(x2 - x1), Math.abs(y2 - y1)];
  if (high <= STRAIGHT && wide > STRAIGHT) {
    drawing.horizontal.push({ at: (y1 + y2) / 2, from: Math.min(x1, x2), to: Math.max(x1, x2) });
  } else if (wide <= STRAIGHT && high > STRAIGHT) {
    drawing.vertical.push({ at: (x1 + x2) / 2, from: Math.min(y1, y2), to: Math.max(y1, y2) });
  }
}
