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

/** `at` is when it stands in the log, `receivedAt` when it came in. */
export type Act =
  | { readonly type: 'EvidenceSubmitted'; readonly at: Instant; readonly receivedAt: Instant }
  | { readonly type: 'SubmissionReturned'; readonly at: Instant; readonly resubmitUntil: Instant | null }
  | { readonly type: 'SubmissionWithdrawn'; readonly at: Instant }
  /** Handed in before the deadline, found after it was recorded as missed: the miss is taken back. */
  | { readonly type: 'DeadlineMissWithdrawn' };

export interface Happened {
  readonly type: 'ReminderDue' | 'DeadlineMissed';
  readonly at: Instant;
}

export interface Brought {
  readonly byTime: Happened[];
  readonly submissions: { readonly late: boolean; readonly lateFrom: Instant | null }[];
}

/** Everything up to and including `until`. */
export function whatTimeBrings({ from, reminders, lateFrom }: Given, acts: readonly Act[], until: Instant): Brought {
  const byTime: Happened[] = [];
  const submissions: { late: boolean; lateFrom: Instant | null }[] = [];
  let waitsSince: Instant | null = from;
  let isMissed = false;
  let inForce = lateFrom;
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
  for (const act of acts) {
    switch (act.type) {
      case 'EvidenceSubmitted':
        wait(act.at);
        submissions.push({ late: inForce !== null && ms(act.receivedAt) >= ms(inForce), lateFrom: inForce });
        waitsSince = null;
        break;
      case 'SubmissionReturned':
        inForce = lateFrom && act.resubmitUntil ? later(lateFrom, act.resubmitUntil) : lateFrom;
        waitsSince = act.at;
        break;
      case 'SubmissionWithdrawn':
        waitsSince = act.at;
        break;
      case 'DeadlineMissWithdrawn':
        isMissed = false;
    }
  }
  wait(until);
  return { byTime, submissions };
}
