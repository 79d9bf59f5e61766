// The kinds of stream that take turns: their rules, the facts they need, and the rows they project.
import type { PoolClient } from 'pg';
import type { AssignmentCommand } from '../domain/assignment/commands.ts';
import { assignmentRules } from '../domain/assignment/decide.ts';
import { dueOf } from '../domain/assignment/labels.ts';
import { isAssigned } from '../domain/assignment/state.ts';
import { isEnded } from '../domain/assignment/status.ts';
import { upcomingWake } from '../domain/assignment/time.ts';
import { type CalendarState, calendarRules } from '../domain/calendar/decide.ts';
import { type Directory, directoryRules } from '../domain/directory/directory.ts';
import type { PlanCommand } from '../domain/plan/commands.ts';
import { planRules } from '../domain/plan/decide.ts';
import type { PlanFacts } from '../domain/plan/facts.ts';
import { isImported, type PlanState } from '../domain/plan/state.ts';
import type { Actor, DomainEvent, Folded, Recorded, Rules } from '../domain/rules.ts';
import { gatherAssignmentFacts } from './assignment-facts.ts';
import { identifyAssignment } from './identify-assignment.ts';
import { type NoticeRow, noticeRows } from './outbox.ts';
import { readPlanAssignments, tellAssignments } from './plan-assignments.ts';
import { type Projection, projectAssignment, projectCalendar, projectDirectory, projectPlan } from './projections.ts';
import { readCurrentCalendar } from './read-calendar.ts';
import { readDirectory } from './read-directory.ts';
import type { Send } from './sends.ts';
import { kindOf, type StreamKind } from './streams.ts';
import { tellChildren } from './tell-children.ts';

/** What a workflow and an operator may see of a stream: words, ids and instants, never people or texts. */
export interface Outline {
  readonly status: string;
  /** A workflow waits on this stream: an assignment that is not closed, a plan that runs. */
  readonly open: boolean;
  readonly due: string | null;
  /** What the next wake instant is for, in the words of the timer's summary. */
  readonly wakeFor: string | null;
  readonly planId: string | null;
  readonly unitId: string | null;
  /** Launches that the plan's workflow has to work off. */
  readonly pendingLaunches: readonly number[];
}

/** The rules of a kind with their types folded away: the turn moves states and commands, it never looks inside. */
export interface Kind {
  /** Raise when the shape of the state changes: older snapshots are then folded anew from the log. */
  readonly snapshotFormat: number;
  readonly rules: Rules<unknown, unknown, DomainEvent, unknown>;
  gatherFacts(tx: PoolClient, command: unknown, actor: Actor, state: unknown): Promise<unknown>;
  project(stream: string, folded: Folded<unknown>): Projection[];
  outline(state: unknown): Outline;
  /** What these events, which have led to this state, ask of other streams. */
  follows(stream: string, events: readonly Recorded<DomainEvent>[], state: unknown): Send[];
  /** Who is to be told of these events, which have led to this state. */
  tells(stream: string, events: readonly Recorded<DomainEvent>[], state: unknown): NoticeRow[];
}

interface TypedKind<S, C, E extends DomainEvent, F> {
  readonly snapshotFormat: number;
  readonly rules: Rules<S, C, E, F>;
  gatherFacts(tx: PoolClient, command: C, actor: Actor, state: S): Promise<F>;
  project(stream: string, folded: Folded<S>): Projection[];
  outline(state: S): Outline;
  follows(stream: string, events: readonly Recorded<E>[], state: S): Send[];
  tells(stream: string, events: readonly Recorded<E>[], state: S): NoticeRow[];
}

const kind = <S, C, E extends DomainEvent, F>(typed: TypedKind<S, C, E, F>): Kind => typed as unknown as Kind;

const assignment = kind({
  snapshotFormat: 4,
  rules: assignmentRules,
  gatherFacts: (tx, command, actor, state) =>
    gatherAssignmentFacts(tx, command as AssignmentCommand, actor, isAssigned(state) ? state.calendarVersion : null),
  project: projectAssignment,
  outline(state) {
    if (!isAssigned(state)) return nothing;
    const { status, planId, unitId } = state;
    return {
      status,
      open: !isEnded(status),
      due: dueOf(state),
      wakeFor: upcomingWake(state)?.label ?? null,
      planId,
      unitId,
      pendingLaunches: [],
    };
  },
  follows: tellChildren,
  tells: noticeRows,
});

