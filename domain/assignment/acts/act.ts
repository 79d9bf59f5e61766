// What every command of an assignment is decided with: the case before the rules, and the ways to answer.
import type { WorkingCalendar } from '../../calendar.ts';
import type { Unit } from '../../directory/directory.ts';
import type { Instant } from '../../instant.ts';
import type { RefusalCode } from '../../refusals.ts';
import type { Context, Decision } from '../../rules.ts';
import type { Acting } from '../acting.ts';
import { type Circumstances, happenedAt } from '../circumstances.ts';
import type { AssignmentCommand, AssignmentCommandType } from '../commands.ts';
import type { AssignmentEvent } from '../events.ts';
import type { Planning } from '../plan-alarms.ts';
import type { Assignment, Part } from '../state.ts';

/** What decide must know from outside. */
export interface AssignmentFacts {
  /** Which of the named files the acting unit has uploaded. */
  readonly uploadedFiles: ReadonlySet<string>;
  /** The calendar that was frozen at launch; null where it is not known any more. */
  readonly calendar: WorkingCalendar | null;
  /** The units of the directory that the command names, with what they are: bodies outside are asked, never ordered. */
  readonly units: ReadonlyMap<string, Unit['kind']>;
  /** Where the person works that the command names. */
  readonly unitOfPerson: string | null;
  /** The id of the next assignment under this one, for a unit. */
  identifyChild(parent: Assignment, unitId: string, generation: number): string;
}

type Of<T extends AssignmentCommandType> = Extract<AssignmentCommand, { type: T }>;
export type Decided = Decision<AssignmentEvent>;

/** What stands before the rules when a command comes. */
export interface Setting {
  readonly state: Assignment;
  readonly context: Context<AssignmentFacts>;
  /** Who acts, be it through somebody else's hand. */
  readonly acting: Acting;
}

export interface PartSetting extends Setting {
  readonly part: Part;
}

export interface Case<T extends AssignmentCommandType> extends Setting {
  readonly command: Of<T>;
}

export interface PartCase<T extends AssignmentCommandType> extends PartSetting {
  readonly command: Of<T>;
}

/** What one command is: who may, and what follows. When it may come is in transitions.ts. */
export interface Act<T extends AssignmentCommandType> {
  /** Null: he may. Asked before anything else, so that a stranger learns nothing of the moment. */
  mayAct(asked: PartCase<T>): RefusalCode | null;
  decide(asked: PartCase<T>): Decided;
}

/** For commands about the whole assignment, which look at no part. */
export interface WholeAct<T extends AssignmentCommandType> {
  mayAct(asked: Case<T>): RefusalCode | null;
  decide(asked: Case<T>): Decided;
}

export const events = (...happened: AssignmentEvent[]): Decided => ({ events: happened });

/** The moment by which an act is judged: when it was received, or the earlier day that a paper proves. */
export const momentOf = ({ command, context }: { command: Circumstances; context: Setting['context'] }): Instant =>
  happenedAt(command, context.receivedAt);

/** What alarms of a part are planned from, at the moment of the command. */
export const planningOf = ({ state, context }: Setting, partId: string): Planning => ({
  policy: state.policy,
  calendar: context.facts.calendar,
  mode: state.mode,
  from: context.receivedAt,
  seed: `${state.rowId}/${state.launchUnitId}/${partId}`,
});
