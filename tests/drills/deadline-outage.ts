// Engine and worker are away while reminders come, deadlines pass and people act: when they are back, every reminder and
// every missed deadline is there once, at its own instant, in order; whoever acted in time was in time.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { workflowIdOf } from '../../activities/stream-workflow.ts';
import type { Alarm } from '../../domain/assignment/alarms.ts';
import { addDays, dateOf, endOfDay, type Instant, instant, ms } from '../../domain/instant.ts';
import { startTestTemporal } from '../../local/servers-for-tests.ts';
import type { Outcome } from '../../record/inbox.ts';
import { findInboxRow } from '../../record/inbox.ts';
import { readStream, type StoredEvent } from '../../record/read-stream.ts';
import { replayStream } from '../../record/replay.ts';
import { assignmentStream, planStream } from '../../record/streams.ts';
import { command, eventually } from '../support/commands.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { fastForward, setClock } from '../support/time-travel.ts';
import { createPeople, dueOn, enterWard, planReading, remindersOnly, said, send } from '../support/ward.ts';
import { chanceFor } from './harness/chance.ts';
import { remindersIn } from './harness/check-time.ts';
import type { Random } from './harness/seeded.ts';
import { type Step, whatTimeBrings } from './what-time-brings.ts';

export interface OutageSize {
  readonly assignments: number;
  readonly outages: number;
}

const at = (text: string): Instant => instant(Date.parse(`${text}+07:00`));
const START = at('2027-11-01T09:00:00');
const DUE = at('2027-12-01T00:00:00');
/** One outage lasts over the due, and over the ten days before it. */
const DAYS_BEFORE_DUE = at('2027-11-20T00:00:00');
const LAST_ACT = at('2027-12-15T00:00:00');
const END = at('2028-01-20T00:00:00');

/** What somebody does with an assignment, and when he means to; the record says when it really came in. */
interface Act {
  readonly type: 'SubmitEvidence' | 'ReturnSubmission' | 'AcceptSubmission';
  readonly planned: Instant;
  readonly resubmitBy?: ReturnType<typeof dateOf>;
}

