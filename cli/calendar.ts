// The working calendar from the command line: what it is, and the import of a year's file by whoever runs the machine.
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createPool, type Pool } from '../db/pool.ts';
import { type CalendarRow, findCalendar, listCalendars } from '../db/queries/calendars.ts';
import { readCalendarCsv } from '../documents/calendar-csv.ts';
import { CalendarCommandBody } from '../domain/calendar/commands.ts';
import { refusalText } from '../domain/refusals.ts';
import type { Actor } from '../domain/rules.ts';
import { findInboxRow, type Outcome, openStream, receive, requestHashOf } from '../record/inbox.ts';
import { CALENDAR_STREAM } from '../record/streams.ts';
import { setTextsApart } from '../record/texts.ts';
import { takeTurn } from '../record/turn.ts';
import { type Command, findRunning, UsageError } from './command.ts';

/** Nobody has signed in here: who may read the data folder is who runs the machine, and the history says that much. */
const operator: Actor = {
  personId: null,
  name: 'tiendo calendar import',
  post: 'người vận hành máy chủ',
  role: 'admin',
  unitId: null,
  head: false,
};

type Values = Readonly<Record<string, string | boolean | undefined>>;

export const calendarCommand: Command = {
  usage: '[show [VERSION] | import FILE.csv --from DATE --to DATE --reason TEXT] [--json]',
  summary: 'show the working calendar, or import the days of a year as a new version; exit code 1 when refused',
  options: { from: { type: 'string' }, to: { type: 'string' }, reason: { type: 'string' } },
  async run({ positionals: [what = 'show', given, ...others], values, json }) {
    if (others.length > 0 || (what !== 'show' && what !== 'import'))
      throw new UsageError('say show or import FILE.csv');
    if (what === 'import' && !given) throw new UsageError('name the file to import');
    const body = what === 'import' ? await readImport(given ?? '', values) : null;
    const pool = createPool({ url: (await findRunning()).databases.app, name: 'tiendo-calendar', max: 2 });
    try {
      return body ? await importFile(pool, body, json) : await show(pool, given ?? null, json);
    } finally {
      await pool.end();
    }
  },
};

type Import = Extract<CalendarCommandBody, { type: 'ImportCalendar' }>;

async function readImport(file: string, { from, to, reason }: Values): Promise<Import> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`cannot read ${file}: ${error.message}`);
  });
  const csv = textOf(bytes, file);
  const parsed = CalendarCommandBody.safeParse({ type: 'ImportCalendar', from, to, csv, reason });
  if (parsed.success && parsed.data.type === 'ImportCalendar') return parsed.data;
  const fields = parsed.error?.issues.map(({ path }) => path.join('.')) ?? [];
  throw new UsageError(`missing or not right: ${fields.join(', ')} (dates are YYYY-MM-DD)`);
}

/** Letters that were lost are not guessed at: they would stand in the record for ever. */
function textOf(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${file} is not UTF-8: save it as CSV UTF-8`);
  }
}

/** The same way as over HTTP: received, then decided. */
async function importFile(pool: Pool, { csv, ...command }: Import, json: boolean): Promise<number> {
  const read = readCalendarCsv(csv, command);
  if ('faults' in read) {
    const lines = read.faults.map(({ line, code, messageEn }) => `line ${line}: ${messageEn} (${code})`);
    return print(json, { faults: read.faults }, [...lines, 'nothing was imported'], 1);
  }
  const { committed: body, texts } = setTextsApart({ ...command, days: read.days });
  const [stream, commandId] = [CALENDAR_STREAM, randomUUID()];
  await openStream(pool, stream);
  await receive(pool, {
    ...{ commandId, stream, type: command.type, body, texts, actor: operator, requestSalt: '' },
    requestHash: requestHashOf('', stream, body),
  });
  await takeTurn(pool, { stream }, ({ error }) => {
    throw error;
  });
  return report(pool, (await findInboxRow(pool, commandId))?.outcome ?? null, json);
}

async function report(pool: Pool, outcome: Outcome | null, json: boolean): Promise<number> {
  if (!outcome) throw new Error('the import was received and not decided; it will be by the worker');
  if ('accepted' in outcome) return show(pool, null, json);
  const { code, about = [] } = outcome.refused;
  const text = `${refusalText(code).en} (${[code, ...about].join(' ')})`;
  return print(json, { refused: outcome.refused }, [text, 'nothing was imported'], 1);
}

async function show(pool: Pool, version: string | null, json: boolean): Promise<number> {
  const calendar = await findCalendar(pool, version);
  if (!calendar) throw new UsageError(version ? `there is no calendar ${version}` : 'there is no calendar yet');
  const versions = await listCalendars(pool);
  return print(
    json,
    { ...calendar, versions },
    describe(
      calendar,
      versions.map((each) => each.version),
    ),
    0,
  );
}

function describe({ version, from, to, days }: CalendarRow, versions: readonly string[]): string[] {
  const lines = days.map((day) => {
    const { date, kind, name, source } = day as Record<string, string>;
    return `${date}  ${kind?.padEnd(10)} ${name}  [${source}]`;
  });
  return [`${version}: ${from} to ${to}, ${days.length} days`, ...lines, `versions: ${versions.join(', ')}`];
}

function print(json: boolean, value: object, lines: readonly string[], code: number): number {
  process.stdout.write(json ? `${JSON.stringify(value, null, 2)}\n` : `${lines.join('\n')}\n`);
  return code;
}
