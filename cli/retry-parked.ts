// Commands that a fault has parked: which they are, and back in line with them once the fault is mended.
import { createPool, type Pool } from '../db/pool.ts';
import { listParked, type ParkedRow } from '../db/queries/log.ts';
import { retryParked } from '../record/inbox.ts';
import { type Command, findRunning, UsageError } from './command.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const describe = ({ commandId, stream, type, receivedAt, errorId }: ParkedRow): string =>
  `${commandId}  ${type.padEnd(18)} ${stream}  received ${receivedAt.toISOString()}  errorId ${errorId}`;

export const retryParkedCommand: Command = {
  usage: '[COMMAND... | all] [--json]',
  summary: 'list the commands that a fault has parked; with their ids, or all, put them back in line',
  async run({ positionals, json }) {
    const malformed = positionals.filter((id) => id !== 'all' && !UUID.test(id));
    if (malformed.length > 0) throw new UsageError(`not the id of a command: ${malformed.join(', ')}`);
    const pool = createPool({ url: (await findRunning()).databases.app, name: 'tiendo-retry-parked', max: 1 });
    try {
      return positionals.length === 0 ? await list(pool, json) : await retry(pool, positionals, json);
    } finally {
      await pool.end();
    }
  },
};

async function list(pool: Pool, json: boolean): Promise<number> {
  const parked = await listParked(pool);
  const lines = [`${parked.length} parked`, ...parked.map(describe)];
  process.stdout.write(json ? `${JSON.stringify({ parked }, null, 2)}\n` : `${lines.join('\n')}\n`);
  return parked.length > 0 ? 1 : 0;
}

/** Exit code 1 when one of them is not parked: decided meanwhile, or never known. */
async function retry(pool: Pool, given: readonly string[], json: boolean): Promise<number> {
  const ids = given.includes('all') ? (await listParked(pool)).map(({ commandId }) => commandId) : given;
  const results: { commandId: string; retried: boolean }[] = [];
  for (const id of new Set(ids.map((each) => each.toLowerCase()))) {
    results.push({ commandId: id, retried: await retryParked(pool, id) });
  }
  const lines = results.map(({ commandId, retried }) => `${commandId}  ${retried ? 'back in line' : 'is not parked'}`);
  process.stdout.write(
    json ? `${JSON.stringify({ results }, null, 2)}\n` : `${lines.join('\n') || 'none is parked'}\n`,
  );
  return results.every(({ retried }) => retried) ? 0 : 1;
}
