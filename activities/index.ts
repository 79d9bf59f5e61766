// Effects, each safe to run twice. Created with what they need; workflows know only what they ask of them.
import type { Logger } from 'pino';
import type { Pool } from '../db/pool.ts';
import type { Activities } from '../workflows/activities.messages.ts';
import { createLaunchAssignments } from './launch-assignments.ts';
import type { PostOffice } from './post-office.ts';
import { createSendNotices } from './send-notices.ts';
import { createTakeTurn } from './take-turn.ts';

/** The shape Temporal registers: a plain object of functions by name. */
export const createActivities = (pool: Pool, taskQueue: string, office: PostOffice | null, log: Logger) =>
  ({
    takeTurn: createTakeTurn(pool, log),
    launchAssignments: createLaunchAssignments(pool, taskQueue, log),
    sendNotices: createSendNotices(pool, office, log),
  }) satisfies Activities;
