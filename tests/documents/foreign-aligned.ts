// A foreign plan as `pdftotext -layout` or a mail client leaves it: columns are kept apart by spaces, pages repeat the header
// and cut rows anywhere, below the table stand the recipients and who signs.
import { wrap } from './foreign-borderless.ts';
import type { ForeignPlan } from './foreign-plans.ts';
import { numbered, prose, type Rendered } from './foreign-renderers.ts';

const NUMBER_WIDTH = 7;
const CLOSING = [
  '',
  'Nơi nhận:                                              TM. ỦY BAN NHÂN DÂN',
  '- Như trên;                                                 CHỦ TỊCH',
];

export function asAligned(meant: ForeignPlan): Rendered {
  const plan = numbered(meant);
  const [indent = 0, gap = 0, apart = 0, closed = 0, paged = 0] = plan.chances;
  const print = printer(plan, indent % 4, 2 + (gap % 3));
  const header = print([plan.names.number, ...plan.columns.map((role) => plan.names[role])]);
  const lines = [...header];
  let page = 0;
  let left = pageLength(plan, page);
  const add = (line: string): void => {
    if (left === 0 && paged < 60) {
      page += 1;
      left = pageLength(plan, page);
      const counted = paged < 30 ? ['', `${' '.repeat(60)}${page}`] : [];
      lines.push(...counted, paged % 2 === 0 ? '\f' : '', ...header);
    }
    lines.push(line);
    left = Math.max(0, left - 1);
  };
  for (const { number, title, rows } of plan.groups) {
    add(`${' '.repeat(indent % 4)}${number}. ${title}`);
    for (const { number: count, cells } of rows) {
      if (apart < 40) lines.push('');
      for (const line of print([`${count}${plan.mark}`, ...plan.columns.map((role) => cells[role])])) add(line);
    }
  }
  const text = [...prose(plan).map((line) => `${line}\n`), ...lines, ...(closed < 50 ? CLOSING : [])].join('\n');
  return { name: 'a.txt', bytes: Buffer.from(closed % 5 === 0 ? text.normalize('NFD') : text) };
}

const pageLength = ({ pages }: ForeignPlan, page: number): number => 6 + 5 * (pages[page % pages.length] ?? 3);

/** The lines of a row: every cell wrapped to the width of its column, all from the same height. */
function printer({ columns, widths }: ForeignPlan, indent: number, gap: number) {
  const wide = [NUMBER_WIDTH, ...columns.map((_, at) => widths[at] ?? 20)];
  return (texts: readonly string[]): string[] => {
    const cells = texts.map((text, at) => wrap(text, wide[at] ?? 20));
    const height = Math.max(1, ...cells.map((cell) => cell.length));
    return Array.from({ length: height }, (_, line) => {
      const parts = cells.map((cell, at) => (cell[line] ?? '').padEnd((wide[at] ?? 20) + gap));
      return `${' '.repeat(indent)}${parts.join('')}`.trimEnd();
    });
  };
}
