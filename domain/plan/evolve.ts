// A plan as its events have made it.
import { assertNever } from '../assert-never.ts';
import {
  draftDiscarded,
  dutyCorrected,
  dutyRestored,
  issueAccepted,
  issueReopened,
  rowCorrected,
  rowRestored,
  rowSplit,
  rowsMerged,
  settling,
  unitNameMapped,
  unitNameUnmapped,
} from './draft-state.ts';
import { newDuty } from './duties.ts';
import type { RecordedPlanEvent } from './events.ts';
import { defaultPolicy } from './policy.ts';
import { identified, newRow, rowIdAt } from './rows.ts';
import { isImported, type Launch, type Plan, type PlanState } from './state.ts';

function imported(event: Extract<RecordedPlanEvent, { type: 'PlanImported' }>): Plan {
  const { planId, document, reading, movedFromYear } = event.data;
  const { rows, duties, issues, ...rest } = reading;
  return {
    status: 'draft',
    planId,
    name: reading.plan.name,
    document,
    issuer: reading.plan.issuer,
    number: reading.plan.number,
    issuedOn: reading.plan.issuedOn,
    year: reading.plan.year,
    movedFromYear,
    reading: {
      ...rest,
      duties: duties.map(newDuty),
      issues: identified('plan', issues),
    },
    rows: rows.map((row, index) => newRow(row, rowIdAt(index))),
    replacedRows: [],
    unitNames: [],
    policy: defaultPolicy,
    pendingLaunches: [],
    launches: 0,
    assignmentCount: 0,
    periodEnded: false,
    discarded: null,
    launchedDutyIds: [],
    sealedYear: null,
    judgements: [],
    amendments: 0,
  };
}

/** Never refuses: what happened, happened. */
export function evolve(state: PlanState, event: RecordedPlanEvent): PlanState {
  if (event.type === 'PlanImported') return imported(event);
  return isImported(state) ? evolveImported(state, event) : state;
}

function evolveImported(plan: Plan, event: Exclude<RecordedPlanEvent, { type: 'PlanImported' }>): Plan {
  switch (event.type) {
    case 'PlanPolicySet':
      return { ...plan, policy: event.data.policy };
    case 'PlanPromulgated':
      return { ...plan, number: event.data.number, issuedOn: event.data.issuedOn };
    case 'PlanLaunched':
      return launched(plan, { ...event.data, launchedAt: event.at }, event.data.dutyIds ?? []);
    case 'PlanLaunchCompleted':
      return { ...plan, pendingLaunches: plan.pendingLaunches.filter(({ launch }) => launch !== event.data.launch) };
    case 'PlanPeriodEnded':
      return { ...plan, periodEnded: true };
    case 'YearSealed':
      return { ...plan, sealedYear: event.data.year, periodEnded: false };
    case 'PlanClosed':
      return { ...plan, status: 'closed' };
    case 'RowCorrected':
      return rowCorrected(plan, event);
    case 'RowRestored':
      return rowRestored(plan, event);
    case 'DutyCorrected':
      return dutyCorrected(plan, event);
    case 'DutyRestored':
      return dutyRestored(plan, event);
    case 'UnitNameMapped':
      return unitNameMapped(plan, event);
    case 'UnitNameUnmapped':
      return unitNameUnmapped(plan, event);
    case 'RowSplit':
      return rowSplit(plan, event);
    case 'RowsMerged':
      return rowsMerged(plan, event);
    case 'IssueAccepted':
      return issueAccepted(plan, event);
    case 'IssueReopened':
      return issueReopened(plan, event);
    case 'RowJudged': {
      const { rowId, outcome, reason } = event.data;
      const others = plan.judgements.filter((each) => each.rowId !== rowId);
      return { ...plan, judgements: [{ ...settling(event, reason), rowId, outcome }, ...others] };
    }
    case 'PlanAmended':
      return amended(plan, event);
    case 'SettlingsCarriedOver':
    case 'PlanTriggerReceived': // what becomes of them is theirs
    case 'UnitWorkTransferred':
      return plan;
    case 'DraftDiscarded':
      return draftDiscarded(plan, event);
    case 'DraftRestored':
      return { ...plan, discarded: null };
    default:
      return assertNever(event);
  }
}

function launched(plan: Plan, launch: Launch, dutyIds: readonly string[]): Plan {
  const generations = new Map(launch.assignments.map(({ rowId, generation }) => [rowId, generation]));
  return {
    ...plan,
    status: 'running',
    rows: plan.rows.map((row) => ({ ...row, generation: generations.get(row.rowId) ?? row.generation })),
    pendingLaunches: [...plan.pendingLaunches, launch],
    launches: launch.launch,
    assignmentCount: plan.assignmentCount + launch.assignments.length,
    launchedDutyIds: [...plan.launchedDutyIds, ...dutyIds],
  };
}

/** A changed row keeps its place, its name and its generation; the words before are in the history. */
function amended(plan: Plan, { data, version }: Extract<RecordedPlanEvent, { type: 'PlanAmended' }>): Plan {
  const settled = ({ rowId, amendedRowId: _, ...row }: (typeof data.changed)[number]) => ({
    ...newRow(row, rowId),
    settledAt: version,
  });
  const changed = new Map(data.changed.map((row) => [row.rowId, settled(row)]));
  const isGone = ({ rowId }: { readonly rowId: string }) => data.removed.includes(rowId);
  const kept = plan.rows.filter((row) => !isGone(row));
  return {
    ...plan,
    rows: [
      ...kept.map((row) => ({ ...(changed.get(row.rowId) ?? row), generation: row.generation })),
      ...data.added.map(settled),
    ],
    replacedRows: [...plan.replacedRows, ...plan.rows.filter(isGone)],
    amendments: data.amendment,
  };
}
