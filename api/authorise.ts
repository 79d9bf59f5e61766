// Who may read and ask what: one table of roles. What it means for one assignment is decided by the relation of the unit;
// everything finer (four eyes, whose part, which moment) is a rule in domain/.
import type { AssignmentCommandType } from '../domain/assignment/commands.ts';
import type { Role } from '../domain/rules.ts';
import type { SignedIn } from './authenticate.ts';
import { Problem } from './problems.ts';

type Who = Exclude<Role, 'system'>;

const everyone: readonly Who[] = ['chair', 'coordinator', 'unit', 'auditor', 'admin'];
const insiders: readonly Who[] = ['chair', 'coordinator', 'auditor'];
const leaders: readonly Who[] = ['chair', 'coordinator'];

/** Reads. A unit reads running plans, its own assignments, and the files that its relation allows. */
const readers = {
  me: everyone,
  units: everyone,
  calendar: everyone,
  plans: [...insiders, 'unit'],
  drafts: insiders,
  launchPreview: insiders,
  assignments: [...insiders, 'unit'],
  everyAssignment: insiders,
  everyFile: insiders,
  files: [...insiders, 'unit'],
  commandsOfOthers: ['coordinator', 'auditor'],
  events: insiders,
  mailbox: ['admin'],
} as const satisfies Record<string, readonly Who[]>;

const planWriters = leaders;
const calendarWriters: readonly Who[] = ['admin'];
const uploaders: readonly Who[] = [...leaders, 'unit'];

const unitWork: readonly Who[] = ['unit', 'coordinator'];
const review: readonly Who[] = ['unit', 'coordinator', 'chair'];

const assignmentWriters: Record<AssignmentCommandType, readonly Who[]> = {
  Acknowledge: unitWork,
  AssignOfficer: unitWork,
  ReportProgress: unitWork,
  ReportCheckIn: unitWork,
  ReportObstacle: unitWork,
  ResolveObstacle: leaders,
  RecordTrigger: leaders,
  SubmitEvidence: unitWork,
  ApproveSubmission: unitWork,
  WithdrawSubmission: unitWork,
  ProposeOutcome: unitWork,
  StartReview: review,
  AcceptSubmission: review,
  ReturnSubmission: review,
  RecordFieldStatus: unitWork,
  RequestExtension: unitWork,
  DecideExtension: leaders,
  RequestExplanation: leaders,
  FileExplanation: unitWork,
  DecideExplanation: leaders,
  RecordUrging: review,
  AddAssignment: leaders,
  CloseAssignment: leaders,
  AddSupplement: unitWork,
  ReopenAssignment: leaders,
  SuspendAssignment: leaders,
  ResumeAssignment: leaders,
  TransferAssignment: leaders,
  VoidAssignment: leaders,
};

export type Reading = keyof typeof readers;

const includes = (roles: readonly Who[], person: SignedIn): boolean => roles.includes(person.role);

export const mayRead = (person: SignedIn, reading: Reading): boolean => includes(readers[reading], person);

export function assertMayRead(person: SignedIn, reading: Reading): void {
  if (!mayRead(person, reading)) throw new Problem('not-permitted');
}

export function assertMayChangePlans(person: SignedIn): void {
  if (!includes(planWriters, person)) throw new Problem('not-permitted');
}

export function assertMayChangeCalendar(person: SignedIn): void {
  if (!includes(calendarWriters, person)) throw new Problem('not-permitted');
}

/** One's own contact data, and as an administrator everybody's. */
export function assertMayContact(person: SignedIn, personId: string): void {
  if (person.personId !== personId && person.role !== 'admin') throw new Problem('not-permitted');
}

/** Returns the unit on whose behalf the file is stored. */
export function unitOfUploader(person: SignedIn): string {
  if (!includes(uploaders, person)) throw new Problem('not-permitted');
  if (person.unitId === null) throw new Problem('no-unit');
  return person.unitId;
}

export function assertMayAsk(person: SignedIn, type: AssignmentCommandType): void {
  if (!includes(assignmentWriters[type], person)) throw new Problem('not-permitted');
}

/** The units around one assignment. */
export interface Parties {
  readonly unitId: string;
  readonly reviewUnitId: string;
  readonly leadUnitIds: readonly string[];
  readonly coordinatingUnitIds: readonly string[];
  readonly fieldOwnerUnitId: string | null;
  readonly parts: readonly {
    readonly partId: string;
    readonly ownerUnitId: string;
    readonly receiverUnitId: string;
  }[];
}

export type Relation = 'all' | 'works' | 'part' | 'coordinates' | 'none';

/**
 * `works`: owns the assignment, leads it with others, reviews it or follows its field; which of them may do what, the rules
 * say. `part`: has a part of its own of another unit's assignment, and sees of the rest what a coordinating unit sees.
 * `coordinates`: may see that something happened (event-view.ts), and touch nothing.
 */
export function relationOf(person: SignedIn, parties: Parties): Relation {
  if (mayRead(person, 'everyAssignment')) return 'all';
  const { unitId } = person;
  if (unitId === null || !mayRead(person, 'assignments')) return 'none';
  const working = [parties.unitId, parties.reviewUnitId, parties.fieldOwnerUnitId, ...parties.leadUnitIds];
  if (working.includes(unitId) || parties.parts.some((part) => part.receiverUnitId === unitId)) return 'works';
  if (partsOf(unitId, parties).size > 0) return 'part';
  return parties.coordinatingUnitIds.includes(unitId) ? 'coordinates' : 'none';
}

/** The parts that this unit is to hand in. */
export const partsOf = (unitId: string | null, { parts }: Parties): ReadonlySet<string> =>
  new Set(parts.filter(({ ownerUnitId }) => ownerUnitId === unitId).map(({ partId }) => partId));
