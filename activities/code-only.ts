// What crosses into Temporal of a fault: a code, nothing else. The fault itself is logged whole, here.
import { ApplicationFailure } from '@temporalio/common';
import type { Logger } from 'pino';

/** Runs `work`; a fault is logged and replaced by a retryable failure that carries only `code`. */
export async function codeOnly<T>(code: string, log: Logger, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    log.error({ err: error, code }, 'activity failed; it will be tried again');
    throw ApplicationFailure.create({ message: code, type: code, nonRetryable: false });
  }
}
