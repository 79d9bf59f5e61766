// What the words of a command mean, read when the command is received and committed with it: the rules stay pure, and the
// meaning stays what it was when the person sent it, whatever the readers learn later (docs/decisions/0018).
import type { Pool } from '../db/pool.ts';
import { readCalendarCsv } from '../documents/calendar-csv.ts';
import { type Draft, readCell, readMerge, readName, readSplit } from '../documents/draft-cells.ts';
import type { NamedBody } from '../documents/units.ts';
import type { CalendarCommandBody } from '../domain/calendar/commands.ts';
import type { Directory } from '../domain/directory/directory.ts';
import type { PlanCommandBody } from '../domain/plan/commands.ts';
import type { Readings } from '../domain/plan/draft-commands.ts';
import { isCellField } from '../domain/plan/rows.ts';
import type { Plan } from '../domain/plan/state.ts';
import { readDirectory } from '../record/read-directory.ts';
import type { CommandTarget, ValidCommand } from './command-targets.ts';
import { getPlanState } from './get-plan.ts';
import { Problem } from './problems.ts';

type WithWords = Extract<PlanCommandBody, { type: keyof Readings }>;
const withWords: Record<keyof Readings, true> = { CorrectRow: true, MapUnit: true, SplitRow: true, MergeRows: true };

const hasWords = (target: CommandTarget, command: ValidCommand): command is WithWords =>
  target.kind === 'plan' && command.type in withWords;

/** The command with `reading` where it carries words, and with days in place of a file; any other as it is. */
export async function readWords(pool: Pool, target: CommandTarget, command: ValidCommand): Promise<ValidCommand> {
  if (target.kind === 'calendar') return readDays(command as CalendarCommandBody);
  if (!hasWords(target, command)) return command;
  const [plan, directory] = [await getPlanState(pool, target.id), await readDirectory(pool)];
  return Object.assign(command, { reading: readingOf(draftOf(plan, directory), command, directory) });
}

/** Fails with every line that is not right: half a calendar is worse than none. */
function readDays(command: CalendarCommandBody): ValidCommand {
  if (command.type !== 'ImportCalendar') return command;
  const { csv, ...rest } = command;
  const read = readCalendarCsv(csv, command);
  if ('days' in read) return Object.assign(rest, { days: read.days });
  const violations = read.faults.map(({ line, ...fault }) => ({ path: `csv.${line}`, ...fault }));
  throw new Problem('calendar-file-wrong', { violations });
}

function readingOf(draft: Draft, command: WithWords, directory: Directory): Readings[keyof Readings] {
  switch (command.type) {
    case 'CorrectRow':
      return isCellField(command.field) && typeof command.value === 'string'
        ? readCell(draft, command.rowId, command.field, command.value)
        : null;
    case 'MapUnit':
      return readName(draft, bodyOf(command, directory));
    case 'SplitRow':
      return readSplit(draft, command.rowId, command.parts);
    case 'MergeRows':
      return readMerge(draft, command.rowIds, command.cells ?? {});
  }
}

/** The date may have been recorded by the promulgation, not read from the document; rows keep the version they were read at. */
function draftOf({ reading, issuedOn, rows, unitNames }: Plan, directory: Directory): Draft {
  return {
    head: { ...reading.plan, issuedOn },
    rows: rows.map((row) => ({ ...row, correctedAt: row.corrections.at(-1)?.version ?? 0 })),
    names: unitNames.map((known) => bodyOf(known, directory)),
  };
}

/** A body outside the ward is asked, never ordered, under whatever name. */
const bodyOf = ({ name, unitId }: { name: string; unitId: string }, { units }: Directory): NamedBody => ({
  id: unitId,
  kind: units[unitId]?.kind === 'outside' ? 'outside' : 'unit',
  names: [name],
});