export function drillDeadlineOutage({ assignments, outages }: OutageSize): void {
  const people = createPeople();
  let folder: string;
  let server: Awaited<ReturnType<typeof startTestTemporal>>;
  let system: TestSystem;
  const startServer = (port?: number) => startTestTemporal(folder, port, join(folder, 'temporal.db'));

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tiendo-outage-'));
    server = await startServer();
    system = await startSystem({ temporalAddress: server.address });
  });
  afterAll(async () => {
    await system.stop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function launch(): Promise<string[]> {
    await setClock(system.db.owner, START);
    const dues = Array.from({ length: assignments }, () => dueOn(dateOf(instant(ms(DUE) - 1))));
    const planId = await enterWard(system.db.app, people, planReading(2027, dues));
    await command(system, planStream(planId), people.coordinator, remindersOnly);
    await command(system, planStream(planId), people.coordinator, { type: 'LaunchPlan' });
    return eventually(async () => {
      const { rows } = await system.db.app.query<{ id: string }>(
        'select assignment_id as id from assignments join plans using (plan_id) where pending_launches = 0 order by 1',
      );
      return rows.length === assignments && rows.map(({ id }) => assignmentStream(id));
    });
  }

  /** Everything decided, and nothing past its hour. */
  const isAtRest = async () => {
    const { rows } = await system.db.app.query<{ waiting: number; late: number }>(
      `select (select count(*) from inbox where outcome is null) as waiting,
         (select count(*) from streams where open and kind = 'assignment' and wake_at <= tiendo_now()) as late`,
    );
    return rows[0]?.waiting === 0 && rows[0]?.late === 0;
  };

  test(`${assignments} assignments, ${outages} outages`, async () => {
    const random = chanceFor('outage');
    const streams = await launch();
    const scripts: { stream: string; reminders: Instant[]; acts: Act[]; sent: string[] }[] = [];
    for (const stream of streams) {
      const reminders = await remindersOf(stream);
      scripts.push({ stream, reminders, acts: scriptOf(random, [...reminders, DUE]), sent: [] });
    }
    const cut = () => (random.chance(0.5) ? between(random, START, DAYS_BEFORE_DUE) : between(random, DUE, LAST_ACT));
    const ends = [...Array.from({ length: outages - 1 }, cut), END].sort();
    let now = START;
    for (const end of ends) {
      await system.stopWorker();
      const { port } = server;
      server.kill();
      await server.exited;
      const due = scripts
        .flatMap((script) => script.acts.map((act) => ({ script, act })))
        .filter(({ act }) => act.planned > now && act.planned <= end)
        .sort((a, b) => ms(a.act.planned) - ms(b.act.planned));
      for (const { script, act } of due) {
        await setClock(system.db.owner, act.planned);
        const { type, resubmitBy } = act;
        const by = type === 'SubmitEvidence' ? people.officerVp : people.coordinator;
        script.sent.push(
          await send(system.db.app, script.stream, by, { type, ...bodies[type], ...(resubmitBy && { resubmitBy }) }),
        );
      }
      await setClock(system.db.owner, end);
      server = await startServer(port);
      await system.startWorker();
      await fastForward(system.client, streams.map(workflowIdOf), ms(end) - ms(now));
      await eventually(isAtRest);
      now = end;
    }

    let submissions = 0;
    let decidedAfterTheDue = 0;
    let byTime = 0;
    for (const { stream, reminders, acts, sent } of scripts) {
      const events = await readStream(system.db.app, stream);
      const received = await Promise.all(sent.map((id) => receivedAt(id)));
      const expected = whatTimeBrings({ from: START, reminders, lateFrom: DUE }, happened(acts, received, events), END);
      const found = events.filter(({ actor, version }) => actor.role === 'system' && version > 1);
      expect(found.map(({ type, at: when }) => ({ type, at: when }))).toEqual(expected.byTime);
      const submitted = events.filter(({ type }) => type === 'EvidenceSubmitted');
      expect(submitted.map(({ data }) => (data as { late: boolean }).late)).toEqual(
        expected.submissions.map(({ late }) => late),
      );
      expect(await replayStream(system.db.app, stream)).toMatchObject({ equal: true });
      byTime += found.length;
      submissions += submitted.length;
      const handedIn = received.filter((when, index) => acts[index]?.type === 'SubmitEvidence' && when < DUE);
      decidedAfterTheDue += handedIn.filter((when) => (ends.find((end) => end >= when) ?? END) > DUE).length;
    }
    console.log(
      `outages until ${ends}: ${byTime} events of time, ${submissions} submissions, ` +
        `${decidedAfterTheDue} handed in before the due and decided after it`,
    );
    expect(byTime).toBeGreaterThan(assignments);
    expect(decidedAfterTheDue).toBeGreaterThan(0);
  });

  async function remindersOf(stream: string): Promise<Instant[]> {
    const [assigned] = await readStream(system.db.app, stream);
    const { parts } = (assigned?.data ?? {}) as { parts?: { alarms: { at: Instant }[]; lateFrom: Instant }[] };
    const [whole] = parts ?? [];
    expect(whole?.lateFrom).toBe(DUE);
    return (whole?.alarms ?? []).map((alarm) => alarm.at).sort();
  }

  async function receivedAt(commandId: string): Promise<Instant> {
    const row = await findInboxRow(system.db.app, commandId);
    const outcome: Outcome | null = row?.outcome ?? null;
    expect(outcome).toHaveProperty('accepted');
    return instant(row?.receivedAt.getTime() ?? 0);
  }
}

const bodies = {
  SubmitEvidence: { links: ['https://phuong.example/bao-cao'] },
  ReturnSubmission: { reasonCode: 'thieu', reason: said('thiếu chữ ký') },
  AcceptSubmission: {},
} as const;

/** What was planned, at the moments at which the record received it; each return with the reminders that it has planned. */
function happened(acts: readonly Act[], received: readonly Instant[], events: readonly StoredEvent[]): Step[] {
  const returns = events.filter(({ type }) => type === 'SubmissionReturned').map(({ data }) => data);
  return acts.flatMap(({ type, planned, resubmitBy }, index): Step[] => {
    const at = received[index] ?? planned;
    if (type === 'SubmitEvidence') return [{ type: 'EvidenceSubmitted', at, receivedAt: at }];
    if (type === 'ReturnSubmission' && resubmitBy) {
      const { alarms } = (returns.shift() ?? {}) as { alarms?: Alarm[] };
      return [{ type: 'SubmissionReturned', at, resubmitUntil: endOfDay(resubmitBy), ...remindersIn(alarms) }];
    }
    return [];
  });
}

const between = (random: Random, from: Instant, to: Instant): Instant => instant(random.between(ms(from), ms(to)));

/** A life of submissions, returns and perhaps an acceptance; half of all acts fall close to an instant that matters. */
function scriptOf(random: Random, instants: readonly Instant[]): Act[] {
  const acts: Act[] = [];
  const matter = [...instants];
  let last = instant(ms(START) + 60_000);
  const next = (): Instant | null => {
    const close = matter.filter((moment) => ms(moment) > ms(last) + 60_000);
    const moment = close.length > 0 && random.chance(0.5) ? random.pick(close) : between(random, last, LAST_ACT);
    const planned = instant(ms(moment) + (close.includes(moment) ? random.between(-30, 5) : 0));
    last = instant(ms(planned) + 60_000);
    return last < LAST_ACT ? planned : null;
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
