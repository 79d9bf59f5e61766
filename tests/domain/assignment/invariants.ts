// What holds in every life of an assignment.
import { expect } from 'vitest';
import { ownUnits } from '../../../domain/assignment/acting.ts';
import { blames } from '../../../domain/assignment/alarms.ts';
import { assignmentRules } from '../../../domain/assignment/decide.ts';
import { AssignmentEvent } from '../../../domain/assignment/events.ts';
import { dueOf, labelOf, overdueFromOf } from '../../../domain/assignment/labels.ts';
import { type Assignment, type AssignmentState, isAssigned, isDecided } from '../../../domain/assignment/state.ts';
import { isEnded } from '../../../domain/assignment/status.ts';
import { transitions } from '../../../domain/assignment/transitions.ts';
import { type Instant, ms } from '../../../domain/instant.ts';
import { type Folded, fold, type Recorded, unfolded } from '../../../domain/rules.ts';
import { type Answered, endOf, type Life } from './live.ts';

type Happened = Recorded<AssignmentEvent>;

/** What time alone says. A reminder, a step, a missed day … never comes for what is over. */
const byTime: ReadonlySet<string> = new Set([
  'ReminderDue',
  'AssignmentEscalated',
  'DeadlineMissed',
  'CheckInMissed',
  'TriggerAwaited',
  'ExplanationMissed',
]);
const isOfTime = (event: Happened): boolean => event.commandId === null && event.type !== 'AssignmentAssigned';

/** `expect` would take longer than the lives themselves, a thousand times each. */
function must(holds: boolean | undefined, what: string): void {
  if (!holds) throw new Error(what);
}

/** `toEqual` says what differs, but takes its time: asked only where something does. */
export function expectSame(found: unknown, wanted: unknown): void {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) expect(found).toEqual(wanted);
}

export function expectSound(life: Life): void {
  const stored = JSON.parse(JSON.stringify(life.events)) as Happened[];
  const states = statesOf(stored);
  expectDense(stored);
  expectSame(states.at(-1), life.folded.state);
  expectNothingTwice(stored);
  stored.forEach((event, index) => {
    const before = states[index];
    if (before && isAssigned(before)) expectFitting(event, before);
  });
  for (const answer of life.answers) expectAnswered(answer);
  expectReadable(life.folded.state, life.events.at(-1)?.at);
  const last = life.answers.at(-1);
  const wake = assignmentRules.nextWake(life.folded.state);
  must(!last || !wake || ms(wake) > ms(endOf(last.at)), 'time stood still');
}

/** Every event is what its schema says, and nothing else. */
export function expectFormats({ events }: Life): void {
  const stored = JSON.parse(JSON.stringify(events.map(({ type, data }) => ({ type, data }))));
  expect(AssignmentEvent.array().parse(stored)).toEqual(stored);
}

/** The state before each event, and after all of them. */
function statesOf(events: readonly Happened[]): AssignmentState[] {
  const states: AssignmentState[] = [assignmentRules.initial];
  let folded: Folded<AssignmentState> = unfolded(assignmentRules);
  for (const event of events) {
    folded = fold(assignmentRules, folded, [event]);
    states.push(folded.state);
  }
  return states;
}

function expectDense(events: readonly Happened[]): void {
  events.forEach((event, index) => {
    must(event.version === index + 1, `version ${event.version} at place ${index + 1}`);
    must(ms(event.at) >= ms(events[index - 1]?.at ?? event.at), `${event.type} runs back in time`);
  });
}

function expectNothingTwice(events: readonly Happened[]): void {
  let submissions = 0;
  const rung = events.flatMap(({ type, data }) => {
    if (type === 'EvidenceSubmitted' || type === 'OutcomeProposed') submissions += 1;
    // Two submissions of one morning, found late, wait for their reviewer since the same moment: each has a clock of its own.
    const clock = type === 'AssignmentEscalated' && data.step.from === 'submission' ? submissions : 0;
    return 'plannedAt' in data ? [JSON.stringify([type, data, clock])] : [];
  });
  const twice = rung.filter((each, index) => rung.indexOf(each) !== index);
  must(twice.length === 0, `came twice: ${twice}`);
  const count = (type: string) => events.filter((event) => event.type === type).length;
  must(count('DeadlineMissed') <= partsIn(events) + count('DeadlineMissWithdrawn'), 'missed more than once');
}

