// The instants at which an assignment speaks by itself, frozen when they are planned. What each one means; whether it still
// matters is asked of the state when its instant comes (time.ts).
import { z } from 'zod';
import { Instant } from '../instant.ts';

export const Alarm = z.discriminatedUnion('what', [
  z.object({ what: z.literal('reminder'), at: Instant, workingDaysBefore: z.int().min(1) }),
  // Silence counts as acknowledged: nobody can refuse an order, only be unable to carry it out (docs/domain.md, 1f).
  z.object({ what: z.literal('silence'), at: Instant }),
  // The end of a period in which the unit was to say how far it is.
  z.object({ what: z.literal('checkIn'), at: Instant, from: Instant, period: z.string() }),
  // Asks whether the paper from above has come.
  z.object({ what: z.literal('watchdog'), at: Instant }),
  // A step of the plan's ladder.
  z.object({ what: z.literal('step'), at: Instant, stepId: z.string() }),
]);
export type Alarm = z.output<typeof Alarm>;
export type CheckIn = Extract<Alarm, { what: 'checkIn' }>;
export const isCheckIn = (alarm: Alarm): alarm is CheckIn => alarm.what === 'checkIn';

/** Whom a step of the ladder tells. `unit` are the officer in charge and the unit's mailbox. */
const Told = z.enum(['unit', 'unitHead', 'reviewer', 'fieldOwner', 'coordinator', 'chair']);
/** Steps that tell these name somebody as late to his superiors: a request never reaches them (docs/domain.md, Decided 6). */
export const blames = (step: LadderStep): boolean => step.tell === 'chair' || step.tell === 'coordinator';

/**
 * "If it is not `unless` by so many working days after (or before, when negative) `from`, tell this role by this channel."
 * `list`: not a message of its own, but a line in the role's next list.
 */
export const LadderStep = z.strictObject({
  stepId: z.string().min(1).max(32),
  unless: z.enum(['acknowledged', 'started', 'submitted', 'reviewed']),
  from: z.enum(['launch', 'due', 'submission']),
  workingDays: z.int().min(-250).max(250),
  tell: Told,
  channel: z.enum(['message', 'list']),
});
export type LadderStep = z.output<typeof LadderStep>;
