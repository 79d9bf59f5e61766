// What the plan tells its assignments: that a new year begins, that it has ended. Its own commands, not reachable over HTTP.
import { assertNever } from '../assert-never.ts';
import type { WorkingCalendar } from '../calendar.ts';
import { CalendarRangeError } from '../calendar.ts';
import type { DeadlineOf } from '../deadline-kinds.ts';
import type { TextRef } from '../free-text.ts';
import { endOfDay, type Instant, later, ms, type PlainDate, startOfDay } from '../instant.ts';
import { occurrenceParts } from '../plan/occurrence-parts.ts';
import { refuse } from '../refusals.ts';
import type { Context } from '../rules.ts';
import type { AssignmentFacts, Decided } from './acts/act.ts';
import { events } from './acts/act.ts';
import { outcomeOf } from './acts/ending.ts';
import { type Alarm, isCheckIn } from './alarms.ts';
import { type AmendAssignment, amendAssignment } from './amendment.ts';
import type { AssignmentEvent, PartSpec } from './events.ts';
import { checkIns, watchdogs } from './plan-alarms.ts';
import {
  type Assignment,
  type AssignmentState,
  awaitsUnit,
  countedParts,
  isDecided,
  isOpen,
  type Part,
} from './state.ts';

/** The plan goes on in `year`; a suspended assignment hears of it as well. */
interface ContinueYear {
  readonly type: 'ContinueYear';
  readonly year: number;
  readonly calendarVersion: string;
}

/** The plan was closed by force while this assignment was open. */
interface EndWithPlan {
  readonly type: 'EndWithPlan';
  readonly reason: TextRef;
}

export type PlansCommand = ContinueYear | EndWithPlan | AmendAssignment;
const plansCommands: ReadonlySet<string> = new Set<PlansCommand['type']>([
  'ContinueYear',
  'EndWithPlan',
  'AmendAssignment',
]);
export const isOfPlan = (command: { readonly type: string }): command is PlansCommand =>
  plansCommands.has(command.type);

type Ctx = Context<AssignmentFacts>;

/** An assignment that has ended meanwhile has nothing to go on with, and nothing left to end. */
export function decideWithPlan(state: AssignmentState, command: PlansCommand, context: Ctx): Decided {
  if (!isOpen(state)) return events();
  switch (command.type) {
    case 'ContinueYear':
      return continueYear(state, command, context);
    case 'EndWithPlan':
      return endWithPlan(state, command);
    case 'AmendAssignment':
      return amendAssignment(state, command, context);
    default:
      return assertNever(command);
  }
}

/** What was reviewed ends as the review found it; what was not is void: nobody decided what came of it. */
function endWithPlan(state: Assignment, { reason }: EndWithPlan): Decided {
  const isReviewed = state.standing === 'running' && countedParts(state).every(isDecided);
  return isReviewed
    ? events({ type: 'AssignmentClosed', data: { outcome: outcomeOf(state), note: reason, withPlan: true } })
    : events({ type: 'AssignmentVoided', data: { reason, withPlan: true } });
}

function continueYear(state: Assignment, { year, calendarVersion }: ContinueYear, { facts, receivedAt }: Ctx): Decided {
  if (!facts.calendar) return refuse('date-outside-calendar');
  const until = endOfDay(`${year}-12-31` as PlainDate);
  // What the year asks for it asks from its first day, however late the one before was sealed.
  const from = later(startOfDay(`${year}-01-01` as PlainDate), state.assignedAt);
  try {
    const parts = nextParts(state, facts.calendar, from, until);
    const alarms = state.parts
      .filter((part) => !isDecided(part))
      .map((part) => ({ partId: part.partId, alarms: nextAlarms(state, part, from, until) }))
      .filter((part) => part.alarms.length > 0);
    if (parts.length + alarms.length === 0) return events();
    const missed = state.standing === 'suspended' ? [] : alarms.flatMap((part) => missedBy(state, part, receivedAt));
    return events({ type: 'YearContinued', data: { year, parts, alarms, calendarVersion } }, ...missed);
  } catch (error) {
    if (error instanceof CalendarRangeError) return refuse('date-outside-calendar');
    throw error;
  }
}

/** The check-ins that had passed when the year before was sealed; the days of reports are recorded as missed by time itself. */
function missedBy(state: Assignment, { partId, alarms }: Continued, now: Instant): AssignmentEvent[] {
  const part = state.parts.find((each) => each.partId === partId);
  if (!part || !awaitsUnit(part)) return [];
  return alarms
    .filter(isCheckIn)
    .filter(({ at }) => ms(at) <= ms(now))
    .map(({ period, at }) => ({ type: 'CheckInMissed', data: { partId, period, plannedAt: at } }));
}

type Continued = Pick<Part, 'partId' | 'alarms'>;

/** The occurrences of the year, of every duty without an end; with the items and the owner of the latest one. */
function nextParts(state: Assignment, calendar: WorkingCalendar, from: Instant, horizon: Instant): PartSpec[] {
  const latest = new Map(state.parts.filter(isEndless).map((part) => [stemOf(part.partId), part]));
  const known = new Set(state.parts.map(({ partId }) => partId));
  return [...latest]
    .flatMap(([partId, part]) => {
      const { label, ownerUnitId, receiverUnitId, requiredItems } = part;
      const place = { partId, label: label.replace(/ \([^()]*\)$/, ''), ownerUnitId, receiverUnitId };
      const { policy, mode, rowId, launchUnitId } = state;
      const planning = { policy, calendar, mode, from, seed: `${rowId}/${launchUnitId}` };
      const deadline = part.deadline as DeadlineOf<'recurring'>;
      const parts = occurrenceParts(deadline, place, requiredItems, { planning, horizon });
      return parts.map((next) => ({ ...next, ...roleOf(part) }));
    })
    .filter(({ partId }) => !known.has(partId));
}

/** What stands beside the deadline, or only helps, does so in every year. */
const roleOf = ({ needed, inDeadlineCell }: Part) => ({
  ...(!needed && { needed }),
  ...(inDeadlineCell === false && { inDeadlineCell }),
});

const isEndless = ({ deadline }: Part): boolean => deadline.kind === 'recurring' && deadline.until === 'open';
/** The place of an occurrence in its assignment, without the name of its period: "m2.2026-01" stands at "m2". */
const stemOf = (partId: string): string => (partId.includes('.') ? partId.slice(0, partId.lastIndexOf('.')) : 'whole');

/** Continuous work is asked after in the new year too, and a paper that has not come is still waited for. */
function nextAlarms({ policy }: Assignment, part: Part, from: Instant, until: Instant): Alarm[] {
  const { deadline, waitingFor } = part;
  const asked =
    deadline.kind === 'continuous' ? checkIns(deadline.checkIns ?? policy.checkIns ?? 'quarter', from, until) : [];
  if (waitingFor === null || part.due !== null) return asked;
  return [...asked, ...watchdogs(deadline.kind === 'externalTrigger' ? deadline.watchdog : 'month', from, until)];
}
