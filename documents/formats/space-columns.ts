// Columns of spaces that many lines share: where the columns of a table are that a program or a person aligned by spaces.

/** `from` inclusive, `to` exclusive: places that every line leaves blank. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** One space parts words, so only more of them part cells. */
const APART = 2;
const TWO_RUNS = /\S\s{2,}\S/;

/** Words with one space between them. */
export const isOneRun = (line: string): boolean => !TWO_RUNS.test(line);

/** How many stretches of text the line has that stand apart. */
export const runsIn = (line: string): number => line.trim().split(/\s{2,}/).length;

export const indentOf = (line: string): number => line.length - line.trimStart().length;

function gapsIn(lines: readonly string[], within: Gap): Gap[] {
  const gaps: Gap[] = [];
  let from: number | null = null;
  for (let place = within.from; place <= within.to; place++) {
    const blank = place < within.to && lines.every((line) => (line[place] ?? ' ') === ' ');
    if (blank) from ??= place;
    else if (from !== null) {
      if (place - from >= APART) gaps.push({ from, to: place });
      from = null;
    }
  }
  return gaps;
}

/** The gaps between the names of columns. */
export function gapsBetween(names: readonly string[]): Gap[] {
  const width = Math.max(0, ...names.map((line) => line.length));
  const left = Math.min(...names.map(indentOf));
  return gapsIn(names, { from: left, to: width });
}

/** Each gap as narrow as the lines below the names leave it; null where one is closed or could be two. */
export function narrowed(gaps: readonly Gap[], lines: readonly string[]): Gap[] | null {
  const left = gaps.map((gap) => gapsIn(lines, gap));
  return left.every((found) => found.length === 1) ? left.flat() : null;
}

/** What stands between the gaps; null where a cell has a gap of its own, which would be a column without a name. */
export function cellsBetween(line: string, gaps: readonly Gap[]): string[] | null {
  const starts = [0, ...gaps.map(({ to }) => to)];
  const cells = starts.map((start, at) => line.slice(start, starts[at + 1]).trim());
  return cells.every(isOneRun) ? cells : null;
}
