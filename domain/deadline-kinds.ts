// The shapes of a deadline: a permanent event format. Kinds and optional fields may be added, never changed or removed.
// What the plan says, not how we read it: policies, instants and calendars come in when it is resolved.
import { z } from 'zod';
import { PlainDate } from './instant.ts';
import { halfShape, monthShape, Period, quarterShape, yearShape } from './period.ts';

export const Cadence = z.enum(['day', 'week', 'month', 'quarter', 'half', 'year']);
export type Cadence = z.infer<typeof Cadence>;

/** `before` is "trước ngày X", `onOrBefore` is "trong ngày X", "chậm nhất ngày X". */
export const FixedDeadline = z.strictObject({
  kind: z.literal('fixed'),
  date: PlainDate,
  bound: z.enum(['before', 'onOrBefore']),
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
});
export type FixedDeadline = z.infer<typeof FixedDeadline>;

/** An internal due and check-ins keep a whole plan from waking up together on 31 December. */
const periodShape = { kind: z.literal('period'), internalDue: PlainDate.optional(), checkIns: Cadence.optional() };
const PeriodDeadline = z.discriminatedUnion('unit', [
  z.strictObject({ ...periodShape, ...yearShape }),
  z.strictObject({ ...periodShape, ...halfShape }),
  z.strictObject({ ...periodShape, ...quarterShape }),
  z.strictObject({ ...periodShape, ...monthShape }),
]);

const RangeDeadline = z
  .strictObject({ kind: z.literal('range'), from: PlainDate, to: PlainDate })
  .refine(({ from, to }) => from <= to, 'a range must not end before it starts');

/** Without check-ins the plan's reporting cadence applies. */
const ContinuousDeadline = z.strictObject({ kind: z.literal('continuous'), checkIns: Cadence.optional() });

const DayCount = { n: z.int().min(0), unit: z.enum(['days', 'workingDays']) };

/**
 * The day in each period on which something is due. `month` counts within a quarter, half or year and is absent in a month;
 * a month without such a day has its last instead. `next` is the period after ("ngày 05 tháng sau"). `weekday`: 0 = Sunday.
 */
const bound = z.enum(['before', 'onOrBefore']);
const RecurringDay = z.union([
  z.strictObject({ weekday: z.int().min(0).max(6), bound }),
  z.strictObject({
    day: z.int().min(1).max(31),
    month: z.int().min(1).max(12).optional(),
    next: z.literal(true).optional(),
    bound,
  }),
]);
export type RecurringDay = z.infer<typeof RecurringDay>;

/** Segments, because a cadence changes: "hàng quý (riêng năm 2025 báo cáo hàng tháng)". */
const RecurringDeadline = z.strictObject({
  kind: z.literal('recurring'),
  segments: z.array(z.strictObject({ from: PlainDate, to: PlainDate.optional(), every: Cadence })).min(1),
  cutoffDay: z.int().min(1).max(31).optional(),
  dueOn: RecurringDay.optional(),
  dueWithin: z.strictObject(DayCount).optional(),
  until: z.union([PlainDate, z.literal('open')]),
});

/** Due when somebody above writes; `watchdog` says how often to ask whether the paper has come. */
const ExternalTriggerDeadline = z.strictObject({
  kind: z.literal('externalTrigger'),
  source: z.string().min(1),
  latest: PlainDate.optional(),
  watchdog: Cadence,
});

const RelativeDeadline = z.strictObject({
  kind: z.literal('relative'),
  ...DayCount,
  after: z.discriminatedUnion('anchor', [
    z.strictObject({ anchor: z.literal('event'), event: z.string().min(1) }),
    z.strictObject({ anchor: z.literal('periodEnd'), period: Period }),
    z.strictObject({ anchor: z.literal('date'), date: PlainDate }),
  ]),
});

const UndefinedDeadline = z.strictObject({ kind: z.literal('undefined') });

/** A date that does not exist is kept as it was written; a person picks a suggestion or another deadline. */
const InvalidDeadline = z.strictObject({
  kind: z.literal('invalid'),
  written: z.strictObject({ day: z.int(), month: z.int(), year: z.int() }).optional(),
  suggestions: z.array(FixedDeadline),
});

const SingleDeadline = z.discriminatedUnion('kind', [
  FixedDeadline,
  PeriodDeadline,
  RangeDeadline,
  ContinuousDeadline,
  RecurringDeadline,
  ExternalTriggerDeadline,
  RelativeDeadline,
  UndefinedDeadline,
  InvalidDeadline,
]);

type Milestone = { label: string; owner?: string | undefined; deadline: Deadline };
export type Deadline = z.infer<typeof SingleDeadline> | { kind: 'milestones'; milestones: Milestone[] };
export type DeadlineOf<Kind extends Deadline['kind']> = Extract<Deadline, { kind: Kind }>;

const Milestone: z.ZodType<Milestone> = z.lazy(() =>
  z.strictObject({ label: z.string(), owner: z.string().optional(), deadline: Deadline }),
);
const MilestonesDeadline = z.strictObject({ kind: z.literal('milestones'), milestones: z.array(Milestone).min(1) });

export const Deadline: z.ZodType<Deadline> = z.discriminatedUnion('kind', [
  ...SingleDeadline.options,
  MilestonesDeadline,
]);
