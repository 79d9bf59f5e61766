// Builds every read model anew from the log and says whether anything was different.
import { createPool } from '../db/pool.ts';
import { rebuildReadModels } from '../record/rebuild.ts';
import { type Command, findRunning } from './command.ts';

export const rebuildCommand: Command = {
  usage: '[--json]',
  summary: 'build every read model anew from the log; exit code 1 when one was not what the log says',
  async run({ json }) {
    const pool = createPool({
      url: (await findRunning()).databases.projector,
      name: 'tiendo-rebuild',
      max: 1,
      statementTimeout: 600_000,
    });
    try {
      const rebuilt = await rebuildReadModels(pool, (done, of) => process.stderr.write(`\r${done} of ${of} streams`));
      const equal = rebuilt.digestBefore === rebuilt.digestAfter;
      process.stderr.write('\r');
      const verdict = equal ? 'nothing was different' : 'the read models had differed from the log';
      process.stdout.write(
        json
          ? `${JSON.stringify({ ...rebuilt, equal }, null, 2)}\n`
          : `${rebuilt.streams} streams folded; ${verdict}\n`,
      );
      return equal ? 0 : 1;
    } finally {
      await pool.end();
    }
  },
};