/** Commands that freeze the calendar of the day. */
const needCalendar: readonly PlanCommand['type'][] = ['LaunchPlan', 'AmendPlan', 'SealYear'];

/** Commands that name units. */
const needDirectory: readonly PlanCommand['type'][] = [
  'SetPlanPolicy',
  'LaunchPlan',
  'AmendPlan',
  'TransferUnitWork',
  'CorrectRow',
  'CorrectDuty',
  'MapUnit',
  'ImportPlan',
  'CarryOver',
];
/** Commands that reach what has become of the plan, or count it. */
const needAssignments: readonly PlanCommand['type'][] = [
  'AmendPlan',
  'JudgeRow',
  'RecordTrigger',
  'TransferUnitWork',
  'SealYear',
  'ClosePlan',
];

const plan = kind({
  snapshotFormat: 5,
  rules: planRules,
  async gatherFacts(tx, command: PlanCommand, { unitId }: Actor, state: PlanState): Promise<PlanFacts> {
    const directory = needDirectory.includes(command.type) ? await readDirectory(tx) : { units: {}, people: {} };
    const counts = needAssignments.includes(command.type) && isImported(state);
    const assignments = counts ? await readPlanAssignments(tx, state.planId) : [];
    const storedFiles = await findFiles(tx, command, unitId);
    const calendar = needCalendar.includes(command.type) ? await readCurrentCalendar(tx) : null;
    return { directory, calendar, assignments, storedFiles, identify: identifyAssignment };
  },
  project: projectPlan,
  outline(state) {
    if (!isImported(state)) return nothing;
    const pendingLaunches = state.pendingLaunches.map(({ launch }) => launch);
    return {
      status: state.status,
      open: state.status === 'running',
      due: null,
      wakeFor: 'hết thời kỳ của kế hoạch',
      planId: state.planId,
      unitId: null,
      pendingLaunches,
    };
  },
  follows: (_stream, events) => events.flatMap(tellAssignments),
  tells: () => [],
});

const directory = kind({
  snapshotFormat: 1,
  rules: directoryRules,
  gatherFacts: async () => null,
  project: projectDirectory,
  outline: (_state: Directory) => ({ ...nothing, status: 'open' }),
  follows: () => [],
  tells: () => [],
});

const calendar = kind({
  snapshotFormat: 1,
  rules: calendarRules,
  gatherFacts: async () => null,
  project: projectCalendar,
  outline: (_state: CalendarState) => ({ ...nothing, status: 'open' }),
  follows: () => [],
  tells: () => [],
});

const nothing: Outline = {
  status: 'none',
  open: false,
  due: null,
  wakeFor: null,
  planId: null,
  unitId: null,
  pendingLaunches: [],
};

/** A signed plan that anybody has stored; the paper that an act rests on only where the acting unit has uploaded it. */
async function findFiles(tx: PoolClient, command: PlanCommand, unitId: string | null): Promise<Set<string>> {
  const stored = command.type === 'PromulgatePlan' ? command.file : undefined;
  const uploaded = 'basis' in command ? command.basis?.file : undefined;
  if (!stored && !uploaded) return new Set();
  const { rows } = await tx.query<{ sha256: string }>(
    `select sha256 from evidence_files where sha256 = $1
     union select sha256 from evidence_uploads where sha256 = $2 and unit_id = $3`,
    [stored ?? null, uploaded ?? null, unitId],
  );
  return new Set(rows.map(({ sha256 }) => sha256));
}

const kinds: Partial<Record<StreamKind, Kind>> = { assignment, plan, directory, calendar };

/** Throws for a stream whose events are facts only (the archive): nobody decides there. */
export function kindThatDecides(stream: string): Kind {
  const found = kinds[kindOf(stream)];
  if (!found) throw new Error(`stream ${stream} takes no commands`);
  return found;
}
