// What an assignment begins with: everything that its rules will ever need, frozen. A function of the plan and its launch event.
import type { AssignmentSpec } from '../assignment/events.ts';
import type { WorkingCalendar } from '../calendar.ts';
import { labelFor } from '../describe-deadline.ts';
import { endOfDay } from '../instant.ts';
import { partsOf } from './parts.ts';
import { frozenPolicy } from './policy.ts';
import { horizonOf, type Launch, type Plan } from './state.ts';
import { type Entry, type Work, workOf } from './work.ts';

/** Throws CalendarRangeError where a day is needed that the calendar does not know. */
export function assignmentSpec(
  plan: Plan,
  launch: Omit<Launch, 'assignments'>,
  entry: Entry,
  calendar: WorkingCalendar,
): AssignmentSpec {
  const work = workOf(plan, launch.policy, entry, launch.launchedAt);
  const policy = frozenPolicy(launch.policy);
  const { rowId, unitId, leadUnitId, leadUnitIds, coordinatingUnitIds, reviewUnitId, generation } = entry;
  return {
    rowId,
    unitId,
    leadUnitId,
    leadUnitIds,
    coordinatingUnitIds,
    reviewUnitId,
    generation,
    planId: plan.planId,
    number: work.number,
    path: work.path,
    criterion: work.criterion,
    requirement: work.requirement,
    execution: work.execution,
    rollUp: work.rollUp,
    mode: entry.mode ?? work.mode,
    lead: work.lead,
    coordinators: work.coordinators,
    launch: launch.launch,
    parts: partsFor(plan, launch, entry, work, calendar),
    policy,
    calendarVersion: launch.calendarVersion,
    ...(entry.fieldOwnerUnitId && { fieldOwnerUnitId: entry.fieldOwnerUnitId }),
  };
}

function partsFor(
  plan: Plan,
  { policy, launchedAt }: Omit<Launch, 'assignments'>,
  entry: Entry,
  work: Work,
  calendar: WorkingCalendar,
): AssignmentSpec['parts'] {
  const { takes, evidence } = entry;
  return partsOf(work.deadline, labelFor(work.deadline, work.words, plan.movedFromYear), {
    ...(takes && { takes }),
    ...(evidence && { evidence }),
    ownerUnitId: entry.unitId,
    receiverUnitId: entry.reviewUnitId,
    stepOwners: entry.stepOwners ?? {},
    requiredItems: [...work.requiredItems],
    custodianUnitId: work.evidenceCustodian,
    helpingUnitIds: entry.helpingUnitIds ?? [],
    beside: work.beside,
    planning: {
      policy: frozenPolicy(policy),
      calendar,
      mode: entry.mode ?? work.mode,
      from: launchedAt,
      seed: `${entry.rowId}/${entry.unitId}`,
    },
    checkIns: policy.checkIns ?? 'quarter',
    horizon: horizonOf(plan, launchedAt) ?? endOfDay(calendar.to),
  });
}
