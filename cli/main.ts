// The tiendo command: finds the subcommand, prints help, turns failures into exit codes.
// 0: done, and nothing is wrong. 1: done, but something is wrong (a difference, an unreadable plan). 2: not all of it could
// be done (an audit). 64: called wrongly. 70: an unexpected fault. The last two are those of sysexits.h.
import { parseArgs } from 'node:util';
import { calendarCommand } from './calendar.ts';
import { type Command, UsageError } from './command.ts';
import { migrateCommand } from './migrate.ts';
import { readPlanCommand } from './read-plan.ts';
import { rebuildCommand } from './rebuild.ts';
import { rehearseCommand } from './rehearse.ts';
import { replayCommand } from './replay.ts';
import { retryParkedCommand } from './retry-parked.ts';
import { templateCommand } from './template.ts';

const CALLED_WRONGLY = 64;
const FAULT = 70;

const commands: Readonly<Record<string, Command>> = {
  'read-plan': readPlanCommand,
  template: templateCommand,
  calendar: calendarCommand,
  rehearse: rehearseCommand,
  replay: replayCommand,
  rebuild: rebuildCommand,
  'retry-parked': retryParkedCommand,
  migrate: migrateCommand,
};

const help = () => `Usage: tiendo <command> [--json]

${Object.entries(commands)
  .map(([name, { usage, summary }]) => `  ${`${name} ${usage}`.padEnd(54)} ${summary}`)
  .join('\n')}

The system itself is started with: npm start
Commands that need it running find it by TIENDO_DATA (default: .tiendo in the project).
`;

/** Runs one command line and returns its exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const [name = '', ...rest] = args;
  if (name === '' || name === '--help' || name === '-h' || name === 'help') return print(help());
  const command = commands[name];
  if (!command) return fail(CALLED_WRONGLY, `There is no command "${name}".\n\n${help()}`);
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      allowPositionals: true,
      options: {
        ...command.options,
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return print(`Usage: tiendo ${name} ${command.usage}\n\n${command.summary}\n`);
    return await command.run({ positionals, json: values.json === true, values });
  } catch (error) {
    const usage = error instanceof UsageError || isOfParseArgs(error);
    if (usage) return fail(CALLED_WRONGLY, `${(error as Error).message}\nUsage: tiendo ${name} ${command.usage}\n`);
    return fail(FAULT, `${error instanceof Error ? error.stack : String(error)}\n`);
  }
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

const isOfParseArgs = (error: unknown): boolean =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');

function fail(code: number, text: string): number {
  process.stderr.write(text);
  return code;
}
