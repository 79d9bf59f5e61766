// The rules of correcting a duty outside the appendix, and of taking that back. Pure.
import type { Directory } from '../directory/directory.ts';
import type { FieldIssue } from '../plan-reading.ts';
import { type Refused, refuse } from '../refusals.ts';
import type { Decision } from '../rules.ts';
import type { PlanCommand } from './commands.ts';
import type { DutyCellReading } from './draft-commands.ts';
import type { CorrectionValue, DutyChanges } from './draft-events.ts';
import {
  type Duty,
  type DutyCellField,
  dutyCellsOf,
  isDutyCellField,
  isDutySettled,
  withoutSettledDuty,
} from './duties.ts';
import type { PlanEvent } from './events.ts';
import { idsOf, isSame, NOT_CLEAR_WHOM, unknownIn } from './settle-row.ts';
import type { Plan } from './state.ts';

type Of<T extends PlanCommand['type']> = Extract<PlanCommand, { type: T }>;

interface Meaning {
  readonly changes: DutyChanges;
  readonly settled: string[];
  readonly issues: FieldIssue[];
}

/** The duty, while it may still be changed: a launched duty is an order, and no draft. */
function openDuty({ reading, launchedDutyIds }: Plan, dutyId: string): Duty | Refused {
  const duty = reading.duties.find((each) => each.dutyId === dutyId);
  if (!duty) return refuse('unknown-duty', [dutyId]);
  return launchedDutyIds.includes(dutyId) ? refuse('duty-launched', [dutyId]) : duty;
}

export function correctDuty(plan: Plan, command: Of<'CorrectDuty'>, directory: Directory): Decision<PlanEvent> {
  const { dutyId, field, value, reason, reading } = command;
  const duty = openDuty(plan, dutyId);
  if ('refusal' in duty) return duty;
  const was = isDutyCellField(field) ? dutyCellsOf(duty)[field] : duty[field];
  if (isSame(was, value)) return refuse('nothing-to-correct');
  if (isDutyCellField(field) && reading === null) return refuse('stale-version');
  const unknown = field === 'ownerUnits' ? unknownIn(directory, value) : [];
  if (unknown.length > 0) return refuse('unknown-unit', unknown);
  const means: Meaning =
    isDutyCellField(field) && reading
      ? meaningOfWords(duty, field, reading)
      : { changes: { [field]: value }, settled: idsOf(duty.issues.filter(settles(field))), issues: [] };
  return { events: [{ type: 'DutyCorrected', data: { dutyId, field, was, value, reason, ...means } }] };
}

/** The words of the document again, or what the reader makes of them where a person had chosen. */
export function restoreDuty(plan: Plan, { dutyId, field, reason, reading }: Of<'RestoreDuty'>): Decision<PlanEvent> {
  const duty = openDuty(plan, dutyId);
  if ('refusal' in duty) return duty;
  if (!isDutySettled(duty, field)) return refuse('nothing-to-take-back');
  if (reading === null) return refuse('stale-version');
  const isCell = isDutyCellField(field);
  const was = isCell ? dutyCellsOf(duty)[field] : duty[field];
  // A restored deadline is what the text says: with a corrected text, the words of that.
  const words = field === 'deadline' ? (reading.changes.deadline?.text ?? '') : isCell ? duty.verbatim[field] : null;
  const value: CorrectionValue = isCell ? words : ((reading.changes[field] as CorrectionValue | undefined) ?? null);
  const means: Meaning = isCell
    ? meaningOfWords(withoutCorrection(duty, field), field, reading)
    : {
        changes: { [field]: value },
        settled: idsOf(duty.issues.filter(settles(field))),
        issues: reading.issues.filter(settles(field)),
      };
  return { events: [{ type: 'DutyRestored', data: { dutyId, field, was, value, reason, ...means } }] };
}

const withoutCorrection = (duty: Duty, field: DutyCellField): Duty => ({
  ...duty,
  corrections: duty.corrections.filter((correction) => correction.field !== field),
});

/** The issues that its words had raised are gone with them. The text sets the deadline too, unless a person has named one. */
function meaningOfWords(duty: Duty, field: DutyCellField, { changes, issues }: DutyCellReading): Meaning {
  const kept = withoutSettledDuty(duty, field, changes);
  const isAbout = (issue: FieldIssue) =>
    issue.field === field || (field === 'text' && issue.field === 'deadline' && kept.deadline !== undefined);
  const stands = ({ field: about, code }: FieldIssue) =>
    (about !== 'deadline' || kept.deadline !== undefined) && !(code === NOT_CLEAR_WHOM && isDutySettled(duty, 'mode'));
  return { changes: kept, settled: idsOf(duty.issues.filter(isAbout)), issues: issues.filter(stands) };
}

/** The doubts that a choice leaves no room for. */
function settles(field: string): (issue: FieldIssue) => boolean {
  if (field === 'ownerUnits') return (issue) => issue.field === 'owner' && issue.code !== NOT_CLEAR_WHOM;
  return (issue) => field === 'mode' && issue.code === NOT_CLEAR_WHOM;
}
