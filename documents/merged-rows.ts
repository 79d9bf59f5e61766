// Two rows in one: where the number of a row was forgotten and no line parts it from the row above, each cell holds what both say.
import { runsTogether } from './borderless/unit-cells.ts';
import type { PlanTime } from './deadlines/phrase-rule.ts';
import { deadlinesIn } from './deadlines/read-deadline.ts';
import { collapse } from './normal-form.ts';
import type { TableRow } from './tables.ts';

type Field = 'lead' | 'coordinators' | 'deadline';

/** "Quý I/2026 Thường xuyên", and beside it "Phòng Kinh tế Công an xã". Names alone may stand in lines of their own in one cell (003/9). */
export function answeredTwice({ cells }: TableRow, time: PlanTime): Field[] {
  if (!holdsTwoDeadlines(cells.deadline, time)) return [];
  const names = (['lead', 'coordinators'] as const).filter((field) => runsTogether(cells[field]) > 0);
  return [...names, 'deadline'];
}

/** The second begins as a cell does; what parts two milestones of one row, a mark or a word, stands nowhere. */
function holdsTwoDeadlines(cell: string, time: PlanTime): boolean {
  const text = collapse(cell.normalize('NFC'));
  const said = deadlinesIn(text, time);
  return said.some(({ start }, at) => {
    const end = said[at - 1]?.end;
    if (end === undefined || end > start) return false;
    const between = text.slice(end, start);
    return /^ (?:\p{L}+ )*$/u.test(between) && /^[\p{Lu}\d]/u.test(text.slice(end).trimStart());
  });
}
