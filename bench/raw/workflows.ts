// Workflows that do nothing: what the engine itself costs.
import { condition, setHandler, sleep } from '@temporalio/workflow';
import { noop } from './messages.ts';

/** Lives for ever and answers Updates that do nothing. */
export async function idle(): Promise<void> {
  setHandler(noop, () => undefined);
  await condition(() => false);
}

/** Sleeps until this instant (ms) and ends. */
export async function sleeper(until: number): Promise<void> {
  await sleep(Math.max(1, until - Date.now()));
}
