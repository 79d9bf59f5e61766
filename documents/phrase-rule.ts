// One rule of the deadline grammar: a pattern over folded text, and what it means at the time of the plan.
import type { Deadline } from '../domain/deadline-kinds.ts';
import type { PlainDate } from '../domain/instant.ts';

/** What the plan adds to the words: its year, and from when to when it runs. */
export interface PlanTime {
  readonly year: number | null;
  readonly startsOn: PlainDate | null;
  readonly endsOn: PlainDate | 'open' | null;
}

export interface PhraseRule {
  readonly pattern: RegExp;
  /**
   * Null: the words are understood and set no deadline, so no other rule may read them.
   * `verbatim` is the matched stretch of the source, for names that must keep their capitals.
   */
  read(match: RegExpExecArray, time: PlanTime, verbatim: (group: number) => string): Deadline | null;
}

export const UNDEFINED: Deadline = { kind: 'undefined' };
export const rule = (source: string, read: PhraseRule['read']): PhraseRule => ({
  pattern: new RegExp(source, 'dgu'),
  read,
});

export const yearOf = (text: string | undefined, { year }: PlanTime): number | null =>
  text === undefined ? year : Number(text);
