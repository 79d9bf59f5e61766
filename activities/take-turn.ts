// The one effect of an assignment's life: a turn of its stream. Safe to run twice: decided commands have left the inbox.
import type { Logger } from 'pino';
import type { Pool } from '../db/pool.ts';
import { type TurnReport, type TurnRequest, takeTurn } from '../record/turn.ts';
import { codeOnly } from './code-only.ts';

export type TakeTurn = (request: TurnRequest) => Promise<TurnReport>;

export const createTakeTurn =
  (pool: Pool, log: Logger): TakeTurn =>
  (request) =>
    codeOnly('turn-failed', log, () =>
      takeTurn(pool, request, ({ error, ...fault }) => log.error({ err: error, ...fault }, 'command parked')),
    );
