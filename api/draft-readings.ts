// What the words of a command mean in a draft as it stands: the readers of documents, asked about one cell or row.
import { readCell, readMerge, readName, readNameAgain, readRestored, readSplit } from '../documents/draft-cells.ts';
import { readDutyCell, readRestoredDuty } from '../documents/draft-duties.ts';
import type { NamedBody } from '../documents/units.ts';
import type { Directory } from '../domain/directory/directory.ts';
import type { PlanCommand } from '../domain/plan/commands.ts';
import type { Readings } from '../domain/plan/draft-commands.ts';
import { isDutyCellField } from '../domain/plan/duties.ts';
import { isCellField } from '../domain/plan/rows.ts';
import type { Plan } from '../domain/plan/state.ts';

type Command<T extends keyof Readings> = Unread<Extract<PlanCommand, { type: T }>>;
type Unread<C> = Omit<C, 'reading'>;
/** Its free texts apart, a command reads the same as it was typed and as it is stored. */
export type WithWords = {
  [T in keyof Readings]: Pick<Command<T>, Exclude<keyof Command<T>, 'reason'>>;
}[keyof Readings];

/** What the command's words mean in this plan as it stands; null where there is nothing that they could be about. */
export function readingOf(
  plan: Plan,
  command: Exclude<WithWords, { type: 'CarryOver' | 'AmendPlan' }>,
  directory: Directory,
): Readings[keyof Readings] {
  const draft = draftOf(plan, directory);
  switch (command.type) {
    case 'CorrectRow':
      return isCellField(command.field) && typeof command.value === 'string'
        ? readCell(draft, command.rowId, command.field, command.value)
        : null;
    case 'RestoreRow': {
      const row = plan.rows.find(({ rowId }) => rowId === command.rowId);
      return row ? readRestored(draft, row, command.field) : null;
    }
    case 'CorrectDuty':
      return isDutyCellField(command.field) && typeof command.value === 'string'
        ? readDutyCell(draft, command.dutyId, command.field, command.value)
        : null;
    case 'RestoreDuty':
      return readRestoredDuty(draft, command.dutyId, command.field);
    case 'MapUnit':
      return readName(draft, bodyOf(command, directory));
    case 'UnmapUnit':
      return readNameAgain(draft, command.name);
    case 'SplitRow':
      return readSplit(draft, command.rowId, command.parts);
    case 'MergeRows':
      return readMerge(draft, command.rowIds, command.cells ?? {});
  }
}

/** The date may have been recorded by the promulgation, not read from the document. */
const draftOf = ({ reading, issuedOn, movedFromYear, rows, unitNames }: Plan, directory: Directory) => ({
  head: { ...reading.plan, issuedOn },
  movedFromYear,
  rows,
  duties: reading.duties,
  names: unitNames.map((known) => bodyOf(known, directory)),
});

/** A body outside the ward is asked, never ordered, under whatever name; what is no unit of the directory is a group of them. */
const bodyOf = ({ name, unitId }: { name: string; unitId: string }, { units }: Directory): NamedBody => ({
  id: unitId,
  kind: units[unitId] === undefined ? 'group' : units[unitId].kind === 'outside' ? 'outside' : 'unit',
  names: [name],
});
