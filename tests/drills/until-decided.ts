// A caller who does not give up: the same command under the same key until the api says what became of it.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Call, RunningApi } from '../api/running-api.ts';

export interface Verdict {
  readonly status: number;
  /** The api's answer, without the key that it may repeat. */
  readonly body: { readonly commandId?: string; readonly code?: string; readonly version?: number } & object;
}

/** 200 and 4xx are verdicts; 202, 5xx and 429 are not yet one. Throws after a minute. */
export async function untilDecided(api: RunningApi, id: string, body: object, call: Call): Promise<Verdict> {
  for (const until = Date.now() + 60_000; ; ) {
    const answer = await api.ask(id, body, call);
    const { statusCode: status } = answer;
    if (status === 200 || (status >= 400 && status < 500 && status !== 429)) {
      const { idempotencyKey: _, ...rest } = answer.json();
      return { status, body: rest };
    }
    if (Date.now() > until) throw new Error(`no verdict within a minute; the last answer was ${status} ${answer.body}`);
    await sleep(50);
  }
}
