// A year of a plan in a moment: reads the document, launches what can be launched in the demo ward, and lets three kinds of
// units play it through the rules. Offline: no server, no database, nothing is stored.
import { shippedCalendar } from '../domain/calendar-vn.ts';
import { instant, PlainDate } from '../domain/instant.ts';
import type { PlanReading } from '../domain/plan-reading.ts';
import { calendarOf, type PlanRehearsal, rehearsePlan, totalsOf } from '../domain/rehearsal/rehearse-plan.ts';
import { type Behaviour, behaviours } from '../domain/rehearsal/script.ts';
import { demoUnits } from '../seeds/demo-directory.ts';
import { type Command, UsageError } from './command.ts';
import { readDocumentFile } from './read-document.ts';

/** "VP=late,TYT=silent" */
function behavioursIn(text: string): Record<string, Behaviour> {
  const pairs = text
    .split(',')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [unitId = '', behaviour] = pair.split('=');
      const known = behaviours.find((one) => one === behaviour);
      if (!known || !demoUnits.some((unit) => unit.unitId === unitId)) {
        throw new UsageError(
          `"${pair}": name a unit (${demoUnits.map((unit) => unit.unitId).join(', ')}) and one of ${behaviours.join(', ')}`,
        );
      }
      return [unitId, known] as const;
    });
  return Object.fromEntries(pairs);
}

/** 09:00 of the day on which the plan was signed, unless another day is named. */
function launchDay({ plan }: PlanReading, from: unknown): PlainDate {
  const named = typeof from === 'string' ? PlainDate.safeParse(from) : null;
  if (named && !named.success) throw new UsageError(`--from ${from}: not a day (YYYY-MM-DD)`);
  const day = named?.data ?? plan.issuedOn;
  if (!day)
    throw new UsageError('the document does not say when it was signed; name the day of the launch: --from YYYY-MM-DD');
  return day;
}

const columns = [
  'ReminderDue',
  'CheckInMissed',
  'TriggerAwaited',
  'AssignmentEscalated',
  'DeadlineMissed',
  'EvidenceSubmitted',
  'SubmissionReturned',
  'AssignmentClosed',
] as const;

function describe(reading: PlanReading, rehearsal: PlanRehearsal): string {
  const totals = totalsOf(rehearsal);
  const { assignments, notLaunched } = rehearsal;
  const row = (cells: readonly (string | number)[]) =>
    cells.map((cell, index) => (index === 0 ? String(cell).padEnd(9) : String(cell).padStart(11))).join('');
  const names = ['reminded', 'no check-in', 'no paper', 'escalated', 'missed', 'submitted', 'returned', 'closed'];
  return [
    `${reading.plan.name}: ${assignments.length} assignments launched on ${rehearsal.launchedAt}, played to ${rehearsal.until}`,
    '',
    row(['', ...names]),
    ...calendarOf(rehearsal).map(({ month, counts }) => row([month, ...columns.map((type) => counts[type] ?? 0)])),
    '',
    ...Object.entries(totals).map(([label, count]) => `${label.padEnd(18)} ${count}`),
    ...(notLaunched.length > 0
      ? [
          '',
          'not launched:',
          ...notLaunched.map(
            ({ number, title, problems }) => `  ${number.padEnd(8)} ${problems.join(', ').padEnd(40)} ${title}`,
          ),
        ]
      : []),
    ...assignments.flatMap(({ refused, number, unitId }) =>
      refused.map(({ step, code }) => `! ${number} ${unitId}: ${step.command.type} at ${step.at} was refused: ${code}`),
    ),
    '',
  ].join('\n');
}

export const rehearseCommand: Command = {
  usage: 'FILE [--from YYYY-MM-DD] [--units VP=late,…]',
  summary:
    'play a year of a plan in the demo ward: reminders, escalations and outcomes by month; needs nothing running',
  options: { from: { type: 'string' }, units: { type: 'string' } },
  async run({ positionals: [file, ...others], json, values }) {
    if (!file || others.length > 0) throw new UsageError('name one file');
    const behaviourOf = behavioursIn(String(values.units ?? ''));
    const reading = await readDocumentFile(file);
    const rehearsal = rehearsePlan(reading, {
      directory: { units: Object.fromEntries(demoUnits.map((unit) => [unit.unitId, unit])), people: {} },
      calendar: shippedCalendar,
      launchedAt: instant(Date.parse(`${launchDay(reading, values.from)}T09:00:00+07:00`)),
      behaviourOf,
    });
    const figures = { totals: totalsOf(rehearsal), months: calendarOf(rehearsal), notLaunched: rehearsal.notLaunched };
    process.stdout.write(json ? `${JSON.stringify(figures, null, 2)}\n` : describe(reading, rehearsal));
    return rehearsal.assignments.some(({ refused }) => refused.length > 0) ? 1 : 0;
  },
};
