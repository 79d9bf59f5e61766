// Applies the migrations that a database does not have yet.
import { migrate } from '../db/migrate.ts';
import { type Command, findRunning } from './command.ts';

export const migrateCommand: Command = {
  usage: '',
  summary: 'apply the migrations that are missing (npm start does this by itself)',
  async run() {
    const applied = await migrate((await findRunning()).databases.owner);
    process.stdout.write(applied.length > 0 ? `applied: ${applied.join(', ')}\n` : 'up to date\n');
    return 0;
  },
};
