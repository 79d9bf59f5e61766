// The post: sends what is due, then waits for the next morning's letter, the end of a minute's collecting, or something new.
// It runs as long as there is anybody to be told of anything; the next notice starts it again (worker/post.ts).
import {
  condition,
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from './activities.messages.ts';
import { noticesSignal } from './notices.messages.ts';

const ROUNDS_PER_RUN = 500;

const { sendNotices } = proxyActivities<Activities>({
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '10 seconds', // how long letters wait when their worker is killed
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

export async function noticesWorkflow(): Promise<void> {
  let asked = 1;
  let served = 0;
  setHandler(noticesSignal, () => {
    asked++;
  });
  for (let round = 1; ; round++) {
    const upto = asked; // read before the round, else a call that comes during it is lost
    const { nextIn } = await sendNotices();
    served = upto;
    if (asked !== served) continue;
    if (nextIn === null) return;
    if (round >= ROUNDS_PER_RUN || workflowInfo().continueAsNewSuggested) await continueAsNew();
    setCurrentDetails(`lượt gửi sau: sau ${Math.ceil(nextIn / 1000)} giây`);
    await condition(() => asked !== served, Math.max(1_000, nextIn));
  }
}
