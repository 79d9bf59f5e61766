// What happens to the working calendar. The permanent format: types and fields are only ever added, never changed or removed.
import { z } from 'zod';
import { CalendarDay, WorkingCalendar } from '../calendar.ts';
import { TextRef } from '../free-text.ts';
import { PlainDate } from '../instant.ts';

/** How a version came about: a file that speaks for a range of days, or single days added and removed. */
export const CalendarChange = z.discriminatedUnion('how', [
  z.object({ how: z.literal('import'), from: PlainDate, to: PlainDate }),
  z.object({ how: z.literal('edit'), added: z.array(CalendarDay), removed: z.array(CalendarDay) }),
]);
export type CalendarChange = z.output<typeof CalendarChange>;

/** Each event holds its whole version: what was counted with then never depends on how versions are put together today. */
export const CalendarEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('CalendarPublished'),
    data: z.object({
      number: z.int().min(1),
      calendar: WorkingCalendar,
      change: CalendarChange,
      reason: TextRef.optional(),
    }),
  }),
]);
export type CalendarEvent = z.output<typeof CalendarEvent>;
