// For any sequence of commands and any passing of time.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignmentRules } from '../../domain/assignment/decide.ts';
import type { AssignmentEvent } from '../../domain/assignment/events.ts';
import type { AssignmentState } from '../../domain/assignment/state.ts';
import { type Instant, instant, ms } from '../../domain/instant.ts';
import { type Actor, type Folded, fold, passTimeUntil, type Recorded, record, unfolded } from '../../domain/rules.ts';
import { assigned, chair, coordinator, knowing, link, note, officer, stranger } from '../support/assignment-history.ts';

type Command = Parameters<typeof assignmentRules.decide>[1];
interface Step {
  readonly command: Command;
  readonly by: Actor;
  readonly at: Instant;
}

const commands: fc.Arbitrary<Command> = fc.constantFrom<Command>(
  { type: 'Acknowledge' },
  { type: 'ReportProgress', note },
  { type: 'SubmitEvidence', links: link },
  { type: 'WithdrawSubmission' },
  { type: 'StartReview' },
  { type: 'AcceptSubmission' },
  { type: 'AcceptSubmission', result: 'notAchieved' },
  { type: 'ReturnSubmission', reasonCode: 'thieu', reason: note },
  { type: 'CloseAssignment', outcome: 'achieved' },
  { type: 'CloseAssignment', outcome: 'notAchieved' },
);
const actors = fc.constantFrom(officer, officer, coordinator, coordinator, chair, stranger, {
  ...coordinator,
  unitId: 'VP',
});
const start = ms(assigned.at);

/** Steps in the order in which they were received, over some 60 days around the deadline. */
const steps: fc.Arbitrary<Step[]> = fc
  .array(fc.record({ command: commands, by: actors, minute: fc.integer({ min: 1, max: 86_400 }) }), { maxLength: 25 })
  .map((list) =>
    list
      .sort((a, b) => a.minute - b.minute)
      .map(({ command, by, minute }) => ({ command, by, at: instant(start + minute * 60_000) })),
  );

interface Run {
  readonly folded: Folded<AssignmentState>;
  readonly events: readonly Recorded<AssignmentEvent>[];
}

const begin = (): Run => {
  const origin = { at: assigned.at, receivedAt: null, actor: assigned.by, commandId: null };
  return record(assignmentRules, unfolded(assignmentRules), [assigned.event], origin);
};

/** One turn: the given commands merged with time, then time until `now`. */
function turn(run: Run, waiting: readonly Step[], now: Instant | null): Run {
  let { folded } = run;
  const events = [...run.events];
  for (const { command, by, at } of waiting) {
    const passed = passTimeUntil(assignmentRules, folded, at);
    const context = {
      actor: by,
      receivedAt: at,
      version: passed.folded.version,
      versionBeforeTime: passed.folded.version,
      facts: knowing,
    };
    const decision = assignmentRules.decide(passed.folded.state, command, context);
    const step = record(assignmentRules, passed.folded, 'events' in decision ? decision.events : [], {
      at,
      receivedAt: at,
      actor: by,
      commandId: null,
    });
    folded = step.folded;
    events.push(...passed.events, ...step.events);
  }
  if (!now) return { folded, events };
  const passed = passTimeUntil(assignmentRules, folded, now);
  return { folded: passed.folded, events: [...events, ...passed.events] };
}

const end = instant(start + 90 * 86_400_000);
const checked = (property: (run: Run, list: Step[]) => void) =>
  fc.assert(
    fc.property(steps, (list) => {
      property(turn(begin(), list, end), list);
    }),
  );

describe('whatever is asked of an assignment, and whenever', () => {
  test('no unit reviews what it submitted itself', () =>
    checked(({ events }) => {
      for (const event of events) {
        if (['ReviewStarted', 'SubmissionAccepted', 'SubmissionReturned'].includes(event.type))
          expect(event.actor.unitId).not.toBe('VP');
      }
    }));

  test('nothing follows a close', () =>
    checked(({ events }) => {
      const close = events.findIndex(({ type }) => type === 'AssignmentClosed');
      if (close >= 0) expect(close).toBe(events.length - 1);
    }));

  test('versions have no gap and time never runs backwards', () =>
    checked(({ events }) => {
      events.forEach((event, index) => {
        expect(event.version).toBe(index + 1);
        if (index > 0) expect(ms(event.at)).toBeGreaterThanOrEqual(ms(events[index - 1]?.at ?? event.at));
      });
    }));

  test('nextWake always moves forward', () =>
    checked(({ folded }) => {
      const wake = assignmentRules.nextWake(folded.state);
      if (wake !== null) expect(ms(wake)).toBeGreaterThan(ms(end));
    }));

  test('the deadline is missed at most once for every submission that may take it back', () =>
    checked(({ events }) => {
      const count = (type: string) => events.filter((event) => event.type === type).length;
      expect(count('DeadlineMissed')).toBeLessThanOrEqual(1 + count('DeadlineMissWithdrawn'));
    }));

  test('folding the log gives the state', () =>
    checked(({ folded, events }) => expect(fold(assignmentRules, unfolded(assignmentRules), events)).toEqual(folded)));

  test('splitting one turn into several gives the same events', () =>
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.integer({ min: 1, max: 4 })), (list, sizes) => {
        let run = begin();
        for (let from = 0; from < list.length; ) {
          const size = sizes.next().value ?? 1;
          run = turn(run, list.slice(from, from + size), null);
          from += size;
        }
        expect(turn(run, [], end).events).toEqual(turn(begin(), list, end).events);
      }),
    ));
});