const partsIn = ([first]: readonly Happened[]): number =>
  first?.type === 'AssignmentAssigned' ? first.data.parts.length : 0;

function expectFitting(event: Happened, before: Assignment): void {
  if (isOfTime(event)) expectInSeason(event, before);
  const { type, data, actor } = event;
  if (type === 'ReviewStarted' || type === 'SubmissionAccepted' || type === 'SubmissionReturned') {
    const part = before.parts.find(({ partId }) => partId === data.partId);
    const byChair = actor.role === 'chair' || (data.onBehalfOf && !data.onBehalfOf.unitId);
    const own = part ? ownUnits(before, part) : [];
    must(byChair || !own.includes(actor.unitId ?? ''), `${actor.unitId} reviews its own work`);
  }
  if (type === 'ExtensionGranted') {
    must(data.oldDue === before.parts.find(({ partId }) => partId === data.partId)?.due, 'the old due is lost');
  }
  if (type === 'AssignmentClosed') {
    const missed = data.outcome === 'notAchieved' || data.outcome === 'cannotBeDone';
    const explained = before.mode === 'REQUEST' || before.explanation?.status === 'accepted';
    must(!missed || explained, 'a missed target closes without an explanation');
  }
}

/** Nothing comes by itself for what has ended, stands still or is accepted; nobody who was asked or only helps is blamed. */
function expectInSeason(event: Happened, before: Assignment): void {
  const { type, data } = event;
  must(byTime.has(type) || (type === 'AssignmentAcknowledged' && data.bySilence), `${type} came by itself`);
  must(!isEnded(before.status) && before.standing !== 'suspended', `${type} came to what is ${before.status}`);
  const part = 'partId' in data ? before.parts.find(({ partId }) => partId === data.partId) : undefined;
  must(!part || !isDecided(part), `${type} came to a part that is decided`);
  const blaming = type === 'DeadlineMissed' || (type === 'AssignmentEscalated' && blames(data.step));
  must(!blaming || (before.mode === 'ORDER' && part?.needed), `${type} blames who was not ordered`);
  if (type === 'DeadlineMissed') must(part?.missed === false, 'missed again');
}

/** Accepted: something happened, and where the table says. Refused: nothing happened. */
function expectAnswered({ command, before, after, decision }: Answered): void {
  if ('refusal' in decision) {
    must(after === before, `${command.type} was refused and changed something`);
    return;
  }
  must(decision.events.length > 0, `${command.type} was accepted and nothing happened`);
  if (!isAssigned(before) || !isAssigned(after)) throw new Error('nothing was assigned');
  const { on, from } = transitions[command.type];
  const data = decision.events[0]?.data;
  const partId = data && 'partId' in data ? data.partId : undefined;
  const statusIn = (state: Assignment) =>
    on === 'assignment' ? state.status : state.parts.find((part) => part.partId === partId)?.status;
  const [was, is] = [statusIn(before), statusIn(after)];
  must(was && is && from[was]?.includes(is), `${command.type} led from ${was} to ${is}`);
}

const labels = ['doneOnTime', 'doneLate', 'inProgressInTime', 'inProgressOverdue', null];

/** Lists and reports can show it, and agree with each other. */
function expectReadable(state: AssignmentState, now: Instant | undefined): void {
  if (!isAssigned(state) || !now) throw new Error('nothing was assigned');
  const label = labelOf(state, now);
  const overdueFrom = overdueFromOf(state);
  must(labels.includes(label), `label ${label}`);
  dueOf(state);
  if (label?.startsWith('inProgress') && !isEnded(state.status)) {
    const overdue = overdueFrom !== null && ms(overdueFrom) <= ms(now);
    must(overdue === (label === 'inProgressOverdue'), `${label}, and overdue from ${overdueFrom}`);
  }
}
