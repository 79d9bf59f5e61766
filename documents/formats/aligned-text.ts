// Plain text whose columns are kept apart by spaces, as `pdftotext -layout` or a mail client leaves it → the text of its tables.
// Where one line does not keep to the columns nothing is turned: its cells are then told apart by their words, and doubted.
import { sourceLines } from '../blocks.ts';
import { readHeader } from '../columns.ts';
import { type AlignedRow, alignedRows } from './aligned-rows.ts';
import { type DocumentText, TextWriter } from './document-text.ts';
import { cellsBetween, type Gap, gapsBetween, runsIn } from './space-columns.ts';

interface Section {
  readonly names: readonly string[];
  readonly gaps: readonly Gap[];
  /** Of the first line of names, and of the first behind them; from 0. */
  readonly from: number;
  readonly to: number;
  /** Lines of names above the one that the name of the numbers begins in. */
  readonly numberAt: number;
}

/** The text with its tables, or null when it has none that is aligned by spaces alone. */
export function readAligned(text: string): DocumentText | null {
  if (text.includes('\t')) return null;
  const lines = sourceLines(text).map((line) => line.replaceAll('\f', '').trimEnd());
  const sections = sectionsOf(lines);
  if (sections.length === 0) return null;
  const writer = new TextWriter();
  writeProse(writer, lines, 0, sections[0]?.from ?? 0);
  for (const [index, section] of sections.entries()) {
    const end = sections[index + 1]?.from ?? lines.length;
    const read = alignedRows({ lines, ...section, end, goesOn: index > 0 });
    if (read === null || lines.slice(read.end, end).some((line) => runsIn(line) > MOST_RUNS_OF_PROSE)) return null;
    writeTable(writer, section, read.rows);
    writeProse(writer, lines, read.end, end);
  }
  return writer.finish();
}

/** "Nơi nhận:" and "TM. ỦY BAN NHÂN DÂN" stand beside each other below the table. */
const MOST_RUNS_OF_PROSE = 2;

const placeOf = (line: number): string => `dòng ${line + 1}`;

function writeProse(writer: TextWriter, lines: readonly string[], from: number, to: number): void {
  for (let at = from; at < to; at++) {
    const line = lines[at] ?? '';
    if (line === '') writer.gap();
    else writer.line(line, placeOf(at));
  }
}

function writeTable(writer: TextWriter, { names, from }: Section, rows: readonly AlignedRow[]): void {
  writer.gap();
  writer.tableRow(names, placeOf(from));
  for (const { cells, line } of rows) writer.tableRow(cells, placeOf(line));
  writer.gap();
}

/** The longest line that a page can hold; a file of junk has longer ones. */
const LONGEST_LINE = 1000;
const NUMBER_HEAD = /^\s*(?:s?tt|số(?: tt| thứ(?: tự)?)?)\s{2,}\S/i;
/** Of lines that begin like a header, so many are tried until one is. */
const MOST_TRIED = 20;

function sectionsOf(lines: readonly string[]): Section[] {
  const likely = lines.flatMap((line, at) => (line.length <= LONGEST_LINE && NUMBER_HEAD.test(line) ? [at] : []));
  let first: Section | null = null;
  for (const at of likely.slice(0, MOST_TRIED)) first ??= firstHeader(lines, at);
  if (first === null) return [];
  const sections = [first];
  for (const at of likely) {
    const { to } = sections.at(-1) ?? first;
    const again = at >= to ? sameHeader(lines, at, to, first) : null;
    if (again) sections.push(again);
  }
  return sections;
}

/** Lines of names above the one that "TT" stands in, and of all. */
const MOST_ABOVE = 3;
const MOST_NAMES = 8;
/** Tables of tasks have more columns than three, and no page has room for more than twenty. */
const FEWEST_GAPS = 3;
const MOST_GAPS = 20;

/** Names may take several lines: as many as leave columns of spaces between them and read as a header. */
function firstHeader(lines: readonly string[], at: number): Section | null {
  let above = at;
  while (above > 0 && at - above < MOST_ABOVE && runsIn(lines[above - 1] ?? '') > 1) above -= 1;
  for (let from = above; from <= at; from++) {
    let best: Section | null = null;
    for (let to = at + 1; to <= from + MOST_NAMES; to++) {
      if (to > at + 1 && !mayBeNames(lines[to - 1] ?? '')) break;
      const section = namesIn(lines, from, to);
      if (section && readHeader(section.names)?.get('number') === 0) best = section;
    }
    if (best) return best;
  }
  return null;
}

/** On the pages that follow it has the same names: what stands behind them may be the rest of a row. */
function sameHeader(lines: readonly string[], at: number, after: number, first: Section): Section | null {
  const from = at - first.numberAt;
  const section = from < after ? null : namesIn(lines, from, from + first.to - first.from);
  return section?.names.join('\t') === first.names.join('\t') ? section : null;
}

/** The first line of a row begins with its number, the title of a section too. */
const mayBeNames = (line: string): boolean =>
  line !== '' && line.length <= LONGEST_LINE && !/^\s*(?:\d|[IVX]+[.)]?\s|\p{Lu}[.)]?\s)/u.test(line);

function namesIn(lines: readonly string[], from: number, to: number): Section | null {
  const source = lines.slice(from, to);
  const numberAt = source.findIndex((line) => NUMBER_HEAD.test(line));
  const gaps = gapsBetween(source);
  if (gaps.length < FEWEST_GAPS || gaps.length > MOST_GAPS) return null;
  const cells = source.map((line) => cellsBetween(line, gaps));
  if (cells.includes(null)) return null;
  const parts = [null, ...gaps].map((_, column) =>
    cells.map((line) => line?.[column] ?? '').filter((part) => part !== ''),
  );
  return parts.every(isOneName) ? { names: parts.map((each) => each.join(' ')), gaps, from, to, numberAt } : null;
}

/** Where a part of it begins with a capital, that may be the first line of a row. */
const isOneName = ([first = '', ...others]: readonly string[]): boolean => {
  const isLoud = first === first.toUpperCase();
  return others.every((part) => (isLoud ? part === part.toUpperCase() : !/^\p{Lu}/u.test(part)));
};
