// The life of a ward under load: officers report and submit, the coordinator reviews, now and then somebody asks for what
// cannot be. Most commands fit what was last heard of the assignment; several people work on the same ones at once.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, End, Order } from './client.ts';
import type { Random } from './seeded.ts';

const AT_ONCE = 10;
const THINKING_MS = 15;
const WRONG = 0.12;
/** A unit's own system reports and moves on. */
const RESPOND_ASYNC = 0.2;

interface KnownAssignment {
  readonly id: string;
  readonly planId: string;
  status: string;
  acknowledged: boolean;
  /** Its plan is to be finished: it is brought to its end instead of being kept alive. */
  retiring: boolean;
}

type Ask = Pick<Order, 'as' | 'body' | 'turnedAwayWith'>;
const links = ['https://phuong.example/bao-cao'];
const figures = [{ name: 'Hồ sơ đúng hạn', numerator: 97, denominator: 100 }];

/** What fits the status; the first ones lead to the end. */
function fitting({ status, acknowledged, retiring }: KnownAssignment, random: Random): Ask {
  const officer = (body: Ask['body']): Ask => ({ as: 'officerVp', body });
  const reviewer = (body: Ask['body']): Ask => ({ as: 'coordinator', body });
  const report = officer({
    type: 'ReportProgress',
    note: `Đã làm được ${random.between(1, 99)} %`,
    state: 'inProgress',
  });
  const submit = officer({
    type: 'SubmitEvidence',
    ...(random.chance(0.5) ? { links, note: 'Gửi kèm' } : { figures }),
  });
  const accept = reviewer({ type: 'AcceptSubmission', result: 'achieved' });
  switch (status) {
    case 'submitted':
      if (retiring) return accept;
      return random.pick([
        reviewer({ type: 'StartReview' }),
        reviewer({ type: 'ReturnSubmission', reasonCode: 'thieu', reason: 'Còn thiếu' }),
        officer({ type: 'WithdrawSubmission', reason: 'Gửi nhầm' }),
        report,
      ]);
    case 'underReview':
      if (retiring) return accept;
      return random.pick([
        reviewer({ type: 'ReturnSubmission', reasonCode: 'sai', reason: 'Chưa đúng mẫu' }),
        reviewer({ type: 'ReturnSubmission', reasonCode: 'thieu', reason: 'Còn thiếu', resubmitBy: '2027-06-30' }),
        report,
      ]);
    case 'accepted':
      return reviewer({ type: 'CloseAssignment', outcome: 'achieved' });
    default:
      if (!acknowledged && random.chance(0.4)) return officer({ type: 'Acknowledge' });
      return retiring || random.chance(0.5) ? submit : report;
  }
}

/** What must be turned away: by the rules (stored for ever) or at the door. */
function wrong(random: Random): Ask {
  return random.pick<Ask>([
    { as: 'officerVp', body: { type: 'SubmitEvidence' } },
    { as: 'officerVp', body: { type: 'ReportProgress', note: 'Bản cũ', expectedVersion: 0 } },
    { as: 'coordinator', body: { type: 'ReturnSubmission', reasonCode: 'x', reason: 'x', resubmitBy: '2020-01-01' } },
    { as: 'coordinator', body: { type: 'CloseAssignment', outcome: 'notAchieved' } },
    { as: 'officerVp', body: { type: 'ReportProgress', note: 'Phần nào?', partId: 'không có' } },
    {
      as: 'officerKt',
      body: { type: 'ReportProgress', note: 'Việc của đơn vị khác' },
      turnedAwayWith: 'foreign-unit',
    },
    { as: 'auditor', body: { type: 'Acknowledge' }, turnedAwayWith: 'not-permitted' },
    { as: 'officerVp', body: { type: 'NoSuchCommand' }, turnedAwayWith: 'unknown-command' },
  ]);
}

export interface WardLife {
  readonly assignments: Map<string, KnownAssignment>;
  /** Commands that have ended since the start. */
  readonly ended: number;
  /** Everybody acts, by these draws, until it is time to rest. */
  go(random: Random): void;
  /** Returns when everybody has the answer to what they had asked. */
  rest(): Promise<void>;
}

export function createWardLife(client: Client): WardLife {
  const assignments = new Map<string, KnownAssignment>();
  let ended = 0;
  let going = false;
  let walking: Promise<void>[] = [];

  const learn = (assignment: KnownAssignment, { body }: Ask, end: End) => {
    if (end.what === 'refused') {
      if (end.code === 'assignment-closed') assignments.delete(assignment.id);
      if (end.code === 'already-acknowledged') assignment.acknowledged = true;
      return;
    }
    if (body.type === 'Acknowledge') assignment.acknowledged = true;
    assignment.status = end.status;
    if (end.status === 'closed') assignments.delete(assignment.id);
  };

  const walk = async (random: Random) => {
    while (going) {
      const known = [...assignments.values()];
      if (known.length > 0) {
        const assignment = random.pick(known);
        const ask = random.chance(WRONG) ? wrong(random) : fitting(assignment, random);
        const target = { kind: 'assignment', id: assignment.id } as const;
        learn(assignment, ask, await client.send({ ...ask, target, respondAsync: random.chance(RESPOND_ASYNC) }));
        ended++;
      }
      await sleep(THINKING_MS);
    }
  };

  return {
    assignments,
    get ended() {
      return ended;
    },
    go(random) {
      if (going) return;
      going = true;
      walking = Array.from({ length: AT_ONCE }, () => walk(random));
    },
    async rest() {
      going = false;
      await Promise.all(walking);
    },
  };
}
