// A whole plan rehearsed: what can be launched is launched on one day, every unit behaves in its way, and what a year of it
// brings is counted.
import type { AssignmentFacts } from '../assignment/acts/act.ts';
import type { NationalLabel } from '../assignment/labels.ts';
import type { WorkingCalendar } from '../calendar.ts';
import { coordinatingUnit, type Directory } from '../directory/directory.ts';
import type { TextRef } from '../free-text.ts';
import { endOfDay, type Instant, instant, later, ms } from '../instant.ts';
import type { PlanCommand } from '../plan/commands.ts';
import { planRules } from '../plan/decide.ts';
import { previewLaunch, type RowPreview } from '../plan/preview.ts';
import { assignmentSpec } from '../plan/spec.ts';
import { isImported, type Plan, type PlanState, periodEnd } from '../plan/state.ts';
import type { PlanReading } from '../plan-reading.ts';
import { record, system, unfolded } from '../rules.ts';
import { type Rehearsed, rehearse } from './rehearse.ts';
import { type Behaviour, behaviours, type Ward } from './script.ts';

export interface RehearsalOptions {
  readonly directory: Directory;
  readonly calendar: WorkingCalendar;
  readonly launchedAt: Instant;
  /** How a unit behaves; the others take turns: diligent, late, silent. */
  readonly behaviourOf: Readonly<Record<string, Behaviour>>;
}

interface RehearsedAssignment extends Rehearsed {
  readonly number: string;
  readonly rowId: string;
  readonly unitId: string;
  readonly behaviour: Behaviour;
  /** What its script was told; the same ward makes the same people act on the running system. */
  readonly ward: Ward;
}

export interface PlanRehearsal {
  readonly launchedAt: Instant;
  /** The end of the plan's period; the rehearsal goes on for two months, or to the end of a year after the launch. */
  readonly horizon: Instant;
  readonly until: Instant;
  readonly assignments: readonly RehearsedAssignment[];
  /** Rows that no launch takes as they stand, and why. */
  readonly notLaunched: readonly Pick<RowPreview, 'number' | 'title' | 'problems'>[];
}

const DAY_MS = 86_400_000;

/** A name for things that a rehearsal never stores. */
const NOBODY = '00000000-0000-4000-8000-000000000000';
const words: TextRef = { textId: NOBODY, sha256: '0'.repeat(64) };

/** Throws where the rules refuse what every launch does: the document then lacks a year. */
export function rehearsePlan(reading: PlanReading, options: RehearsalOptions): PlanRehearsal {
  const { directory, calendar, launchedAt, behaviourOf } = options;
  const draft = decided(planRules.initial, importOf(reading), options);
  const promulgated = decided(
    draft,
    { type: 'PromulgatePlan', number: draft.number ?? '(chưa có)', issuedOn: dateIn(launchedAt), signer: '(tập dượt)' },
    options,
  );
  const { rows } = previewLaunch(promulgated, directory, launchedAt, calendar);
  const notLaunched = rows.filter(({ problems }) => problems.length > 0);
  const running = decided(promulgated, { type: 'LaunchPlan', acknowledgePastDue: true }, options);
  const horizon = periodEnd(running) ?? endOfDay(calendar.to);
  const until = later(instant(ms(launchedAt) + 365 * DAY_MS), instant(ms(horizon) + 60 * DAY_MS));
  const launch = running.pendingLaunches[0];
  if (!launch) throw new Error('a launch that launched nothing');
  const units = Object.keys(directory.units).sort();
  const behaviourFor = (unitId: string): Behaviour =>
    behaviourOf[unitId] ?? behaviours[units.indexOf(unitId) % behaviours.length] ?? 'diligent';
  const facts = factsOf(options);
  const coordinatorUnitId = coordinatingUnit(directory)?.unitId ?? null;
  const assignments = launch.assignments.map((entry) => {
    const spec = assignmentSpec(running, launch, entry, calendar);
    const behaviour = behaviourFor(entry.unitId);
    const ward = { behaviour, horizon, until, words, chairId: NOBODY, coordinatorUnitId };
    const { number, rowId, unitId } = spec;
    return { number, rowId, unitId, behaviour, ward, ...rehearse(spec, launchedAt, ward, facts) };
  });
  return { launchedAt, horizon, until, assignments, notLaunched };
}

const dateIn = (at: Instant) => at.slice(0, 10) as Extract<PlanCommand, { type: 'PromulgatePlan' }>['issuedOn'];

const importOf = (reading: PlanReading): PlanCommand => ({
  type: 'ImportPlan',
  planId: NOBODY,
  document: { sha256: '0'.repeat(64), name: words, mediaType: 'text/plain', size: 0 },
  reading,
  movedFromYear: null,
});

function decided(state: PlanState, command: PlanCommand, { directory, calendar, launchedAt }: RehearsalOptions): Plan {
  const facts = {
    directory,
    calendar,
    assignments: [],
    storedFiles: new Set<string>(),
    identify: (planId: string, rowId: string, unitId: string) => `${planId}/${rowId}/${unitId}`,
  };
  const context = { actor: system, receivedAt: launchedAt, version: 0, versionBeforeTime: 0, facts };
  const decision = planRules.decide(state, command, context);
  if ('refusal' in decision) throw new Error(`${command.type} is refused: ${decision.refusal.code}`);
  const origin = { at: launchedAt, receivedAt: null, actor: system, commandId: null };
  const { folded } = record(planRules, { ...unfolded(planRules), state }, decision.events, origin);
  if (!isImported(folded.state)) throw new Error('a plan that was not imported');
  return folded.state;
}

const factsOf = ({ directory, calendar }: RehearsalOptions): AssignmentFacts => ({
  uploadedFiles: new Set(),
  calendar,
  units: new Map(Object.values(directory.units).map(({ unitId, kind }) => [unitId, kind])),
  unitOfPerson: null,
  identifyChild: () => NOBODY,
});

const outsideTheFour = 'outsideTheFour';
export type Total = NationalLabel | typeof outsideTheFour;

/** The four national labels at the end of the period, and what stands outside them; together they are all assignments. */
export function totalsOf({ assignments }: PlanRehearsal): Record<Total, number> {
  const totals: Record<Total, number> = {
    doneOnTime: 0,
    doneLate: 0,
    inProgressInTime: 0,
    inProgressOverdue: 0,
    outsideTheFour: 0,
  };
  for (const { label } of assignments) totals[label ?? outsideTheFour]++;
  return totals;
}

/** How many events of each type fall into each month ("2025-12"), in the order of time. */
export function calendarOf({ assignments }: PlanRehearsal): { month: string; counts: Record<string, number> }[] {
  const months = new Map<string, Record<string, number>>();
  for (const { type, at } of assignments.flatMap(({ events }) => events)) {
    const counts = months.get(at.slice(0, 7)) ?? {};
    months.set(at.slice(0, 7), { ...counts, [type]: (counts[type] ?? 0) + 1 });
  }
  return [...months].sort(([a], [b]) => (a < b ? -1 : 1)).map(([month, counts]) => ({ month, counts }));
}
