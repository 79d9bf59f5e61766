// The rules of a plan: import, policy, promulgation, launch, end. Pure.
import { assertNever } from '../assert-never.ts';
import type { Instant } from '../instant.ts';
import { refuse } from '../refusals.ts';
import { type Context, type Decision, isStale, type Rules } from '../rules.ts';
import type { PlanCommand } from './commands.ts';
import type { PlanEvent, RecordedPlanEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { PlanFacts } from './facts.ts';
import { launchPlan } from './launch.ts';
import { policyRefusal } from './policy.ts';
import { settleDraft } from './settle-draft.ts';
import { isImported, notImported, type Plan, type PlanState, periodEnd } from './state.ts';
import { closePlan, sealYear } from './year.ts';

type Ctx = Context<PlanFacts>;
type Of<T extends PlanCommand['type']> = Extract<PlanCommand, { type: T }>;

const events = (...happened: PlanEvent[]): Decision<PlanEvent> => ({ events: happened });
const leads = (role: string): boolean => role === 'coordinator' || role === 'chair' || role === 'system';

function decide(state: PlanState, command: PlanCommand, context: Ctx): Decision<PlanEvent> {
  if (!leads(context.actor.role)) return refuse('not-the-coordinator');
  if (command.type === 'ImportPlan') return isImported(state) ? refuse('plan-exists') : importPlan(command);
  if (!isImported(state)) return refuse('plan-not-imported');
  if (command.type === 'CompleteLaunch') return completeLaunch(state, command);
  if (isStale(command.expectedVersion, context)) return refuse('stale-version');
  return state.status === 'closed' ? refuse('plan-closed') : decideOpen(state, command, context);
}

function decideOpen(
  plan: Plan,
  command: Exclude<PlanCommand, Of<'ImportPlan' | 'CompleteLaunch'>>,
  context: Ctx,
): Decision<PlanEvent> {
  switch (command.type) {
    case 'SetPlanPolicy':
      return plan.status === 'running' ? refuse('plan-running') : setPolicy(plan, command, context);
    case 'PromulgatePlan':
      return plan.status === 'running' ? refuse('plan-running') : promulgate(command, context);
    case 'LaunchPlan':
      return launchPlan(plan, command, context);
    case 'SealYear':
      return sealYear(plan, command, context);
    case 'ClosePlan':
      return closePlan(plan, command, context);
    case 'CorrectRow':
    case 'AcceptIssue':
    case 'ReopenIssue':
    case 'MapUnit':
    case 'SplitRow':
    case 'MergeRows':
      return settleDraft(plan, command, context);
    default:
      return assertNever(command);
  }
}

function importPlan({ type: _, ...data }: Of<'ImportPlan'>): Decision<PlanEvent> {
  return events({ type: 'PlanImported', data });
}

function setPolicy(plan: Plan, { policy: change }: Of<'SetPlanPolicy'>, { facts }: Ctx): Decision<PlanEvent> {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const policy = { ...plan.policy, ...given };
  return policyRefusal(plan, policy, facts.directory) ?? events({ type: 'PlanPolicySet', data: { policy } });
}

function promulgate({ number, issuedOn, signer, file }: Of<'PromulgatePlan'>, { facts }: Ctx): Decision<PlanEvent> {
  if (file && !facts.storedFiles.has(file)) return refuse('unknown-file', [file]);
  return events({ type: 'PlanPromulgated', data: { number, issuedOn, signer, ...(file && { file }) } });
}

function completeLaunch(plan: Plan, command: Of<'CompleteLaunch'>): Decision<PlanEvent> {
  const pending = plan.pendingLaunches.find(({ launch }) => launch === command.launch);
  if (!pending) return events();
  const data = { launch: command.launch, assignmentCount: pending.assignments.length };
  return events({ type: 'PlanLaunchCompleted', data });
}

/** A running plan waits for the end of its period; nothing closes by itself then. */
function nextWake(state: PlanState): Instant | null {
  return isImported(state) && state.status === 'running' && !state.periodEnded ? periodEnd(state) : null;
}

function passTime(state: PlanState, at: Instant): PlanEvent[] {
  return nextWake(state) === at ? [{ type: 'PlanPeriodEnded', data: { endedAt: at } }] : [];
}

export const planRules: Rules<PlanState, PlanCommand, PlanEvent, PlanFacts> = {
  initial: notImported,
  decide,
  evolve: (state, event) => evolve(state, event as RecordedPlanEvent),
  nextWake,
  passTime,
};
