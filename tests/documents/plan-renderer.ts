// A generated plan as a document: with a table of tabs, or as the text that is left of a table without borders.
import type { GeneratedPlan, GeneratedRow, Role } from './plan-generator.ts';

function head({ commune }: GeneratedPlan): string[] {
  return [
    `ỦY BAN NHÂN DÂN ${commune.toUpperCase()}`,
    'Số: 31/KH-UBND',
    'Ngày 12 tháng 01 năm 2026',
    'KẾ HOẠCH',
    `Nâng cao Chỉ số cải cách hành chính năm 2026 của ${commune}`,
    'I. MỤC ĐÍCH, YÊU CẦU',
    `- Nâng cao trách nhiệm của cán bộ, công chức ${commune}.`,
    'II. TỔ CHỨC THỰC HIỆN',
    '1. Phòng Văn hóa - Xã hội',
    `- Theo dõi, đôn đốc việc thực hiện Kế hoạch, tổng hợp báo cáo UBND ${commune} hằng quý.`,
    `Trên đây là Kế hoạch năm 2026 của ${commune}.`,
    'PHỤ LỤC PHÂN CÔNG NHIỆM VỤ',
  ];
}

const numberCell = ({ numberMark }: GeneratedPlan, { number }: GeneratedRow): string => `${number}${numberMark}`;

/** One line for every row; the header again after every so many. */
export function asTabs(plan: GeneratedPlan): string {
  const header = [plan.headers.number, ...plan.columns.map((role) => plan.headers[role])].join('\t');
  const lines = plan.groups.flatMap((group) => [
    [`${group.number}.`, group.title, ...plan.columns.slice(1).map(() => '')].join('\t'),
    ...group.rows.map((row) => [numberCell(plan, row), ...plan.columns.map((role) => row.cells[role])].join('\t')),
  ]);
  const pages = lines.map((line, index) =>
    index > 0 && index % plan.pageHeight === 0 ? `\n${header}\n${line}` : line,
  );
  return [...head(plan).map((line) => `${line}\n`), header, ...pages].join('\n');
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const startsItem = word === '-';
    if (last !== undefined && !startsItem && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/**
 * Page by page: what of a row fits stands there, cell after cell with a blank line between; the rest goes on below the next header.
 * Where a cell has one line only, it may stand on the first line of its neighbour.
 */
export function asBorderless(plan: GeneratedPlan): string {
  const pages = new Pages(plan);
  for (const group of plan.groups) {
    pages.addLine(`${group.number}. ${group.title}`);
    for (const row of group.rows) pages.addRow(plan.columns.map((role) => wrapped(plan, row, role)));
  }
  return [...head(plan).map((line) => `${line}\n`), ...pages.lines].join('\n');
}

function wrapped(plan: GeneratedPlan, row: GeneratedRow, role: Role): string[] {
  const text = role === plan.columns[0] ? `${numberCell(plan, row)} ${row.cells[role]}` : row.cells[role];
  return text === '' ? [] : wrap(text, plan.widths[role]);
}

class Pages {
  readonly lines: string[] = [];
  readonly #plan: GeneratedPlan;
  #left = 0;
  #fusion = 0;

  constructor(plan: GeneratedPlan) {
    this.#plan = plan;
    this.#startPage();
  }

  #startPage(): void {
    const { headers, columns, widths, pageHeight } = this.#plan;
    this.lines.push(headers.number, '', ...columns.flatMap((role) => [...wrap(headers[role], widths[role]), '']));
    this.#left = pageHeight;
  }

  addLine(text: string): void {
    if (this.#left < 4) this.#startPage();
    this.lines.push(text);
    this.#left -= 1;
  }

  addRow(cells: readonly (readonly string[])[]): void {
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

  #print(cells: readonly (readonly string[])[]): void {
    let before: readonly string[] = [];
    for (const cell of cells) {
      const fuses = before.length === 1 && this.#fuses();
      if (fuses) this.lines.splice(-2, 2, `${before[0]} ${cell[0]}`, ...cell.slice(1), '');
      else this.lines.push(...cell, '');
      before = fuses ? [] : cell;
    }
  }

  #fuses(): boolean {
    const { fusions } = this.#plan;
    this.#fusion += 1;
    return fusions[this.#fusion % fusions.length] ?? false;
  }
}
