// One timer for a whole stream, set anew only when its instant changes: an untouched timer costs no history.
import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import { TIMER_GRACE_MS } from './assignment.messages.ts';

export interface Alarm {
  /** `takenAt` is the workflow's clock when the record's clock read `now`; only their difference matters. */
  arm(turn: { wakeAt: number | null; wakeFor: string | null; now: number }, takenAt: number): void;
  rang(): boolean;
  silence(): void;
}

export function createAlarm(): Alarm {
  let armedFor: number | null = null;
  let scope: CancellationScope | null = null;
  let ringing = false;

  const start = (delay: number, summary: string) => {
    scope = new CancellationScope();
    scope
      .run(() => sleep(Math.max(1, delay), { summary }))
      .then(() => {
        ringing = true;
        armedFor = null;
      })
      .catch((error: unknown) => {
        if (!isCancellation(error)) throw error;
      });
  };

  return {
    arm({ wakeAt, wakeFor, now }, takenAt) {
      if (wakeAt === armedFor) return;
      scope?.cancel();
      scope = null;
      armedFor = wakeAt;
      if (wakeAt !== null) start(wakeAt + TIMER_GRACE_MS - now - (Date.now() - takenAt), wakeFor ?? 'hẹn giờ');
    },
    rang: () => ringing,
    silence() {
      ringing = false;
    },
  };
}
