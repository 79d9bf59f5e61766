// The parts that an assignment is made of: one for a single day, one per milestone, one per occurrence of a recurring duty;
// beside them the evidence that somebody else keeps, and what coordinating units contribute.

import { type Alarm, blames } from '../assignment/alarms.ts';
import type { PartSpec } from '../assignment/events.ts';
import { alarmsAround, alarmsOfLaunch, checkIns, watchdogs } from '../assignment/plan-alarms.ts';
import { type Cadence, type Deadline, resolveDeadline } from '../deadline.ts';
import { endOfDay, type Instant, ms, startOfDay } from '../instant.ts';
import type { LaunchedAssignment, StepOwner } from './events.ts';
import { known, occurrenceParts, type Place, type Timing, under, WHOLE } from './occurrence-parts.ts';
import type { Milestone } from './work.ts';

/** What all parts of one assignment have in common. */
export interface Frame extends Timing, Pick<LaunchedAssignment, 'takes' | 'evidence'> {
  readonly ownerUnitId: string;
  readonly receiverUnitId: string;
  /** Whom a step of the row names, by its words. */
  readonly stepOwners: Readonly<Record<string, readonly StepOwner[]>>;
  readonly requiredItems: PartSpec['requiredItems'];
  /** Who keeps the evidence, where it is not whoever does the work. */
  readonly custodianUnitId: string | null;
  readonly helpingUnitIds: readonly string[];
  /** Steps with a day of their own beside the row's deadline, which they do not move. */
  readonly beside?: readonly Milestone[];
  /** How often continuous work is asked after where the plan does not say. */
  readonly checkIns: Cadence;
}

type SingleDeadline = Exclude<Deadline, { kind: 'milestones' }>;
interface Step extends Place {
  readonly named: boolean;
  /** Absent: it makes up the deadline of the row. */
  readonly beside?: true;
  readonly deadline: SingleDeadline;
}

/**
 * `label` are the words of the document. Each part may lie after the row's own due (002/I.1); none where nothing falls due any
 * more before the plan's period ends. Throws CalendarRangeError where a day is needed that no calendar knows.
 */
export function partsOf(deadline: Deadline, label: string, frame: Frame): PartSpec[] {
  const { ownerUnitId, receiverUnitId, beside = [] } = frame;
  const place = { partId: WHOLE, label, ownerUnitId, receiverUnitId, named: false };
  const steps = stepsOf(deadline, place, frame);
  const last = steps.at(-1);
  if (!last) return [];
  const own = [...steps, ...milestoneSteps(beside, { ...place, beside: true }, 'b', frame)]
    .filter((step) => isTaken(step, frame))
    .flatMap((step) => {
      // What the row asks for as evidence belongs to its last step, whoever does it.
      const items = step.deadline === last.deadline && frame.evidence === undefined ? frame.requiredItems : [];
      return partsOfStep(step, items, frame);
    });
  const kept = frame.evidence === 'apart' ? evidenceParts(last, frame) : [];
  const helping = frame.helpingUnitIds.flatMap((unitId) => helpingPart(last, unitId, frame));
  return [...withLaunchAlarms([...own, ...kept], frame.planning), ...helping];
}

type StepPlace = Omit<Step, 'deadline'>;

const stepsOf = (deadline: Deadline, place: StepPlace, frame: Frame): Step[] =>
  deadline.kind === 'milestones' ? milestoneSteps(deadline.milestones, place, 'm', frame) : [{ ...place, deadline }];

/** Named m1, m2 … within the deadline, b1, b2 … beside it. */
function milestoneSteps(milestones: readonly Milestone[], place: StepPlace, letter: 'm' | 'b', frame: Frame): Step[] {
  return milestones.flatMap((milestone, index) => {
    const partId = under(place.partId, `${letter}${index + 1}`);
    const label = milestone.label || place.label;
    const owners = milestone.owner === undefined ? [] : (frame.stepOwners[milestone.owner] ?? []);
    if (owners.length === 0) return stepsOf(milestone.deadline, { ...place, partId, label }, frame);
    return owners.flatMap(({ unitId, receiverUnitId }) => {
      const name = owners.length > 1 ? `${partId}.${unitId}` : partId;
      const step = { ...place, partId: name, label, ownerUnitId: unitId, receiverUnitId, named: true };
      return stepsOf(milestone.deadline, step, frame);
    });
  });
}

function isTaken({ named, ownerUnitId }: Step, { takes, ownerUnitId: own }: Frame): boolean {
  if (takes === undefined) return true;
  if (takes === 'nothing') return false;
  return named ? ownerUnitId === own : takes === 'ownSteps';
}

function partsOfStep(
  { deadline, named: _, beside, ...place }: Step,
  items: PartSpec['requiredItems'],
  frame: Frame,
): PartSpec[] {
  const parts =
    deadline.kind === 'recurring'
      ? occurrenceParts(deadline, place, items, frame)
      : [single(deadline, place, items, frame)];
  return beside ? parts.map((part) => ({ ...part, inDeadlineCell: false })) : parts;
}

