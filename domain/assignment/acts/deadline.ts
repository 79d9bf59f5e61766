// What moves a due: the paper that a part waits for, and an extension that the Chair decides.
import { endOfDay, type Instant, ms } from '../../instant.ts';
import { refuse } from '../../refusals.ts';
import { chairOnly, leadersOnly, ownerOnly } from '../acting.ts';
import type { AssignmentEvent } from '../events.ts';
import { alarmsAround } from '../plan-alarms.ts';
import { type Act, events, type PartSetting, planningOf } from './act.ts';
import { dueAfterTrigger } from './due-after-trigger.ts';

/** A new due with all that leads up to it; null where the calendar does not reach. */
function duePlan(asked: PartSetting, due: Instant | null) {
  const alarms = alarmsAround(due, planningOf(asked, asked.part.partId));
  return alarms && { due, lateFrom: due, alarms };
}

/** The paper from above has come: what waited for it gets the day that it names, or the one that the plan derives from it. */
export const recordTrigger: Act<'RecordTrigger'> = {
  mayAct: ({ acting }) => leadersOnly(acting),
  decide(asked) {
    const { part, command } = asked;
    const { documentNumber, documentDate, dueDate } = command;
    if (part.waitingFor === null) return refuse('waits-for-nothing');
    if (dueDate && dueDate < documentDate) return refuse('due-before-document');
    const due = dueDate
      ? endOfDay(dueDate)
      : dueAfterTrigger(part.deadline, documentDate, asked.context.facts.calendar);
    const plan = duePlan(asked, due);
    if (!plan) return refuse('date-outside-calendar');
    const data = { partId: part.partId, documentNumber, documentDate, source: part.waitingFor, ...plan };
    return events({ type: 'TriggerReceived', data });
  },
};

export const requestExtension: Act<'RequestExtension'> = {
  mayAct: ({ part, acting }) => ownerOnly(part, acting),
  decide({ part, command: { dueDate, reason }, context }) {
    if (part.extensionAsked) return refuse('extension-asked');
    if (part.due === null) return refuse('no-deadline');
    if (part.lateFrom !== null && ms(context.receivedAt) >= ms(part.lateFrom)) return refuse('extension-too-late');
    if (ms(endOfDay(dueDate)) <= ms(part.due)) return refuse('extension-not-later');
    const data = { partId: part.partId, extension: part.extensions + 1, dueDate, reason };
    return events({ type: 'ExtensionRequested', data });
  },
};

/** The Chair decides, in person or on a paper that the coordinator records. He may grant another day than was asked for. */
export const decideExtension: Act<'DecideExtension'> = {
  mayAct: ({ acting }) => chairOnly(acting),
  decide(asked) {
    const { part, command } = asked;
    const { granted, dueDate, reason } = command;
    if (!part.extensionAsked) return refuse('no-extension-asked');
    const about = { partId: part.partId, extension: part.extensionAsked.extension, reason };
    if (!granted) return events({ type: 'ExtensionDenied', data: about });
    if (!dueDate) return refuse('due-date-required');
    const due = endOfDay(dueDate);
    if (part.due !== null && ms(due) <= ms(part.due)) return refuse('extension-not-later');
    const plan = duePlan(asked, due);
    if (!plan) return refuse('date-outside-calendar');
    return events(
      { type: 'ExtensionGranted', data: { ...about, oldDue: part.due, ...plan } },
      ...missTakenBack(asked, due),
    );
  },
};

/** Asked for in time and granted late: nobody was late after all, as long as the new day has not passed. */
const missTakenBack = ({ part, context }: PartSetting, lateFrom: Instant): AssignmentEvent[] =>
  part.missed && ms(lateFrom) > ms(context.receivedAt)
    ? [{ type: 'DeadlineMissWithdrawn', data: { partId: part.partId, lateFrom } }]
    : [];
