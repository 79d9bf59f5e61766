// What may stand beside any command: for whom it was recorded, on which paper, and when it really happened.
import { z } from 'zod';
import { type Instant, PlainDate, startOfDay } from '../instant.ts';

/** A person without an account, or a decision made on paper. With `unitId` that unit acted, else the Chair. */
const OnBehalfOf = z.strictObject({
  post: z.string().trim().min(1).max(200),
  unitId: z.string().min(1).max(32).optional(),
});

/** The paper that says so. `file` is the SHA-256 of an uploaded copy. */
const Basis = z.strictObject({
  documentNumber: z.string().trim().min(1).max(100),
  documentDate: PlainDate,
  file: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

export const circumstances = {
  onBehalfOf: OnBehalfOf.optional(),
  basis: Basis.optional(),
  /** The real day of what is entered afterwards; the event still says when it was recorded. */
  happenedOn: PlainDate.optional(),
};

const Circumstances = z.object(circumstances);
export type Circumstances = z.output<typeof Circumstances>;

/** When it really happened: the day that a paper proves, from its first instant, else when it was received. */
export const happenedAt = ({ happenedOn }: Pick<Circumstances, 'happenedOn'>, receivedAt: Instant): Instant =>
  happenedOn ? startOfDay(happenedOn) : receivedAt;

/** Those of a command, with nothing else; they are kept in every event that follows from it. */
export const circumstancesOf = ({ onBehalfOf, basis, happenedOn }: Circumstances): Circumstances => ({
  ...(onBehalfOf && { onBehalfOf }),
  ...(basis && { basis }),
  ...(happenedOn && { happenedOn }),
});
