// A plan launched in the rules alone: its preview, its event, the assignments that follow from it.
import { expect } from 'vitest';
import type { AssignmentSpec, PartSpec } from '../../domain/assignment/events.ts';
import { shippedCalendar } from '../../domain/calendar-vn.ts';
import type { Directory, Unit } from '../../domain/directory/directory.ts';
import type { Instant } from '../../domain/instant.ts';
import type { PlanCommand } from '../../domain/plan/commands.ts';
import { planRules } from '../../domain/plan/decide.ts';
import type { LaunchedAssignment, PlanEvent } from '../../domain/plan/events.ts';
import type { PlanFacts } from '../../domain/plan/facts.ts';
import type { PolicyChange } from '../../domain/plan/policy.ts';
import { type LaunchPreview, previewLaunch } from '../../domain/plan/preview.ts';
import { assignmentSpec } from '../../domain/plan/spec.ts';
import { isImported, type Plan } from '../../domain/plan/state.ts';
import type { PlanReading } from '../../domain/plan-reading.ts';
import { demoUnits } from '../../seeds/demo-directory.ts';
import { coordinator } from './assignment-history.ts';
import { imported } from './plan-history.ts';
import { type Happening, stateAfter } from './specification.ts';

const outside = (unitId: string): Unit => ({
  unitId,
  name: unitId,
  kind: 'outside',
  groups: [],
  planCoordinator: false,
});

/** The demo ward with every body that the five plans name. */
export const ward: Directory = {
  units: Object.fromEntries(
    [...demoUnits, ...['DOAN_THE', 'CO_QUAN_TINH', 'THUE', 'BAN_KTNS', 'CONG_AN'].map(outside)].map((unit) => [
      unit.unitId,
      unit,
    ]),
  ),
  people: {},
};

export const factsOf = (directory: Directory): PlanFacts => ({
  directory,
  calendar: shippedCalendar,
  assignments: [],
  storedFiles: new Set(['a'.repeat(64)]),
  identify: (...parts) => parts.join('/'),
});

interface Scene {
  readonly reading: PlanReading;
  readonly now: Instant;
  readonly directory?: Directory;
  readonly policy?: PolicyChange;
}

function happeningsOf({ reading, now, directory = ward, policy }: Scene): Happening<PlanEvent>[] {
  const history = [{ ...imported(reading), at: now }];
  if (!policy) return history;
  return [...history, ...decided(history, { type: 'SetPlanPolicy', policy }, now, directory)];
}

/** What a command of the coordinator adds to a history; fails the test where it is refused. */
export function decided(
  history: readonly Happening<PlanEvent>[],
  command: PlanCommand,
  now: Instant,
  directory: Directory = ward,
  facts: Partial<PlanFacts> = {},
): Happening<PlanEvent>[] {
  const { state, version } = stateAfter(planRules, history);
  const context = { actor: coordinator, receivedAt: now, version, versionBeforeTime: version };
  const decision = planRules.decide(state, command, { ...context, facts: { ...factsOf(directory), ...facts } });
  expect(decision).toHaveProperty('events');
  return 'events' in decision ? decision.events.map((event) => ({ event, by: coordinator, at: now })) : [];
}

export const planAfter = (history: readonly Happening<PlanEvent>[]): Plan => {
  const { state } = stateAfter(planRules, history);
  if (!isImported(state)) throw new Error('not imported');
  return state;
};

export const previewOf = (scene: Scene): LaunchPreview =>
  previewLaunch(planAfter(happeningsOf(scene)), scene.directory ?? ward, scene.now, shippedCalendar);

export interface Launched {
  readonly history: readonly Happening<PlanEvent>[];
  readonly plan: Plan;
  readonly entries: readonly LaunchedAssignment[];
  readonly specs: readonly AssignmentSpec[];
  /** The assignment of this row (or duty) for this unit. */
  specOf(rowId: string, unitId: string): AssignmentSpec;
}

type LaunchPlan = Omit<Extract<PlanCommand, { type: 'LaunchPlan' }>, 'type'>;

export function launch(scene: Scene, command: LaunchPlan = {}): Launched {
  const { now, directory } = scene;
  const before = happeningsOf(scene);
  const history = [...before, ...decided(before, { type: 'LaunchPlan', ...command }, now, directory)];
  const plan = planAfter(history);
  const [pending] = plan.pendingLaunches;
  if (!pending) throw new Error('nothing was launched');
  const specs = pending.assignments.map((entry) => assignmentSpec(plan, pending, entry, shippedCalendar));
  return {
    history,
    plan,
    entries: pending.assignments,
    specs,
    specOf(rowId, unitId) {
      const spec = specs.find((each) => each.rowId === rowId && each.unitId === unitId);
      if (!spec) throw new Error(`nothing of ${rowId} for ${unitId}`);
      return spec;
    },
  };
}

/** When a part speaks by itself, as "what day" in order. */
export const daysOf = ({ alarms = [] }: Pick<PartSpec, 'alarms'>, what: string): string[] =>
  alarms
    .filter((alarm) => alarm.what === what)
    .map(({ at }) => at.slice(0, 10))
    .sort();
