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
import { readUnits } from './unit-mentions.ts';
import { aliasesOf, type NamedBody } from './units.ts';

interface DraftOfDuties {
  readonly head: PlanHead;
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

function readWords({ head, names }: DraftOfDuties, duty: Duty, field: DutyCellField, words: string): DutyCellReading {
  switch (field) {
    case 'section':
      return { changes: { section: words }, issues: [] };
    case 'owner': {
      const { issues, ...whose } = dutyOwner(words, readUnits(words, aliasesOf(names)));
      return { changes: { owner: words, ...whose }, issues };
    }
    case 'text': {
      const { issues, ...when } = dutyTime(words, head);
      return { changes: { text: words, ...when }, issues };
    }
    case 'deadline':
      return words === '' ? timeInText(duty, head) : timeInWords(duty, head, words);
  }
}

function timeInText({ text }: Duty, head: PlanHead): DutyCellReading {
  const { issues, ...when } = dutyTime(text, head);
  return { changes: when, issues };
}

function timeInWords({ text }: Duty, head: PlanHead, words: string): DutyCellReading {
  const { deadline, issues } = readDeadlineCell(words, head);
  return { changes: { deadline, kind: kindOfDuty(text, deadline.value) }, issues };
}
