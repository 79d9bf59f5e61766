// Which commands the engine has been told of, noted in the inbox in batches: a step does not wait for it. What is not noted
// because the api died is delivered once more by the dispatcher, which does no harm.
import type { FastifyBaseLogger } from 'fastify';
import type { Pool } from '../db/pool.ts';
import { markDelivered } from '../record/inbox.ts';

const EVERY_MS = 500;
/** While the record is away; beyond that the dispatcher delivers again. */
const MOST_WAITING = 10_000;

export interface Deliveries {
  note(commandId: string): void;
  /** Writes what is still to be noted. Nothing is noted afterwards. */
  close(): Promise<void>;
}

export function createDeliveries(pool: Pool, log: FastifyBaseLogger): Deliveries {
  let waiting: string[] = [];
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;
  const write = async (): Promise<void> => {
    timer = null;
    const batch = waiting;
    waiting = [];
    try {
      if (batch.length > 0) await markDelivered(pool, batch);
    } catch (error) {
      log.warn({ err: error }, 'deliveries could not be noted; trying again');
      waiting = [...batch, ...waiting].slice(-MOST_WAITING);
      later();
    }
  };
  const later = () => {
    if (!isClosed) timer ??= setTimeout(() => void write(), EVERY_MS).unref();
  };
  return {
    note(commandId) {
      waiting.push(commandId);
      later();
    },
    async close() {
      isClosed = true;
      if (timer) clearTimeout(timer);
      await write();
    },
  };
}
