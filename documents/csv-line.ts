// One line of a table of separated values. A cell may stand in quotation marks; a quoted one never goes on over the line,
// so that a forgotten mark spoils its own line and no other.

/** A spreadsheet set to Vietnamese writes semicolons. */
const DELIMITERS = [',', ';', '\t'] as const;

/** The one that the header has most of. */
export const delimiterOf = (head: string): string =>
  [...DELIMITERS].sort((a, b) => head.split(b).length - head.split(a).length)[0] ?? ',';

/** Null where a quotation mark is not closed, or text follows a closed one. */
export function cellsOf(line: string, delimiter: string): string[] | null {
  const cells: string[] = [];
  let rest = line;
  for (;;) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*/.exec(rest);
    if (!quoted && /^\s*"/.test(rest)) return null;
    const length = quoted ? quoted[0].length : lengthUntil(rest, delimiter);
    cells.push(quoted ? (quoted[1] ?? '').replaceAll('""', '"') : rest.slice(0, length));
    rest = rest.slice(length);
    if (rest === '') return cells;
    if (!rest.startsWith(delimiter)) return null;
    rest = rest.slice(delimiter.length);
  }
}

function lengthUntil(text: string, delimiter: string): number {
  const end = text.indexOf(delimiter);
  return end < 0 ? text.length : end;
}
