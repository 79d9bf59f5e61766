// The figures of a plan at one moment, to be frozen: how its assignments stand, in all and unit by unit. Pure.
import { z } from 'zod';
import { labelOfAssigned, type NationalLabel } from '../assignment/labels.ts';
import type { Assignment } from '../assignment/state.ts';
import { isEnded } from '../assignment/status.ts';
import type { Involved } from '../assignment/succession.ts';
import type { Instant } from '../instant.ts';

/** The four national labels, and what stands outside them: requests, void, superseded and not-applicable ones. */
const counts = {
  total: z.int(),
  doneOnTime: z.int(),
  doneLate: z.int(),
  inProgressInTime: z.int(),
  inProgressOverdue: z.int(),
  unlabelled: z.int(),
};
const Counts = z.object(counts);

/** A permanent format: in events of plans. */
export const YearFigures = z.object({
  ...counts,
  byStatus: z.record(z.string(), z.int()),
  byOutcome: z.record(z.string(), z.int()),
  units: z.array(z.object({ unitId: z.string(), ...counts })),
});
export type YearFigures = z.output<typeof YearFigures>;

/** What is known of an assignment of the plan. */
export interface PlanAssignment
  extends Involved,
    Pick<Assignment, 'rowId' | 'generation' | 'launchUnitId' | 'mode' | 'status' | 'outcome'> {
  readonly assignmentId: string;
  /** Added by a decision under another one. */
  readonly parentId?: string | null | undefined;
}

export const isOpenYet = ({ status }: PlanAssignment): boolean => !isEnded(status);

/** Whether it goes on when the year ends: continuous work, and reports without an end. */
export const goesOn = (assignment: PlanAssignment): boolean =>
  isOpenYet(assignment) &&
  assignment.parts.some(
    ({ deadline }) => deadline.kind === 'continuous' || (deadline.kind === 'recurring' && deadline.until === 'open'),
  );

export function figuresOf(assignments: readonly PlanAssignment[], at: Instant): YearFigures {
  const labelled = assignments.map((each) => ({ ...each, label: labelOfAssigned(each, at) }));
  const unitIds = [...new Set(labelled.map(({ unitId }) => unitId))].sort();
  return {
    ...countsOf(labelled.map(({ label }) => label)),
    byStatus: tally(labelled.map(({ status }) => status)),
    byOutcome: tally(labelled.flatMap(({ outcome }) => outcome ?? [])),
    units: unitIds.map((unitId) => {
      const own = labelled.filter((each) => each.unitId === unitId);
      return { unitId, ...countsOf(own.map(({ label }) => label)) };
    }),
  };
}

function countsOf(labels: readonly (NationalLabel | null)[]): z.output<typeof Counts> {
  const count = (wanted: NationalLabel | null) => labels.filter((label) => label === wanted).length;
  return {
    total: labels.length,
    doneOnTime: count('doneOnTime'),
    doneLate: count('doneLate'),
    inProgressInTime: count('inProgressInTime'),
    inProgressOverdue: count('inProgressOverdue'),
    unlabelled: count(null),
  };
}

/** Words in the order of the alphabet, so that the same figures are the same bytes. */
function tally(words: readonly string[]): Record<string, number> {
  const unique = [...new Set(words)].sort();
  return Object.fromEntries(unique.map((word) => [word, words.filter((other) => other === word).length]));
}
