// Deadlines of a copy that was moved to another year: the words of the document name its own year and stand for the new one.
import { moveYears } from '../domain/deadline.ts';
import type { DeadlineReading, MilestoneReading, PlanHead } from '../domain/plan-reading.ts';
import { deadlineReading, milestoneReading } from './deadline-reading.ts';

/** The words stay; what they mean lies so many years on. */
export function moveReading({ text, value, milestones }: DeadlineReading, years: number): DeadlineReading {
  return deadlineReading(
    text,
    moveYears(value, years),
    milestones.flatMap((each) => moveInner(each, years)),
  );
}

/** Those of the deadline cell itself move with its value. */
const moveInner = ({ label, owner, source, value }: MilestoneReading, years: number): MilestoneReading[] =>
  value === undefined || source === undefined || source === 'deadline'
    ? []
    : [milestoneReading({ label, owner, source }, moveYears(value, years))];

const YEAR = /(?<!\d)20\d\d(?!\d)/gu;

/**
 * The head to read words with, and by how many years to move what they mean: words of a moved copy that name another year than
 * the document's were typed for the year of the copy; all others are read as the document wrote them, and moved.
 */
export function yearOfWords(
  words: string,
  head: PlanHead,
  movedFromYear: number | null,
): { readonly head: PlanHead; readonly years: number } {
  const named: readonly string[] = words.match(YEAR) ?? [];
  const isOfCopy = named.length > 0 && !named.includes(String(movedFromYear));
  if (movedFromYear === null || head.year === null || isOfCopy) return { head, years: 0 };
  return { head: { ...head, year: movedFromYear }, years: head.year - movedFromYear };
}
