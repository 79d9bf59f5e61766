// Random lives on the real servers: what people want, asked over HTTP by people who are signed in, decided in PostgreSQL, time
// brought by Temporal's timers or found afterwards. The record must hold what the rules alone say of the same commands at the
// same instants.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorkflows } from '../../activities/start-workflows.ts';
import type { AssignmentEvent, AssignmentSpec } from '../../domain/assignment/events.ts';
import { type Instant, instant, ms } from '../../domain/instant.ts';
import type { Actor, Recorded } from '../../domain/rules.ts';
import { assignBatch } from '../../record/assign.ts';
import { identifyAssignment } from '../../record/identify-assignment.ts';
import type { Outcome } from '../../record/inbox.ts';
import { asRecorded, readStream } from '../../record/read-stream.ts';
import { replayStream } from '../../record/replay.ts';
import { assignmentStream } from '../../record/streams.ts';
import { type RunningApi, startApi } from '../api/running-api.ts';
import { ask, begin, type Command, endOf, type Life, liveThrough, wait } from '../domain/assignment/live.ts';
import { type Intent, intents, specs, units } from '../domain/assignment/random-life.ts';
import { chanceFor } from '../drills/harness/chance.ts';
import { assigned } from '../support/assignment-history.ts';
import { recordNow } from '../support/begun.ts';
import { eventually } from '../support/commands.ts';
import { type InStep, keepInStep } from '../support/in-step.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { setClock } from '../support/time-travel.ts';
import { actor, createPeople, unit } from '../support/ward.ts';

/** The one whom the lives name as officer in charge. */
const OFFICER = '00000000-0000-4000-8000-00000000000a';
const usual = createPeople();
const people = {
  ...usual,
  coordinator: { ...usual.coordinator, head: true },
  officerVp: { ...usual.officerVp, personId: OFFICER },
  ...Object.fromEntries(
    units.flatMap((unitId) => [
      [`officer of ${unitId}`, actor('unit', unitId, `Cán bộ ${unitId}`)],
      [`head of ${unitId}`, actor('unit', unitId, `Trưởng ${unitId}`, true)],
    ]),
  ),
};

/** The account of whoever acts in the model: the same role, of the same unit, as its head or not. */
function accountOf({ role, unitId, head }: Actor): Actor {
  const alike = Object.values(people).filter((each) => each.role === role && each.unitId === unitId);
  const found = alike.find((each) => each.head === head) ?? alike[0];
  if (!found) throw new Error(`nobody is ${role} of ${unitId}`);
  return found;
}

interface OnServers {
  readonly stream: string;
  readonly id: string;
  readonly spec: AssignmentSpec;
  /** What will be asked, as the model planned it. */
  readonly planned: Life;
}

