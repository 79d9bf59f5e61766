// What time must bring to one part of an assignment, worked out without the rules: while the part waits for its unit, every
// reminder of that span comes, and the deadline in force is missed if it lies there or has passed before. There is no
// escalation in the rules yet; where one comes, it belongs here too.
import { type Instant, later, ms } from '../../domain/instant.ts';

export interface Given {
  readonly from: Instant;
  readonly reminders: readonly Instant[];
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
      /** A correction that is due after the deadline is reminded of by its own day; absent: by the deadline, as before. */
      readonly reminders?: readonly Instant[];
    }
  | { readonly type: 'SubmissionWithdrawn'; readonly at: Instant }
  /** Handed in before the deadline, found after it was recorded as missed: the miss is taken back. */
  | { readonly type: 'DeadlineMissWithdrawn' };

interface Happened {
  readonly type: 'ReminderDue' | 'DeadlineMissed';
  readonly at: Instant;
}

export interface Brought {
  readonly byTime: Happened[];
  readonly submissions: { readonly late: boolean; readonly lateFrom: Instant | null }[];
}

/** Everything up to and including `until`. */
export function whatTimeBrings(
  { from, reminders: planned, lateFrom }: Given,
  steps: readonly Step[],
  until: Instant,
): Brought {
  const byTime: Happened[] = [];
  const submissions: { late: boolean; lateFrom: Instant | null }[] = [];
  let waitsSince: Instant | null = from;
  let isMissed = false;
  let inForce = lateFrom;
  let reminders = planned;
  const wait = (to: Instant) => {
    if (waitsSince === null) return;
    const since = waitsSince;
    const come: Happened[] = reminders
      .filter((moment) => ms(moment) > ms(since) && ms(moment) <= ms(to))
      .map((at) => ({ type: 'ReminderDue', at }));
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
        reminders = step.reminders ?? reminders;
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
