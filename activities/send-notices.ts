// The activity of the post: one round, alive as long as its worker is. Killed anywhere and run again, it does what is missing.
import { Context } from '@temporalio/activity';
import type { Logger } from 'pino';
import type { Pool } from '../db/pool.ts';
import type { Activities } from '../workflows/activities.messages.ts';
import { codeOnly } from './code-only.ts';
import type { PostOffice } from './post-office.ts';
import { sendRound } from './send-round.ts';

const HEARTBEAT_MS = 2_000;

/** Without a post office nothing is sent: what is to be told waits in the outbox. */
export const createSendNotices =
  (pool: Pool, office: PostOffice | null, log: Logger): Activities['sendNotices'] =>
  () =>
    codeOnly('sending-failed', log, async () => {
      if (!office) return { nextIn: null };
      const context = Context.current();
      const beating = setInterval(() => context.heartbeat(), HEARTBEAT_MS);
      try {
        return { nextIn: await sendRound({ pool, office, log, isStopping: () => context.cancellationSignal.aborted }) };
      } finally {
        clearInterval(beating);
      }
    });
