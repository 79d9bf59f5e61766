// What people do over an outage, drawn by chance; and what the log says came of it.
import type { Alarm } from '../../domain/assignment/alarms.ts';
import type { AssignmentSpec } from '../../domain/assignment/events.ts';
import { addDays, dateOf, endOfDay, type Instant, instant, ms } from '../../domain/instant.ts';
import type { StoredEvent } from '../../record/read-stream.ts';
import { said } from '../support/ward.ts';
import type { Random } from './harness/seeded.ts';
import { bellsIn, type Step } from './what-time-brings.ts';

/** What somebody does with an assignment, and when he means to; the record says when it really came in. */
export interface Act {
  readonly type: 'SubmitEvidence' | 'ReturnSubmission' | 'AcceptSubmission';
  readonly planned: Instant;
  readonly resubmitBy?: ReturnType<typeof dateOf>;
}

/** The first act and the last lie within. */
interface Acting {
  readonly from: Instant;
  readonly to: Instant;
}

export const bodies = {
  SubmitEvidence: { links: ['https://phuong.example/bao-cao'] },
  ReturnSubmission: { reasonCode: 'thieu', reason: said('thiếu chữ ký') },
  AcceptSubmission: {},
} as const;

/** What was planned, at the moments at which the record received it; each return with the bells that it has planned. */
export function happened(
  acts: readonly Act[],
  received: readonly Instant[],
  events: readonly StoredEvent[],
  spec: AssignmentSpec,
): Step[] {
  const returns = events.filter(({ type }) => type === 'SubmissionReturned').map(({ data }) => data);
  return acts.flatMap(({ type, planned, resubmitBy }, index): Step[] => {
    const at = received[index] ?? planned;
    if (type === 'SubmitEvidence') return [{ type: 'EvidenceSubmitted', at, receivedAt: at }];
    if (type === 'ReturnSubmission' && resubmitBy) {
      const { alarms } = (returns.shift() ?? {}) as { alarms?: Alarm[] };
      const bells = alarms && { bells: bellsIn(alarms, spec) };
      return [{ type: 'SubmissionReturned', at, resubmitUntil: endOfDay(resubmitBy), ...bells }];
    }
    return [];
  });
}

export const between = (random: Random, from: Instant, to: Instant): Instant =>
  instant(random.between(ms(from), ms(to)));

/** A life of submissions, returns and perhaps an acceptance; half of all acts fall close to an instant that matters. */
export function scriptOf(random: Random, instants: readonly Instant[], { from, to }: Acting): Act[] {
  const acts: Act[] = [];
  const matter = [...instants];
  let last = instant(ms(from) + 60_000);
  const next = (): Instant | null => {
    const close = matter.filter((moment) => ms(moment) > ms(last) + 60_000);
    const moment = close.length > 0 && random.chance(0.5) ? random.pick(close) : between(random, last, to);
    const planned = instant(ms(moment) + (close.includes(moment) ? random.between(-30, 5) : 0));
    last = instant(ms(planned) + 60_000);
    return last < to ? planned : null;
  };
  for (let round = random.between(0, 3); round > 0; round--) {
    const submitted = next();
    if (!submitted) return acts;
    acts.push({ type: 'SubmitEvidence', planned: submitted });
    const reviewed = next();
    if (!reviewed) return acts;
    if (round === 1) {
      acts.push({ type: 'AcceptSubmission', planned: reviewed });
    } else {
      const resubmitBy = addDays(dateOf(reviewed), random.between(1, 12));
      matter.push(endOfDay(resubmitBy));
      acts.push({ type: 'ReturnSubmission', planned: reviewed, resubmitBy });
    }
  }
  return acts;
}
