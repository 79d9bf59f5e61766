// For any life of an assignment, however its commands fall into turns, and however late they are found.
import fc from 'fast-check';
import { test } from 'vitest';
import type { AssignmentEvent } from '../../../domain/assignment/events.ts';
import { instant, ms } from '../../../domain/instant.ts';
import type { Recorded } from '../../../domain/rules.ts';
import { expectFormats, expectSame, expectSound } from './invariants.ts';
import { ask, begin, endOf, type Life, liveThrough, wait } from './live.ts';
import { intents, specs } from './random-life.ts';

/** Where a turn ends after a command: `now` of that turn, in thousandths of the time until the next command. */
const turnEnds = fc.array(fc.option(fc.nat({ max: 1_000 })), { minLength: 30, maxLength: 30 });
/** How many commands are found together, only after the last of them and so much more time. */
const delays = fc.array(
  fc.record({ together: fc.integer({ min: 1, max: 4 }), minutes: fc.integer({ min: 0, max: 4_320 }) }),
  { minLength: 30, maxLength: 30 },
);

/** A slice takes seconds, longer on a busy machine: a test process that does not answer for minutes is taken for dead. */
const SLICE = 1_000;

/** Every slice has a seed of its own, counted from the seed of the run. */
export function testLives(numRuns: number): void {
  const first = fc.readConfigureGlobal().seed ?? 0;
  const seeds = Array.from({ length: Math.ceil(numRuns / SLICE) }, (_, slice) => first + slice);
  const name = `${SLICE} of ${numRuns} random lives hold what every life holds, seed %i`;
  test.each(seeds)(name, { timeout: 900_000 }, (seed) => checkLives(SLICE, seed));
}

/** Says which seed and which life when it fails. */
const checkLives = (numRuns: number, seed: number): void =>
  fc.assert(
    fc.property(specs, intents, turnEnds, delays, (spec, wanted, ends, found) => {
      const life = liveThrough(spec, wanted);
      expectSound(life);
      if (ends[0] === null) expectFormats(life); // a sixth of them: schemas take longer than lives
      expectSame(inTurns(spec, life, ends).events, life.events);
      const late = foundLate(spec, life, found);
      expectSound(late);
      expectSame(late.answers.map(answerOf), life.answers.map(answerOf));
      expectSame(byPeople(late.events), byPeople(life.events));
    }),
    { numRuns, seed },
  );

type Spec = Parameters<typeof begin>[0];

/** The same commands, some turns ending in between. */
function inTurns(spec: Spec, { answers }: Life, ends: readonly (number | null)[]): Life {
  let life = begin(spec);
  answers.forEach((asked, index) => {
    life = ask(life, asked);
    const next = answers[index + 1];
    const share = ends[index] ?? null;
    if (next && share !== null)
      life = wait(life, instant(ms(asked.at) + ((ms(next.at) - ms(asked.at)) * share) / 1_000));
  });
  return wait(life, endOf(answers.at(-1)?.at ?? life.folded.lastAt ?? instant(0)));
}

/** The same commands, found only when time has gone on. */
function foundLate(spec: Spec, { answers }: Life, found: readonly { together: number; minutes: number }[]): Life {
  let life = begin(spec);
  let from = 0;
  for (const { together, minutes } of found) {
    const batch = answers.slice(from, from + together);
    const last = batch.at(-1);
    if (!last) break;
    life = batch.reduce(ask, wait(life, instant(ms(last.at) + minutes * 60_000)));
    from += together;
  }
  return wait(life, endOf(answers.at(-1)?.at ?? instant(0)));
}

const answerOf = ({ command, decision }: Life['answers'][number]) => [
  command.type,
  'refusal' in decision ? decision.refusal : 'accepted',
];

/** What people did, without what depends on how much time had said before. */
const byPeople = (events: readonly Recorded<AssignmentEvent>[]) =>
  events
    .filter(({ commandId, type }) => commandId !== null && type !== 'DeadlineMissWithdrawn')
    .map(({ type, data, receivedAt }) => ({ type, receivedAt, data: withoutAlarms(type, data) }));

/** Alarms that have come already are not planned anew when the clock goes on. */
const withoutAlarms = (type: string, data: object) =>
  type === 'AssignmentResumed' ? JSON.stringify(data, (key, value) => (key === 'alarms' ? undefined : value)) : data;
