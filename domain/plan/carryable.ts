// Which settlings of an earlier reading may stand in a later one: those whose words the document has left as they were. Pure.

import { pairAlike, pairRows } from './compare-readings.ts';
import type { CarriedCommand } from './draft-commands.ts';
import type { CarriedFrom, CorrectionValue, NotCarried } from './draft-events.ts';
import { type DutyCellField, type DutyChoiceField, dutyCellFields, dutyCellsOf } from './duties.ts';
import {
  type CellField,
  type ChoiceField,
  type Correction,
  cellFields,
  cellsOf,
  choicesOf,
  isOpen,
  type Row,
  type RowIssue,
  type Settling,
  verbatimOf,
} from './rows.ts';
import type { Plan } from './state.ts';

type Unread<C> = C extends { readonly reading: unknown } ? Omit<C, 'reading'> : C;

export interface UnreadSettling {
  readonly command: Unread<CarriedCommand>;
  readonly from: CarriedFrom;
}

export interface ToCarry {
  readonly settlings: readonly UnreadSettling[];
  readonly notCarried: readonly NotCarried[];
}

/** One row or duty: its words in the document, its words as they stand, and what people have settled of it. */
interface Side {
  readonly id: string;
  readonly verbatim: Readonly<Record<string, string>>;
  readonly words: Readonly<Record<string, string>>;
  /** The last one of every field that was settled, words before choices. */
  readonly settled: readonly Correction[];
  readonly valueOf: (field: string) => CorrectionValue;
}

/** The words that a choice was made for. */
const madeFor: Record<ChoiceField | DutyChoiceField, readonly (CellField | DutyCellField)[]> = {
  leadUnits: ['lead'],
  coordinatorUnits: ['coordinators'],
  mode: ['lead', 'owner'],
  execution: ['criterion', 'requirement', 'lead', 'coordinators'],
  rollUp: ['criterion', 'requirement', 'lead', 'coordinators'],
  contactUnit: ['criterion', 'requirement', 'lead', 'coordinators'],
  ownerUnits: ['owner'],
  kind: ['text'],
};

const fromOf = ({ planId }: Plan, { version, at, by, carriedFrom }: Settling): CarriedFrom =>
  carriedFrom ?? { planId, version, at, by };

export function namesToCarry(earlier: Plan, later: Plan): ToCarry {
  const settlings = earlier.unitNames.flatMap(({ name, unitId }): UnreadSettling[] => {
    if (later.unitNames.some((known) => known.name === name)) return [];
    const said = [...earlier.rows, ...earlier.replacedRows]
      .flatMap(({ corrections }) => corrections)
      .findLast(({ unitName }) => unitName === name);
    if (!said?.reason) return [];
    return [{ command: { type: 'MapUnit', name, unitId, reason: said.reason }, from: fromOf(earlier, said) }];
  });
  // The latest name goes first where two fit, so it is given last.
  return { settlings: settlings.reverse(), notCarried: [] };
}

export function correctionsToCarry(earlier: Plan, later: Plan): ToCarry {
  const rows = sidesOfRows(earlier, later).map(([before, after]) =>
    carryFrom(earlier, before, after, ({ field, reason }, value, rowId) => {
      return { type: 'CorrectRow', rowId, field, value, reason } as UnreadSettling['command'];
    }),
  );
  const duties = sidesOfDuties(earlier, later).map(([before, after]) =>
    carryFrom(earlier, before, after, ({ field, reason }, value, dutyId) => {
      return { type: 'CorrectDuty', dutyId, field, value, reason } as UnreadSettling['command'];
    }),
  );
  const all = [...rows, ...duties];
  return {
    settlings: all.flatMap(({ settlings }) => settlings),
    notCarried: [...all.flatMap(({ notCarried }) => notCarried), ...remade(earlier, later)],
  };
}

/** An acceptance is of what the issue said: of the same words in the same row it stands. */
export function acceptancesToCarry(earlier: Plan, later: Plan): ToCarry {
  const pairs: readonly (readonly [readonly Accepted[], readonly Accepted[]])[] = [
    [earlier.reading.issues, later.reading.issues],
    ...pairsOfRows(earlier, later).map(([before, after]) => [before.issues, after?.issues ?? []] as const),
    ...pairsOfDuties(earlier, later).map(([before, after]) => [before.issues, after?.issues ?? []] as const),
  ];
  const settlings = pairs.flatMap(([before, after]) => {
    const open = after.filter(isOpen);
    return before.flatMap((issue): UnreadSettling[] => {
      const at = issue.accepted === null ? -1 : open.findIndex((other) => isSameIssue(issue, other));
      const [same] = at < 0 ? [] : open.splice(at, 1);
      if (!same || !issue.accepted) return [];
      const { reason } = issue.accepted;
      const command = { type: 'AcceptIssue' as const, issueId: same.issueId, ...(reason && { reason }) };
      return [{ command, from: fromOf(earlier, issue.accepted) }];
    });
  });
  return { settlings, notCarried: [] };
}

type Accepted = Pick<RowIssue, 'issueId' | 'code' | 'message' | 'accepted'> & { readonly field?: string };

const isSameIssue = (one: Accepted, other: Accepted): boolean =>
  one.code === other.code && one.field === other.field && one.message === other.message;

