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
  const works = [
    ...plan.rows.map((row) => ({ place: placeOfRow(row), deadline: row.deadline.value })),
    ...plan.reading.duties.map((duty) => ({ place: placeOfDuty(duty), deadline: duty.deadline.value })),
  ];
  const { fieldOwners = [], exceptUnits = [], periods = [], ladder = [], reportDutyId } = policy;
  const unders = [...fieldOwners, ...exceptUnits, ...periods].map(({ under }) => under);
  const unitIds = [...fieldOwners.map(({ unitId }) => unitId), ...exceptUnits.flatMap((except) => except.unitIds)];
  const tooLate = works.filter(({ place, deadline }) => isAfterPeriod(withInternalDue(deadline, policy, place)));
  const report = plan.reading.duties.find(({ dutyId }) => dutyId === reportDutyId);
  const isReport = reportDutyId === undefined || report?.deadline.value.kind === 'recurring';
  const faults = [
    ['ladder-not-sensible', oddSteps(ladder)],
    ['unknown-heading', unders.flatMap((under) => (under && !works.some(liesUnder(under)) ? [under] : []))],
    ['unknown-unit', unitIds.filter((unitId) => !units[unitId])],
    ['internal-due-too-late', tooLate.map(({ place }) => place.id)],
    ['not-a-recurring-report', isReport ? [] : [reportDutyId ?? '']],
  ] as const;
  const fault = faults.find(([, about]) => about.length > 0);
  return fault ? refuse(fault[0], [...fault[1]]) : null;
}

const liesUnder =
  (under: string) =>
  ({ place }: { place: Parameters<typeof nearness>[0] }): boolean =>
    nearness(place, under) >= 0;

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
