// Reads a plan document and prints what was read. Offline: no server, no database.
import type { PlanReading } from '../domain/plan-reading.ts';
import { type Command, UsageError } from './command.ts';
import { readDocumentFile } from './read-document.ts';

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** The reading for a person: what the document is, every row on a line, every issue below it. */
function describe({ plan, headings, rows, duties, issues }: PlanReading): string {
  const lines = [
    plan.name || '(no name)',
    `${plan.number ?? 'number not found'} · ${plan.issuedOn ?? 'date not found'} · ${plan.issuer ?? 'issuer not found'} · năm ${plan.year ?? '?'}`,
    [
      counted(rows.length, 'row'),
      counted(headings.length, 'heading'),
      counted(duties.length, 'duty outside the appendix', 'duties outside the appendix'),
    ].join(', '),
    ...issues.map(({ message }) => `  ! ${message}`),
    '',
  ];
  for (const row of rows) {
    const who = `${row.leadUnits.join('+') || '?'}${row.execution === 'perUnit' && row.collectiveLead ? ' (each)' : ''}`;
    lines.push(
      `${row.number.padEnd(7)} ${who.padEnd(18)} ${(row.deadline.due ?? row.deadline.kind).padEnd(26)} ${row.criterion || row.requirement}`,
    );
    lines.push(...row.issues.map(({ message, field }) => `        ! ${field}: ${message}`));
  }
  return `${lines.join('\n')}\n`;
}

export const readPlanCommand: Command = {
  usage: 'FILE [--json]',
  summary:
    'read a plan document (.docx, .xlsx, .csv, .pdf, text) and print its rows, duties and issues; needs nothing running',
  async run({ positionals: [file, ...others], json }) {
    if (!file || others.length > 0) throw new UsageError('name one file');
    const reading = await readDocumentFile(file);
    process.stdout.write(json ? `${JSON.stringify(reading, null, 2)}\n` : describe(reading));
    return reading.rows.length + reading.duties.length > 0 ? 0 : 1;
  },
};
