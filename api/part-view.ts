// A part of an assignment as the api shows it: where it stands, what is awaited of whom, what comes next by itself.
import { z } from 'zod';

/** A deadline is a union that grows; readers go by its `kind`. */
export const DeadlineReply = z.looseObject({ kind: z.string() });

export const WakeReply = z
  .object({ at: z.string(), label: z.string() })
  .meta({ id: 'NextWake', description: 'What comes next by itself: the planned instant, and its name in Vietnamese.' });

const Officer = z.object({ personId: z.string(), name: z.string().nullable(), post: z.string().nullable() });

export const PartReply = z
  .object({
    partId: z.string(),
    label: z.string().describe('The words of the plan.'),
    status: z.string(),
    ownerUnitId: z.string().describe('Hands in.'),
    receiverUnitId: z.string().describe('Reviews; `UBND` where only the Chair may.'),
    deadline: DeadlineReply,
    due: z.string().nullable(),
    lateFrom: z.string().nullable().describe('From when the plan, or a later decision, counts a submission as late.'),
    resubmitUntil: z.string().nullable().describe('The exclusive end of the time that a return has given.'),
    startsAt: z.string().nullable().describe('Nothing is to be done before: the first day of its period.'),
    overdue: z.boolean(),
    missed: z.boolean().describe('`DeadlineMissed` is recorded, and not withdrawn.'),
    needed: z.boolean().describe('False: the assignment closes without it.'),
    acknowledged: z.boolean(),
    acknowledgedBySilence: z.boolean().describe('Nobody said so; the unit may still do.'),
    officer: Officer.nullable().describe('In charge inside the unit; not told to units that only coordinate.'),
    waitingFor: z.string().nullable().describe('Whose paper it waits for (`RecordTrigger`).'),
    obstacleOpen: z.boolean(),
    submissions: z.int().describe('How often it was handed in.'),
    submission: z
      .object({
        number: z.int(),
        unitId: z.string(),
        receivedAt: z.string(),
        handedInAt: z.string().describe('When it counts as handed in: the day that a paper proves, else its receipt.'),
        late: z.boolean(),
        proposed: z.string().nullable().describe('The outcome that the unit proposes instead of evidence.'),
      })
      .nullable()
      .describe('What waits for review, or was accepted.'),
    fieldReviewed: z.boolean().describe('The unit that follows the field has passed this submission.'),
    result: z.string().nullable(),
    extensions: z.int().describe('How many were asked for so far, granted or not.'),
    extensionsGranted: z.int(),
    extensionAsked: z
      .object({ extension: z.int(), askedAt: z.string(), dueDate: z.string() })
      .nullable()
      .describe('Waits for the decision of the Chair.'),
    hasPrepared: z.boolean().describe('Something waits for the approval of the head of the unit.'),
    prepared: z
      .looseObject({ files: z.array(z.looseObject({ sha256: z.string() })), links: z.array(z.string()) })
      .nullable()
      .describe(
        'What waits for the head: told to that unit alone, and only when one assignment is asked for as it is.',
      ),
    requiredItems: z.array(z.object({ itemId: z.string(), title: z.string(), optional: z.boolean() })),
    nextWake: WakeReply.nullable(),
  })
  .meta({ id: 'AssignmentPart' });
export type PartReply = z.output<typeof PartReply>;
