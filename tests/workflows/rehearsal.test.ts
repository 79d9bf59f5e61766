// The rehearsal on the real servers: the same scripts play the same year through the api, PostgreSQL and Temporal, every
// reminder and every deadline by its own timer, and the record holds exactly what the rules alone had said.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AssignmentEvent } from '../../domain/assignment/events.ts';
import type { Assignment } from '../../domain/assignment/state.ts';
import { shippedCalendar } from '../../domain/calendar-vn.ts';
import { type Instant, instant, ms } from '../../domain/instant.ts';
import { nextMove } from '../../domain/rehearsal/rehearse.ts';
import { type PlanRehearsal, rehearsePlan } from '../../domain/rehearsal/rehearse-plan.ts';
import type { Step, Ward } from '../../domain/rehearsal/script.ts';
import type { Actor, Recorded } from '../../domain/rules.ts';
import { readState } from '../../record/read-state.ts';
import { asRecorded, readStream } from '../../record/read-stream.ts';
import { assignmentStream, planStream } from '../../record/streams.ts';
import { launch, type RunningApi, startApi } from '../api/running-api.ts';
import { audited } from '../support/audited.ts';
import { eventually } from '../support/commands.ts';
import { type InStep, keepInStep } from '../support/in-step.ts';
import { MTTQ, rehearsalPeople, rehearsalReading } from '../support/rehearsal-plan.ts';
import { at } from '../support/specification.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { setClock } from '../support/time-travel.ts';
import { units } from '../support/ward.ts';

const people = rehearsalPeople();
const reading = rehearsalReading();
const LAUNCH_DAY = at('2026-01-05T09:00:00');
/** What comes by itself within a day comes in one go, each from its own timer; what people do at one moment as well. */
const DAY_MS = 86_400_000;

/** An assignment on the servers, and where its script is. */
interface Played {
  readonly id: string;
  readonly ward: Ward;
  readonly state: Assignment;
  readonly now: Instant;
}

let system: TestSystem;
let api: RunningApi;
let inStep: InStep;
let rehearsal: PlanRehearsal;
let ids: Map<string, string>;

const nameOf = ({ rowId, unitId }: { rowId: string; unitId: string }) => `${rowId} ${unitId}`;

beforeAll(async () => {
  system = await startSystem();
  await setClock(system.db.owner, LAUNCH_DAY);
  api = await startApi(system, { people, reading, moreUnits: [MTTQ] });
  await launch(api);
  const { rows } = await system.db.app.query<{ id: string; rowId: string; unitId: string; assignedAt: Date }>(
    `select assignment_id as id, row_id as "rowId", unit_id as "unitId", at as "assignedAt"
     from assignments join events on stream = 'assignment-' || assignment_id where events.version = 1`,
  );
  ids = new Map(rows.map((row) => [nameOf(row), row.id]));
  const launchedAt = instant(rows[0]?.assignedAt.getTime() ?? 0);
  inStep = keepInStep(system, launchedAt);
  rehearsal = rehearsePlan(reading, {
    directory: { units: Object.fromEntries([...units, MTTQ].map((unit) => [unit.unitId, unit])), people: {} },
    calendar: shippedCalendar,
    launchedAt,
    behaviourOf: { KTHTDT: 'diligent', VHXH: 'late', VP: 'silent', MTTQ: 'silent' },
  });
});
afterAll(async () => {
  await api.stop();
  await system.stop();
});

const streamOf = ({ id }: Played) => assignmentStream(id);
const stateOf = (id: string) => readState<Assignment>(system.db.app, assignmentStream(id));

