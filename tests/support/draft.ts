// A draft for rules: readings with something to settle, and the plan after these commands.

import { shippedCalendar } from '../../domain/calendar-vn.ts';
import type { Deadline } from '../../domain/deadline.ts';
import type { PlanCommand } from '../../domain/plan/commands.ts';
import { planRules } from '../../domain/plan/decide.ts';
import type { PlanEvent } from '../../domain/plan/events.ts';
import { previewLaunch } from '../../domain/plan/preview.ts';
import type { Row } from '../../domain/plan/rows.ts';
import { isImported, type Plan } from '../../domain/plan/state.ts';
import type { DeadlineReading, FieldIssue } from '../../domain/plan-reading.ts';
import { type Folded, record } from '../../domain/rules.ts';
import { coordinator, note } from './assignment-history.ts';
import { directory, readingOf } from './plan-history.ts';
import { at, type Happening, specificationOf, stateAfter } from './specification.ts';
import { dueOn } from './ward.ts';

const facts = {
  directory,
  calendar: shippedCalendar,
  assignments: [],
  storedFiles: new Set<string>(),
  identify: (...parts: readonly unknown[]) => parts.join('/'),
};
export const { given } = specificationOf(planRules, facts);
export const now = at('2027-02-01T09:00:00');
export const reason = note;

export const issue = (field: string, code: string, blocking = true): FieldIssue => ({
  code,
  field,
  blocking,
  message: code,
  messageEn: code,
});
export const reads = (text: string, value: Deadline): DeadlineReading => ({
  text,
  kind: value.kind,
  due: null,
  milestones: [],
  value,
});

/** The first row has no deadline, and a doubt about its lead beside it. */
export const unsettled = readingOf([{ kind: 'undefined' }, dueOn('2027-06-30')], {
  deadline: reads('Theo tiến độ', { kind: 'undefined' }),
  issues: [issue('deadline', 'undefined-deadline'), issue('lead', 'legacy-unit-name', false)],
});
/** The first two rows are led by a body that nobody knows. */
export const unknownLead = readingOf(
  [dueOn('2027-06-30'), dueOn('2027-06-30'), dueOn('2027-06-30')],
  ...[1, 2].map(() => ({ lead: 'Tổ công nghệ số', leadUnits: [], issues: [issue('lead', 'unknown-lead')] })),
);

/** Of the first row of `unsettled`. */
export const correctDeadline: PlanCommand = {
  type: 'CorrectRow',
  rowId: 'r001',
  field: 'deadline',
  value: 'Trước ngày 30/11/2027',
  reason,
  reading: { changes: { deadline: reads('Trước ngày 30/11/2027', dueOn('2027-11-30')) }, issues: [] },
};
/** A correction of the first row, as the api would have read it. */
export const choose = (change: object): PlanCommand =>
  ({ type: 'CorrectRow', rowId: 'r001', reason, reading: null, ...change }) as PlanCommand;

const contextAt = (version: number) => ({
  actor: coordinator,
  receivedAt: now,
  version,
  versionBeforeTime: version,
  facts,
});

/** What these commands make of the plan, each accepted. `start` is null for a plan that the first command imports. */
export function foldedBy(start: Happening<PlanEvent> | null, ...commands: PlanCommand[]): Folded<Plan> {
  let folded = stateAfter(planRules, start ? [start] : []);
  for (const command of commands) {
    const decision = planRules.decide(folded.state, command, contextAt(folded.version));
    if ('refusal' in decision) throw new Error(decision.refusal.code);
    const origin = { at: now, receivedAt: now, actor: coordinator, commandId: null };
    folded = record(planRules, folded, decision.events, origin).folded;
  }
  const { state } = folded;
  if (!isImported(state)) throw new Error('not imported');
  return { ...folded, state };
}
export const settledBy = (start: Happening<PlanEvent> | null, ...commands: PlanCommand[]): Plan =>
  foldedBy(start, ...commands).state;

/** The code with which the last command is refused after the first ones; null when it is accepted. */
export function refusalAfter(start: Happening<PlanEvent>, first: PlanCommand[], last: PlanCommand): string | null {
  const { state, version } = foldedBy(start, ...first);
  const decision = planRules.decide(state, last, contextAt(version));
  return 'refusal' in decision ? decision.refusal.code : null;
}

export function rowOf(plan: Plan, rowId = 'r001'): Row {
  const row = plan.rows.find((each) => each.rowId === rowId);
  if (!row) throw new Error(`no row ${rowId}`);
  return row;
}
export const problemsOf = (plan: Plan) =>
  previewLaunch(plan, directory, now, shippedCalendar).rows.map(({ problems }) => problems);
