// The rules of giving a name of the document its unit, in every row that says it, and of taking that back. Pure.
import type { Directory } from '../directory/directory.ts';
import { refuse } from '../refusals.ts';
import type { Decision } from '../rules.ts';
import type { PlanCommand } from './commands.ts';
import type { NameReading } from './draft-commands.ts';
import type { MappedCell, RowChanges } from './draft-events.ts';
import type { PlanEvent } from './events.ts';
import { areUnitsChosen, type Row } from './rows.ts';
import { isSame, meaningOfWords, unknownIn } from './settle-row.ts';
import type { Plan } from './state.ts';

type Of<T extends PlanCommand['type']> = Extract<PlanCommand, { type: T }>;

/** A unit, a body outside the ward, or a group of units: "cán bộ, công chức chuyên môn" may mean all of them (001). */
export function mapUnit(plan: Plan, command: Of<'MapUnit'>, directory: Directory): Decision<PlanEvent> {
  const { name, unitId, reason, reading } = command;
  if (unknownIn(directory, [unitId]).length > 0) return refuse('unknown-unit', [unitId]);
  const named = cellsWith(plan, reading);
  if (named.length === 0) return refuse('name-not-found');
  const cells = named.filter(({ row, cell }) => changesAnything(row, cell)).map(({ cell }) => cell);
  return cells.length === 0
    ? refuse('nothing-to-correct')
    : { events: [{ type: 'UnitNameMapped', data: { name, unitId, reason, cells } }] };
}

/** The name means again what the reader makes of it. */
export function unmapUnit(plan: Plan, { name, reason, reading }: Of<'UnmapUnit'>): Decision<PlanEvent> {
  if (!plan.unitNames.some((known) => known.name === name)) return refuse('name-not-mapped');
  const cells = cellsWith(plan, reading).map(({ cell }) => cell);
  return { events: [{ type: 'UnitNameUnmapped', data: { name, reason, cells } }] };
}

/** The cells of the draft that say it still, but not where a person has chosen the units of that row. */
function cellsWith(plan: Plan, reading: NameReading | null): { row: Row; cell: MappedCell }[] {
  return (reading?.cells ?? []).flatMap(({ rowId, field, words, changes, issues }) => {
    const row = plan.rows.find((each) => each.rowId === rowId);
    if (!row || row.generation > 0 || row[field] !== words || areUnitsChosen(row, field)) return [];
    return [{ row, cell: { rowId, field, ...meaningOfWords(row, field, { changes, issues }) } }];
  });
}

function changesAnything(row: Row, { changes, settled, issues }: MappedCell): boolean {
  const gone = row.issues.filter(({ issueId }) => settled.includes(issueId)).map(({ message }) => message);
  const differs = Object.entries(changes).some(([field, value]) => !isSame(row[field as keyof RowChanges], value));
  return (
    differs ||
    !isSame(
      gone,
      issues.map(({ message }) => message),
    )
  );
}
