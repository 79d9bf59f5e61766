// Rules change while assignments of a year run. What was recorded before stays as it was decided, and the fold of it as well.
import { expect, test } from 'vitest';
import type { LadderStep } from '../../../domain/assignment/alarms.ts';
import { assignmentRules } from '../../../domain/assignment/decide.ts';
import type { AssignmentEvent } from '../../../domain/assignment/events.ts';
import type { Instant } from '../../../domain/instant.ts';
import { fold, passTimeUntil, unfolded } from '../../../domain/rules.ts';
import { knowing, link, officer } from '../../support/assignment-history.ts';
import { at } from '../../support/specification.ts';
import { accept, close, giveBack, given, step, submit } from './given.ts';

type AssignmentRules = typeof assignmentRules;

const toChair: LadderStep = {
  stepId: 'moi',
  unless: 'submitted',
  from: 'due',
  workingDays: 0,
  tell: 'chair',
  channel: 'message',
};

/** Tomorrow's rules: nobody acknowledges any more, nothing that comes after noon is in time, a miss is told at once. */
const stricter: AssignmentRules = {
  ...assignmentRules,
  decide(state, command, context) {
    if (command.type === 'Acknowledge') return { refusal: { code: 'already-acknowledged' } };
    const decision = assignmentRules.decide(state, command, context);
    if (!('events' in decision) || context.receivedAt.slice(11) < '12:00') return decision;
    return { events: decision.events.map(asLate) };
  },
  passTime: (state, moment) =>
    assignmentRules
      .passTime(state, moment)
      .flatMap((event) => (event.type === 'DeadlineMissed' ? [event, escalation(event.data.partId, moment)] : [event])),
};

const asLate = (event: AssignmentEvent): AssignmentEvent =>
  event.type === 'EvidenceSubmitted' ? { ...event, data: { ...event.data, late: true } } : event;

const escalation = (partId: string, plannedAt: Instant): AssignmentEvent => ({
  type: 'AssignmentEscalated',
  data: { partId, step: toChair, plannedAt },
});

const story = given(
  {},
  step(officer, 'Acknowledge'),
  submit(at('2026-03-30T15:00:00')),
  giveBack(at('2026-03-31T09:00:00')),
  submit(at('2026-04-03T23:00:00')),
  accept(),
  close(),
);

test('the changed rules would decide otherwise', () => {
  const { state } = given({});
  const context = {
    actor: officer,
    receivedAt: at('2026-03-30T15:00:00'),
    version: 1,
    versionBeforeTime: 1,
    facts: knowing,
  };
  const handIn = { type: 'SubmitEvidence', links: link } as const;
  expect(assignmentRules.decide(state, { type: 'Acknowledge' }, context)).toHaveProperty('events');
  expect(stricter.decide(state, { type: 'Acknowledge' }, context)).toHaveProperty('refusal');
  expect(assignmentRules.decide(state, handIn, context)).toMatchObject({ events: [{ data: { late: false } }] });
  expect(stricter.decide(state, handIn, context)).toMatchObject({ events: [{ data: { late: true } }] });
});

test('a history recorded before the change replays after it: same state, same lateness', () => {
  expect(fold(stricter, unfolded(stricter), story.events).state).toEqual(story.state);
  expect(story.part.submission?.late).toBe(false);
});

test('what was open at the change goes on by the new rules, from where the old ones left it', () => {
  const open = given({}, step(officer, 'Acknowledge')).events;
  const goOn = (rules: AssignmentRules) =>
    passTimeUntil(rules, fold(rules, unfolded(rules), open), at('2026-04-02T00:00:00')).events.map(({ type }) => type);
  expect(goOn(assignmentRules)).toEqual(['ReminderDue', 'ReminderDue', 'DeadlineMissed']);
  expect(goOn(stricter)).toEqual([...goOn(assignmentRules), 'AssignmentEscalated']);
});
