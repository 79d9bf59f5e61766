// What is wrong with a policy for a plan: places and units that are not there, steps and dates that make no sense. Pure.
import { blames, type LadderStep } from '../assignment/alarms.ts';
import type { Deadline } from '../deadline.ts';
import type { Directory } from '../directory/directory.ts';
import { lastDayOf } from '../period.ts';
import { type Refused, refuse } from '../refusals.ts';
import { nearness, type PlanPolicy, placeOfDuty, placeOfRow, withInternalDue } from './policy.ts';
import type { Plan } from './state.ts';

/** What is wrong with a policy for this plan and these units; null where nothing is. */
export function policyRefusal(plan: Plan, policy: PlanPolicy, { units }: Directory): Refused | null {
  const odd = oddSteps(policy.ladder ?? []);
  if (odd.length > 0) return refuse('ladder-not-sensible', odd);
  const places = [...plan.rows.map(placeOfRow), ...plan.reading.duties.map(placeOfDuty)];
  const named = [...(policy.fieldOwners ?? []), ...(policy.exceptUnits ?? []), ...(policy.periods ?? [])];
  const nowhere = named.flatMap(({ under }) =>
    places.some((place) => nearness(place, under) >= 0) ? [] : [under ?? ''],
  );
  if (nowhere.length > 0) return refuse('unknown-heading', nowhere);
  const unitIds = [
    ...(policy.fieldOwners ?? []).map(({ unitId }) => unitId),
    ...(policy.exceptUnits ?? []).flatMap((except) => except.unitIds),
  ];
  const unknown = unitIds.filter((unitId) => !units[unitId]);
  if (unknown.length > 0) return refuse('unknown-unit', unknown);
  const tooLate = plan.rows.filter((row) =>
    isAfterPeriod(withInternalDue(row.deadline.value, policy, placeOfRow(row))),
  );
  if (tooLate.length > 0)
    return refuse(
      'internal-due-too-late',
      tooLate.map(({ rowId }) => rowId),
    );
  const report = plan.reading.duties.find(({ dutyId }) => dutyId === policy.reportDutyId);
  const isReport = policy.reportDutyId === undefined || report?.deadline.value.kind === 'recurring';
  return isReport ? null : refuse('not-a-recurring-report', [policy.reportDutyId ?? '']);
}

const isAfterPeriod = (deadline: Deadline): boolean =>
  deadline.kind === 'period' && deadline.internalDue !== undefined && deadline.internalDue > lastDayOf(deadline);

/**
 * Steps that say nothing sensible: a name used twice; counted from a submission but not about its review; asked before the
 * launch or the submission that it counts from; naming somebody late to his superiors before the due; or a message of its own
 * to the Chair, who gets one list per unit.
 */
function oddSteps(ladder: readonly LadderStep[]): string[] {
  const isOdd = (each: LadderStep, index: number) =>
    ladder.findIndex(({ stepId }) => stepId === each.stepId) !== index ||
    (each.from === 'submission') !== (each.unless === 'reviewed') ||
    (each.from !== 'due' && each.workingDays < 1) ||
    (each.from === 'due' && each.workingDays < 1 && blames(each)) ||
    (each.tell === 'chair' && each.channel !== 'list');
  return ladder.filter(isOdd).map(({ stepId }) => stepId);
}
