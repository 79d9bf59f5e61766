// The one effect of an assignment's life: a turn of its stream. Safe to run twice: decided commands have left the inbox.
import type { Logger } from 'pino';
import { passBoundary } from '../db/failpoint.ts';
import type { Pool } from '../db/pool.ts';
import { type OnFault, takeTurn } from '../record/turn.ts';
import type { Activities } from '../workflows/activities.messages.ts';
import { codeOnly } from './code-only.ts';

export const createTakeTurn =
  (pool: Pool, log: Logger): Activities['takeTurn'] =>
  (request) =>
    codeOnly('turn-failed', log, async () => {
      const onFault: OnFault = ({ error, ...fault }) => log.error({ err: error, ...fault }, 'command parked');
      const report = await takeTurn(pool, request, onFault);
      passBoundary('activity:answer');
      return report;
    });
