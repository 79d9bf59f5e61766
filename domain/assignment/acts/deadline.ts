// What moves a due: the paper that a part waits for, and an extension that the Chair decides.
import { endOfDay, type Instant, later, ms } from '../../instant.ts';
import { type Refused, refuse } from '../../refusals.ts';
import { chairOnly, leadersOnly, ownerOnly } from '../acting.ts';
import type { Alarm } from '../alarms.ts';
import { alarmsAround } from '../plan-alarms.ts';
import type { Part } from '../state.ts';
import { effectiveLateFrom } from '../time.ts';
import { type Act, events, momentOf, type PartSetting, planningOf } from './act.ts';
import { dueAfterTrigger } from './due-after-trigger.ts';
import { missTakenBack } from './miss.ts';

/** An extension after so many granted ones is flagged to whoever decides it. */
const EXTENSIONS_UNFLAGGED = 2;

interface NewDue {
  readonly due: Instant | null;
  readonly lateFrom: Instant | null;
  readonly alarms: Alarm[];
}

/** A new due with all that leads up to it. */
function newDue(asked: PartSetting, due: Instant | null): NewDue | Refused {
  const alarms = alarmsAround(due, planningOf(asked, asked.part.partId));
  return alarms ? { due, lateFrom: due, alarms } : refuse('date-outside-calendar');
}

/**
 * The paper from above has come: what waited for it gets the day that it names, or the one that the plan derives from it.
 * A later paper from above may set another day.
 */
export const recordTrigger: Act<'RecordTrigger'> = {
  mayAct: ({ acting }) => leadersOnly(acting),
  decide(asked) {
    const { part, command } = asked;
    const { documentNumber, documentDate, dueDate } = command;
    const source = part.waitingFor ?? (dueDate && !command.source ? sourceAbove(part) : null);
    if (source === null || (command.source && command.source !== source)) return refuse('waits-for-nothing');
    if (dueDate && dueDate < documentDate) return refuse('due-before-document');
    const due = dueDate
      ? endOfDay(dueDate)
      : dueAfterTrigger(part.deadline, documentDate, asked.context.facts.calendar);
    if (due !== null && typeof due === 'object') return due;
    const moved = newDue(asked, due);
    if ('refusal' in moved) return moved;
    const data = { partId: part.partId, documentNumber, documentDate, source, ...moved };
    return events({ type: 'TriggerReceived', data }, ...missTakenBack(part, moved.lateFrom));
  },
};

/** Whoever above sets the day of the part (Sở Nội vụ, the province); null where the ward sets it itself. */
const sourceAbove = ({ deadline }: Part): string | null =>
  deadline.kind === 'externalTrigger' ? deadline.source : null;

/** The day that counts at present: the due, or the later one that a return has set. */
const presentEnd = ({ due, resubmitUntil }: Part): Instant | null => due && later(due, resubmitUntil ?? due);

export const requestExtension: Act<'RequestExtension'> = {
  mayAct: ({ part, acting }) => ownerOnly(part, acting),
  decide(asked) {
    const { part, command } = asked;
    const { dueDate, reason } = command;
    const end = presentEnd(part);
    const lateFrom = effectiveLateFrom(part);
    if (part.extensionAsked) return refuse('extension-asked');
    if (end === null) return refuse('no-deadline');
    if (sourceAbove(part) !== null) return refuse('due-set-from-above');
    if (lateFrom !== null && ms(momentOf(asked)) >= ms(lateFrom)) return refuse('extension-too-late');
    if (ms(endOfDay(dueDate)) <= ms(end)) return refuse('extension-not-later');
    const flagged = part.extensionsGranted >= EXTENSIONS_UNFLAGGED;
    const data = { partId: part.partId, extension: part.extensions + 1, dueDate, reason };
    return events({ type: 'ExtensionRequested', data: { ...data, ...(flagged && { flagged }) } });
  },
};

/** The Chair decides, in person or on a paper that the coordinator records: the day that was asked for, or another one. */
export const decideExtension: Act<'DecideExtension'> = {
  mayAct: ({ acting }) => chairOnly(acting),
  decide(asked) {
    const { part, command } = asked;
    if (!part.extensionAsked) return refuse('no-extension-asked');
    const about = { partId: part.partId, extension: part.extensionAsked.extension, reason: command.reason };
    if (!command.granted) return events({ type: 'ExtensionDenied', data: about });
    const due = endOfDay(command.dueDate ?? part.extensionAsked.dueDate);
    const end = presentEnd(part);
    if (end !== null && ms(due) <= ms(end)) return refuse('extension-not-later');
    const moved = newDue(asked, due);
    if ('refusal' in moved) return moved;
    return events(
      { type: 'ExtensionGranted', data: { ...about, oldDue: part.due, ...moved } },
      ...missTakenBack(part, due),
    );
  },
};
