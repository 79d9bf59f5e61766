// A notice: who is to be told what, and how soon. It holds ids and what the event itself says, no name and no text; words
// are made of it when it is sent (letter.ts), and whether it still matters is asked then too (moot.ts).
import type { LadderStep } from '../assignment/alarms.ts';
import type { Instant } from '../instant.ts';

/** In the order in which a letter tells them. */
export const noticeKinds = [
  'returned',
  'explanationAsked',
  'urged',
  'missed',
  'explanationMissed',
  'checkInMissed',
  'step',
  'reminder',
  'assigned',
  'inCharge',
  'reopened',
  'triggerReceived',
  'extensionGranted',
  'extensionDenied',
  'amended',
  'resolved',
  'explanationRejected',
  'resumed',
  'suspended',
  'voided',
  'prepared',
  'extensionAsked',
  'explanationFiled',
  'obstacle',
  'triggerAwaited',
  'submitted',
  'passed',
  'supplement',
  'accepted',
  'explanationAccepted',
  'closed',
  'takenAway',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Whom a notice is for, by relation; who that is by name is looked up when it is addressed (addressees.ts). */
export type Audience =
  /** The officer in charge, else everybody of the unit. */
  | { readonly who: 'unit'; readonly unitId: string; readonly personId: string | null }
  | { readonly who: 'unitHead' | 'reviewer' | 'fieldOwner'; readonly unitId: string }
  | { readonly who: 'coordinator' | 'chair' }
  | { readonly who: 'person'; readonly personId: string };

/** What the event says that the state may not say any more. */
export interface About {
  readonly due?: Instant | null;
  readonly submission?: number;
  readonly extension?: number;
  readonly explanation?: number;
  readonly until?: Instant;
  readonly step?: LadderStep;
  readonly period?: string;
  readonly source?: string;
  readonly documentNumber?: string;
  readonly reasonCode?: string;
}

export interface Notice {
  readonly kind: NoticeKind;
  readonly audience: Audience;
  /** `now`: collected for a minute; `digest`: with the next morning's letter. */
  readonly urgency: 'now' | 'digest';
  /** A line in a list by unit, not a message of its own. */
  readonly list: boolean;
  /** Null where it is about the whole assignment. */
  readonly partId: string | null;
  /** The unit whose work it is about. */
  readonly unitId: string;
  readonly about: About;
}
