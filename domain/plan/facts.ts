// What the rules of a plan may know beside the plan itself.
import type { WorkingCalendar } from '../calendar.ts';
import type { Directory } from '../directory/directory.ts';
import type { PlanAssignment } from './figures.ts';

/** What decide must know from outside. `identify` names an assignment: the same parts give the same id, for ever. */
export interface PlanFacts {
  readonly directory: Directory;
  /** The version that a launch of now freezes; null while none has been entered. */
  readonly calendar: WorkingCalendar | null;
  /** All assignments of the plan; gathered for commands that reach or count them. */
  readonly assignments: readonly PlanAssignment[];
  /** Which of the files that the command names are stored; a basis only where the acting unit has uploaded it. */
  readonly storedFiles: ReadonlySet<string>;
  identify(planId: string, rowId: string, unitId: string, generation: number): string;
}
