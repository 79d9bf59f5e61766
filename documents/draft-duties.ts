// The words of a duty in a draft, read again after a person has changed them: the same readers as for a document.
import type { DutyCellReading } from '../domain/plan/draft-commands.ts';
import {
  type Duty,
  type DutyCellField,
  type DutyChoiceField,
  isDutyCellField,
  isDutySettled,
} from '../domain/plan/duties.ts';
import type { PlanHead } from '../domain/plan-reading.ts';
import { readDeadlineCell } from './deadline-reading.ts';
import { dutyOwner, dutyTime } from './duties.ts';
import { kindOfDuty } from './duty-deadline.ts';
import { moveReading, yearOfWords } from './moved-deadline.ts';
import { readUnits } from './unit-mentions.ts';
import { aliasesOf, type NamedBody } from './units.ts';

interface DraftOfDuties {
  readonly head: PlanHead;
  /** The year that the document names, where this is a copy moved to another year. */
  readonly movedFromYear: number | null;
  readonly duties: readonly Duty[];
  readonly names: readonly NamedBody[];
}

/** Null when the draft has no such duty. */
export function readDutyCell(
  draft: DraftOfDuties,
  dutyId: string,
  field: DutyCellField,
  words: string,
): DutyCellReading | null {
  const duty = draft.duties.find((each) => each.dutyId === dutyId);
  return duty ? readWords(draft, duty, field, words) : null;
}

/** What the words of the document mean, or what the words of the duty suggest where a person has chosen. */
export function readRestoredDuty(
  draft: DraftOfDuties,
  dutyId: string,
  field: DutyCellField | DutyChoiceField,
): DutyCellReading | null {
  const duty = draft.duties.find((each) => each.dutyId === dutyId);
  if (!duty) return null;
  // The deadline stands in the text: with a corrected text, it is what that says.
  if (field === 'deadline') return readWords(draft, duty, field, '');
  if (isDutyCellField(field)) return readWords(draft, duty, field, duty.verbatim[field]);
  if (field === 'kind')
    return readWords(draft, duty, 'deadline', isDutySettled(duty, 'deadline') ? duty.deadline.text : '');
  return readWords(draft, duty, 'owner', duty.owner);
}

function readWords(draft: DraftOfDuties, duty: Duty, field: DutyCellField, words: string): DutyCellReading {
  switch (field) {
    case 'section':
      return { changes: { section: words }, issues: [] };
    case 'owner': {
      const { issues, ...whose } = dutyOwner(words, readUnits(words, aliasesOf(draft.names)));
      return { changes: { owner: words, ...whose }, issues };
    }
    case 'text': {
      const { changes, issues } = timeInText(words, draft);
      return { changes: { text: words, ...changes }, issues };
    }
    case 'deadline':
      return words === '' ? timeInText(duty.text, draft) : timeInWords(duty, draft, words);
  }
}

function timeInText(text: string, draft: DraftOfDuties): DutyCellReading {
  const { head, years } = yearOfWords(text, draft.head, draft.movedFromYear);
  const { issues, kind, deadline } = dutyTime(text, head);
  return { changes: { kind, deadline: moveReading(deadline, years) }, issues };
}

function timeInWords({ text }: Duty, draft: DraftOfDuties, words: string): DutyCellReading {
  const { head, years } = yearOfWords(words, draft.head, draft.movedFromYear);
  const { deadline, issues } = readDeadlineCell(words, head);
  return { changes: { deadline: moveReading(deadline, years), kind: kindOfDuty(text, deadline.value) }, issues };
}
