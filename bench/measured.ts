// What a benchmark hands back, and how it reads.
import { median } from './statistics.ts';

/** One measure of both sides, a value per round. */
export interface Comparison {
  readonly what: string;
  readonly unit: string;
  readonly digits?: number;
  readonly baseline: readonly number[];
  readonly subject: readonly number[];
  /** On the ratio subject : baseline. */
  readonly goal?: Bound;
}

interface Bound {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** One figure that has nothing to be compared with, or an exact count. */
export interface Figure {
  readonly what: string;
  readonly value: string;
  /** Where the figure must reach a goal: whether it did. */
  readonly goal?: { readonly text: string; readonly met: boolean };
}

/** Something that must be right for the figures to count. */
interface Check {
  readonly what: string;
  readonly held: boolean;
}

export interface Measured {
  readonly baselineName: string;
  readonly subjectName: string;
  readonly comparisons: readonly Comparison[];
  readonly figures: readonly Figure[];
  readonly checks: readonly Check[];
  /** How the measurement was made, in a sentence or two, with its sizes. */
  readonly how: string;
}

const ratiosOf = ({ baseline, subject }: Comparison): number[] =>
  subject.map((value, round) => value / (baseline[round] ?? Number.NaN));

const ratioOf = (comparison: Comparison): number => median(ratiosOf(comparison));

const isMet = ({ atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY }: Bound, value: number) =>
  value >= atLeast && value <= atMost;

function boundText({ atLeast, atMost }: Bound): string {
  return [atLeast === undefined ? '' : `≥ ${atLeast}`, atMost === undefined ? '' : `≤ ${atMost}`].join(' ').trim();
}

const spread = (values: readonly number[], digits: number): string => {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const middle = median(values).toFixed(digits);
  return values.length < 2 ? middle : `${middle} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
};

const verdict = (met: boolean): string => (met ? 'met' : 'MISSED');

/** A table: one line per comparison, then the figures that stand alone. */
export function rowsOf({ comparisons, figures }: Measured): string[][] {
  return [
    ...comparisons.map((comparison) => {
      const { what, unit, digits = 0, baseline, subject, goal } = comparison;
      const judged = goal ? `${boundText(goal)}: ${verdict(isMet(goal, ratioOf(comparison)))}` : '';
      return [
        `${what}, ${unit}`,
        spread(baseline, digits),
        spread(subject, digits),
        spread(ratiosOf(comparison), 2),
        judged,
      ];
    }),
    ...figures.map(({ what, value, goal }) => [what, '', value, '', goal ? `${goal.text}: ${verdict(goal.met)}` : '']),
  ];
}

/** Every goal that was not reached, by name. */
export function missesOf({ comparisons, figures }: Measured): string[] {
  return [
    ...comparisons.filter((each) => each.goal && !isMet(each.goal, ratioOf(each))).map(({ what }) => what),
    ...figures.filter(({ goal }) => goal && !goal.met).map(({ what }) => what),
  ];
}

export const failedChecks = ({ checks }: Measured): string[] =>
  checks.filter(({ held }) => !held).map(({ what }) => what);
