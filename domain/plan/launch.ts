// From a row of a plan to its assignments: who, by when, reviewed by whom, and what stands in the way. Pure.
import type { AssignmentSpec } from '../assignment/events.ts';
import { alarmsAround } from '../assignment/plan-alarms.ts';
import type { WorkingCalendar } from '../calendar.ts';
import { isLaunchable, resolveDeadline } from '../deadline.ts';
import { coordinatingUnit, type Directory, expandUnits, type Unit } from '../directory/directory.ts';
import { endOfDay, type Instant, ms } from '../instant.ts';
import type { LaunchedAssignment } from './events.ts';
import { labelFor, partsOf } from './parts.ts';
import { isBlocking, type Row } from './rows.ts';
import { type Launch, type Plan, periodEnd } from './state.ts';

/** Why a row cannot be launched as it stands. */
type LaunchProblem =
  | 'blocking-issue'
  | 'empty-requirement'
  | 'deadline-not-settled'
  | 'deadline-kind-not-supported'
  | 'unknown-unit'
  | 'units-not-chosen'
  | 'roll-up-out-of-reach'
  | 'no-coordinating-unit'
  | 'calendar-missing'
  | 'already-launched';

export interface RowPreview {
  readonly rowId: string;
  readonly number: string;
  readonly title: string;
  /** The cell of the document, and how it was read. */
  readonly deadline: { readonly text: string; readonly kind: string };
  readonly execution: Row['execution'];
  readonly executionReason: string;
  readonly rollUp: Row['rollUp'];
  readonly contactUnit: string | null;
  readonly mode: Row['mode'];
  readonly issues: Row['issues'];
  readonly corrections: Row['corrections'];
  readonly due: Instant | null;
  readonly lateFrom: Instant | null;
  readonly pastDue: boolean;
  /** What due, reminders and steps are counted with; a launch freezes it. */
  readonly calendarVersion: string | null;
  readonly problems: readonly LaunchProblem[];
  readonly assignments: readonly Omit<LaunchedAssignment, 'assignmentId'>[];
}

/** The committee itself: no officer belongs to it, so only the Chair can review. */
const CHAIR_ONLY = 'UBND';
/** The kinds of deadline that an assignment can run so far; rows with any other kind stay in the draft. */
const runnableKinds: ReadonlySet<string> = new Set(['fixed', 'period', 'range', 'continuous']);

function previewRow(
  plan: Plan,
  row: Row,
  directory: Directory,
  now: Instant,
  calendar: WorkingCalendar | null,
): RowPreview {
  const deadline = row.deadline.value;
  const { due, lateFrom } = resolveDeadline(deadline, plan.policy) ?? { due: null, lateFrom: null };
  const coordinator = coordinatingUnit(directory);
  const owners = ownersOf(row, directory, coordinator);
  const blocking = row.issues.filter(isBlocking);
  const planning = { policy: plan.policy, calendar, mode: row.mode, from: now };
  const problems: LaunchProblem[] = [
    ...(row.generation > 0 ? (['already-launched'] as const) : []),
    ...(blocking.some((issue) => issue.blocking) ? (['blocking-issue'] as const) : []),
    ...(blocking.some((issue) => !issue.blocking) ? (['empty-requirement'] as const) : []),
    ...(isLaunchable(deadline) ? [] : (['deadline-not-settled'] as const)),
    ...(isLaunchable(deadline) && !runnableKinds.has(deadline.kind) ? (['deadline-kind-not-supported'] as const) : []),
    ...(owners.length === 0 ? (['unknown-unit'] as const) : []),
    ...(row.execution === 'chosenUnits' && row.collectiveLead ? (['units-not-chosen'] as const) : []),
    ...(isOutOfReach(row, owners) ? (['roll-up-out-of-reach'] as const) : []),
    ...(coordinator === null ? (['no-coordinating-unit'] as const) : []),
    ...(!calendar || alarmsAround(due, { ...planning, seed: row.rowId }) === null
      ? (['calendar-missing'] as const)
      : []),
  ];
  return {
    rowId: row.rowId,
    number: row.number,
    title: row.criterion || row.requirement,
    deadline: { text: row.deadline.text, kind: deadline.kind },
    execution: row.execution,
    executionReason: row.executionReason,
    rollUp: row.rollUp,
    contactUnit: row.contactUnit,
    mode: row.mode,
    issues: row.issues,
    corrections: row.corrections,
    due,
    lateFrom,
    pastDue: lateFrom !== null && ms(lateFrom) <= ms(now),
    calendarVersion: calendar?.version ?? null,
    problems,
    assignments:
      problems.length > 0
        ? []
        : owners.map((owner) => ({ ...assignmentFor(row, owner, directory, coordinator), due, lateFrom })),
  };
}

