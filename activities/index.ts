// Effects, each safe to run twice. Created with what they need; workflows see only their types.
import type { Logger } from 'pino';
import type { Pool } from '../db/pool.ts';
import { createLaunchAssignments, type LaunchAssignments } from './launch-assignments.ts';
import { createTakeTurn, type TakeTurn } from './take-turn.ts';

export interface Activities {
  readonly takeTurn: TakeTurn;
  readonly launchAssignments: LaunchAssignments;
}

/** The shape Temporal registers: a plain object of functions by name. */
export const createActivities = (pool: Pool, taskQueue: string, log: Logger) =>
  ({
    takeTurn: createTakeTurn(pool, log),
    launchAssignments: createLaunchAssignments(pool, taskQueue, log),
  }) satisfies Activities;
