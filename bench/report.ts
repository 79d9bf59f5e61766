// A result as text for a terminal and as Markdown for docs/benchmarks.md.
import type { Benchmark } from './benchmark.ts';
import type { Conditions } from './conditions.ts';
import { failedChecks, type Measured, missesOf, rowsOf } from './measured.ts';

export interface Result {
  readonly benchmark: Benchmark;
  readonly measured: Measured;
  readonly rounds: number;
  readonly seconds: number;
  /** Of the servers that both sides ran on. */
  readonly durability: string;
  readonly versions: string;
  readonly load: { readonly before: string; readonly after: string };
  readonly command: string;
}

const headerOf = ({ baselineName, subjectName }: Measured): string[] => [
  'measure',
  baselineName,
  subjectName,
  'ratio',
  'goal',
];

function verdictOf(measured: Measured): string {
  const [failed, missed] = [failedChecks(measured), missesOf(measured)];
  if (failed.length > 0) return `NOT VALID: ${failed.join('; ')}`;
  return missed.length > 0 ? `goals MISSED: ${missed.join(', ')}` : 'all goals met';
}

export function asText({ benchmark, measured, ...run }: Result): string {
  return [
    '',
    `${benchmark.id}  ${benchmark.title}`,
    ...columns([headerOf(measured), ...rowsOf(measured)]).map((line) => `  ${line}`),
    `  checked: ${measured.checks.map(({ what, held }) => `${what}: ${held ? 'yes' : 'NO'}`).join('; ')}`,
    `  ${verdictOf(measured)} (${run.seconds.toFixed(0)} s, load average ${run.load.before} before, ${run.load.after} after)`,
    `  ${run.durability}`,
    '',
  ].join('\n');
}

export function asMarkdown({ benchmark, measured, ...run }: Result): string {
  const checks = measured.checks.map(({ what, held }) => `${what}: ${held ? 'yes' : '**no**'}`);
  return [
    `#### ${benchmark.id} ${benchmark.title}`,
    '',
    `${measured.how} ${run.rounds === 1 ? 'One round' : `${run.rounds} rounds`}, ${run.seconds.toFixed(0)} s. \`${run.command}\``,
    '',
    ...markdownTable([headerOf(measured), ...rowsOf(measured)]),
    '',
    `Checked: ${checks.join('; ')}. **${verdictOf(measured)}.** Load average ${run.load.before} before, ${run.load.after} after. Both sides: ${run.durability}.`,
    '',
  ].join('\n');
}

/** What all results of one run have in common. */
export const headingOf = ({ at, commit, machine, node }: Conditions, versions: string): string =>
  [`### ${at}, commit ${commit}`, '', `${machine}; Node ${node}; ${versions}`, ''].join('\n');

function columns(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const [head, ...body] = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [head ?? '', '-'.repeat(widths.reduce((sum, width) => sum + width + 2, -2)), ...body];
}

function markdownTable(rows: readonly string[][]): string[] {
  const [head, ...body] = rows.map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`);
  return [head ?? '', `| ${(rows[0] ?? []).map(() => '---').join(' | ')} |`, ...body];
}
