// Walks the whole table: every command in every status, by driving the rules there. What the table allows happens and ends
// where it says; what it refuses is refused with its code.
import { describe, expect, test } from 'vitest';
import type { AssignmentSpec, PartSpec } from '../../../domain/assignment/events.ts';
import { isAssigned } from '../../../domain/assignment/state.ts';
import { type AssignmentStatus, assignmentStatuses } from '../../../domain/assignment/status.ts';
import { momentRefusal, type TransitionCommand, transitions } from '../../../domain/assignment/transitions.ts';
import { instant } from '../../../domain/instant.ts';
import { assigned, chair, coordinator, link, note, officer, spec, stranger } from '../../support/assignment-history.ts';
import { day, head, live, type Step, step } from './given.ts';
import { begin, type Life } from './live.ts';

/** What a command needs before it can come, wherever the assignment stands. */
interface Walk {
  readonly ask: Step;
  readonly frozen?: Partial<AssignmentSpec>;
  readonly part?: Partial<PartSpec>;
  /** Before the status is reached, and after. */
  readonly before?: readonly Step[];
  readonly after?: readonly Step[];
}

const submit = step(head, 'SubmitEvidence', { links: link });
const report = step(officer, 'ReportProgress', { note });
const accept = (result = 'achieved') => step(coordinator, 'AcceptSubmission', { result });
const askExplanation = step(coordinator, 'RequestExplanation', { dueDate: day('2026-12-01'), reason: note });
const explain = step(officer, 'FileExplanation', { text: note });
const decideExplanation = (accepted: boolean) => step(chair, 'DecideExplanation', { accepted, reason: note });
const askExtension = step(officer, 'RequestExtension', { dueDate: day('2026-06-30'), reason: note });
const suspend = step(chair, 'SuspendAssignment', { reason: note });
const close = (outcome = 'achieved') => step(chair, 'CloseAssignment', { outcome });

const missed = [submit, accept('notAchieved')];
const paths: Record<AssignmentStatus, readonly Step[]> = {
  assigned: [],
  inProgress: [report],
  returned: [submit, step(coordinator, 'ReturnSubmission', { reasonCode: 'thieu', reason: note })],
  submitted: [submit],
  underReview: [submit, step(coordinator, 'StartReview')],
  accepted: [submit, accept()],
  notAchieved: missed,
  explained: [...missed, explain, decideExplanation(true)],
  closed: [submit, accept(), close()],
  suspended: [suspend],
  superseded: [step(coordinator, 'Supersede', { successorIds: [] })],
  voided: [step(chair, 'VoidAssignment', { reason: note })],
};

const headApproves = { policy: { ...spec.policy, headApproves: true } };
const fieldOwner = { policy: { ...spec.policy, fieldOwnerReviews: true }, fieldOwnerUnitId: 'KTHTDT' };
const waiting = { waitingFor: 'Sở Nội vụ' };
const checkIn = { what: 'checkIn', at: instant(Date.parse('2027-01-01T00:00+07:00')), from: assigned.at } as const;
const prepare = step(officer, 'SubmitEvidence', { links: link });
const trigger = { documentNumber: '7/CV', documentDate: day('2026-03-02'), dueDate: day('2026-05-29') };
const addition = { unitId: 'KTHTDT', requirement: 'Khắc phục', dueDate: day('2026-06-01') };
const cause = { outcome: 'noneArose', cause: note };

