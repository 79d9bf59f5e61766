// A foreign plan as a document of each kind, with the defects of each kind.
import { writeXlsx } from 'hucre/xlsx';
import { docxOf } from './files/docx.ts';
import { layOut } from './files/page-layout.ts';
import { pdfOf } from './files/pdf.ts';
import type { ForeignPlan, ForeignRow, Role } from './foreign-plans.ts';

export interface Rendered {
  readonly name: string;
  readonly bytes: Buffer;
}

export const prose = ({ place }: ForeignPlan): string[] => [
  `ỦY BAN NHÂN DÂN ${place.toUpperCase()}`,
  'Số: 208/KH-UBND',
  'ngày 19 tháng 01 năm 2026',
  'KẾ HOẠCH',
  `Cải cách hành chính của ${place} năm 2026`,
  'I. YÊU CẦU CHUNG',
  `- Các đơn vị thuộc UBND ${place} chủ động, sáng tạo.`,
  'PHỤ LỤC',
];

type Line =
  | { readonly kind: 'row'; readonly row: ForeignRow; readonly cells: string[] }
  | { readonly kind: 'title'; readonly cells: string[] };

/** Header first; titles of groups among the rows. */
function linesOf(plan: ForeignPlan): { header: string[]; lines: Line[] } {
  const header = [plan.names.number, ...plan.columns.map((role) => plan.names[role])];
  const lines = plan.groups.flatMap((group): Line[] => [
    { kind: 'title', cells: [group.number, group.title, ...plan.columns.slice(1).map(() => '')] },
    ...group.rows.map(
      (row): Line => ({
        kind: 'row',
        row,
        cells: [row.bare ? '' : `${row.number}${plan.mark}`, ...plan.columns.map((role) => row.cells[role])],
      }),
    ),
  ]);
  return { header, lines };
}

const NARROW: ReadonlySet<Role> = new Set(['lead', 'coordinators', 'deadline']);

/** The first words of every cell that has many, and the rest of them: what a page breaks. */
function cut(cells: readonly string[], columns: readonly Role[]): [string[], string[]] {
  const parts = cells.map((cell, index): [string, string] => {
    const words = cell.split(' ');
    const keep =
      index === 0 || NARROW.has(columns[index - 1] ?? 'money')
        ? words.length
        : Math.max(3, Math.ceil(words.length / 2));
    return [words.slice(0, keep).join(' '), words.slice(keep).join(' ')];
  });
  return [parts.map(([first]) => first), parts.map(([, rest]) => rest)];
}

/** A letter of the name left out, typed twice, or without its mark. */
function mistyped(name: string, chance: number): string {
  const at = 1 + (chance % Math.max(1, name.length - 2));
  if (name.length < 6 || !/\p{Ll}/u.test(name[at] ?? '')) return name;
  const letter = name[at] ?? '';
  const instead = [letter + letter, '', letter.normalize('NFD').replace(/\p{M}/gu, '')][chance % 3] ?? '';
  return name.slice(0, at) + instead + name.slice(at + 1);
}

/** Pages of their own lengths; rows cut by them; headers repeated, twice or not at all, mistyped; letters in two parts. */
export function asText(plan: ForeignPlan): Rendered {
  const chance = (index: number): number => plan.chances[index % plan.chances.length] ?? 50;
  const { header, lines } = linesOf(plan);
  const columnMistyped = chance(0) < 30 ? 1 + (chance(1) % plan.columns.length) : -1;
  const named = header.map((name, index) => (index === columnMistyped ? mistyped(name, chance(2)) : name)).join('\t');
  const written: string[] = [named];
  let page = 0;
  let left = plan.pages[0] ?? 3;
  lines.forEach(({ kind, cells }, index) => {
    const breaks = left === 0;
    if (breaks) {
      page += 1;
      left = plan.pages[page % plan.pages.length] ?? 3;
    }
    left -= 1;
    const pageHead = ['', ...(chance(page + 3) < 20 ? [] : [named]), ...(chance(page + 3) > 85 ? [named] : [])];
    if (breaks && kind === 'row' && chance(index + 5) < 50) {
      const [first, rest] = cut(cells, plan.columns);
      written.push(first.join('\t'));
      if (rest.some((cell) => cell !== '')) written.push(...pageHead, rest.join('\t'));
    } else written.push(...(breaks ? pageHead : []), cells.join('\t'));
  });
  const text = [...prose(plan).map((line) => `${line}\n`), ...written].join('\n');
  return { name: 'a.txt', bytes: Buffer.from(chance(4) < 25 ? text.normalize('NFD') : text) };
}

const tableOf = (plan: ForeignPlan): string[][] => {
  const { header, lines } = linesOf(plan);
  return [header, ...lines.map(({ cells }) => cells)];
};

export function asDocx(plan: ForeignPlan): Rendered {
  const width = plan.columns.length;
  const rows = linesOf(plan).lines.map(({ kind, cells }) =>
    kind === 'title'
      ? [{ text: cells[0] ?? '' }, { text: cells[1] ?? '', span: width }]
      : cells.map((text) => ({ text })),
  );
  const header = (tableOf(plan)[0] ?? []).map((text) => ({ text }));
  return { name: 'a.docx', bytes: docxOf([...prose(plan), [header, ...rows]]) };
}

export async function asXlsx(plan: ForeignPlan): Promise<Rendered> {
  const rows = tableOf(plan).map((cells) => cells.map((cell) => (/^\d+$/.test(cell) ? Number(cell) : cell)));
  const sheet = { name: 'Phụ lục', rows: [...prose(plan).map((text) => [text]), ...rows] };
  return { name: 'a.xlsx', bytes: Buffer.from(await writeXlsx({ sheets: [sheet] })) };
}

export function asCsv(plan: ForeignPlan): Rendered {
  const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
  const lines = [...prose(plan).map(quoted), ...tableOf(plan).map((cells) => cells.map(quoted).join(';'))];
  return { name: 'a.csv', bytes: Buffer.from(`\uFEFF${lines.join('\r\n')}`) };
}

/** Without borders nothing but its number tells where a row begins. */
export const numbered = (plan: ForeignPlan): ForeignPlan => ({
  ...plan,
  groups: plan.groups.map((group) => ({ ...group, rows: group.rows.map((row) => ({ ...row, bare: false })) })),
});

export function asPdf(meant: ForeignPlan, borders: boolean): Rendered {
  const plan = borders ? meant : numbered(meant);
  const [first = 50, second = 50] = plan.chances;
  const shares = plan.columns.map((role, index) => (plan.widths[index] ?? 20) * (role === 'requirement' ? 1.6 : 1));
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const widths = [50, ...shares.map((share) => Math.floor((share / whole) * 710))];
  const layout = {
    widths,
    borders,
    centred: borders && first < 50,
    repeated: second < 60,
    cut: borders && first % 2 === 0,
  };
  return { name: 'a.pdf', bytes: pdfOf(layOut(prose(plan), tableOf(plan), layout)) };
}
