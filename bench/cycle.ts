// The steps that an assignment can take again and again: evidence in, reviewed, returned for rework.
import type { ProductStep } from './load/jobs.ts';
import type { Ward } from './ward.ts';

const links = ['https://phuong.example/bao-cao'];

const bodies: readonly ProductStep['body'][] = [
  { type: 'SubmitEvidence', links, note: 'Đã hoàn thành' },
  { type: 'StartReview' },
  { type: 'ReturnSubmission', reasonCode: 'thieu-chu-ky', reason: 'Thiếu chữ ký của Trưởng phòng' },
];

export const CYCLE = bodies.length;

/** One step for every assignment, `number` steps after its launch. */
export function stepFor({ tokens }: Ward, assignmentIds: readonly string[], number: number): ProductStep[] {
  const body = bodies[number % CYCLE];
  if (!body) throw new Error('a cycle has steps');
  const token = body.type === 'SubmitEvidence' ? tokens.officer : tokens.coordinator;
  return assignmentIds.map((assignmentId) => ({ assignmentId, token, body }));
}

/** A whole cycle for all of them: every assignment takes its first step before any takes its second. */
export const cycleFor = (ward: Ward, assignmentIds: readonly string[]): ProductStep[] =>
  bodies.flatMap((_, number) => stepFor(ward, assignmentIds, number));
