// JudgeRow: what a row came to whose roll-up no count decides (a sum of figures, a judgement). Pure.
import { leadersOnly } from '../assignment/acting.ts';
import { circumstancesOf } from '../assignment/circumstances.ts';
import { refuse } from '../refusals.ts';
import type { Context, Decision } from '../rules.ts';
import { actingWithAll } from './acting.ts';
import type { PlanCommand } from './commands.ts';
import type { PlanEvent } from './events.ts';
import type { PlanFacts } from './facts.ts';
import { rollUpRow } from './roll-up.ts';
import type { Plan } from './state.ts';

type JudgeRow = Extract<PlanCommand, { type: 'JudgeRow' }>;

/** It may be judged again: the latest stands, the others are in the history. */
export function judgeRow(plan: Plan, command: JudgeRow, context: Context<PlanFacts>): Decision<PlanEvent> {
  const acting = actingWithAll(plan, command, context);
  if ('refusal' in acting) return acting;
  const refusal = leadersOnly(acting);
  if (refusal) return refuse(refusal);
  const { rowId, outcome, reason } = command;
  const row = plan.rows.find((each) => each.rowId === rowId);
  if (!row) return refuse('unknown-row', [rowId]);
  const own = context.facts.assignments.filter((each) => each.rowId === rowId);
  const { needed, result } = rollUpRow(row.rollUp, own, null);
  if (needed !== null) return refuse('row-not-judged', [rowId]);
  if (result !== 'toBeJudged') return refuse('row-not-finished', [rowId]);
  return { events: [{ type: 'RowJudged', data: { rowId, outcome, reason, ...circumstancesOf(command) } }] };
}
