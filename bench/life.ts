// The steps of a whole life after its launch, once for many assignments.
import type { ProductStep } from './load/jobs.ts';
import type { Ward } from './ward.ts';

const bodies: readonly ProductStep['body'][] = [
  { type: 'SubmitEvidence', links: ['https://phuong.example/bao-cao'], note: 'Đã hoàn thành' },
  { type: 'StartReview' },
  { type: 'AcceptSubmission' },
  { type: 'CloseAssignment', outcome: 'achieved' },
];

/** Every assignment takes its first step before any takes its second. */
export const lifeFor = ({ tokens }: Ward, assignmentIds: readonly string[]): ProductStep[] =>
  bodies.flatMap((body) => {
    const token = body.type === 'SubmitEvidence' ? tokens.officer : tokens.coordinator;
    return assignmentIds.map((assignmentId) => ({ assignmentId, token, body }));
  });
