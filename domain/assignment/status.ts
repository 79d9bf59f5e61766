// Where an assignment and its parts stand. The status of an assignment is the roll-up of its parts, unless it stands aside.

const partStatuses = [
  'returned',
  'assigned',
  'inProgress',
  'submitted',
  'underReview',
  'notAchieved',
  'explained',
  'accepted',
] as const;
export type PartStatus = (typeof partStatuses)[number];

/** An assignment that goes on has the status of its parts; these are the others. */
export type Standing = 'running' | 'closed' | 'suspended' | 'superseded' | 'voided';
export type AssignmentStatus = PartStatus | Exclude<Standing, 'running'>;

export const assignmentStatuses: readonly AssignmentStatus[] = [
  ...partStatuses,
  'closed',
  'suspended',
  'superseded',
  'voided',
];

/** In which nothing more is expected of anybody; a supplement or a reopening may still come to a closed one. */
export const isEnded = (status: string): boolean => ended.has(status);
const ended: ReadonlySet<string> = new Set(['closed', 'superseded', 'voided']);

/**
 * The assignment stands where its least advanced part stands; one missed target among accepted parts shows. Work of which one
 * part has begun and another has not is in progress.
 */
export function rollUp(statuses: readonly PartStatus[]): PartStatus {
  const least = partStatuses.find((status) => statuses.includes(status)) ?? 'accepted';
  return least === 'assigned' && statuses.some((status) => status !== 'assigned') ? 'inProgress' : least;
}
