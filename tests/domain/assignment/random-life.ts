// Any life of an assignment: any deadline, any policy, any command of anybody, at any time around the plan's year.
import fc from 'fast-check';
import { type AssignmentCommandType, assignmentCommandTypes } from '../../../domain/assignment/commands.ts';
import type { AssignmentSpec, FrozenPolicy, PartSpec } from '../../../domain/assignment/events.ts';
import {
  alarmsAround,
  alarmsOfLaunch,
  checkIns,
  type Planning,
  watchdogs,
} from '../../../domain/assignment/plan-alarms.ts';
import { shippedCalendar } from '../../../domain/calendar-vn.ts';
import { type Cadence, type Deadline, resolveDeadline } from '../../../domain/deadline.ts';
import { addDays, endOfDay, type Instant, later, type PlainDate, startOfDay } from '../../../domain/instant.ts';
import type { Actor } from '../../../domain/rules.ts';
import { assigned, link, note, spec } from '../../support/assignment-history.ts';

/** Who lives in the model: an owner, one that follows the field and has parts, the coordinator, one that helps, one outside. */
export const units = ['VP', 'KTHTDT', 'VHXH', 'TTDV', 'MTTQ'] as const;

const day = (text: string) => text as PlainDate;
const firstDay = day('2026-03-02');
const days = fc.integer({ min: -20, max: 320 }).map((n) => addDays(firstDay, n));
const unitIds = fc.constantFrom(...units);

/** One part, or several where the work comes again and again. */
interface Piece {
  readonly deadline: Deadline;
  readonly internalDue?: Instant;
  readonly every?: Cadence;
  readonly waitingFor?: string;
  readonly startsAt?: Instant;
  readonly due?: Instant;
}

const quarterly: Deadline = {
  kind: 'recurring',
  segments: [{ from: day('2026-01-01'), every: 'quarter' }],
  until: 'open',
};
const event = { anchor: 'event', event: 'kết thúc kiểm tra' } as const;
const pieces: readonly (readonly Piece[])[] = [
  [{ deadline: { kind: 'fixed', date: day('2026-03-31'), bound: 'onOrBefore' } }],
  [{ deadline: { kind: 'fixed', date: day('2026-04-10'), bound: 'before' } }],
  [{ deadline: { kind: 'fixed', date: day('2026-05-15'), bound: 'onOrBefore', time: '17:00' } }],
  [
    {
      deadline: { kind: 'period', unit: 'quarter', year: 2026, index: 2, internalDue: day('2026-05-20') },
      internalDue: endOfDay(day('2026-05-20')),
      every: 'month',
    },
  ],
  [{ deadline: { kind: 'period', unit: 'year', year: 2026 }, every: 'quarter' }],
  [{ deadline: { kind: 'range', from: day('2026-03-10'), to: day('2026-04-20') } }],
  [{ deadline: { kind: 'continuous', checkIns: 'month' }, every: 'month' }],
  [{ deadline: { kind: 'externalTrigger', source: 'Sở Nội vụ', watchdog: 'month' }, waitingFor: 'Sở Nội vụ' }],
  [
    {
      deadline: { kind: 'externalTrigger', source: 'Thành phố', latest: day('2026-06-30'), watchdog: 'month' },
      waitingFor: 'Thành phố',
    },
  ],
  [{ deadline: { kind: 'relative', n: 5, unit: 'workingDays', after: event }, waitingFor: 'kết thúc kiểm tra' }],
  [
    { deadline: quarterly, startsAt: startOfDay(day('2026-01-01')), due: endOfDay(day('2026-03-14')) },
    { deadline: quarterly, startsAt: startOfDay(day('2026-04-01')), due: endOfDay(day('2026-06-14')) },
  ],
];
const places = fc.record({ owner: fc.constantFrom('VP', 'VP', ...units), pieces: fc.constantFrom(...pieces) });

/** With all that the part will say by itself, as a launch plans it. */
function partOf(piece: Piece, partId: string, ownerUnitId: string, planning: Planning): PartSpec {
  const { deadline, internalDue, every, waitingFor = null, startsAt } = piece;
  const resolved = resolveDeadline(deadline, planning.policy) ?? { due: null, lateFrom: null };
  const { due, lateFrom } = piece.due ? { due: piece.due, lateFrom: piece.due } : resolved;
  const until = due ?? endOfDay(day('2026-12-31'));
  const launch = { ...planning, from: startsAt ? later(startsAt, planning.from) : planning.from };
  const around = internalDue ? alarmsAround(internalDue, planning) : alarmsAround(due, planning, lateFrom);
  const alarms = [
    ...(every ? checkIns(every, planning.from, until) : []),
    ...(waitingFor ? watchdogs('month', planning.from, until) : []),
    ...(alarmsOfLaunch(launch) ?? []),
    ...(around ?? []),
  ];
  const times = { due, lateFrom, waitingFor, ...(startsAt && { startsAt }) };
  const receiverUnitId = ownerUnitId === 'VHXH' ? 'VP' : 'VHXH';
  return { partId, label: partId, ownerUnitId, receiverUnitId, deadline, ...times, alarms, requiredItems: [] };
}