/** Until nobody does anything any more and nothing comes by itself. */
async function play(): Promise<void> {
  let playing: Played[] = await Promise.all(
    rehearsal.assignments.map(async (assignment) => {
      const id = ids.get(nameOf(assignment)) ?? '';
      return { id, ward: assignment.ward, state: await stateOf(id), now: rehearsal.launchedAt };
    }),
  );
  for (;;) {
    const moves = playing.flatMap((played) => {
      const move = nextMove(played.state, played.now, played.ward);
      return move ? [{ played, move, at: move.what === 'time' ? move.at : move.step.at }] : [];
    });
    const [first] = moves.sort((a, b) => ms(a.at) - ms(b.at) || (a.move.what === 'time' ? -1 : 1));
    if (!first) return;
    const step = moves.find(({ move }) => move.what === 'step');
    const isStep = step === first;
    const until = isStep ? first.at : instant(Math.min(ms(first.at) + DAY_MS, ms(step?.at ?? rehearsal.until)));
    const due = moves.filter(({ move, at: when }) => (move.what === 'step') === isStep && ms(when) <= ms(until));
    const streams = due.map(({ played }) => streamOf(played));
    if (isStep) await inStep.goTo(streams, until);
    else await inStep.wakeUp(streams, until);
    const gone = await Promise.all(
      due.map(async ({ played, move }) => {
        if (move.what === 'step') await act(played, move.step);
        const last = (await readStream(system.db.app, streamOf(played))).at(-1);
        const now = move.what === 'step' ? move.step.at : (last?.at ?? played.now);
        return { ...played, now, state: await stateOf(played.id) };
      }),
    );
    playing = playing.map((played) => gone.find(({ id }) => id === played.id) ?? played);
  }
}

const speakers: Readonly<Record<string, Actor>> = {
  VP: people.headVp,
  KTHTDT: people.headKt,
  VHXH: people.headVhxh,
  MTTQ: people.headMttq,
};

async function act(played: Played, { who, command, at: moment }: Step): Promise<void> {
  const by = typeof who === 'string' ? people[who] : speakers[who.unitId];
  if (!by) throw new Error(`nobody speaks for ${JSON.stringify(who)}`);
  const body = JSON.parse(JSON.stringify(command, (_, value) => (value?.textId ? 'Như đã bàn' : value)));
  const answer = await api.ask(played.id, body, { as: by });
  const outcome = await eventually(async () => {
    const { location, ...decided } = answer.json();
    if (!location) return decided;
    const later = (await api.call('GET', location, { as: by })).json();
    return later.location ? null : later;
  });
  expect(outcome, `${command.type} at ${moment}`).toHaveProperty('events');
}

/** Without ids and words; a command came in within the minute for which it was meant. */
const told = ({ version, type, data, at: when, actor, receivedAt }: Recorded<AssignmentEvent>) => ({
  version,
  type,
  at: receivedAt ? when.slice(0, 16) : when,
  actor: `${actor.role} ${actor.unitId}`,
  data: JSON.parse(JSON.stringify(data, (key, value) => (value?.textId ? 'words' : key === 'planId' ? 'plan' : value))),
});

describe('a year on the servers', () => {
  test('has every kind of deadline, for at least twenty assignments', () => {
    const kinds = rehearsal.assignments.flatMap(({ state }) => state.parts.map(({ deadline }) => deadline.kind));
    const wanted = ['fixed', 'period', 'range', 'continuous', 'recurring', 'externalTrigger', 'relative'];
    expect([...new Set(kinds)].sort()).toEqual([...wanted].sort());
    expect(rehearsal.assignments.length).toBeGreaterThanOrEqual(20);
    expect([...ids.keys()].sort()).toEqual(rehearsal.assignments.map(nameOf).sort());
    expect(rehearsal.notLaunched).toEqual([]);
    expect(rehearsal.assignments.flatMap(({ refused }) => refused)).toEqual([]);
  });

  test('is the rehearsed year, event by event', { timeout: 900_000 }, async () => {
    await play();
    for (const assignment of rehearsal.assignments) {
      const stored = await readStream(system.db.app, assignmentStream(ids.get(nameOf(assignment)) ?? ''));
      const found = asRecorded<AssignmentEvent>(stored).map(told);
      expect(found, nameOf(assignment)).toEqual(assignment.events.map(told));
    }
    const events = rehearsal.assignments.reduce((sum, { events: own }) => sum + own.length, 0);
    console.log(`${events} events of ${rehearsal.assignments.length} assignments`);
    const streams = [planStream(api.planId), ...[...ids.values()].map(assignmentStream)];
    await inStep.wakeUp(streams, rehearsal.until); // the audit compares their timers with the record
    expect((await audited(system, 'all', 10_000)).differences).toEqual([]);
  });
});
