// What tiendo itself notes about an assignment: that somebody was told of it, or could not be, and who has opened it.
// Facts, not acts: they are noted in every status and change none. Not reachable as commands.
import type { Actor } from '../rules.ts';
import { type Decided, events } from './acts/act.ts';
import type { AssignmentEvent } from './events.ts';

type DataOf<T extends AssignmentEvent['type']> = Extract<AssignmentEvent, { type: T }>['data'];

export type NoteCommand =
  | { readonly type: 'NoteDelivery'; readonly delivered: DataOf<'NoticeDelivered'> }
  | { readonly type: 'NoteFailure'; readonly failed: DataOf<'NoticeFailed'> }
  | { readonly type: 'NoteView' };

export const isNote = (command: { readonly type: string }): command is NoteCommand =>
  command.type === 'NoteDelivery' || command.type === 'NoteFailure' || command.type === 'NoteView';

/** Who opened it is known by the actor. */
export function note(command: NoteCommand, { personId }: Actor): Decided {
  if (command.type === 'NoteDelivery') return events({ type: 'NoticeDelivered', data: command.delivered });
  if (command.type === 'NoteFailure') return events({ type: 'NoticeFailed', data: command.failed });
  return events({ type: 'AssignmentViewed', data: { personId: personId ?? '' } });
}
