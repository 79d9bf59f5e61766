// The plans of a drill: drafted, launched while processes die, and finished when there are too many.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from '../../../db/pool.ts';
import type { Deadline } from '../../../domain/deadline.ts';
import { dateOf, type Instant, instant, ms } from '../../../domain/instant.ts';
import { dueOn } from '../../support/ward.ts';
import { recordNow } from './check-time.ts';
import { type Finding, finding } from './findings.ts';
import type { Random } from './seeded.ts';
import type { WardAtWork } from './ward-at-work.ts';
import type { WardLife } from './ward-life.ts';

const LIVE_PLANS = 3;
const ROWS = 12;
/** After it nobody waits for a launch any more; by then it has long been a finding. */
const LAUNCHED_MS = 120_000;

export interface Plans {
  draft(random: Random): Promise<string>;
  /** Returns when the ward works on all its assignments. */
  launch(planId: string): Promise<void>;
  /** Returns when no launch is under way. */
  settled(): Promise<void>;
  /** Launches since the last look that were not accepted, or not complete in time. */
  look(): Finding[];
  /** Of too many plans the oldest are to be finished. */
  retire(): void;
}

export function createPlans({ pool, client, draft }: WardAtWork, life: WardLife): Plans {
  const launched: string[] = [];
  let underWay: Promise<void> = Promise.resolve();
  let findings: Finding[] = [];

  const launch = async (planId: string) => {
    const body = { type: 'LaunchPlan', acknowledgePastDue: true };
    const end = await client.send({ as: 'coordinator', target: { kind: 'plan', id: planId }, body });
    if (end.what === 'refused') {
      findings.push(finding('launch-refused', `${planId}: ${end.code}`));
      return;
    }
    launched.push(planId);
    const begun = new Set<string>();
    for (const until = Date.now() + LAUNCHED_MS; begun.size < ROWS; await sleep(100)) {
      for (const id of await idsOf(pool, planId).catch(() => [])) {
        if (begun.has(id)) continue;
        begun.add(id);
        life.assignments.set(id, { id, planId, status: 'assigned', acknowledged: false, retiring: false });
      }
      if (Date.now() < until) continue;
      findings.push(finding('too-slow', `${planId}: ${begun.size} of ${ROWS} assignments have begun`));
      return;
    }
  };
  return {
    draft: async (random) => draft(2027, deadlines(random, await recordNow(pool))),
    launch(planId) {
      underWay = launch(planId);
      return underWay;
    },
    settled: () => underWay,
    look() {
      const found = findings;
      findings = [];
      return found;
    },
    retire() {
      const old = new Set(launched.slice(0, -LIVE_PLANS));
      for (const assignment of life.assignments.values()) if (old.has(assignment.planId)) assignment.retiring = true;
    },
  };
}

async function idsOf(pool: Pool, planId: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>('select assignment_id as id from assignments where plan_id = $1', [
    planId,
  ]);
  return rows.map(({ id }) => id);
}

/** A third far away, a third with a reminder on the first morning, a third within minutes: these fall due while processes die. */
function deadlines(random: Random, now: Instant): Deadline[] {
  return Array.from({ length: ROWS }, (_, row): Deadline => {
    if (row % 3 === 0) return dueOn('2027-12-31');
    if (row % 3 === 1) return dueOn('2027-03-04');
    const due = instant(ms(now) + random.between(1, 4) * 60_000);
    const time = new Date(ms(due) + 7 * 3_600_000).toISOString().slice(11, 16);
    return { kind: 'fixed', date: dateOf(due), bound: 'onOrBefore', time };
  });
}