/** The required items are filed once per row, by whoever keeps them (002/IV.1), by the day on which the row is due. */
function evidenceParts(last: Step, frame: Frame): PartSpec[] {
  const { receiverUnitId, custodianUnitId, ownerUnitId, requiredItems } = frame;
  const place = { partId: 'evidence', label: 'Tài liệu kiểm chứng', receiverUnitId };
  return partsOfStep({ ...last, ...place, ownerUnitId: custodianUnitId ?? ownerUnitId }, requiredItems, frame);
}

/** A coordinating unit hands its share to the lead unit and is reminded of it; nobody is late for helping. */
function helpingPart({ deadline, label }: Step, unitId: string, frame: Frame): PartSpec[] {
  const { calendar, policy } = frame.planning;
  const when = resolveDeadline(deadline, { ...policy, calendar });
  if (!when || ms(when.due) <= ms(frame.planning.from)) return [];
  const planning = { ...frame.planning, policy: { ...policy, ladder: [] } };
  const part = {
    partId: `c.${unitId}`,
    label: `Phối hợp: ${label}`,
    ownerUnitId: unitId,
    receiverUnitId: frame.ownerUnitId,
    deadline,
    ...when,
    waitingFor: null,
    alarms: known(alarmsAround(when.due, planning, when.lateFrom), frame),
    needed: false,
    requiredItems: [],
  };
  return [part];
}

function single(deadline: SingleDeadline, place: Place, items: PartSpec['requiredItems'], frame: Frame): PartSpec {
  const { planning, horizon } = frame;
  const { policy, calendar, from } = planning;
  const { due, lateFrom } = resolveDeadline(deadline, { ...policy, calendar }) ?? { due: null, lateFrom: null };
  const source = waitsFor(deadline);
  const every = cadenceOf(deadline, frame);
  const startsAt = deadline.kind === 'range' ? startOfDay(deadline.from) : null;
  return {
    ...place,
    deadline,
    due,
    lateFrom,
    waitingFor: source,
    ...(startsAt && ms(startsAt) > ms(from) && { startsAt }),
    alarms: [
      ...(every ? checkIns(every, from, due ?? horizon) : []),
      ...(source
        ? watchdogs(deadline.kind === 'externalTrigger' ? deadline.watchdog : 'month', from, due ?? horizon)
        : []),
      ...alarmsUpTo(deadline, { due, lateFrom }, frame),
    ],
    requiredItems: items,
  };
}

/**
 * An internal due is what reminders and the unit's own head lead up to. Nobody is named late to his superiors before the
 * plan's own day, and that day has its last reminder.
 */
function alarmsUpTo(
  deadline: SingleDeadline,
  { due, lateFrom }: { readonly due: Instant | null; readonly lateFrom: Instant | null },
  { planning }: Timing,
): Alarm[] {
  const around = known(alarmsAround(due, planning, lateFrom), { planning });
  const internal = deadline.kind === 'period' && deadline.internalDue ? endOfDay(deadline.internalDue) : null;
  if (!internal || ms(internal) <= ms(planning.from)) return around;
  const { ladder = [], reminderWorkingDays } = planning.policy;
  const isBlame = (alarm: Alarm) =>
    alarm.what === 'step' && ladder.some((step) => step.stepId === alarm.stepId && blames(step));
  const closest = Math.min(...reminderWorkingDays);
  return [
    ...known(alarmsAround(internal, planning), { planning }).filter((alarm) => !isBlame(alarm)),
    ...around.filter((alarm) => isBlame(alarm) || (alarm.what === 'reminder' && alarm.workingDaysBefore === closest)),
  ];
}

/** Whose paper, or which event, the deadline counts from; null where it names its day itself. */
function waitsFor(deadline: SingleDeadline): string | null {
  if (deadline.kind === 'externalTrigger') return deadline.source;
  return deadline.kind === 'relative' && deadline.after.anchor === 'event' ? deadline.after.event : null;
}

function cadenceOf(deadline: SingleDeadline, frame: Frame): Cadence | null {
  if (deadline.kind === 'continuous') return deadline.checkIns ?? frame.checkIns;
  return deadline.kind === 'period' ? (deadline.checkIns ?? null) : null;
}

/** A unit acknowledges once what it has got, not part by part. */
function withLaunchAlarms(parts: readonly PartSpec[], planning: Timing['planning']): PartSpec[] {
  const asked = known(alarmsOfLaunch(planning), { planning });
  return parts.map((part, index) => {
    const isFirst = parts.findIndex(({ ownerUnitId }) => ownerUnitId === part.ownerUnitId) === index;
    return isFirst ? { ...part, alarms: [...asked, ...(part.alarms ?? [])] } : part;
  });
}