/** More units would have to succeed than are given the work. */
const isOutOfReach = ({ rollUp }: Row, owners: readonly Unit[]): boolean =>
  typeof rollUp === 'object' && owners.length > 0 && rollUp.atLeast > owners.length;

/** What a launch would do, row by row, with the calendar that it would freeze. */
export const previewLaunch = (
  plan: Plan,
  directory: Directory,
  now: Instant,
  calendar: WorkingCalendar | null,
): RowPreview[] => plan.rows.map((row) => previewRow(plan, row, directory, now, calendar));

/** Who gets an assignment of this row: every named or chosen unit, or the one contact unit where the result is shared. */
function ownersOf(row: Row, directory: Directory, coordinator: Unit | null): Unit[] {
  const leads = expandUnits(directory, row.leadUnits);
  const unknown = row.leadUnits.some((lead) => expandUnits(directory, [lead]).length === 0);
  if (unknown || leads.length === 0) return [];
  if (row.execution !== 'shared') return leads;
  const contact = row.contactUnit ? directory.units[row.contactUnit] : undefined;
  const owner = contact ?? (row.collectiveLead ? coordinator : leads[0]);
  return owner ? [owner] : [];
}

function assignmentFor(
  row: Row,
  owner: Unit,
  directory: Directory,
  coordinator: Unit | null,
): Omit<LaunchedAssignment, 'assignmentId' | 'due' | 'lateFrom'> {
  const leads = expandUnits(directory, row.leadUnits).map((unit) => unit.unitId);
  const leadUnitIds = row.execution === 'shared' ? leads : [owner.unitId];
  const coordinating = expandUnits(directory, row.coordinatorUnits).filter((unit) => unit.unitId !== owner.unitId);
  return {
    rowId: row.rowId,
    unitId: owner.unitId,
    leadUnitId: row.collectiveLead ? owner.unitId : (leads[0] ?? owner.unitId),
    leadUnitIds,
    coordinatingUnitIds: coordinating.map((unit) => unit.unitId),
    reviewUnitId: reviewerFor([owner.unitId, ...leadUnitIds], directory, coordinator),
    generation: row.generation + 1,
  };
}

/**
 * The coordinating unit reviews; its own work goes to the office of the People's Council and Committee (docs/domain.md,
 * Decided 5). Whoever leads the row with others has a share in what is submitted, and reviews as little as its owner.
 */
function reviewerFor(leads: readonly string[], { units }: Directory, coordinator: Unit | null): string {
  const reviewers = [coordinator?.unitId, units.VP?.unitId].filter((unitId) => unitId !== undefined);
  return reviewers.find((unitId) => !leads.includes(unitId)) ?? CHAIR_ONLY;
}

/** What an assignment begins with: everything that its rules will ever need, frozen. */
export function assignmentSpec(
  plan: Plan,
  launch: Launch,
  entry: LaunchedAssignment,
  calendar: WorkingCalendar,
): AssignmentSpec {
  const row = plan.rows.find(({ rowId }) => rowId === entry.rowId);
  if (!row)
    throw new Error(`launch ${launch.launch} names row ${entry.rowId}, which plan ${plan.planId} does not have`);
  const { assignmentId: _, due: _due, lateFrom: _lateFrom, ...who } = entry;
  return {
    ...who,
    planId: plan.planId,
    number: row.number,
    path: row.path,
    criterion: row.criterion,
    requirement: row.requirement,
    execution: row.execution,
    rollUp: row.rollUp,
    mode: row.mode,
    lead: row.lead,
    coordinators: row.coordinators,
    launch: launch.launch,
    parts: partsOf(row.deadline.value, labelFor(row.deadline.value, row.deadline.text, plan.movedFromYear), {
      ownerUnitId: entry.unitId,
      receiverUnitId: entry.reviewUnitId,
      unitNamed: () => null,
      requiredItems: row.evidence.map(({ text, optional }, index) => ({
        itemId: `e${index + 1}`,
        title: text,
        optional,
      })),
      planning: {
        policy: launch.policy,
        calendar,
        mode: row.mode,
        from: launch.launchedAt,
        seed: `${row.rowId}/${entry.unitId}`,
      },
      checkIns: launch.policy.checkIns ?? 'quarter',
      horizon: periodEnd(plan) ?? endOfDay(calendar.to),
    }),
    policy: launch.policy,
    calendarVersion: launch.calendarVersion,
  };
}
