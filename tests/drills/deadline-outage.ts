// Engine and worker are away while reminders come, deadlines pass, superiors are told and people act: when they are back, every
// reminder, every step of the ladder and every missed deadline is there once, at its own instant, in order; whoever acted in time was in time.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { workflowIdOf } from '../../activities/stream-workflow.ts';
import type { LadderStep } from '../../domain/assignment/alarms.ts';
import type { AssignmentSpec } from '../../domain/assignment/events.ts';
import { dateOf, type Instant, instant, ms } from '../../domain/instant.ts';
import { startTestTemporal } from '../../local/servers-for-tests.ts';
import type { Outcome } from '../../record/inbox.ts';
import { findInboxRow } from '../../record/inbox.ts';
import { readStream } from '../../record/read-stream.ts';
import { replayStream } from '../../record/replay.ts';
import { assignmentStream, planStream } from '../../record/streams.ts';
import { command, eventually } from '../support/commands.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { fastForward, setClock } from '../support/time-travel.ts';
import { createPeople, dueOn, enterWard, planReading, send } from '../support/ward.ts';
import { chanceFor } from './harness/chance.ts';
import { isOfTime } from './harness/check-time.ts';
import { type Act, between, bodies, happened, scriptOf } from './outage-script.ts';
import { bellsIn, whatTimeBrings } from './what-time-brings.ts';

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

type Bells = ReturnType<typeof bellsIn>;

/** Nobody acknowledges here; who is late is named to the coordinator, then to the Chair. */
const step = (stepId: string, workingDays: number, tell: LadderStep['tell']): LadderStep => ({
  stepId,
  unless: 'submitted',
  from: 'due',
  workingDays,
  tell,
  channel: 'list',
});
const ladder = [step('late-1', 1, 'coordinator'), step('late-3', 3, 'chair')];
const upToTheChair = { type: 'SetPlanPolicy', policy: { ladder, acknowledgeWorkingDays: 0 } };

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
    await command(system, planStream(planId), people.coordinator, upToTheChair);
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
    const scripts: { stream: string; spec: AssignmentSpec; bells: Bells; acts: Act[]; sent: string[] }[] = [];
    for (const stream of streams) {
      const spec = await specOf(stream);
      const bells = bellsIn(spec.parts[0]?.alarms ?? [], spec);
      const acts = scriptOf(random, [...bells.map((bell) => bell.at), DUE].sort(), { from: START, to: LAST_ACT });
      scripts.push({ stream, spec, bells, acts, sent: [] });
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
    let escalated = 0;
    for (const { stream, spec, bells, acts, sent } of scripts) {
      const events = await readStream(system.db.app, stream);
      const received = await Promise.all(sent.map((id) => receivedAt(id)));
      const steps = happened(acts, received, events, spec);
      const expected = whatTimeBrings({ from: START, bells, lateFrom: DUE }, steps, END);
      const found = events.filter(({ actor, version }) => actor.role === 'system' && version > 1);
      expect(found.every(isOfTime)).toBe(true);
      expect(found.map(({ type, at: when }) => ({ type, at: when }))).toEqual(expected.byTime);
      const submitted = events.filter(({ type }) => type === 'EvidenceSubmitted');
      expect(submitted.map(({ data }) => (data as { late: boolean }).late)).toEqual(
        expected.submissions.map(({ late }) => late),
      );
      expect(await replayStream(system.db.app, stream)).toMatchObject({ equal: true });
      byTime += found.length;
      escalated += found.filter(({ type }) => type === 'AssignmentEscalated').length;
      submissions += submitted.length;
      const handedIn = received.filter((when, index) => acts[index]?.type === 'SubmitEvidence' && when < DUE);
      decidedAfterTheDue += handedIn.filter((when) => (ends.find((end) => end >= when) ?? END) > DUE).length;
    }
    console.log(
      `outages until ${ends}: ${byTime} events of time (${escalated} told to superiors), ${submissions} submissions, ` +
        `${decidedAfterTheDue} handed in before the due and decided after it`,
    );
    expect(byTime).toBeGreaterThan(assignments);
    expect(escalated).toBeGreaterThan(0);
    expect(decidedAfterTheDue).toBeGreaterThan(0);
  });

  async function specOf(stream: string): Promise<AssignmentSpec> {
    const [assigned] = await readStream(system.db.app, stream);
    const spec = assigned?.data as AssignmentSpec;
    expect(spec.parts.map(({ lateFrom }) => lateFrom)).toEqual([DUE]);
    return spec;
  }

  async function receivedAt(commandId: string): Promise<Instant> {
    const row = await findInboxRow(system.db.app, commandId);
    const outcome: Outcome | null = row?.outcome ?? null;
    expect(outcome).toHaveProperty('accepted');
    return instant(row?.receivedAt.getTime() ?? 0);
  }
}
