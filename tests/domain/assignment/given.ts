// given(what was asked before).when(a command).then(events) | refused(code): every step goes through the rules themselves.
import { expect } from 'vitest';
import type { AssignmentSpec, FrozenPolicy, PartSpec } from '../../../domain/assignment/events.ts';
import { type Assignment, isAssigned, type Part } from '../../../domain/assignment/state.ts';
import type { TransitionCommand } from '../../../domain/assignment/transitions.ts';
import { type Instant, instant, ms, type PlainDate } from '../../../domain/instant.ts';
import type { RefusalCode } from '../../../domain/refusals.ts';
import type { Actor } from '../../../domain/rules.ts';
import { assigned, chair, coordinator, link, note, officer, spec } from '../../support/assignment-history.ts';
import { ask, begin, type Command, type Life, wait } from './live.ts';

export interface Step {
  readonly command: Command;
  readonly by: Actor;
  /** When it was received; else one minute after what came before. */
  readonly at: Instant | null;
}

export const step = (by: Actor, type: TransitionCommand, body: object = {}, at: Instant | null = null): Step => ({
  command: { type, ...body } as Command,
  by,
  at,
});

const soon = ({ folded }: Life): Instant => instant(ms(folded.lastAt ?? assigned.at) + 60_000);

export const live = (life: Life, { command, by, at }: Step): Life => ask(life, { command, by, at: at ?? soon(life) });

/** What differs from the assignment of tests/support/assignment-history.ts: led by VP, due on 31/03/2026, reviewed by VHXH. */
export interface Frozen extends Partial<Omit<AssignmentSpec, 'parts' | 'policy'>> {
  readonly policy?: Partial<FrozenPolicy>;
  readonly part?: Partial<PartSpec>;
  readonly parts?: PartSpec[];
}

export const part = (change: Partial<PartSpec>): PartSpec => {
  const [whole] = spec.parts;
  if (!whole) throw new Error('an assignment has parts');
  return { ...whole, ...change };
};

const specWith = ({ policy, part: change = {}, parts, ...rest }: Frozen): AssignmentSpec => ({
  ...spec,
  ...rest,
  policy: { ...spec.policy, ...policy },
  parts: parts ?? [part(change)],
});

/** Every given step must be accepted: a story that cannot have happened proves nothing. */
export function given(frozen: Frozen, ...steps: readonly Step[]) {
  const life = steps.reduce(
    (done, each) => {
      const next = live(done, each);
      const answer = next.answers.at(-1)?.decision;
      if (answer && 'refusal' in answer) throw new Error(`${each.command.type} was refused: ${answer.refusal.code}`);
      return next;
    },
    begin(specWith(frozen)),
  );
  return {
    ...stateOf(life),
    events: life.events,
    when(asked: Step) {
      const after = live(life, asked);
      const decision = after.answers.at(-1)?.decision;
      return {
        ...stateOf(after),
        /** What this command alone has added. */
        events: after.events.slice(wait(life, asked.at ?? soon(life)).events.length),
        // biome-ignore lint/suspicious/noThenProperty: given, when, then is how rules are read; nobody awaits this.
        then: (...events: object[]) => expect(decision).toMatchObject({ events }),
        refused: (code: RefusalCode) => expect(decision).toMatchObject({ refusal: { code } }),
      };
    },
    /** What time alone adds until then. */
    until: (moment: Instant) => wait(life, moment).events.slice(life.events.length),
    stateAt: (moment: Instant) => stateOf(wait(life, moment)).state,
  };
}

function stateOf({ folded: { state } }: Life): { readonly state: Assignment; readonly part: Part } {
  if (!isAssigned(state)) throw new Error('nothing was assigned');
  const [first] = state.parts;
  if (!first) throw new Error('an assignment has parts');
  return { state, part: first };
}

export const day = (text: string): PlainDate => text as PlainDate;
export const paper = { basis: { documentNumber: '9/TB-UBND', documentDate: day('2026-03-02') } };
export const behalf = (unitId?: string) => ({
  ...paper,
  onBehalfOf: { post: 'theo văn bản', ...(unitId && { unitId }) },
});

export const head: Actor = { ...officer, head: true };
export const submit = (at: Instant | null = null, by = officer) => step(by, 'SubmitEvidence', { links: link }, at);
export const accept = (result = 'achieved', at: Instant | null = null) =>
  step(coordinator, 'AcceptSubmission', { result }, at);
export const giveBack = (at: Instant | null = null, body: object = {}) =>
  step(coordinator, 'ReturnSubmission', { reasonCode: 'thieu', reason: note, ...body }, at);
export const close = (outcome = 'achieved', by = coordinator) => step(by, 'CloseAssignment', { outcome });
export const suspend = (at: Instant | null = null, body: object = {}) =>
  step(chair, 'SuspendAssignment', { reason: note, ...body }, at);
export const resume = (at: Instant | null = null) => step(coordinator, 'ResumeAssignment', {}, at);
export const askExtension = (dueDate: string, at: Instant | null = null) =>
  step(officer, 'RequestExtension', { dueDate, reason: note }, at);
export const grant = (dueDate: string | null = null, at: Instant | null = null) =>
  step(chair, 'DecideExtension', { granted: true, reason: note, ...(dueDate && { dueDate }) }, at);
