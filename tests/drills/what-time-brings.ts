// What time must bring to one part of an assignment, worked out without the rules: while the part waits for its unit, every
// reminder and every step of the ladder that asks for what is due comes in that span, and the deadline in force is missed if it
// lies there or has passed before.
import { type Alarm, blames, type LadderStep } from '../../domain/assignment/alarms.ts';
import type { AssignmentSpec } from '../../domain/assignment/events.ts';
import { type Instant, later, ms } from '../../domain/instant.ts';

/** Something that comes at its hour while the part waits for its unit. */
interface Bell {
  readonly type: 'ReminderDue' | 'AssignmentEscalated';
  readonly at: Instant;
}

export const asksForWhatIsDue = ({ unless, from }: LadderStep): boolean => unless === 'submitted' && from === 'due';

/** The bells among the alarms of a part; a request is told to nobody's superiors. */
export function bellsIn(
  alarms: readonly Alarm[],
  { policy: { ladder = [] }, mode }: Pick<AssignmentSpec, 'policy' | 'mode'>,
): Bell[] {
  return alarms.flatMap((alarm): Bell[] => {
    if (alarm.what === 'reminder') return [{ type: 'ReminderDue', at: alarm.at }];
    const step = alarm.what === 'step' ? ladder.find(({ stepId }) => stepId === alarm.stepId) : undefined;
    if (!step || !asksForWhatIsDue(step) || (mode === 'REQUEST' && blames(step))) return [];
    return [{ type: 'AssignmentEscalated', at: alarm.at }];
  });
}

export interface Given {
  readonly from: Instant;
  readonly bells: readonly Bell[];
  /** Null: open-ended, nothing is ever missed. */
  readonly lateFrom: Instant | null;
}

/** What people did. `at` is where it stands in the log, `receivedAt` when it came in; a late submission gets no new date. */
export type Step =
  | { readonly type: 'EvidenceSubmitted'; readonly at: Instant; readonly receivedAt: Instant }
  | {
      readonly type: 'SubmissionReturned';
      readonly at: Instant;
      readonly resubmitUntil: Instant | null;
      /** A correction that is due after the deadline has bells by its own day; absent: those of the deadline, as before. */
      readonly bells?: readonly Bell[];
    }
  | { readonly type: 'SubmissionWithdrawn'; readonly at: Instant }
  /** Handed in before the deadline, found after it was recorded as missed: the miss is taken back. */
  | { readonly type: 'DeadlineMissWithdrawn' };

interface Happened {
  readonly type: Bell['type'] | 'DeadlineMissed';
  readonly at: Instant;
}

export interface Brought {
  readonly byTime: Happened[];
  readonly submissions: { readonly late: boolean; readonly lateFrom: Instant | null }[];
}

/** Everything up to and including `until`. */
export function whatTimeBrings(
  { from, bells: planned, lateFrom }: Given,
  steps: readonly Step[],
  until: Instant,
): Brought {
  const byTime: Happened[] = [];
  const submissions: { late: boolean; lateFrom: Instant | null }[] = [];
  let waitsSince: Instant | null = from;
  let isMissed = false;
  let inForce = lateFrom;
  let bells = planned;
  const wait = (to: Instant) => {
    if (waitsSince === null) return;
    const since = waitsSince;
    const come: Happened[] = bells.filter(({ at }) => ms(at) > ms(since) && ms(at) <= ms(to));
    if (!isMissed && inForce !== null && ms(inForce) <= ms(to)) {
      come.push({ type: 'DeadlineMissed', at: later(inForce, since) });
      isMissed = true;
    }
    byTime.push(...come.sort((a, b) => ms(a.at) - ms(b.at)));
  };
  for (const step of steps) {
    switch (step.type) {
      case 'EvidenceSubmitted':
        wait(step.at);
        submissions.push({ late: inForce !== null && ms(step.receivedAt) >= ms(inForce), lateFrom: inForce });
        waitsSince = null;
        break;
      case 'SubmissionReturned':
        inForce =
          lateFrom && step.resubmitUntil && !submissions.at(-1)?.late ? later(lateFrom, step.resubmitUntil) : lateFrom;
        bells = step.bells ?? bells;
        waitsSince = step.at;
        break;
      case 'SubmissionWithdrawn':
        waitsSince = step.at;
        break;
      case 'DeadlineMissWithdrawn':
        isMissed = false;
    }
  }
  wait(until);
  return { byTime, submissions };
}
