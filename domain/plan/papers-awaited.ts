// Papers from above that a plan waits for, source by source; and one that has come, told to all that waited for it. Pure.
import { leadersOnly } from '../assignment/acting.ts';
import { circumstancesOf } from '../assignment/circumstances.ts';
import { isDecided } from '../assignment/state.ts';
import type { Instant } from '../instant.ts';
import { refuse } from '../refusals.ts';
import type { Context, Decision } from '../rules.ts';
import { actingWithAll } from './acting.ts';
import type { PlanCommand } from './commands.ts';
import type { PlanEvent } from './events.ts';
import type { PlanFacts } from './facts.ts';
import { isOpenYet, type PlanAssignment } from './figures.ts';
import type { Plan } from './state.ts';

type RecordTrigger = Extract<PlanCommand, { type: 'RecordTrigger' }>;

/** A part that waits. One whose assignment is suspended is not told: its clock stands still. */
interface WaitingPart {
  readonly assignmentId: string;
  readonly rowId: string;
  readonly unitId: string;
  readonly partId: string;
  readonly label: string;
  /** The day by which it is due at the latest, paper or no paper. */
  readonly due: Instant | null;
  readonly suspended: boolean;
}

export interface AwaitedSource {
  readonly source: string;
  readonly parts: readonly WaitingPart[];
}

/** By source, as the plan spells it: two spellings are two sources, for nobody guesses that they are one. */
export function awaitedSources(assignments: readonly PlanAssignment[]): AwaitedSource[] {
  const bySource = new Map<string, WaitingPart[]>();
  for (const { assignmentId, rowId, unitId, status, parts } of assignments.filter(isOpenYet)) {
    for (const part of parts) {
      if (part.waitingFor === null || isDecided(part)) continue;
      const { partId, label, due, waitingFor } = part;
      const waiting = { assignmentId, rowId, unitId, partId, label, due, suspended: status === 'suspended' };
      bySource.set(waitingFor, [...(bySource.get(waitingFor) ?? []), waiting]);
    }
  }
  return [...bySource].map(([source, parts]) => ({ source, parts })).sort((a, b) => (a.source < b.source ? -1 : 1));
}

export function recordTrigger(plan: Plan, command: RecordTrigger, context: Context<PlanFacts>): Decision<PlanEvent> {
  const acting = actingWithAll(plan, command, context);
  if ('refusal' in acting) return acting;
  const refusal = leadersOnly(acting);
  if (refusal) return refuse(refusal);
  const { source, documentNumber, documentDate, dueDate } = command;
  if (dueDate && dueDate < documentDate) return refuse('due-before-document');
  const waiting = awaitedSources(context.facts.assignments).find((awaited) => awaited.source === source);
  const reached = (waiting?.parts ?? [])
    .filter(({ suspended }) => !suspended)
    .map(({ assignmentId, partId }) => ({ assignmentId, partId }));
  if (reached.length === 0) return refuse('nobody-waits', [source]);
  const paper = { source, documentNumber, documentDate, ...(dueDate && { dueDate }) };
  return { events: [{ type: 'PlanTriggerReceived', data: { ...paper, reached, ...circumstancesOf(command) } }] };
}
