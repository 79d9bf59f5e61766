// An event as the api shows it: exactly what was stored and hashed, or as much of it as concerns the reader.
import { z } from 'zod';
import type { AssignmentEvent } from '../domain/assignment/events.ts';
import type { SeenEvent } from './event-sight.ts';
import type { Related } from './may-relate.ts';

const Actor = z.object({
  personId: z.string().nullable(),
  name: z.string(),
  post: z.string(),
  role: z.string(),
  unitId: z.string().nullable(),
});

const shape = {
  version: z.int(),
  type: z.string(),
  at: z.string(),
  receivedAt: z.string().nullable(),
  recordedAt: z.string(),
  actor: Actor,
  commandId: z.string().nullable(),
  data: z.looseObject({}),
};
const hashes = <T extends z.ZodType>(hash: T) => ({ hash, prevHash: hash });

export const HistoryItem = z.object({ position: z.int(), ...shape, ...hashes(z.string().nullable()) }).meta({
  id: 'HistoryItem',
  description:
    'An event as it was stored. `data` keeps for whom (`onBehalfOf`), on which paper (`basis`) and of which day ' +
    '(`happenedOn`) it was recorded. A coordinating unit sees a part of `data`, and no hashes; of what another unit has ' +
    'prepared for its head nobody sees more than that (`hash` and the next `prevHash` are null). `hash` covers everything but `position` and the joined `body` of texts: it is ' +
    'SHA-256 over the RFC 8785 JSON of {stream, version, type, data, actor, at, receivedAt, recordedAt, commandId, prevHash}.',
});
export const FeedItem = z
  .object({ position: z.int(), stream: z.string(), ...shape, ...hashes(z.string().nullable()) })
  .meta({ id: 'FeedItem' });

export const feedItem = (event: SeenEvent): z.output<typeof FeedItem> => ({
  ...event,
  data: event.data as Record<string, unknown>,
});

type HistoryItem = z.output<typeof HistoryItem>;

export const historyItem = (event: SeenEvent): HistoryItem => {
  const { stream: _, ...item } = feedItem(event);
  return item;
};

type AssignmentEventType = AssignmentEvent['type'];
const submission = ['partId', 'submission'] as const;

/**
 * What a unit that coordinates sees of another unit's work: that something happened, to which part, by when. No text, file,
 * link or figure, and no reason of a return: those concern the unit that submitted.
 */
const seenByCoordinating: {
  readonly [T in AssignmentEventType]: readonly (keyof Extract<AssignmentEvent, { type: T }>['data'])[] | 'all';
} = {
  AssignmentAssigned: 'all',
  AssignmentAcknowledged: ['partId', 'bySilence'],
  OfficerAssigned: ['partId'],
  ProgressReported: ['partId', 'state'],
  CheckInReported: ['partId', 'state', 'period'],
  CheckInMissed: 'all',
  ObstacleReported: ['partId'],
  ObstacleResolved: ['partId'],
  TriggerReceived: ['partId', 'source', 'documentNumber', 'documentDate', 'due', 'lateFrom'],
  TriggerAwaited: 'all',
  EvidencePrepared: [],
  OutcomeProposed: [...submission, 'unitId', 'outcome', 'lateFrom', 'late'],
  EvidenceSubmitted: [...submission, 'unitId', 'lateFrom', 'late'],
  SubmissionWithdrawn: submission,
  ReviewStarted: submission,
  SubmissionReturned: [...submission, 'resubmitBy', 'resubmitUntil'],
  SubmissionAccepted: [...submission, 'result'],
  ReviewStepPassed: [...submission, 'unitId'],
  FieldStatusRecorded: ['partId', 'state'],
  ExtensionRequested: ['partId', 'extension'],
  ExtensionGranted: ['partId', 'extension', 'oldDue', 'due', 'lateFrom'],
  ExtensionDenied: ['partId', 'extension'],
  ExplanationRequested: ['explanation', 'until'],
  ExplanationFiled: ['explanation', 'late'],
  ExplanationAccepted: ['explanation'],
  ExplanationRejected: ['explanation'],
  ExplanationMissed: ['explanation'],
  UrgingRecorded: [],
  AssignmentAdded: ['assignmentId'],
  AssignmentClosed: ['outcome'],
  SupplementAdded: ['unitId'],
  AssignmentReopened: ['partIds'],
  AssignmentSuspended: [],
  AssignmentResumed: 'all',
  AssignmentTransferred: ['fromUnitId', 'toUnitId', 'reviewUnitId', 'mode'],
  AssignmentVoided: [],
  AssignmentAmended: ['row', 'reworded', 'moved', 'added', 'dropped'],
  AssignmentSuperseded: ['successorIds'],
  YearContinued: ['year'],
  AssignmentEscalated: ['partId', 'plannedAt'],
  ReminderDue: 'all',
  DeadlineMissed: 'all',
  DeadlineMissWithdrawn: 'all',
  NoticeDelivered: [],
  NoticeFailed: [],
  AssignmentViewed: [],
};

/** Whose paper it was is not for those who only coordinate, whatever the event. */
const circumstances: readonly string[] = ['onBehalfOf', 'basis', 'happenedOn'];

/** The hashes are left out too: with everything else in plain sight, one would confirm a guess. */
function coordinatingItem(event: SeenEvent): HistoryItem {
  const item = historyItem(event);
  const seen: readonly string[] | 'all' = seenByCoordinating[event.type as AssignmentEventType] ?? [];
  const isShown = (field: string) => (seen === 'all' ? !circumstances.includes(field) : seen.includes(field));
  const shown = Object.entries(item.data).filter(([field]) => isShown(field));
  return { ...item, data: Object.fromEntries(shown), hash: null, prevHash: null };
}

/** An event as whoever stands so to the assignment sees it; texts are joined in afterwards, into what is left. */
export function itemFor({ relation, ownParts }: Related, event: SeenEvent): HistoryItem {
  if (relation === 'all' || relation === 'works') return historyItem(event);
  const { partId } = event.data as { partId?: string };
  const isOwn = relation === 'part' && partId !== undefined && ownParts.has(partId);
  return isOwn ? { ...historyItem(event), hash: null, prevHash: null } : coordinatingItem(event);
}
