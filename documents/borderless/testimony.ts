// What a piece of text shows of itself, and what is said of it for one column.

/** The first words of a piece whose end is not known. */
export interface Beginning {
  /** Folded. */
  readonly start: string;
  /** What the cell held before the page ended; null for a new cell. */
  readonly open: string | null;
}

export interface Piece {
  /** Built only when asked for: most pieces are weighed by what is counted of them. */
  text(): string;
  folded(): string;
  readonly count: number;
  /** Words that no name of a unit has. */
  readonly outsideUnits: number;
  readonly timeWords: number;
  /** Names of units that begin inside the piece with nothing before them. */
  readonly namesInside: number;
  readonly evidenceWords: number;
  /** A row that goes on behind the page: its cells may stop anywhere. */
  readonly mayBeCut: boolean;
}

export interface Testimony {
  /** No less than it will weigh, from what is counted of the piece: most pieces need not be read to be ruled out. */
  atMost(piece: Piece): number;
  weigh(piece: Piece): number;
}
