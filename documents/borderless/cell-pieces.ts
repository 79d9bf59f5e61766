// What a page is divided into, and what of the pages before it the division has to know.
import type { ColumnRole } from '../columns.ts';
import type { RowNumber } from '../numbering.ts';
import type { Witness } from './witness.ts';
import type { Neighbours } from './word-bonds.ts';

/** Words of one cell, by their places on the page. */
export interface CellPiece {
  /** −1 (`HEADING`) is a heading over the whole width. */
  readonly column: number;
  readonly from: number;
  readonly to: number;
  readonly begins: 'row' | 'subRow' | 'cell' | 'nothing';
  /** It was parted from its neighbour inside a line, or where nothing but its words told that a cell ends. */
  readonly doubtful: boolean;
}

export const HEADING = -1;

/** The last numbers that were read: of headings, and of a row under them. */
export interface Numbers {
  /** Place of a capital letter in the alphabet. */
  readonly letter: number;
  readonly roman: number;
  readonly last: RowNumber | null;
  /** Of the last row above the heading: where rows are numbered through, the next goes on from it. */
  readonly above: RowNumber | null;
}

export const NOTHING_COUNTED: Numbers = { letter: 0, roman: 0, last: null, above: null };

/** A cell of the row that stands at the end of the page before. */
export interface OpenCell {
  readonly text: string;
  /** It ended above the last line of the page, while others of its row went on. */
  readonly ended: boolean;
  /** It names a unit or a time and stops in the middle of it. */
  readonly unfinished: boolean;
}

export interface PageContext {
  readonly columns: readonly (ColumnRole | null)[];
  readonly neighbours: Neighbours;
  readonly witness: Witness;
  /** Usual length of a full line in each column, null where none is full; null before it is known. */
  readonly widths: readonly (number | null)[] | null;
  /** The cells of the row that may go on from the page before; null when none is open. */
  readonly open: readonly OpenCell[] | null;
  readonly numbers: Numbers;
  readonly isLast: boolean;
}
