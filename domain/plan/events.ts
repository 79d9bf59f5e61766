// What happens to a plan. The permanent format: types and fields are only ever added, never changed or removed.
import { z } from 'zod';
import { FrozenPolicy } from '../assignment/events.ts';
import { TextRef } from '../free-text.ts';
import { Instant, PlainDate } from '../instant.ts';
import { PlanReading } from '../plan-reading.ts';
import type { Recorded } from '../rules.ts';
import { draftEvents } from './draft-events.ts';

const event = <T extends string, D extends z.ZodType>(type: T, data: D) => z.object({ type: z.literal(type), data });

/** One assignment of a launch, frozen: which row, for which unit, reviewed by whom. */
export const LaunchedAssignment = z.object({
  assignmentId: z.uuid(),
  rowId: z.string(),
  unitId: z.string(),
  leadUnitId: z.string(),
  leadUnitIds: z.array(z.string()),
  coordinatingUnitIds: z.array(z.string()),
  reviewUnitId: z.string(),
  // Resolved at launch; null while open-ended.
  due: Instant.nullable(),
  lateFrom: Instant.nullable(),
  generation: z.int().min(1),
});

export const PlanEvent = z.discriminatedUnion('type', [
  event(
    'PlanImported',
    z.object({
      planId: z.uuid(),
      document: z.object({ sha256: z.string(), name: TextRef, mediaType: z.string(), size: z.int() }),
      // Verbatim, with line numbers, kept for ever. Rows are known as r001, r002 … in the order of the document.
      reading: PlanReading,
      // The year that the document names, where this is a copy moved to another year; else null.
      movedFromYear: z.int().nullable(),
    }),
  ),
  event('PlanPolicySet', z.object({ policy: FrozenPolicy })),
  event(
    'PlanPromulgated',
    z.object({ number: z.string(), issuedOn: PlainDate, signer: z.string(), file: z.string().optional() }),
  ),
  event(
    'PlanLaunched',
    z.object({
      launch: z.int().min(1),
      assignments: z.array(LaunchedAssignment),
      policy: FrozenPolicy,
      calendarVersion: z.string(),
      pastDueRowIds: z.array(z.string()),
    }),
  ),
  event('PlanLaunchCompleted', z.object({ launch: z.int().min(1), assignmentCount: z.int() })),
  event('PlanPeriodEnded', z.object({ endedAt: Instant })),
  event('PlanClosed', z.object({ reason: TextRef.optional() })),
  ...draftEvents,
]);

export type PlanEvent = z.output<typeof PlanEvent>;
type PlanEventType = PlanEvent['type'];
export type RecordedPlanEvent = { [T in PlanEventType]: Recorded<Extract<PlanEvent, { type: T }>> }[PlanEventType];
export type LaunchedAssignment = z.output<typeof LaunchedAssignment>;
