// A version of the working calendar as the api shows it: which days, on whose word, since when, and which one counts today.
import { z } from 'zod';
import type { CalendarRow, CalendarSummaryRow } from '../db/queries/calendars.ts';
import { CalendarDayKind } from '../domain/calendar.ts';
import { instant } from '../domain/instant.ts';
import { AsOf } from './cursor.ts';

const Day = z
  .object({
    date: z.string(),
    kind: CalendarDayKind,
    name: z.string(),
    source: z.string(),
    swappedWith: z.string().optional(),
  })
  .meta({
    id: 'CalendarDay',
    description:
      'A public holiday; a day off because a holiday fell on a weekend; the two halves of an exchange. Every other day of the range is worked from Monday to Friday.',
  });

const origin = {
  version: z.string().describe('Frozen into every assignment that a launch makes; a version never changes.'),
  number: z.int().describe('Also what `expectedVersion` of a command names.'),
  from: z.string(),
  to: z.string().describe('Beyond it nothing is counted: commands that need a later day are refused.'),
  change: z.looseObject({ how: z.enum(['import', 'edit']) }),
  reason: z.looseObject({ textId: z.string(), body: z.string().nullable().optional() }).nullable(),
  publishedAt: z.string(),
  publishedBy: z.object({ personId: z.string().nullable(), name: z.string(), post: z.string() }),
};

export const CalendarReply = z
  .object({
    ...origin,
    days: z.array(Day),
    current: z.boolean().describe('A launch of now freezes this one.'),
    versions: z
      .array(z.object(origin).meta({ id: 'CalendarVersion', description: 'How a version came about.' }))
      .describe('All of them, newest first; each is at /api/calendar/{version}.'),
    asOf: AsOf,
  })
  .meta({ id: 'Calendar', description: 'The working calendar: one version of it with all its days.' });
type CalendarReply = z.output<typeof CalendarReply>;

/** Which calendar a plan counts with, for those who look at its dates. */
export const CalendarOfPlan = z
  .object({
    frozen: z.array(z.string()).describe('The versions that its launches have frozen; its assignments keep them.'),
    current: z.string().nullable().describe('What a launch of now would freeze.'),
    newerExists: z.boolean().describe('Some of its assignments count with an older version than the current one.'),
  })
  .meta({ id: 'CalendarOfPlan' });

export const calendarOfPlan = (frozen: readonly string[], current: string | null): z.output<typeof CalendarOfPlan> => ({
  frozen: [...frozen],
  current,
  newerExists: frozen.some((version) => version !== current),
});

const originJson = ({ version, number, from, to, change, reason, publishedAt, publishedBy }: CalendarSummaryRow) => ({
  version,
  number,
  from,
  to,
  change: change as CalendarReply['change'],
  reason: reason as CalendarReply['reason'],
  publishedAt: instant(publishedAt.getTime()),
  publishedBy,
});

export const calendarJson = (
  row: CalendarRow,
  versions: readonly CalendarSummaryRow[],
): Omit<CalendarReply, 'asOf'> => ({
  ...originJson(row),
  days: row.days as CalendarReply['days'],
  current: row.version === versions[0]?.version,
  versions: versions.map(originJson),
});
