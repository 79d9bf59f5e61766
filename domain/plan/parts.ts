// The parts that an assignment is made of: one for a single day, one per milestone, one per occurrence of a recurring duty.

import type { Alarm } from '../assignment/alarms.ts';
import type { PartSpec } from '../assignment/events.ts';
import { alarmsAround, alarmsOfLaunch, checkIns, type Planning, watchdogs } from '../assignment/plan-alarms.ts';
import type { WorkingCalendar } from '../calendar.ts';
import { type Cadence, type Deadline, describeDeadline, resolveDeadline } from '../deadline.ts';
import { addDays, dateOf, endOfDay, type Instant, later, startOfDay } from '../instant.ts';
import { occurrencesOf } from '../occurrences.ts';

/** What all parts of one assignment have in common. */
export interface Frame {
  readonly ownerUnitId: string;
  readonly receiverUnitId: string;
  /** The unit that a milestone names; null where it names none, or nobody who is in the directory. */
  unitNamed(owner: string | undefined): string | null;
  readonly requiredItems: PartSpec['requiredItems'];
  readonly planning: Omit<Planning, 'calendar'> & { readonly calendar: WorkingCalendar };
  /** How often continuous work is asked after where the plan does not say. */
  readonly checkIns: Cadence;
  /** The end of the plan's period: no check-in, watchdog or occurrence of an open-ended duty lies beyond. */
  readonly horizon: Instant;
}

/**
 * `label` are the words of the document. At least one part; each may lie after the row's own due (002/I.1).
 * Throws CalendarRangeError where an occurrence falls on working days that no calendar knows.
 */
export function partsOf(deadline: Deadline, label: string, frame: Frame): PartSpec[] {
  const parts = unfold(deadline, { partId: 'whole', label, ownerUnitId: frame.ownerUnitId }, frame);
  // What the row asks for as evidence belongs to its last step, whoever does it.
  return parts.map((part, index) =>
    index === parts.length - 1 ? { ...part, requiredItems: frame.requiredItems } : part,
  );
}

interface Place {
  readonly partId: string;
  readonly label: string;
  readonly ownerUnitId: string;
}

function unfold(deadline: Deadline, place: Place, frame: Frame): PartSpec[] {
  if (deadline.kind === 'milestones') {
    return deadline.milestones.flatMap((milestone, index) => {
      const number = `m${index + 1}`;
      const partId = place.partId === 'whole' ? number : `${place.partId}.${number}`;
      const ownerUnitId = frame.unitNamed(milestone.owner) ?? place.ownerUnitId;
      return unfold(milestone.deadline, { partId, label: milestone.label || place.label, ownerUnitId }, frame);
    });
  }
  return deadline.kind === 'recurring' ? occurrences(deadline, place, frame) : [single(deadline, place, frame)];
}

function single(deadline: Deadline, place: Place, frame: Frame): PartSpec {
  const { planning, horizon } = frame;
  const { policy, calendar, from } = planning;
  const { due, lateFrom } = resolveDeadline(deadline, { ...policy, calendar }) ?? { due: null, lateFrom: null };
  const source = waitsFor(deadline);
  const every = cadenceOf(deadline, frame);
  return partSpec(deadline, place, frame, {
    due,
    lateFrom,
    // An internal due is what reminders and ladder lead up to; the plan's own day stays the one that counts.
    remindedBy: deadline.kind === 'period' && deadline.internalDue ? endOfDay(deadline.internalDue) : due,
    waitingFor: source,
    alarms: [
      ...(every ? checkIns(every, from, due ?? horizon) : []),
      ...(source && deadline.kind === 'externalTrigger' ? watchdogs(deadline.watchdog, from, due ?? horizon) : []),
      ...(source && deadline.kind === 'relative' ? watchdogs('month', from, horizon) : []),
    ],
  });
}

/** Whose paper, or which event, the deadline counts from; null where it names its day itself. */
function waitsFor(deadline: Deadline): string | null {
  if (deadline.kind === 'externalTrigger') return deadline.source;
  return deadline.kind === 'relative' && deadline.after.anchor === 'event' ? deadline.after.event : null;
}

function cadenceOf(deadline: Deadline, frame: Frame): Cadence | null {
  if (deadline.kind === 'continuous') return deadline.checkIns ?? frame.checkIns;
  return deadline.kind === 'period' ? (deadline.checkIns ?? null) : null;
}

const occurrences = (deadline: Extract<Deadline, { kind: 'recurring' }>, place: Place, frame: Frame): PartSpec[] => {
  const { policy, calendar, from } = frame.planning;
  const lastDay = addDays(dateOf(frame.horizon), -1);
  return occurrencesOf(deadline, dateOf(from), lastDay, { ...policy, calendar }).map(
    ({ name, from: first, every, due, lateFrom }) =>
      partSpec(
        deadline,
        {
          ...place,
          partId: place.partId === 'whole' ? name : `${place.partId}.${name}`,
          label: `${place.label} (${labelOf(name, every)})`,
        },
        frame,
        {
          due,
          lateFrom,
          remindedBy: due,
          startsAt: startOfDay(first),
          waitingFor: null,
          alarms: [],
        },
      ),
  );
};

/** The reports of a year are those of quý I, of 6 tháng, of quý III and of the year (domain.md, CCHC cycle). */
const quarterReports = ['quý I', '6 tháng', 'quý III', 'năm'];

function labelOf(name: string, every: Cadence): string {
  const [year = '', rest = ''] = name.split('-');
  if (every === 'quarter') return `${quarterReports[Number(rest.slice(1)) - 1]}${rest === 'Q4' ? '' : ' năm'} ${year}`;
  if (every === 'half') return `6 tháng ${rest === 'H1' ? 'đầu' : 'cuối'} năm ${year}`;
  if (every === 'month') return `tháng ${Number(rest)}/${year}`;
  if (every === 'year') return `năm ${year}`;
  const day = name.split('-').reverse().join('/');
  return every === 'week' ? `tuần từ ${day}` : `ngày ${day}`;
}

interface Times {
  readonly due: Instant | null;
  readonly lateFrom: Instant | null;
  readonly remindedBy: Instant | null;
  readonly startsAt?: Instant;
  readonly waitingFor: string | null;
  readonly alarms: readonly Alarm[];
}

function partSpec(deadline: Deadline, place: Place, frame: Frame, times: Times): PartSpec {
  const { remindedBy, startsAt, alarms, ...when } = times;
  const lateFrom = remindedBy === when.due ? when.lateFrom : remindedBy;
  const from = startsAt ? later(startsAt, frame.planning.from) : frame.planning.from;
  const planning = { ...frame.planning, from, seed: `${frame.planning.seed}/${place.partId}` };
  return {
    ...place,
    receiverUnitId: frame.receiverUnitId,
    deadline,
    ...when,
    ...(startsAt && { startsAt }),
    alarms: [...alarms, ...(alarmsOfLaunch(planning) ?? []), ...(alarmsAround(remindedBy, planning, lateFrom) ?? [])],
    requiredItems: [],
  };
}

/** For a document that was moved to another year its own words name the wrong one. */
export const labelFor = (deadline: Deadline, text: string, movedFromYear: number | null): string =>
  movedFromYear === null ? text : describeDeadline(deadline);
