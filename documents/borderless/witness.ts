// What speaks for a piece of text being a cell of one column and not of another: who is named, whether it says by when, what it
// begins with. Every weight is a plain number: the sum over a page decides (divide-page.ts).
import type { ColumnRole } from '../columns.ts';
import type { PlanTime } from '../deadlines/phrase-rule.ts';
import { remembered } from '../remembered.ts';
import { deadlineTestimony, settlesTime } from './deadline-cells.ts';
import type { Beginning, Testimony } from './testimony.ts';
import { textTestimony } from './text-cells.ts';
import { unitsSaid, unitTestimony } from './unit-cells.ts';

/** Called for a column where a piece begins; what it says of every end that the piece may have is asked later. */
export type Witness = (role: ColumnRole | null, beginning: Beginning) => Testimony;

/** It never reads the same words twice. */
export function witnessAt(time: PlanTime): Witness {
  const units = remembered(unitsSaid);
  const settles = settlesTime(time);
  return (role, beginning) => {
    if (role === 'lead' || role === 'coordinators') return unitTestimony(beginning, units);
    if (role === 'deadline') return deadlineTestimony(beginning, settles);
    return textTestimony(role, beginning, { units, settles });
  };
}
