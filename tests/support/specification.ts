// given(events).when(command).then(events) | refused(code): a rule is proven only when it has been seen saying no.
import { expect } from 'vitest';
import { type Instant, instant } from '../../domain/instant.ts';
import type { RefusalCode } from '../../domain/refusals.ts';
import { type Actor, type DomainEvent, type Folded, type Rules, record, unfolded } from '../../domain/rules.ts';

export const at = (text: string): Instant => instant(Date.parse(`${text}+07:00`));

export interface Happening<E> {
  readonly event: E;
  readonly by: Actor;
  readonly at: Instant;
}

/** The state after these happenings, each received when it happened. */
export const stateAfter = <S, C, E extends DomainEvent, F>(
  rules: Rules<S, C, E, F>,
  history: readonly Happening<E>[],
): Folded<S> =>
  history.reduce(
    (folded, { event, by, at: when }) =>
      record(rules, folded, [event], { at: when, receivedAt: when, actor: by, commandId: null }).folded,
    unfolded(rules),
  );

export const specificationOf = <S, C, E extends DomainEvent, F>(rules: Rules<S, C, E, F>, facts: F) => ({
  given: (...history: Happening<E>[]) => ({
    when: (command: C, by: Actor, receivedAt: Instant) => {
      const folded = stateAfter(rules, history);
      const decision = rules.decide(folded.state, command, {
        actor: by,
        receivedAt,
        version: folded.version,
        versionBeforeTime: folded.version,
        facts,
      });
      return {
        // biome-ignore lint/suspicious/noThenProperty: given, when, then is how rules are read; nobody awaits this.
        then: (...events: object[]) => expect(decision).toMatchObject({ events }),
        refused: (code: RefusalCode, about?: readonly string[]) =>
          expect(decision).toMatchObject({ refusal: { code, ...(about && { about }) } }),
      };
    },
  }),
});
