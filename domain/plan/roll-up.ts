// What a row has come to, from its assignments: finished is not achieved (design: rollUp). Pure.
import { z } from 'zod';
import type { Outcome } from '../assignment/commands.ts';
import type { RollUp } from '../plan-reading.ts';
import type { PlanAssignment } from './figures.ts';

/** What a person can judge a row to have come to. */
export const RowOutcome = z.enum(['achieved', 'partlyAchieved', 'notAchieved']);
export type RowOutcome = z.output<typeof RowOutcome>;

/**
 * `open`: it may still become either. `toBeJudged`: all have ended, and a person says what it came to. `notApplicable`: of
 * nobody. `none`: it has no assignment that counts.
 */
type RowResult = RowOutcome | 'open' | 'toBeJudged' | 'notApplicable' | 'none';

export interface RowStanding {
  /** Those that count: not void, not superseded, and of the row itself, not added under another one. */
  readonly assignments: number;
  readonly ended: number;
  readonly achieved: number;
  /** How many have to be achieved; null where no number says it. */
  readonly needed: number | null;
  readonly finished: boolean;
  readonly result: RowResult;
}

type Counted = Pick<PlanAssignment, 'status' | 'outcome' | 'parentId'>;

const aside: ReadonlySet<string> = new Set(['voided', 'superseded']);
/** What did not arise is done. */
const good: ReadonlySet<Outcome> = new Set(['achieved', 'noneArose']);

/** Null judged: nobody has said it. A judgement of a row that was opened again waits until it has ended again. */
export function rollUpRow(rollUp: RollUp, assignments: readonly Counted[], judged: RowOutcome | null): RowStanding {
  const counted = assignments.filter(({ status, parentId }) => !aside.has(status) && !parentId);
  const ended = counted.filter(({ status }) => status === 'closed');
  const applying = counted.filter(({ status, outcome }) => status !== 'closed' || outcome !== 'notApplicable');
  const achieved = ended.filter(({ outcome }) => outcome !== null && good.has(outcome)).length;
  const finished = counted.length > 0 && ended.length === counted.length;
  const needed = neededOf(rollUp, applying.length);
  const failed = applying.filter(({ status }) => status === 'closed').length - achieved;
  const standing = { assignments: counted.length, ended: ended.length, achieved, needed, finished };
  const result = (): RowResult => {
    if (counted.length === 0) return 'none';
    if (applying.length === 0) return 'notApplicable';
    if (needed === null) return finished ? (judged ?? 'toBeJudged') : 'open';
    if (achieved >= needed) return 'achieved';
    return applying.length - failed < needed ? 'notAchieved' : 'open';
  };
  return { ...standing, result: result() };
}

const neededOf = (rollUp: RollUp, applying: number): number | null => {
  if (rollUp === 'all') return applying;
  return typeof rollUp === 'object' ? rollUp.atLeast : null;
};

interface Figure {
  readonly name: string;
  readonly numerator: number;
  readonly denominator: number;
}

/** The figures of all units added up by their name; what they have to come to, a person judges. */
export function sumFigures(figures: readonly Figure[]): Figure[] {
  const sums = new Map<string, Figure>();
  for (const { name, numerator, denominator } of figures) {
    const sum = sums.get(name) ?? { name, numerator: 0, denominator: 0 };
    sums.set(name, { name, numerator: sum.numerator + numerator, denominator: sum.denominator + denominator });
  }
  return [...sums.values()];
}
