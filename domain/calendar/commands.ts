// What an administrator may ask of the working calendar. Field names are fixed; fields are only ever added.
import { z } from 'zod';
import { CalendarDay } from '../calendar.ts';
import { TextRef, TypedText } from '../free-text.ts';
import { PlainDate } from '../instant.ts';

const every = { expectedVersion: z.int().min(0).optional() };
/** A calendar is written by hand: some twenty days a year. */
const MOST_DAYS = 400;
const CSV_CHARACTERS = 60_000;

/** Every day from `from` to `to` is replaced by what the file says of it. */
const imported = {
  type: z.literal('ImportCalendar'),
  ...every,
  from: PlainDate.describe('The first day that the file speaks for.'),
  to: PlainDate.describe('The last day that the file speaks for. Reminders of a plan look some weeks past its year.'),
};

const changed = <T extends z.ZodType>(text: T) =>
  z.strictObject({
    type: z.literal('ChangeCalendar'),
    ...every,
    add: z.array(CalendarDay).max(MOST_DAYS).optional(),
    remove: z.array(PlainDate).max(MOST_DAYS).optional().describe('Dates; removed before anything is added.'),
    reason: text,
  });

/** As it arrives over HTTP. */
export const CalendarCommandBody = z
  .discriminatedUnion('type', [
    z.strictObject({
      ...imported,
      csv: z.string().min(1).max(CSV_CHARACTERS).describe('date,kind,name,source[,swappedWith]; one day per line.'),
      reason: TypedText,
    }),
    changed(TypedText),
  ])
  .meta({ id: 'CalendarCommand' });
export type CalendarCommandBody = z.output<typeof CalendarCommandBody>;

/** As it is received: the file read into days, day by day with its source. What the product ships gives no reason of its own. */
const StoredCommand = z.discriminatedUnion('type', [
  z.strictObject({ ...imported, days: z.array(CalendarDay).max(MOST_DAYS), reason: TextRef.optional() }),
  changed(TextRef),
]);
export type CalendarCommand = z.output<typeof StoredCommand>;
export const calendarCommandTypes = CalendarCommandBody.options.map(({ shape }) => shape.type.value);