export function testLivesOnServers(count: number): void {
  let system: TestSystem;
  let api: RunningApi;
  let inStep: InStep;
  const random = chanceFor('lives on servers');

  beforeAll(async () => {
    system = await startSystem();
    await setClock(system.db.owner, assigned.at);
    api = await startApi(system, { people, moreUnits: [unit('TTDV', 'publicService'), unit('MTTQ', 'outside')] });
    inStep = keepInStep(system, assigned.at);
  });
  afterAll(async () => {
    await api.stop();
    await system.stop();
  });

  async function beginLives(): Promise<OnServers[]> {
    const { seed } = fc.readConfigureGlobal();
    const drawn = fc.sample(fc.tuple(specs, intents), { numRuns: count, ...(seed !== undefined && { seed }) });
    const lives = drawn.map(([drawnSpec, wanted]: [AssignmentSpec, Intent[][]], index): OnServers => {
      const spec = { ...drawnSpec, planId: api.planId, rowId: `life-${String(index + 1).padStart(4, '0')}` };
      const id = identifyAssignment(spec.planId, spec.rowId, spec.unitId, spec.generation);
      return { id, stream: assignmentStream(id), spec, planned: liveThrough(spec, wanted) };
    });
    const batch = lives.map(({ id, spec }) => ({ assignmentId: id, spec }));
    for (let from = 0; from < batch.length; from += 10) {
      await assignBatch(system.db.app, batch.slice(from, from + 10), assigned.at);
    }
    const { client, taskQueue } = system;
    const streams = lives.map(({ stream }) => stream);
    await startWorkflows({ pool: system.db.app, client, taskQueue }, streams);
    return lives;
  }

  /** Everything that is asked, in the order of time; no stream is ever asked at an instant before the last. */
  async function playAll(lives: readonly OnServers[]): Promise<number> {
    const asked = lives
      .flatMap((life) => life.planned.answers.map((answer) => ({ life, answer })))
      .sort((a, b) => ms(a.answer.at) - ms(b.answer.at));
    const last = new Map<string, Instant>();
    let turnedAway = 0;
    for (const { life, answer } of asked) {
      const { stream } = life;
      const moment = instant(Math.max(ms(answer.at), ms(last.get(stream) ?? answer.at)));
      if (random.chance(0.3)) await inStep.wakeUp([stream], moment);
      await setClock(system.db.owner, moment);
      if (!(await isDecided(life, answer.command, accountOf(answer.by)))) {
        turnedAway += 1;
        expect(
          answer.decision,
          `${answer.command.type} of ${answer.by.role} ${answer.by.unitId} was turned away`,
        ).toHaveProperty('refusal');
      }
      last.set(stream, await recordNow(system.db.app));
    }
    await inStep.wakeUp(
      lives.map(({ stream }) => stream),
      END,
    );
    return turnedAway;
  }

  /** Whether it came as far as the rules; else the api has turned it away. */
  async function isDecided({ id, stream }: OnServers, command: Command, by: Actor): Promise<boolean> {
    const received = async () =>
      (await system.db.app.query('select 1 from inbox where stream = $1', [stream])).rowCount ?? 0;
    const before = await received();
    const body = JSON.parse(JSON.stringify(command, (_, value) => (value?.textId ? 'Như đã bàn' : value)));
    const headers = random.chance(0.2) ? { prefer: 'respond-async' } : {};
    const answer = await api.ask(id, body, { as: by, headers });
    const { location } = answer.json();
    if (location) await eventually(async () => !(await api.call('GET', location, { as: by })).json().location);
    return (await received()) > before;
  }

  /** The same commands at the instants of their receipt, through the rules alone. */
  async function livedAgain({ stream, spec }: OnServers): Promise<{ life: Life; outcomes: Outcome[] }> {
    const { rows } = await system.db.app.query<{ body: Command; by: Actor; receivedAt: Date; outcome: Outcome }>(
      `select body, actor as by, received_at as "receivedAt", outcome from inbox where stream = $1 order by seq`,
      [stream],
    );
    const life = rows.reduce(
      (before, { body, by, receivedAt }) => ask(before, { command: body, by, at: instant(receivedAt.getTime()) }),
      begin(spec),
    );
    return { life: wait(life, END), outcomes: rows.map(({ outcome }) => outcome) };
  }

  test(`${count} random lives are what the rules alone say`, { timeout: 4 * 3_600_000 }, async () => {
    const lives = await beginLives();
    const turnedAway = await playAll(lives);
    let accepted = 0;
    let refused = 0;
    let byTime = 0;
    for (const each of lives) {
      const stored = await readStream(system.db.app, each.stream);
      const { life, outcomes } = await livedAgain(each);
      expect(asRecorded<AssignmentEvent>(stored).map(told), each.spec.rowId).toEqual(life.events.map(told));
      expect(outcomes, each.spec.rowId).toEqual(life.answers.map(outcomeIn));
      expect(await replayStream(system.db.app, each.stream)).toMatchObject({ equal: true, differences: [] });
      const yes = outcomes.filter((outcome) => 'accepted' in outcome).length;
      accepted += yes;
      refused += outcomes.length - yes;
      byTime += stored.filter(({ commandId }) => commandId === null).length - 1;
    }
    console.log(`${accepted} accepted, ${refused} refused, ${turnedAway} turned away, ${byTime} events of time`);
    const asked = lives.reduce((sum, { planned }) => sum + planned.answers.length, 0);
    expect(accepted + refused + turnedAway).toBe(asked);
    expect(Math.min(accepted, refused, byTime)).toBeGreaterThan(count);
  });
}

/** Beyond the last command that is planned, and within the calendar. */
const END = endOf(instant(ms(assigned.at) + 25 * 20 * 86_400_000));

/** Without the names that only the servers give. */
const told = ({ version, type, data, at, receivedAt, actor: by }: Recorded<AssignmentEvent>) => ({
  version,
  type,
  at,
  receivedAt,
  by,
  data: JSON.parse(JSON.stringify(data, (key, value) => (key === 'assignmentId' ? 'child' : value))),
});

const outcomeIn = ({ decision, after }: Life['answers'][number]) =>
  'refusal' in decision
    ? { refused: decision.refusal }
    : {
        // Whom else it reached, the rules alone do not know.
        accepted: expect.objectContaining({
          version: expect.any(Number),
          status: after.status,
          events: decision.events.map(({ type }) => type),
        }),
      };
