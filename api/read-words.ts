// What the words of a command mean, read when the command is received and committed with it: the rules stay pure, and the
// meaning stays what it was when the person sent it, whatever the readers learn later (docs/decisions/0018).
import type { Pool } from '../db/pool.ts';
import { readCalendarCsv } from '../documents/calendar-csv.ts';
import type { CalendarCommandBody } from '../domain/calendar/commands.ts';
import type { Readings } from '../domain/plan/draft-commands.ts';
import type { Plan } from '../domain/plan/state.ts';
import { readDirectory } from '../record/read-directory.ts';
import { readAmended } from './amendment.ts';
import { readEarlier } from './carry-over.ts';
import type { CommandTarget, ValidCommand } from './command-targets.ts';
import { readingOf, type WithWords } from './draft-readings.ts';
import { getPlanState } from './get-plan.ts';
import { Problem } from './problems.ts';

const withWords: Record<keyof Readings, true> = {
  CorrectRow: true,
  RestoreRow: true,
  CorrectDuty: true,
  RestoreDuty: true,
  MapUnit: true,
  UnmapUnit: true,
  SplitRow: true,
  MergeRows: true,
  CarryOver: true,
  AmendPlan: true,
};

const hasWords = (target: CommandTarget, command: ValidCommand): boolean =>
  target.kind === 'plan' && command.type in withWords;

/** The command with `reading` where it carries words, and with days in place of a file; any other as it is. */
export async function readWords(pool: Pool, target: CommandTarget, command: ValidCommand): Promise<ValidCommand> {
  if (target.kind === 'calendar') return readDays(command as CalendarCommandBody);
  if (!hasWords(target, command)) return command;
  const asked = command as WithWords;
  return Object.assign(command, { reading: await readIn(pool, await getPlanState(pool, target.id), asked) });
}

async function readIn(pool: Pool, plan: Plan, asked: WithWords): Promise<Readings[keyof Readings]> {
  switch (asked.type) {
    case 'CarryOver':
      return readEarlier(pool, asked.fromPlanId, plan);
    case 'AmendPlan':
      return readAmended(pool, asked.fromPlanId, plan);
    default:
      return readingOf(plan, asked, await readDirectory(pool));
  }
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
