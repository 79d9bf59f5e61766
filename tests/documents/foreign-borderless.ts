// A foreign plan as the text that a program takes out of a PDF page: the borders are gone, and of each row the cells stand one below
// the other, every one wrapped to the width of its column. What of a row fits on the page stands there, the rest below the next header.
import type { ForeignPlan, ForeignRow, Role } from './foreign-plans.ts';
import { numbered, prose, type Rendered } from './foreign-renderers.ts';

/** Where a row begins shows by its number only, and that stands before what the row is about: the others come in any order. */
function columnsOf({ columns }: ForeignPlan): Role[] {
  const first = (['criterion', 'requirement'] as const).filter((role) => columns.includes(role));
  const last = (['evidence', 'money'] as const).filter((role) => columns.includes(role));
  const between = columns.filter((role) => role === 'lead' || role === 'coordinators' || role === 'deadline');
  return [...first, ...between, ...last];
}

export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').filter((each) => each !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

export function asLostBorders(meant: ForeignPlan): Rendered {
  const plan = numbered(meant);
  const columns = columnsOf(plan);
  const pages = new Pages(plan, columns);
  for (const group of plan.groups) {
    pages.addTitle(`${group.number}. ${group.title}`);
    for (const row of group.rows) pages.addRow(cellsOf(plan, columns, row));
  }
  const text = [...prose(plan).map((line) => `${line}\n`), ...pages.lines].join('\n');
  return { name: 'a.txt', bytes: Buffer.from(text) };
}

const widthOf = ({ widths }: ForeignPlan, role: Role, at: number): number =>
  Math.floor((widths[at] ?? 20) * (role === 'requirement' ? 1.4 : 1));

const cellsOf = (plan: ForeignPlan, columns: readonly Role[], { number, cells }: ForeignRow): string[][] =>
  columns.map((role, at) =>
    wrap(at === 0 ? `${number}${plan.mark} ${cells[role]}` : cells[role], widthOf(plan, role, at)),
  );

class Pages {
  readonly lines: string[] = [];
  readonly #plan: ForeignPlan;
  readonly #columns: readonly Role[];
  /** Whether pages have a number, and above the header or below the rows. */
  readonly #counted: boolean;
  #page = 0;
  #left = 0;
  #cell = 0;

  constructor(plan: ForeignPlan, columns: readonly Role[]) {
    this.#plan = plan;
    this.#columns = columns;
    this.#counted = (plan.chances[0] ?? 50) < 30;
    this.#startPage();
  }

  #startPage(): void {
    const { names, pages } = this.#plan;
    const header = this.#columns.flatMap((role, at) => [...wrap(names[role], widthOf(this.#plan, role, at)), '']);
    if (this.#counted && this.#page > 0) this.lines.push(`${this.#page + 4}`);
    this.lines.push(names.number, '', ...header);
    this.#left = 14 + 4 * (pages[this.#page % pages.length] ?? 3);
    this.#page += 1;
  }

  addTitle(text: string): void {
    if (this.#left < 4) this.#startPage();
    this.lines.push(text);
    this.#left -= 1;
  }

  addRow(cells: readonly string[][]): void {
    let rest = cells;
    while (rest.some((cell) => cell.length > 0)) {
      if (this.#left < 2) this.#startPage();
      const height = this.#left;
      const here = rest.map((cell) => cell.slice(0, height));
      this.#left -= Math.max(...here.map((cell) => cell.length));
      this.#print(here.filter((cell) => cell.length > 0));
      rest = rest.map((cell) => cell.slice(height));
    }
  }

  /** A cell of one line may stand on the first line of its neighbour, a short last line by itself: "Hoàn thành trước", "10/12/2025". */
  #print(cells: readonly string[][]): void {
    let before: readonly string[] = [];
    for (const cell of cells) {
      const joins = before.length === 1 && this.#chance() < 35;
      const parted = cell.length > 2 && this.#chance() < 4;
      const lines = parted ? [...cell.slice(0, -1), '', ...cell.slice(-1)] : cell;
      if (joins) this.lines.splice(-2, 2, `${before[0]} ${lines[0]}`, ...lines.slice(1), '');
      else this.lines.push(...lines, '');
      before = joins ? [] : cell;
    }
  }

  #chance(): number {
    const { chances } = this.#plan;
    this.#cell += 1;
    return chances[this.#cell % chances.length] ?? 50;
  }
}