const ladder: FrozenPolicy['ladder'] = [
  { stepId: 'chua-nhan', unless: 'acknowledged', from: 'launch', workingDays: 3, tell: 'unitHead', channel: 'message' },
  { stepId: 'chua-lam', unless: 'started', from: 'launch', workingDays: 10, tell: 'coordinator', channel: 'list' },
  { stepId: 'sap-han', unless: 'submitted', from: 'due', workingDays: -2, tell: 'unitHead', channel: 'message' },
  { stepId: 'qua-han', unless: 'submitted', from: 'due', workingDays: 1, tell: 'coordinator', channel: 'message' },
  { stepId: 'bao-cao', unless: 'submitted', from: 'due', workingDays: 3, tell: 'chair', channel: 'list' },
  { stepId: 'cham-xem', unless: 'reviewed', from: 'submission', workingDays: 3, tell: 'reviewer', channel: 'message' },
  { stepId: 'cham-xem-2', unless: 'reviewed', from: 'submission', workingDays: 6, tell: 'chair', channel: 'list' },
];

const policies: fc.Arbitrary<FrozenPolicy> = fc.record({
  beforeIsLateFrom: fc.constantFrom('endOfDay', 'startOfDay'),
  reminderWorkingDays: fc.constantFrom([], [3, 1], [15, 7, 3, 1]),
  resubmitWorkingDays: fc.integer({ min: 1, max: 5 }),
  acknowledgeWorkingDays: fc.constantFrom(0, 3),
  headApproves: fc.boolean(),
  fieldOwnerReviews: fc.boolean(),
  ladder: fc.constantFrom([], ladder),
});

/** A spec as a launch makes it: one part or a few, sometimes one that only helps. */
export const specs: fc.Arbitrary<AssignmentSpec> = fc
  .record({
    places: fc.array(places, { minLength: 1, maxLength: 3 }),
    policy: policies,
    mode: fc.constantFrom('ORDER', 'ORDER', 'REQUEST'),
    leadUnitIds: fc.constantFrom(['VP'], ['VP', 'KTHTDT']),
    helped: fc.boolean(),
  })
  .map(({ places: chosen, policy, mode, leadUnitIds, helped }) => {
    const planning: Planning = { policy, calendar: shippedCalendar, mode, from: assigned.at, seed: 'r001/VP' };
    const parts = chosen.flatMap(({ owner, pieces: several }, place) =>
      several.map((piece, index) => partOf(piece, `m${place + 1}.${index + 1}`, owner, planning)),
    );
    const [first] = parts;
    const help = first && { ...first, partId: 'help', ownerUnitId: 'TTDV', receiverUnitId: 'VP', needed: false };
    const all = helped && help ? [...parts, help] : parts;
    return { ...spec, mode, leadUnitIds: [...leadUnitIds], policy, fieldOwnerUnitId: 'KTHTDT', parts: all };
  });

const paper = fc.record({ documentNumber: fc.constantFrom('12/QĐ-UBND', '7/CV-SNV'), documentDate: days });
const progress = fc.constantFrom('done', 'inProgress', 'notDone', 'cannotBeDone');
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const outcomes = ['achieved', 'partlyAchieved', 'notAchieved', 'noneArose', 'notApplicable', 'cannotBeDone'] as const;

