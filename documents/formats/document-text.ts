// What every format becomes: the text that readPlan reads, paragraphs parted by blank lines and table rows by tabs, and
// for every line of it the place in the original where a person finds it.
import { collapse } from '../normal-form.ts';

/** Ends the place of a row that its sheet does not show. */
export const HIDDEN = ' (dòng ẩn)';

/** `place` answers for a line of `text`, from 1: "trang 3", "Phụ lục, dòng 12"; null where the line itself says it. */
export interface DocumentText {
  readonly text: string;
  place(line: number): string | null;
  /** Columns that hold something and that the original does not show: "Phụ lục, cột D". */
  readonly hiddenColumns?: readonly string[];
}

/** Control characters and half characters cannot be stored; a PDF may hold any. */
const flat = (text: string): string => collapse(text.replace(/\p{Cc}/gu, ' ').replace(/\p{Surrogate}/gu, '\uFFFD'));

/** A table row has at least two tabs, or the reader would take it for prose. */
const FEWEST_CELLS = 3;

export class TextWriter {
  readonly #lines: string[] = [];
  readonly #places: (string | null)[] = [];

  #add(line: string, place: string | null): void {
    this.#lines.push(line);
    this.#places.push(place);
  }

  /** Parts what stands before from what comes: paragraphs, or the tables of two pages. */
  gap(): void {
    if (this.#lines.length > 0 && this.#lines.at(-1) !== '') this.#add('', null);
  }

  /** A line of prose; the lines up to the next gap are one paragraph. */
  line(text: string, place: string | null): void {
    const content = flat(text);
    if (content !== '') this.#add(content, place);
  }

  paragraph(text: string, place: string | null): void {
    this.gap();
    this.line(text, place);
    this.gap();
  }

  tableRow(cells: readonly string[], place: string | null): void {
    const padded = [...cells, ...Array<string>(Math.max(0, FEWEST_CELLS - cells.length)).fill('')];
    this.#add(padded.map(flat).join('\t'), place);
  }

  finish(): DocumentText {
    const places = this.#places;
    return { text: this.#lines.join('\n'), place: (line) => places[line - 1] ?? null };
  }
}
