// The steps of people that the benchmarks take: a cycle that an assignment can go round for ever, and the rest of a life.
import type { ProductStep } from './load/jobs.ts';
import type { Ward } from './ward.ts';

type Body = ProductStep['body'];

const submit: Body = { type: 'SubmitEvidence', links: ['https://phuong.example/bao-cao'], note: 'Đã hoàn thành' };
const startReview: Body = { type: 'StartReview' };

const cycle: readonly Body[] = [
  submit,
  startReview,
  { type: 'ReturnSubmission', reasonCode: 'thieu-chu-ky', reason: 'Thiếu chữ ký của Trưởng phòng' },
];

const life: readonly Body[] = [
  submit,
  startReview,
  { type: 'AcceptSubmission' },
  { type: 'CloseAssignment', outcome: 'achieved' },
];

export const CYCLE = cycle.length;

/** Every assignment takes its first step before any takes its second. */
const inTurn = ({ tokens }: Ward, assignmentIds: readonly string[], bodies: readonly Body[]): ProductStep[] =>
  bodies.flatMap((body) => {
    const token = body === submit ? tokens.officer : tokens.coordinator;
    return assignmentIds.map((assignmentId) => ({ assignmentId, token, body }));
  });

/** One step for every assignment, `number` steps after its launch. */
export const stepFor = (ward: Ward, assignmentIds: readonly string[], number: number): ProductStep[] =>
  inTurn(ward, assignmentIds, cycle.slice(number % CYCLE, (number % CYCLE) + 1));

/** A whole cycle for all of them. */
export const cycleFor = (ward: Ward, assignmentIds: readonly string[]): ProductStep[] =>
  inTurn(ward, assignmentIds, cycle);

/** All that is left of a life after its launch. */
export const lifeFor = (ward: Ward, assignmentIds: readonly string[]): ProductStep[] =>
  inTurn(ward, assignmentIds, life);
