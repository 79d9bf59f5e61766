// The rules of a plan: import, policy, promulgation, launch, end. Pure.
import { assertNever } from '../assert-never.ts';
import type { Instant } from '../instant.ts';
import { refuse } from '../refusals.ts';
import { type Context, type Decision, isStale, type Rules, record, unfolded } from '../rules.ts';
import { amendPlan } from './amend.ts';
import { carriedEvents, carryOver } from './carry-over.ts';
import type { PlanCommand } from './commands.ts';
import type { PlanEvent, RecordedPlanEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { PlanFacts } from './facts.ts';
import { judgeRow } from './judge-row.ts';
import { launchPlan } from './launch.ts';
import { recordTrigger } from './papers-awaited.ts';
import { policyRefusal } from './policy-refusal.ts';
import { isSettling, settleDraft } from './settle-draft.ts';
import { isImported, notImported, type Plan, type PlanState, periodEnd } from './state.ts';
import { transferUnitWork } from './unit-work.ts';
import { closePlan, sealYear } from './year.ts';

type Ctx = Context<PlanFacts>;
type Of<T extends PlanCommand['type']> = Extract<PlanCommand, { type: T }>;

const events = (...happened: PlanEvent[]): Decision<PlanEvent> => ({ events: happened });
const leads = (role: string): boolean => role === 'coordinator' || role === 'chair' || role === 'system';

function decide(state: PlanState, command: PlanCommand, context: Ctx): Decision<PlanEvent> {
  if (!leads(context.actor.role)) return refuse('not-the-coordinator');
  if (command.type === 'ImportPlan') return isImported(state) ? refuse('plan-exists') : importPlan(command, context);
  if (!isImported(state)) return refuse('plan-not-imported');
  if (command.type === 'CompleteLaunch') return completeLaunch(state, command);
  if (isStale(command.expectedVersion, context)) return refuse('stale-version');
  if (state.status === 'closed') return refuse('plan-closed');
  if (command.type === 'RestoreDraft') return restoreDraft(state, command);
  return state.discarded ? refuse('draft-discarded') : decideOpen(state, command, context);
}

function decideOpen(
  plan: Plan,
  command: Exclude<PlanCommand, Of<'ImportPlan' | 'CompleteLaunch' | 'RestoreDraft'>>,
  context: Ctx,
): Decision<PlanEvent> {
  if (isSettling(command)) return settleDraft(plan, command, context);
  switch (command.type) {
    case 'SetPlanPolicy':
      return plan.status === 'running' ? refuse('plan-running') : setPolicy(plan, command, context);
    case 'PromulgatePlan':
      return plan.status === 'running' ? refuse('plan-running') : promulgate(command, context);
    case 'LaunchPlan':
      return launchPlan(plan, command, context);
    case 'JudgeRow':
      return judgeRow(plan, command, context);
    case 'AmendPlan':
      return amendPlan(plan, command, context);
    case 'RecordTrigger':
      return recordTrigger(plan, command, context);
    case 'TransferUnitWork':
      return transferUnitWork(plan, command, context);
    case 'SealYear':
      return sealYear(plan, command, context);
    case 'ClosePlan':
      return closePlan(plan, command, context);
    case 'CarryOver':
      return carryOver(plan, command, context);
    case 'DiscardDraft':
      return plan.status === 'running'
        ? refuse('plan-running')
        : events({ type: 'DraftDiscarded', data: { reason: command.reason } });
    default:
      return assertNever(command);
  }
}

/** A corrected document comes with what was settled in the reading before it. */
function importPlan({ type: _, carriedOver, ...data }: Of<'ImportPlan'>, context: Ctx): Decision<PlanEvent> {
  const imported: PlanEvent = { type: 'PlanImported', data };
  if (!carriedOver) return events(imported);
  const { receivedAt, actor } = context;
  const origin = { at: receivedAt, receivedAt, actor, commandId: null };
  const { folded } = record(planRules, unfolded(planRules), [imported], origin);
  if (!isImported(folded.state)) return events(imported);
  return events(imported, ...carriedEvents(folded.state, carriedOver, { ...context, version: folded.version }));
}

function restoreDraft(plan: Plan, { reason }: Of<'RestoreDraft'>): Decision<PlanEvent> {
  return plan.discarded ? events({ type: 'DraftRestored', data: { reason } }) : refuse('draft-not-discarded');
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
