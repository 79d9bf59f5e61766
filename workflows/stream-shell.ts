// The durable shell of every stream: wait for a person, a unit's signal or the timer; take a turn; show where it stands.
// It holds no rule. It must stay small and stable: runs of a year replay it.
import {
  allHandlersFinished,
  condition,
  continueAsNew,
  isCancellation,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from './activities.messages.ts';
import { type Alarm, createAlarm } from './alarm.ts';
import {
  applyCommandSignal,
  applyCommandUpdate,
  SHELL,
  type StreamOutline,
  stateQuery,
  type TurnSummary,
  type WorkflowInput,
} from './assignment.messages.ts';
import { whoIsNext } from './assignment.path.ts';
import { dueKey, planKey, statusKey, unitKey } from './search-attributes.ts';

const MESSAGES_PER_RUN = 1_000;
const { takeTurn } = proxyLocalActivities<Activities>({
  startToCloseTimeout: '4 seconds',
  summary: 'xét các lệnh đang chờ và thời hạn',
  retry: { maximumAttempts: 2, initialInterval: '200 milliseconds' },
});

const untouched: StreamOutline = {
  version: 0,
  status: 'none',
  wakeAt: null,
  headHash: '',
  open: true,
  due: null,
  wakeFor: null,
  planId: null,
  unitId: null,
  pendingLaunches: [],
  now: 0,
  more: false,
};

/** Serves one stream until it is closed. `afterTurn` may begin work of its own and ask for a turn when that is done. */
export async function serveStream(
  stream: string,
  input: WorkflowInput,
  afterTurn: (outline: StreamOutline, ask: () => void) => void = () => undefined,
): Promise<TurnSummary> {
  const limit = input.messagesPerRun ?? MESSAGES_PER_RUN;
  const alarm = createAlarm();
  let turn = input.outline ?? untouched;
  let asked = input.outline ? 0 : 1; // whoever starts a run without an outline asks for a turn
  let served = 0;
  let messages = 0;
  const ask = () => {
    asked++;
  };
  const stand = (next: StreamOutline, takenAt: number) => {
    show(next, input);
    turn = next;
    alarm.arm(next, takenAt);
    afterTurn(next, ask);
  };

  setHandler(applyCommandUpdate, async () => {
    messages++;
    const mine = ++asked;
    await condition(() => served >= mine);
    return summary(turn);
  });
  setHandler(applyCommandSignal, () => {
    messages++;
    asked++;
  });
  setHandler(stateQuery, () => ({ ...summary(turn), waitingFor: whoIsNext(turn.status) }));

  if (input.outline) stand(input.outline, workflowInfo().startTime.getTime());
  for (let first = true; ; first = false) {
    await condition(() => asked > served || alarm.rang() || turn.more);
    const upto = asked; // read before the turn, else a wake-up that comes during it is lost
    stand(await takeTurnInTheEnd(stream, first, alarm, input), Date.now());
    if (turn.more) continue;
    served = upto;
    if (asked !== served) continue;
    if (turn.open && messages < limit && !workflowInfo().continueAsNewSuggested) continue;
    if (turn.open && input.shell === undefined) await sleep(1, { summary: 'sang lượt chạy mới' }); // as the first shell did
    await condition(() => allHandlersFinished() || asked !== served);
    if (asked !== served) continue;
    if (!turn.open) return summary(turn);
    // At once, in the task that answers: with a pause the next message is there first, as long as messages keep coming.
    // Without an outline the new run takes a turn first: it is noted, and its timer is measured from that turn.
    await continueAsNew(anew(input));
  }
}

/** The next run: with today's shell. */
const anew = (input: WorkflowInput): WorkflowInput => ({ ...input, outline: undefined, shell: SHELL });

/** The record may be away for a while: each attempt is short, the wait between them durable. */
async function takeTurnInTheEnd(
  stream: string,
  first: boolean,
  alarm: Alarm,
  input: WorkflowInput,
): Promise<StreamOutline> {
  const { workflowId, runId } = workflowInfo();
  for (let seconds = 5; ; seconds = Math.min(60, seconds * 2)) {
    try {
      const { applied: _, ...outline } = await takeTurn({ stream, ...(first && { newRun: { workflowId, runId } }) });
      alarm.silence();
      return outline;
    } catch (error) {
      if (isCancellation(error)) throw error;
      if (workflowInfo().continueAsNewSuggested) await continueAsNew(anew(input));
      await sleep(seconds * 1000, { summary: 'sổ ghi chưa sẵn sàng, thử lại' });
    }
  }
}

const summary = ({ version, status, wakeAt, headHash }: StreamOutline): TurnSummary => ({
  version,
  status,
  wakeAt,
  headHash,
});

/** What an operator reads in Temporal's UI; search attributes are written only where they change. */
function show(now: StreamOutline, { shell = 1 }: WorkflowInput): void {
  setCurrentDetails(
    `**${now.status}** · chờ: ${whoIsNext(now.status)} · đơn vị: ${now.unitId ?? '—'} · hạn: ${now.due ?? 'không định ngày'} · phiên bản ${now.version}`,
  );
  const { planId, unitId, due } = now;
  if (planId === null) return;
  // The status changes with nearly every turn, and each time the engine wrote a row of its own for it: half of what a step cost it.
  const status = shell === 1 ? now.status : null;
  const known = workflowInfo().typedSearchAttributes;
  const same = known.get(planKey) === planId && known.get(unitKey) === (unitId ?? undefined);
  const dueMs = due === null ? undefined : Date.parse(due);
  if (same && known.get(statusKey) === (status ?? undefined) && known.get(dueKey)?.getTime() === dueMs) return;
  upsertSearchAttributes([
    { key: planKey, value: planId },
    { key: unitKey, value: unitId },
    { key: statusKey, value: status },
    { key: dueKey, value: due === null ? null : new Date(due) },
  ]);
}
