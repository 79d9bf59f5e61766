// One rule of the deadline grammar: a parser over tokens, and what its words mean at the time of the plan.
import type { Deadline } from '../../domain/deadline-kinds.ts';
import type { PlainDate } from '../../domain/instant.ts';
import type { Parser } from './grammar.ts';

/** What the plan adds to the words: its year, and from when to when it runs. */
export interface PlanTime {
  readonly year: number | null;
  readonly startsOn: PlainDate | null;
  readonly endsOn: PlainDate | 'open' | null;
}

/** Nothing: the words are understood and set no deadline. Several: "Quý I, III", each a date of its own. */
export interface Meaning {
  readonly deadlines: readonly Deadline[];
  /** A period without "trong", "hết" or the like: it may belong to the name of a report. */
  readonly bare?: boolean;
  /** A word such as "trước", "chậm nhất" or "đến" says that it is a limit, and not a date among others. */
  readonly limited?: boolean;
  /** It says when something begins. */
  readonly begins?: boolean;
  /** How long something goes on rather than by when it is done. */
  readonly horizon?: boolean;
  /** Years that were written, and whether the plan had to lend one. */
  readonly years?: readonly number[];
  readonly lentYear?: boolean;
}

/** Verbatim stretch of the cell, for names that must keep their capitals. */
type Verbatim = (at: { readonly start: number; readonly end: number }) => string;

export type PhraseRule = Parser<(time: PlanTime, verbatim: Verbatim) => Meaning>;

export const UNDEFINED: Deadline = { kind: 'undefined' };
export const NOTHING: Meaning = { deadlines: [] };
export const UNSETTLED: Meaning = { deadlines: [UNDEFINED] };
export const means = (deadline: Deadline): Meaning => ({ deadlines: [deadline] });