const walks: Record<TransitionCommand, readonly Walk[]> = {
  Acknowledge: [{ ask: step(officer, 'Acknowledge') }],
  AssignOfficer: [{ ask: step(officer, 'AssignOfficer', { personId: '00000000-0000-4000-8000-00000000000a' }) }],
  ReportProgress: [{ ask: report }],
  ReportCheckIn: [
    { ask: step(officer, 'ReportCheckIn', { note }), part: { alarms: [{ ...checkIn, period: '2026' }] } },
  ],
  ReportObstacle: [{ ask: step(officer, 'ReportObstacle', { text: note }) }],
  ResolveObstacle: [
    { ask: step(coordinator, 'ResolveObstacle', { decision: note }) },
    {
      ask: step(coordinator, 'ResolveObstacle', { decision: note }),
      after: [step(officer, 'ReportObstacle', { text: note })],
    },
  ],
  RecordTrigger: [{ ask: step(coordinator, 'RecordTrigger', trigger), part: waiting }],
  SubmitEvidence: [{ ask: submit }, { ask: prepare, frozen: headApproves }],
  ApproveSubmission: [
    { ask: step(head, 'ApproveSubmission'), frozen: headApproves },
    { ask: step(head, 'ApproveSubmission'), frozen: headApproves, after: [prepare] },
  ],
  WithdrawSubmission: [
    { ask: step(officer, 'WithdrawSubmission') },
    { ask: step(officer, 'WithdrawSubmission'), frozen: headApproves, after: [prepare] },
  ],
  ProposeOutcome: [{ ask: step(officer, 'ProposeOutcome', cause) }],
  StartReview: [{ ask: step(coordinator, 'StartReview') }],
  AcceptSubmission: [
    { ask: accept() },
    { ask: accept('notAchieved') },
    { ask: step(stranger, 'AcceptSubmission'), frozen: fieldOwner },
  ],
  ReturnSubmission: [{ ask: step(coordinator, 'ReturnSubmission', { reasonCode: 'thieu', reason: note }) }],
  RecordFieldStatus: [{ ask: step(coordinator, 'RecordFieldStatus', { state: 'inProgress' }) }],
  RequestExtension: [{ ask: askExtension }],
  DecideExtension: [
    { ask: step(chair, 'DecideExtension', { granted: true, reason: note }), before: [askExtension] },
    { ask: step(chair, 'DecideExtension', { granted: false, reason: note }), before: [askExtension] },
  ],
  RequestExplanation: [{ ask: askExplanation }],
  FileExplanation: [{ ask: explain, after: [askExplanation] }],
  DecideExplanation: [
    { ask: decideExplanation(true), after: [askExplanation, explain] },
    { ask: decideExplanation(false), after: [askExplanation, explain] },
  ],
  RecordUrging: [{ ask: step(coordinator, 'RecordUrging', { documentNumber: '1', documentDate: day('2026-03-03') }) }],
  AddAssignment: [{ ask: step(coordinator, 'AddAssignment', addition) }],
  CloseAssignment: [{ ask: close() }, { ask: close('notAchieved') }],
  AddSupplement: [{ ask: step(officer, 'AddSupplement', { links: link }) }],
  ReopenAssignment: [{ ask: step(chair, 'ReopenAssignment', { reason: note }) }],
  SuspendAssignment: [{ ask: suspend }],
  ResumeAssignment: Object.values(paths).map((path) => ({
    ask: step(chair, 'ResumeAssignment'),
    before: path,
  })),
  TransferAssignment: [{ ask: step(chair, 'TransferAssignment', { unitId: 'KTHTDT', reason: note }) }],
  VoidAssignment: [{ ask: step(chair, 'VoidAssignment', { reason: note }) }],
  Supersede: [{ ask: step(coordinator, 'Supersede', { successorIds: [] }) }],
};

/** One minute after the other; what cannot come there is refused and changes nothing. */
const through = (life: Life, steps: readonly Step[]): Life => steps.reduce(live, life);

const modes = ['ORDER', 'REQUEST'] as const;
const reached = new Set<string>();

function walk(type: TransitionCommand, status: AssignmentStatus, mode: (typeof modes)[number]) {
  const answers = walks[type].flatMap(({ ask: asked, frozen, part, before = [], after = [] }) => {
    const [whole] = spec.parts;
    const parts = whole ? [{ ...whole, ...part }] : [];
    const there = through(begin({ ...spec, ...frozen, mode, parts }), [...before, ...paths[status]]);
    const life = live(through(there, after), asked);
    const answer = life.answers.at(-1);
    if (!answer || !isAssigned(answer.before) || answer.before.status !== status) return [];
    return [answer];
  });
  for (const { after, decision } of answers) {
    if ('events' in decision && isAssigned(after)) reached.add(`${type} ${status} ${after.status}`);
  }
  return answers.map(({ decision }) => ('refusal' in decision ? decision.refusal.code : 'accepted'));
}

describe.each(Object.keys(transitions) as TransitionCommand[])('%s', (type) => {
  // A request owes no explanation, and none is demanded of it: it is never 'explained'.
  const cases = assignmentStatuses.flatMap((status) => modes.map((mode) => [status, mode] as const));
  const owing: readonly TransitionCommand[] = ['RequestExplanation', 'FileExplanation', 'DecideExplanation'];
  const possible = cases.filter(
    ([status, mode]) => mode === 'ORDER' || (status !== 'explained' && !owing.includes(type)),
  );

  test.each(possible)('of %s (%s)', (status, mode) => {
    const answers = walk(type, status, mode);
    const refusal = momentRefusal(type, status, mode);
    expect(answers).not.toHaveLength(0);
    if (refusal) expect(new Set(answers)).toEqual(new Set([refusal]));
    else expect(answers).toContain('accepted');
  });

  test('ends where the table says, and everywhere there', () => {
    for (const status of assignmentStatuses) for (const mode of modes) walk(type, status, mode);
    const table = Object.entries(transitions[type].from).flatMap(([from, to]) =>
      to.map((end) => `${type} ${from} ${end}`),
    );
    const ends = [...reached].filter((each) => each.startsWith(`${type} `));
    expect(ends.sort()).toEqual(table.sort());
  });
});
