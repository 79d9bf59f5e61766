// Replays one assignment from the log and prints every difference found.
import { createPool } from '../db/pool.ts';
import { replayStream } from '../record/replay.ts';
import { assignmentStream } from '../record/streams.ts';
import { type Command, findRunning, UsageError } from './command.ts';

export const replayCommand: Command = {
  usage: 'ASSIGNMENT [--json]',
  summary: 'fold one assignment from the log; compare head, snapshot, read model, inbox and hash chain',
  async run({ positionals: [assignmentId, ...others], json }) {
    if (!assignmentId || others.length > 0) throw new UsageError('name one assignment');
    const pool = createPool({ url: (await findRunning()).databases.app, name: 'tiendo-replay', max: 1 });
    try {
      const replay = await replayStream(pool, assignmentStream(assignmentId));
      if (!replay) throw new UsageError(`there is no assignment ${assignmentId}`);
      const { differences, checked } = replay;
      const lines = differences.map(
        ({ code, at, expected, found }) =>
          `  ! ${code}${at === null ? '' : ` at version ${at}`}\n    expected ${expected}\n    found    ${found}`,
      );
      const summary = `${checked.events} events, version ${checked.version}, ${checked.status}: ${differences.length} differences`;
      process.stdout.write(json ? `${JSON.stringify(replay, null, 2)}\n` : `${[summary, ...lines].join('\n')}\n`);
      return replay.equal ? 0 : 1;
    } finally {
      await pool.end();
    }
  },
};
