// Which rule answers which command of a draft. Pure.
import { assertNever } from '../assert-never.ts';
import type { Context, Decision } from '../rules.ts';
import type { PlanCommand } from './commands.ts';
import type { PlanEvent } from './events.ts';
import type { PlanFacts } from './facts.ts';
import { correctDuty, restoreDuty } from './settle-duty.ts';
import { acceptIssue, reopenIssue } from './settle-issues.ts';
import { correctRow, restoreRow } from './settle-row.ts';
import { mergeRows, splitRow } from './split-merge.ts';
import type { Plan } from './state.ts';
import { mapUnit, unmapUnit } from './unit-names.ts';

const settling = [
  'CorrectRow',
  'RestoreRow',
  'CorrectDuty',
  'RestoreDuty',
  'AcceptIssue',
  'ReopenIssue',
  'MapUnit',
  'UnmapUnit',
  'SplitRow',
  'MergeRows',
] as const;
type SettlingCommand = Extract<PlanCommand, { type: (typeof settling)[number] }>;

export const isSettling = (command: PlanCommand): command is SettlingCommand =>
  (settling as readonly string[]).includes(command.type);

export function settleDraft(
  plan: Plan,
  command: SettlingCommand,
  { facts: { directory } }: Pick<Context<Pick<PlanFacts, 'directory'>>, 'facts'>,
): Decision<PlanEvent> {
  switch (command.type) {
    case 'CorrectRow':
      return correctRow(plan, command, directory);
    case 'RestoreRow':
      return restoreRow(plan, command);
    case 'CorrectDuty':
      return correctDuty(plan, command, directory);
    case 'RestoreDuty':
      return restoreDuty(plan, command);
    case 'AcceptIssue':
      return acceptIssue(plan, command);
    case 'ReopenIssue':
      return reopenIssue(plan, command);
    case 'MapUnit':
      return mapUnit(plan, command, directory);
    case 'UnmapUnit':
      return unmapUnit(plan, command);
    case 'SplitRow':
      return splitRow(plan, command);
    case 'MergeRows':
      return mergeRows(plan, command);
    default:
      return assertNever(command);
  }
}
