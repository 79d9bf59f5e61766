// A duty outside the appendix in a draft: what was read, what people have settled since, and what is still open. Pure.
import type { PlanDuty } from '../plan-reading.ts';
import type { DutyChanges } from './draft-events.ts';
import { type Correction, identified, type RowIssue } from './rows.ts';

/** The words of a duty. What follows from them (units, kind, dates) is read again when they are corrected. */
export const dutyCellFields = ['section', 'owner', 'text', 'deadline'] as const;
export type DutyCellField = (typeof dutyCellFields)[number];
export type DutyCells = Readonly<Record<DutyCellField, string>>;
export const isDutyCellField = (field: string): field is DutyCellField =>
  (dutyCellFields as readonly string[]).includes(field);

export const dutyChoiceFields = ['ownerUnits', 'kind', 'mode'] as const;
export type DutyChoiceField = (typeof dutyChoiceFields)[number];

export interface Duty extends Omit<PlanDuty, 'issues'> {
  readonly dutyId: string;
  readonly issues: readonly RowIssue[];
  readonly corrections: readonly Correction[];
  /** The words of the document, for ever. */
  readonly verbatim: DutyCells;
}

/** The words of a duty as they stand now. Those of its deadline are part of its text, unless a person has named another. */
export const dutyCellsOf = ({
  section,
  owner,
  text,
  deadline,
}: Pick<PlanDuty, 'section' | 'owner' | 'text' | 'deadline'>): DutyCells => ({
  section,
  owner,
  text,
  deadline: deadline.text,
});

const dutyIdAt = (index: number): string => `d${String(index + 1).padStart(3, '0')}`;

/** A duty as it came out of a reading; nothing is settled yet. */
export const newDuty = ({ issues, ...duty }: PlanDuty, index: number): Duty => ({
  ...duty,
  dutyId: dutyIdAt(index),
  issues: identified(dutyIdAt(index), issues),
  corrections: [],
  verbatim: dutyCellsOf(duty),
});

export const isDutySettled = ({ corrections }: Duty, field: string): boolean =>
  corrections.some((correction) => correction.field === field);

/** What is left of `changes` when a person has settled some of it already: what prose suggests never undoes a decision. */
export function withoutSettledDuty(duty: Duty, field: DutyCellField, changes: DutyChanges): DutyChanges {
  const kept = new Set<string>([
    ...(['kind', 'mode'] as const).filter((choice) => isDutySettled(duty, choice)),
    // Whoever named a deadline, or the kind that goes with it, meant it whatever the text says beside it.
    ...(field === 'text' && isDutySettled(duty, 'deadline') ? ['deadline', 'kind'] : []),
  ]);
  return Object.fromEntries(Object.entries(changes).filter(([name]) => !kept.has(name)));
}
