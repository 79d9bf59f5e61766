// Workflows that do nothing: what the engine itself costs.
import { condition, setHandler } from '@temporalio/workflow';
import { noop } from './messages.ts';

/** Lives for ever and answers Updates that do nothing. */
export async function idle(): Promise<void> {
  setHandler(noop, () => undefined);
  await condition(() => false);
}
