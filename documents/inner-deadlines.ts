// Dates inside of an evidence cell: who hands in to whom, by when. Read only to see whether they can be kept together.
import { resolveDeadline } from '../domain/deadline.ts';
import { type Instant, ms } from '../domain/instant.ts';
import type { FieldIssue } from '../domain/plan-reading.ts';
import type { PlanTime } from './deadlines/phrase-rule.ts';
import { deadlinesIn } from './deadlines/read-deadline.ts';
import { fieldIssue } from './issues.ts';
import { fold } from './normal-form.ts';

interface Step {
  readonly consolidates: boolean;
  readonly due: Instant;
  readonly text: string;
}

/** "tổng hợp … trước ngày 13/12" after "các đơn vị … trước ngày 15/12": nobody can consolidate what has not come in (002/I.6.1). */
export function innerDeadlineIssues(evidence: string, time: PlanTime): FieldIssue[] {
  const steps = stepsOf(evidence, time);
  return steps.flatMap((step, index) => {
    const inputs = steps.slice(0, index).filter(({ consolidates, due }) => !consolidates && ms(due) > ms(step.due));
    const late = inputs.at(-1);
    if (!step.consolidates || late === undefined) return [];
    return [fieldIssue('consolidation-before-inputs', 'evidence', { text: step.text, input: late.text })];
  });
}

const stepsOf = (evidence: string, time: PlanTime): Step[] =>
  deadlinesIn(evidence, time).flatMap(({ label, deadline }) => {
    const resolved = deadline.kind === 'fixed' ? resolveDeadline(deadline, { beforeIsLateFrom: 'endOfDay' }) : null;
    if (resolved === null || deadline.kind !== 'fixed') return [];
    const day = deadline.date.split('-').reverse().join('/');
    return [{ consolidates: fold(label).includes('tổng hợp'), due: resolved.due, text: day }];
  });
