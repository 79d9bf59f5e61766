// Dates inside of a requirement or an evidence cell: who hands in what, to whom, by when, beside the deadline of the row
// (002/I.3: 20/11, 30/11 and 10/12 under a row due on 10/12).
import type { Deadline } from '../domain/deadline.ts';
import { ms } from '../domain/instant.ts';
import type { FieldIssue, MilestoneReading, PlanHead } from '../domain/plan-reading.ts';
import { invalidDates, milestoneReading, planTime } from './deadline-reading.ts';
import type { PlanTime } from './deadlines/phrase-rule.ts';
import { deadlinesIn, type SaidDeadline } from './deadlines/read-deadline.ts';
import { fieldIssue } from './issues.ts';
import { collapse, fold } from './normal-form.ts';
import { sentences } from './sentences.ts';
import { readUnits } from './unit-mentions.ts';
import type { UnitAlias } from './units.ts';

interface InnerDeadlines {
  readonly milestones: MilestoneReading[];
  readonly issues: FieldIssue[];
}

interface Context {
  readonly head: PlanHead;
  readonly known?: readonly UnitAlias[];
}

interface Cells {
  readonly requirement: string;
  readonly evidence: string;
}

export function innerDeadlines(cells: Cells, context: Context): InnerDeadlines {
  const inRequirement = readCell('requirement', cells.requirement, context);
  const inEvidence = readCell('evidence', cells.evidence, context);
  return {
    milestones: [...inRequirement.milestones, ...inEvidence.milestones],
    issues: [...inRequirement.issues, ...inEvidence.issues, ...consolidationIssues(inEvidence.milestones)],
  };
}

function readCell(source: 'requirement' | 'evidence', cell: string, { head, known }: Context): InnerDeadlines {
  const time = planTime(head);
  const found = sentences(cell).flatMap((sentence) => limitsIn(collapse(sentence.normalize('NFC')), time));
  return {
    milestones: found.map(({ label, deadline }) =>
      milestoneReading({ label, owner: ownerIn(label, known), source }, deadline),
    ),
    issues: found.flatMap(({ words, deadline }) =>
      invalidDates(words, deadline).map((issue) => ({ ...issue, field: source })),
    ),
  };
}

interface InnerLimit {
  readonly label: string;
  readonly words: string;
  readonly deadline: Deadline;
}

/** Each with the words of its sentence before it, from the limit before on. */
function limitsIn(sentence: string, time: PlanTime): InnerLimit[] {
  const limits = deadlinesIn(sentence, time).filter((said) => isLimit(said, sentence, time));
  return limits.map(({ deadline, start, end }, index) => ({
    label: labelOf(sentence.slice(limits[index - 1]?.end ?? 0, start)) || labelOf(sentence.slice(end)),
    words: sentence.slice(start, end),
    deadline,
  }));
}

/** "tính đến ngày 30/6", "tại thời điểm 01/7/2025": up to when something is counted. */
const COUNTED = /(?:tính|thời điểm|số liệu|kết quả|lũy kế)\s*$/u;

/** Most dates in prose are facts: of papers, of the year in a report's name. A limit says so, names a day, and lies ahead. */
function isLimit({ deadline, limited, start }: SaidDeadline, sentence: string, { year }: PlanTime): boolean {
  if (deadline.kind === 'relative') return deadline.after.anchor === 'periodEnd';
  if (!limited || COUNTED.test(fold(sentence.slice(0, start)))) return false;
  if (deadline.kind === 'invalid') return true;
  return deadline.kind === 'fixed' && (year === null || Number(deadline.date.slice(0, 4)) >= year);
}

const labelOf = (words: string): string =>
  words
    .replace(/^[\s\-–+•.,;:()]+/u, '')
    .replace(/^(?:và|hoặc)(?:\s+|$)/iu, '')
    .replace(/(?:[\s.,;:(–-]+|\s(?:và|hoặc))+$/u, '');

/** Before a name: it is to receive, or is only spoken of. */
const RECEIVER = /\s(?:gửi(?: về)?|về|trình|cho|tại|của|thuộc|báo cáo)\s/u;
/** "các đơn vị chủ trì từng lĩnh vực", "các đơn vị được kiểm tra": some of them, nobody can say which. */
const SOME_OF = /(?:đơn vị|phòng|cơ quan|ban) (?:chủ trì|được|có)(?= )/u;

/** "(giao Văn phòng HĐND và UBND phường chủ trì …": whom the work is given to; not "nhiệm vụ được giao". */
const GIVEN_TO = /(?:^|[\s(])(?<!được )giao\s+(?:cho\s+)?(?<whom>[^()]+)$/u;

/** The one unit or group that the words name as acting; null where there is none, or several. The committee itself receives. */
function ownerIn(label: string, known: readonly UnitAlias[] | undefined): string | null {
  const given = GIVEN_TO.exec(fold(label))?.groups?.whom;
  const [subject = '', ...rest] = (given ? label.slice(-given.length) : label).split(RECEIVER);
  const acting = [
    ...readUnits(subject, known).bodies,
    ...rest.flatMap((part) => readUnits(part, known).bodies.slice(1)),
  ].filter(({ id, kind }) => kind !== 'post' && id !== 'UBND');
  const [one, ...others] = [...new Set(acting)];
  if (!one || others.length > 0) return null;
  return one.kind === 'group' && SOME_OF.test(fold(label)) ? null : one.id;
}

/** "tổng hợp … trước ngày 13/12" after "các đơn vị … trước ngày 15/12": nobody can consolidate what has not come in (002/I.6.1). */
function consolidationIssues(milestones: readonly MilestoneReading[]): FieldIssue[] {
  return milestones.flatMap((step, index) => {
    const { due } = step;
    if (due === null || !consolidates(step)) return [];
    const late = milestones
      .slice(0, index)
      .filter((input) => !consolidates(input) && input.due !== null && ms(input.due) > ms(due))
      .at(-1);
    return late
      ? [fieldIssue('consolidation-before-inputs', 'evidence', { text: dayOf(step), input: dayOf(late) })]
      : [];
  });
}

const consolidates = ({ label }: MilestoneReading): boolean => fold(label).includes('tổng hợp');
const dayOf = ({ value, label }: MilestoneReading): string =>
  value?.kind === 'fixed' ? value.date.split('-').reverse().join('/') : label;
