// The policy of a plan: how its words are read, who is reminded, asked and told when, and what differs by field or row.
// Set before the launch and frozen by it; an assignment keeps what its own rules need (FrozenPolicy).
import { z } from 'zod';
import { LadderStep } from '../assignment/alarms.ts';
import { FrozenPolicy } from '../assignment/events.ts';
import type { Deadline } from '../deadline.ts';
import { Cadence } from '../deadline-kinds.ts';
import { PlainDate } from '../instant.ts';
import type { Duty } from './duties.ts';
import type { Row } from './rows.ts';

/** A row or duty by its id, or a heading by its number: then everything under it. */
const Under = z.string().min(1).max(64);
const UnitId = z.string().min(1).max(32);

/** What only a launch needs: it has become units and dates by the time an assignment begins. */
const byField = {
  // Which unit follows which field (002, II.2.1).
  fieldOwners: z
    .array(z.strictObject({ under: Under, unitId: UnitId }))
    .max(500)
    .optional(),
  // Units that a collective lead does not reach there; a unit that is named itself stays.
  exceptUnits: z
    .array(z.strictObject({ under: Under, unitIds: z.array(UnitId).min(1).max(100) }))
    .max(500)
    .optional(),
  // Rows that name a period only: by when we want it ourselves, and how often we ask. Without `under`: all of them.
  periods: z
    .array(z.strictObject({ under: Under.optional(), internalDue: PlainDate.optional(), checkIns: Cadence.optional() }))
    .max(500)
    .optional(),
  // The duty whose report has a line for every standing duty of its unit (004, III.1).
  reportDutyId: z.string().min(1).max(64).optional(),
};

/** A permanent format: in events of plans. */
export const PlanPolicy = FrozenPolicy.extend(byField);
export type PlanPolicy = z.output<typeof PlanPolicy>;

/** Changes to the policy of a plan; what is left out stays as it is. */
export const PolicyChange = z.strictObject({
  beforeIsLateFrom: z.enum(['endOfDay', 'startOfDay']).optional(),
  reminderWorkingDays: z.array(z.int().min(1).max(250)).max(20).optional(),
  resubmitWorkingDays: z.int().min(1).max(60).optional(),
  acknowledgeWorkingDays: z.int().min(0).max(60).optional(),
  headApproves: z.boolean().optional(),
  fieldOwnerReviews: z.boolean().optional(),
  ladder: z.array(LadderStep).max(30).optional(),
  checkIns: Cadence.optional(),
  ...byField,
});
export type PolicyChange = z.output<typeof PolicyChange>;

const step = (
  stepId: string,
  unless: LadderStep['unless'],
  from: LadderStep['from'],
  workingDays: number,
  tell: LadderStep['tell'],
): LadderStep => ({ stepId, unless, from, workingDays, tell, channel: tell === 'chair' ? 'list' : 'message' });

/** docs/domain.md, Decided 1 and "The ladder". Data: a plan may have another one before its launch. */
export const defaultPolicy: PlanPolicy = {
  beforeIsLateFrom: 'endOfDay',
  reminderWorkingDays: [15, 7, 3, 1],
  resubmitWorkingDays: 3,
  acknowledgeWorkingDays: 5,
  checkIns: 'quarter',
  ladder: [
    step('not-acknowledged', 'acknowledged', 'launch', 3, 'unitHead'),
    step('late-1-head', 'submitted', 'due', 1, 'unitHead'),
    step('late-1-coordinator', 'submitted', 'due', 1, 'coordinator'),
    step('late-3-chair', 'submitted', 'due', 3, 'chair'),
    step('review-3', 'reviewed', 'submission', 3, 'reviewer'),
    step('review-5', 'reviewed', 'submission', 5, 'coordinator'),
  ],
};

/** What an assignment keeps of it. */
export const frozenPolicy = (policy: PlanPolicy): FrozenPolicy => FrozenPolicy.parse(policy);

interface Place {
  readonly id: string;
  readonly path: readonly string[];
}

/** How closely an entry names a place: the row itself before its nearest heading, that before an outer one. -1: not at all. */
export function nearness({ id, path }: Place, under: string | undefined): number {
  if (under === undefined) return 0;
  return under === id ? path.length + 1 : path.lastIndexOf(under) + 1 || -1;
}

/** The entry that names the place most closely; of two, the later one. */
function nearest<T extends { readonly under?: string | undefined }>(
  entries: readonly T[] = [],
  place: Place,
): T | null {
  const near = (entry: T | null) => (entry ? nearness(place, entry.under) : -1);
  return entries.reduce<T | null>(
    (best, entry) => (near(entry) >= 0 && near(entry) >= near(best) ? entry : best),
    null,
  );
}

/** The unit that follows the field; null where the plan has none. */
export const fieldOwnerOf = (policy: PlanPolicy, place: Place): string | null =>
  nearest(policy.fieldOwners, place)?.unitId ?? null;

/** The units that a group does not stand for there. */
export const exceptedIn = ({ exceptUnits = [] }: PlanPolicy, place: Place): ReadonlySet<string> =>
  new Set(exceptUnits.filter(({ under }) => nearness(place, under) >= 0).flatMap(({ unitIds }) => unitIds));

/** A period with the internal due and the check-ins that the policy gives it; what the row says itself stands. */
export function withInternalDue(deadline: Deadline, policy: PlanPolicy, place: Place): Deadline {
  const entry = nearest(policy.periods, place);
  if (!entry || deadline.kind !== 'period') return deadline;
  const { internalDue, checkIns } = entry;
  return { ...(internalDue && { internalDue }), ...(checkIns && { checkIns }), ...deadline };
}

export const placeOfRow = ({ rowId, path }: Row): Place => ({ id: rowId, path });
/** "II.2.1" lies under "II.2" and "II". */
export function placeOfDuty({ dutyId, section }: Duty): Place {
  const numbers = section.split('.');
  return { id: dutyId, path: numbers.map((_, index) => numbers.slice(0, index + 1).join('.')) };
}
