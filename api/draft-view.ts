// What people have settled in a draft and what is still open, as the api shows it: with the verbatim words beside it.
import { z } from 'zod';
import type { Pool } from '../db/pool.ts';
import type { PlanDifference } from '../domain/plan/compare-readings.ts';
import { isBlocking, isOpen, type Row, verbatimOf } from '../domain/plan/rows.ts';
import type { Plan } from '../domain/plan/state.ts';
import { withTexts } from '../record/texts.ts';
import type { SignedIn } from './authenticate.ts';
import { mayRead } from './authorise.ts';

const Reason = z
  .looseObject({ textId: z.string(), body: z.string().nullable().optional() })
  .nullable()
  .describe('`body` for those who may read drafts.');
const Person = z.object({ personId: z.string().nullable(), name: z.string(), post: z.string() });
const settling = {
  version: z.int(),
  at: z.string(),
  by: Person,
  reason: Reason,
  carriedFrom: z
    .object({ planId: z.string(), version: z.int(), at: z.string(), by: Person })
    .nullable()
    .describe('Where it was settled first, when it was carried over from an earlier reading.'),
};

export const Settling = z.object(settling).meta({ id: 'Settling', description: 'Who settled it, when, and why.' });

export const Issue = z
  .looseObject({
    issueId: z.string().describe('Row, field, code: what AcceptIssue names.'),
    code: z.string(),
    message: z.string(),
    messageEn: z.string(),
    blocking: z.boolean(),
    field: z.string().optional(),
    accepted: z.object(settling).nullable(),
  })
  .meta({ id: 'Issue', description: 'Open until it is accepted, or gone with a correction.' });

const CorrectionValue = z.union([z.string(), z.null(), z.array(z.string()), z.object({ atLeast: z.int() })]);

export const Correction = z
  .object({
    ...settling,
    field: z.string(),
    was: CorrectionValue,
    value: CorrectionValue,
    unitName: z.string().nullable(),
  })
  .meta({ id: 'Correction', description: 'Who decided what otherwise than it was read, when and why.' });

export const draftRow = {
  verbatim: z
    .record(z.string(), z.string())
    .nullable()
    .describe(
      'The cells as the document has them, for ever; null for a row made from others: see `replacedRows` of the plan.',
    ),
  issues: z.array(Issue),
  corrections: z.array(Correction),
  madeFrom: z
    .object({ ...settling, rowIds: z.array(z.string()) })
    .nullable()
    .describe('The rows that it was split off or merged from.'),
};

export const DutyReply = z
  .looseObject({
    dutyId: z.string(),
    section: z.string(),
    owner: z.string(),
    ownerUnits: z.array(z.string()),
    text: z.string(),
    kind: z.string(),
    mode: z.string(),
    verbatim: z.record(z.string(), z.string()).describe('The words as the document has them, for ever.'),
    issues: z.array(Issue),
    corrections: z.array(Correction),
  })
  .meta({ id: 'Duty', description: 'A duty outside the appendix as it stands, corrections included.' });

export const OpenIssues = z
  .object({ total: z.int(), blocking: z.int(), blockedRows: z.int(), ofDuties: z.int() })
  .meta({
    id: 'OpenIssues',
    description: 'What is left to settle in the rows that wait in the draft, and in the duties outside the appendix.',
  });

export function openIssuesOf({ rows, reading, launchedDutyIds }: Plan): z.output<typeof OpenIssues> {
  const waiting = rows.filter(({ generation }) => generation === 0);
  const issues = waiting.flatMap((row) => row.issues);
  const duties = reading.duties.filter(({ dutyId }) => !launchedDutyIds.includes(dutyId));
  return {
    total: issues.filter(isOpen).length,
    blocking: issues.filter(isBlocking).length,
    blockedRows: waiting.filter((row) => row.issues.some(isBlocking)).length,
    ofDuties: duties.flatMap((duty) => duty.issues).filter(isOpen).length,
  };
}

export const rowJson = (row: Row) => ({ ...row, verbatim: verbatimOf(row) });

/** The reasons joined in for those who may read drafts; others see that there was one. */
export const withReasons = async <T>(pool: Pool, person: SignedIn, items: readonly T[]): Promise<T[]> =>
  mayRead(person, 'drafts') ? withTexts(pool, items) : [...items];

const FieldDifference = z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() });
const RowName = z.object({ rowId: z.string(), number: z.string(), title: z.string() });

export const DifferencesReply = z
  .object({
    planId: z.string(),
    with: z.string(),
    head: z.array(FieldDifference),
    rows: z.array(
      z.object({
        kind: z.enum(['changed', 'added', 'removed']),
        before: RowName.nullable(),
        after: RowName.nullable(),
        fields: z.array(FieldDifference),
      }),
    ),
    sameRows: z.int(),
    dutiesAdded: z.array(z.string()),
    dutiesRemoved: z.array(z.string()),
  })
  .meta({
    id: 'PlanDifferences',
    description: '`before` is the plan in `with`, `after` this one; cells as they stand, corrections included.',
  });

/** How a corrected document differs from an earlier reading of the same plan, in numbers. */
export const EarlierReading = z
  .object({
    planId: z.string(),
    status: z.string(),
    discarded: z.boolean(),
    changed: z.int(),
    added: z.int(),
    removed: z.int(),
    same: z.int(),
    location: z.string(),
  })
  .meta({
    id: 'EarlierReading',
    description: 'A plan of the same number and year; `location` shows the difference row by row.',
  });

export const countsOf = ({ rows, sameRows }: PlanDifference) => {
  const count = (kind: string) => rows.filter((row) => row.kind === kind).length;
  return { changed: count('changed'), added: count('added'), removed: count('removed'), same: sameRows };
};
