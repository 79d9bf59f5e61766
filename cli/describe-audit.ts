// An audit's report for people: how much was compared, what was not, and every difference with its cause.
import type { AuditReport } from '../audit/audit.ts';

/** 0: nothing is wrong. 1: something is. 2: nothing is known to be wrong, but not everything could be compared. */
export const exitCodeOf = ({ equal, complete }: AuditReport): number => {
  if (!equal) return 1;
  return complete ? 0 : 2;
};

export function describeAudit({ counts, differences, notCompared, engine, waiting }: AuditReport): string {
  const n = (name: keyof typeof counts) => count(counts[name]);
  const lines = [
    `log        ${n('streams')} streams, ${n('events')} events, ${n('commands')} commands: chains, head rows, snapshots, read models, outcomes, texts`,
    `workflows  ${n('workflows')} asked (${n('lagging')} behind the log), ${n('timers')} timers`,
    `histories  ${n('historiesLive')} live, ${n('historiesArchived')} archived, ${n('historiesLost')} lost; ${n('historiesReplayed')} replayed; ${n('turns')} turns, ${n('joined')} commands joined, ${n('unwitnessed')} unwitnessed`,
    `inbox      ${count(waiting.undecided)} undecided${oldest(waiting.oldestUndecidedSeconds)}, ${count(waiting.parked)} parked${oldest(waiting.oldestParkedSeconds)}`,
    ...(engine === 'away' ? ['Temporal does not answer: no workflow, no timer and no live history was compared'] : []),
    ...notCompared.map(({ stream, why }) => `  ? ${stream ?? 'the record as a whole'} was not compared: ${why}`),
    ...differences.flatMap(({ code, stream, at, cause, expected, found }) => [
      `  ! ${code}: ${stream ?? 'the record as a whole'}${at === null ? '' : `, version ${at}`}`,
      `    ${cause}`,
      ...where(expected, found),
    ]),
    differences.length === 0
      ? 'no difference'
      : `${differences.length} difference${differences.length === 1 ? '' : 's'}`,
  ];
  return `${lines.join('\n')}\n`;
}

const count = (number: number): string => number.toLocaleString('en');
const oldest = (seconds: number | null): string =>
  seconds === null ? '' : ` (the oldest for ${seconds.toLocaleString('en', { maximumFractionDigits: 1 })} s)`;

/** Of two rows only the columns that differ. */
function where(expected: string, found: string): string[] {
  const [wanted, got] = [objectIn(expected), objectIn(found)];
  if (!wanted || !got) return [`    expected ${expected}`, `    found    ${found}`];
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(got)])];
  const differing = names.filter((name) => JSON.stringify(wanted[name]) !== JSON.stringify(got[name]));
  const only = (row: Record<string, unknown>) =>
    differing.map((name) => `${name} ${JSON.stringify(row[name]) ?? 'missing'}`).join(', ');
  return [`    expected ${only(wanted)}`, `    found    ${only(got)}`];
}

function objectIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