const bodies: Readonly<Record<AssignmentCommandType, fc.Arbitrary<object>>> = {
  Acknowledge: fc.constant({}),
  AssignOfficer: fc.record({ personId: fc.constantFrom('00000000-0000-4000-8000-00000000000a') }),
  ReportProgress: fc.record({ note: fc.constant(note), state: progress }),
  ReportCheckIn: fc.record({ note: fc.constant(note) }),
  ReportObstacle: fc.constant({ text: note }),
  ResolveObstacle: fc.constant({ decision: note }),
  RecordTrigger: fc
    .tuple(paper, maybe(fc.integer({ min: -2, max: 60 })))
    .map(([{ documentNumber, documentDate }, n]) => ({
      documentNumber,
      documentDate,
      ...(n !== undefined && { dueDate: addDays(documentDate, n) }),
    })),
  SubmitEvidence: fc.constantFrom({ links: link }, { links: link, note }, { note }),
  ApproveSubmission: fc.constant({}),
  WithdrawSubmission: fc.constantFrom({}, { reason: note }),
  ProposeOutcome: fc.record({ outcome: fc.constantFrom(...outcomes.slice(3)), cause: fc.constant(note) }),
  StartReview: fc.constant({}),
  AcceptSubmission: fc.constantFrom({}, {}, { result: 'notAchieved' }, { result: 'partlyAchieved', note }),
  ReturnSubmission: fc
    .tuple(maybe(days))
    .map(([resubmitBy]) => ({ reasonCode: 'thieu', reason: note, ...(resubmitBy && { resubmitBy }) })),
  RecordFieldStatus: fc.record({ state: progress }),
  RequestExtension: fc.record({ dueDate: days, reason: fc.constant(note) }),
  DecideExtension: fc
    .tuple(fc.boolean(), maybe(days))
    .map(([granted, dueDate]) => ({ granted, reason: note, ...(dueDate && { dueDate }) })),
  RequestExplanation: fc.record({ dueDate: days, reason: fc.constant(note) }),
  FileExplanation: fc.constant({ text: note }),
  DecideExplanation: fc.record({ accepted: fc.boolean(), reason: fc.constant(note) }),
  RecordUrging: paper,
  AddAssignment: fc.record({ unitId: unitIds, requirement: fc.constant('Khắc phục'), dueDate: days }),
  CloseAssignment: fc.record({ outcome: fc.constantFrom('achieved', 'achieved', 'achieved', ...outcomes) }),
  AddSupplement: fc.constantFrom({ links: link }, {}),
  ReopenAssignment: fc.constant({ reason: note }),
  SuspendAssignment: fc.constant({ reason: note }),
  ResumeAssignment: fc.constant({}),
  TransferAssignment: fc
    .tuple(unitIds, maybe(unitIds))
    .map(([unitId, fromUnitId]) => ({ unitId, reason: note, ...(fromUnitId && { fromUnitId }) })),
  VoidAssignment: fc.constant({ reason: note }),
};

/** How often each is asked, beside the others: the path to the end often, what ends everything seldom. */
const often: Partial<Record<AssignmentCommandType, number>> = {
  SubmitEvidence: 12,
  AcceptSubmission: 12,
  CloseAssignment: 12,
  ReturnSubmission: 8,
  RecordTrigger: 6,
  RequestExtension: 8,
  DecideExtension: 8,
  FileExplanation: 6,
  DecideExplanation: 6,
  ResumeAssignment: 8,
  ReopenAssignment: 6,
  ReportCheckIn: 6,
  SuspendAssignment: 2,
  VoidAssignment: 1,
};

const person = (role: Actor['role'], unitId: string | null, head = false): Actor => ({
  personId: `${role}-${unitId}`,
  name: role,
  post: role,
  role,
  unitId,
  head,
});
const people = fc.constantFrom(
  ...units.flatMap((unitId) => [person('unit', unitId), person('unit', unitId, true)]),
  person('coordinator', 'VHXH', true),
  person('chair', null),
  person('auditor', null),
);

/** What somebody wants; who he is and which part he means is settled when it is asked, so that it often fits. */
export interface Intent {
  readonly type: AssignmentCommandType;
  readonly body: object;
  /** Which part: by its place among the parts, or none. */
  readonly part: number | null;
  /** Who: one that fits, or this one. */
  readonly by: Actor | null;
  readonly through: 'self' | 'unit' | 'chair';
  readonly happenedDaysAgo: number | null;
  /** Minutes after what was asked before. */
  readonly after: number;
}

/** Mostly null. */
const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

const intentsOf = (type: AssignmentCommandType) =>
  fc.record<Intent>({
    type: fc.constant(type),
    body: bodies[type],
    part: fc.option(fc.nat({ max: 5 }), { nil: null }),
    by: seldom(people),
    through: fc.constantFrom('self', 'self', 'self', 'self', 'self', 'self', 'unit', 'chair'),
    happenedDaysAgo: seldom(fc.nat({ max: 30 })),
    after: fc.oneof(fc.constantFrom(0, 1, 60), fc.integer({ min: 1, max: 20 * 1440 })),
  });

const one = fc.oneof(
  ...assignmentCommandTypes.map((type) => ({ weight: often[type] ?? 3, arbitrary: intentsOf(type) })),
);
/** At every step somebody may want several things: the first that the moment allows is asked, else the first. */
export const intents = fc.array(fc.array(one, { minLength: 1, maxLength: 5, size: 'max' }), {
  minLength: 1,
  maxLength: 25,
  size: 'max',
});
