// What people have settled in an earlier reading of a plan, said again in a corrected document: where the words that were
// settled are the same it stands, where they have changed a person decides. Pure.
import type { Directory } from '../directory/directory.ts';
import { refuse } from '../refusals.ts';
import { type Context, type Decision, type Recorded, record } from '../rules.ts';
import {
  acceptancesToCarry,
  correctionsToCarry,
  namesToCarry,
  type ToCarry,
  type UnreadSettling,
} from './carryable.ts';
import type { PlanCommand } from './commands.ts';
import type { CarriedCommand, CarryReading } from './draft-commands.ts';
import type { CarriedFrom, NotCarried } from './draft-events.ts';
import type { PlanEvent, RecordedPlanEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { PlanFacts } from './facts.ts';
import { settleDraft } from './settle-draft.ts';
import type { Plan } from './state.ts';

type Of<T extends PlanCommand['type']> = Extract<PlanCommand, { type: T }>;
type Origin = Pick<Recorded<PlanEvent>, 'at' | 'receivedAt' | 'actor' | 'commandId'>;
/** What the words of a command mean in this draft, as the api reads them. */
type ReadCommand = (plan: Plan, command: UnreadSettling['command']) => CarriedCommand;

interface Carrying {
  readonly directory: Directory;
  readonly origin: Origin;
  readonly version: number;
}

/** The commands that say in `later` what was settled in `earlier`, each read where the ones before it have been carried. */
export function readCarryOver(earlier: Plan, later: Plan, read: ReadCommand, carrying: Carrying): CarryReading {
  let plan = later;
  const settlings: CarryReading['settlings'][number][] = [];
  const notCarried: NotCarried[] = [];
  const steps: ((at: Plan) => ToCarry)[] = [
    (at) => namesToCarry(earlier, at),
    (at) => correctionsToCarry(earlier, at),
    (at) => acceptancesToCarry(earlier, at),
  ];
  for (const step of steps) {
    const found = step(plan);
    notCarried.push(...found.notCarried);
    for (const { command, from } of found.settlings) {
      const settling = { command: read(plan, command), from };
      const done = carryOne(plan, settling, carrying);
      if (done === null) continue;
      settlings.push(settling);
      plan = done.plan;
    }
  }
  return { settlings, notCarried };
}

/** Null where the draft refuses it: its words mean nothing there, or it says so already. */
function carryOne(
  plan: Plan,
  { command, from }: { readonly command: CarriedCommand; readonly from: CarriedFrom },
  { directory, origin, version }: Carrying,
): { plan: Plan; events: PlanEvent[] } | null {
  const decision = settleDraft(plan, command, { facts: { directory } });
  if ('refusal' in decision) return null;
  const events = decision.events.map(
    (event) => ({ ...event, data: { ...event.data, carriedFrom: from } }) as PlanEvent,
  );
  const rules = {
    evolve: (state: Plan, event: Recorded<PlanEvent>) => evolve(state, event as RecordedPlanEvent) as Plan,
  };
  const { folded } = record(rules, { state: plan, version, lastAt: null }, events, origin);
  return { plan: folded.state, events };
}

/** The events of what was carried over, and one that says so; none where there was nothing to carry. */
export function carriedEvents(
  plan: Plan,
  { fromPlanId, reading }: { readonly fromPlanId: string; readonly reading: CarryReading },
  { facts: { directory }, receivedAt, actor, version }: Context<PlanFacts>,
): PlanEvent[] {
  const origin = { at: receivedAt, receivedAt, actor, commandId: null };
  let now = plan;
  const carried: PlanEvent[] = [];
  for (const settling of reading.settlings) {
    const done = carryOne(now, settling, { directory, origin, version: version + carried.length });
    if (done === null) continue;
    carried.push(...done.events);
    now = done.plan;
  }
  if (carried.length + reading.notCarried.length === 0) return [];
  const data = { fromPlanId, carried: carried.length, notCarried: [...reading.notCarried] };
  return [...carried, { type: 'SettlingsCarriedOver', data }];
}

export function carryOver(plan: Plan, command: Of<'CarryOver'>, context: Context<PlanFacts>): Decision<PlanEvent> {
  const { fromPlanId, reason, reading } = command;
  if (fromPlanId === plan.planId || reading === null) return refuse('no-earlier-reading', [fromPlanId]);
  const events = carriedEvents(plan, { fromPlanId, reading }, context);
  const [said] = events.splice(-1);
  if (said?.type !== 'SettlingsCarriedOver') return refuse('nothing-to-carry-over', [fromPlanId]);
  return { events: [...events, { ...said, data: { ...said.data, reason } }] };
}