function carryFrom(
  earlier: Plan,
  before: Side,
  after: Side | undefined,
  commandOf: (correction: Correction, value: CorrectionValue, id: string) => UnreadSettling['command'],
): ToCarry {
  const settlings: UnreadSettling[] = [];
  const notCarried: NotCarried[] = [];
  for (const correction of before.settled) {
    const { field } = correction;
    const value = before.valueOf(field);
    // Whatever was settled in the later draft itself stands there; what the document says itself now needs nobody.
    if (after?.settled.some((own) => own.field === field) || after?.verbatim[field] === value) continue;
    const basis =
      field in before.words ? [field] : (madeFor[field as ChoiceField] ?? []).filter((cell) => cell in before.words);
    const stays = (cell: string) =>
      after?.verbatim[cell] === before.verbatim[cell] || after?.verbatim[cell] === before.words[cell];
    if (after && basis.every(stays))
      settlings.push({ command: commandOf(correction, value, after.id), from: fromOf(earlier, correction) });
    else {
      const changed = basis.find((cell) => !stays(cell)) ?? field;
      notCarried.push({
        fromId: before.id,
        id: after?.id ?? null,
        field,
        why: after ? 'words-changed' : 'gone',
        was: before.verbatim[changed] ?? null,
        settled: value,
        now: after?.verbatim[changed] ?? null,
      });
    }
  }
  return { settlings, notCarried };
}

/** Only rows of the document have words of their own to be known by. */
const ofDocument = ({ madeFrom }: Row): boolean => madeFrom === null;

const asWritten = (row: Row): Row => ({ ...row, ...verbatimOf(row), deadline: row.deadline, evidence: row.evidence });

function pairsOfRows(earlier: Plan, later: Plan): (readonly [Row, Row | undefined])[] {
  return pairsOf(earlier.rows.filter(ofDocument), later);
}

function pairsOf(rows: readonly Row[], later: Plan): (readonly [Row, Row | undefined])[] {
  const inDocument = later.rows.filter(ofDocument);
  const partners = pairRows(rows.map(asWritten), inDocument.map(asWritten));
  const byId = new Map([...partners].map(([after, before]) => [before.rowId, after.rowId]));
  return rows.map((row) => [row, inDocument.find(({ rowId }) => rowId === byId.get(row.rowId))]);
}

const sidesOfRows = (earlier: Plan, later: Plan): (readonly [Side, Side | undefined])[] =>
  pairsOfRows(earlier, later).map(([before, after]) => [sideOfRow(before), after && sideOfRow(after)]);

function sideOfRow(row: Row): Side {
  const words = row.corrections.filter(
    ({ field, unitName }) => unitName === null && (cellFields as readonly string[]).includes(field),
  );
  const cells = cellsOf(row);
  return {
    id: row.rowId,
    verbatim: verbatimOf(row) ?? cells,
    words: cells,
    settled: lastOfEach([...words, ...choicesOf(row)]),
    valueOf: (field) => (field in cells ? cells[field as CellField] : row[field as ChoiceField]),
  };
}

function pairsOfDuties(earlier: Plan, later: Plan) {
  const [before, after] = [earlier.reading.duties, later.reading.duties];
  const partners = pairAlike(before, after, [
    ({ verbatim }) => [verbatim.section, verbatim.owner, verbatim.text].join('\n'),
    ({ verbatim }) => verbatim.text,
    ({ verbatim }) => [verbatim.section, verbatim.owner, firstWords(verbatim.text)].join('\n'),
  ]);
  const byId = new Map([...partners].map(([reworded, duty]) => [duty.dutyId, reworded]));
  return before.map((duty) => [duty, byId.get(duty.dutyId)] as const);
}

/** Where a duty was reworded, its first words still say which it is. */
const firstWords = (text: string): string => text.split(/\s+/u).slice(0, 6).join(' ');

const sidesOfDuties = (earlier: Plan, later: Plan): (readonly [Side, Side | undefined])[] =>
  pairsOfDuties(earlier, later).map(([before, after]) => [sideOfDuty(before), after && sideOfDuty(after)]);

function sideOfDuty(duty: Plan['reading']['duties'][number]): Side {
  const cells = dutyCellsOf(duty);
  const isWords = ({ field }: Correction) => (dutyCellFields as readonly string[]).includes(field);
  return {
    id: duty.dutyId,
    verbatim: duty.verbatim,
    words: cells,
    settled: lastOfEach([...duty.corrections.filter(isWords), ...duty.corrections.filter((each) => !isWords(each))]),
    valueOf: (field) => (field in cells ? cells[field as DutyCellField] : duty[field as DutyChoiceField]),
  };
}

const lastOfEach = (corrections: readonly Correction[]): Correction[] =>
  corrections.filter(({ field }, index) => corrections.findLastIndex((other) => other.field === field) === index);

/** Rows that people split or merged: what they made of them has no words in the document, so they are made anew. */
function remade(earlier: Plan, later: Plan): NotCarried[] {
  const rows = earlier.replacedRows.filter(ofDocument);
  return pairsOf(rows, later).map(([before, after]) => ({
    fromId: before.rowId,
    id: after?.rowId ?? null,
    field: 'row',
    why: 'rows-were-split-or-merged',
    was: before.criterion || before.requirement,
    settled: null,
    now: after ? after.criterion || after.requirement : null,
  }));
}
