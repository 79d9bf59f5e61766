// What every stream of the record has in common: events with a who and a when, a decision, a fold, the merge with time.
import { type Instant, later, ms } from './instant.ts';
import type { Refusal } from './refusals.ts';

export type Role = 'chair' | 'coordinator' | 'unit' | 'auditor' | 'admin' | 'system';

/** Who acted, as it was when the command was received. Name and post of an official acting in office stay in the history. */
export interface Actor {
  readonly personId: string | null;
  readonly name: string;
  readonly post: string;
  readonly role: Role;
  readonly unitId: string | null;
  /** Head of the unit at that time. */
  readonly head: boolean;
}

/** tiendo itself: timers, launches, the archive. */
export const system: Actor = {
  personId: null,
  name: 'tiendo',
  post: 'hệ thống',
  role: 'system',
  unitId: null,
  head: false,
};

export interface DomainEvent {
  readonly type: string;
  readonly data: object;
}

/** An event with its place in the stream. `at` never runs backwards; `receivedAt` is when the command came in. */
export type Recorded<E extends DomainEvent> = E & {
  readonly version: number;
  readonly at: Instant;
  readonly receivedAt: Instant | null;
  readonly actor: Actor;
  readonly commandId: string | null;
};

export type Decision<E> = { readonly events: readonly E[] } | { readonly refusal: Refusal };

/** What decide may know beside the state and the command. */
export interface Context<Facts> {
  readonly actor: Actor;
  readonly receivedAt: Instant;
  readonly version: number;
  /** The version before time alone added events in this turn: a page that shows it has missed nobody's act. */
  readonly versionBeforeTime: number;
  readonly facts: Facts;
}

/**
 * The rules of one kind of stream. Pure: no clock, no randomness, no I/O.
 * `passTime` says what becomes true at `nextWake`; afterwards `nextWake` must lie later or be null.
 */
export interface Rules<S, C, E extends DomainEvent, F> {
  readonly initial: S;
  decide(state: S, command: C, context: Context<F>): Decision<E>;
  evolve(state: S, event: Recorded<E>): S;
  nextWake(state: S): Instant | null;
  passTime(state: S, at: Instant): readonly E[];
}

/** Whether a command was written for another version than the stream has. Events of time alone do not make it stale. */
export const isStale = (
  expected: number | undefined,
  context: Pick<Context<unknown>, 'version' | 'versionBeforeTime'>,
): boolean => expected !== undefined && (expected < context.versionBeforeTime || expected > context.version);

export interface Folded<S> {
  readonly state: S;
  readonly version: number;
  readonly lastAt: Instant | null;
}

export const unfolded = <S>(rules: { initial: S }): Folded<S> => ({ state: rules.initial, version: 0, lastAt: null });

/** Folds stored events, in order, onto what was folded before. */
export const fold = <S, E extends DomainEvent>(
  rules: { evolve(state: S, event: Recorded<E>): S },
  folded: Folded<S>,
  events: readonly Recorded<E>[],
): Folded<S> =>
  events.reduce(
    (done, event) => ({ state: rules.evolve(done.state, event), version: event.version, lastAt: event.at }),
    folded,
  );

export interface Step<S, E extends DomainEvent> {
  readonly folded: Folded<S>;
  readonly events: readonly Recorded<E>[];
}

interface Origin {
  readonly at: Instant;
  readonly receivedAt: Instant | null;
  readonly actor: Actor;
  readonly commandId: string | null;
}

/** Numbers and dates new events; `at` is the later of their own instant and the stream's last one. */
export function record<S, E extends DomainEvent>(
  rules: { evolve(state: S, event: Recorded<E>): S },
  folded: Folded<S>,
  events: readonly E[],
  origin: Origin,
): Step<S, E> {
  const at = folded.lastAt ? later(origin.at, folded.lastAt) : origin.at;
  const recorded = events.map((event, index) => ({ ...event, ...origin, at, version: folded.version + index + 1 }));
  return { folded: fold(rules, folded, recorded), events: recorded };
}

/** Applies every wake instant up to and including `until`, in order, as the system. */
export function passTimeUntil<S, C, E extends DomainEvent, F>(
  rules: Rules<S, C, E, F>,
  folded: Folded<S>,
  until: Instant,
): Step<S, E> {
  let now = folded;
  const events: Recorded<E>[] = [];
  for (;;) {
    const wake = rules.nextWake(now.state);
    if (wake === null || ms(wake) > ms(until)) return { folded: now, events };
    const origin = { at: wake, receivedAt: null, actor: system, commandId: null };
    const step = record(rules, now, rules.passTime(now.state, wake), origin);
    const next = rules.nextWake(step.folded.state);
    if (next !== null && ms(next) <= ms(wake)) throw new Error(`nextWake did not move on from ${wake}`);
    events.push(...step.events);
    now = step.folded;
  }
}
