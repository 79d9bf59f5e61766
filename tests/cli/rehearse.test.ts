// A year of plan 000 on the command line: what is printed adds up, and takes seconds of work.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { rehearseCommand } from '../../cli/rehearse.ts';

const root = join(import.meta.dirname, '../..');
const plan = join(root, 'seeds/000_30efd8dd18850b69.txt');
const tiendo = (...args: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) =>
    execFile(process.execPath, [join(root, 'cli/tiendo.mjs'), ...args], { cwd: root }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    ),
  );

let printed: string;
/** Month by month, what each column says. */
let months: Record<string, number>[];
let totals: Record<string, number>;
let launched: number;

beforeAll(async () => {
  const { code, out, err } = await tiendo('rehearse', plan);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  printed = out;
  launched = Number(/(\d+) assignments launched/.exec(out)?.[1]);
  const lines = out.split('\n');
  const names = ['reminded', 'no check-in', 'no paper', 'escalated', 'missed', 'submitted', 'returned', 'closed'];
  months = lines.flatMap((line) => {
    const [month = '', ...counts] = line.trim().split(/\s+/);
    if (!/^\d{4}-\d{2}$/.test(month)) return [];
    return [Object.fromEntries(names.map((name, index) => [name, Number(counts[index])]))];
  });
  const labels = ['doneOnTime', 'doneLate', 'inProgressInTime', 'inProgressOverdue', 'outsideTheFour'];
  totals = Object.fromEntries(
    labels.map((label) => [label, Number(new RegExp(`^${label} +(\\d+)$`, 'm').exec(out)?.[1])]),
  );
}, 120_000); // a process of its own

const inAll = (column: string) => months.reduce((sum, month) => sum + (month[column] ?? Number.NaN), 0);
const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, one) => all + one, 0);

describe('tiendo rehearse', () => {
  test('prints the calendar of reminders, escalations and outcomes', () => {
    expect(months.length).toBeGreaterThanOrEqual(4);
    expect(printed).toMatch(/reminded.*escalated.*missed.*submitted.*returned.*closed/);
    for (const column of ['reminded', 'escalated', 'missed', 'submitted', 'returned', 'closed'])
      expect(inAll(column), column).toBeGreaterThan(0);
  });

  test('has four totals that are the sum of the outcomes', () => {
    expect(launched).toBeGreaterThan(150);
    expect(sum(totals)).toBe(launched);
    expect((totals.doneOnTime ?? 0) + (totals.doneLate ?? 0)).toBe(inAll('closed'));
    expect(totals.inProgressOverdue).toBeGreaterThan(0); // the silent
  });

  test('takes less than 5 s of work', async () => {
    const write = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
    const before = process.cpuUsage();
    expect(await rehearseCommand.run({ positionals: [plan], json: false, values: {} })).toBe(0);
    const { user, system } = process.cpuUsage(before); // µs: whatever else runs on the machine does not count
    expect(write.mock.calls.map(([text]) => text).join('')).toBe(printed);
    write.mockRestore();
    expect((user + system) / 1e6).toBeLessThan(5);
  });

  test('names what it cannot do', async () => {
    expect(await tiendo('rehearse')).toMatchObject({ code: 64, err: expect.stringContaining('name one file') });
    expect(await tiendo('rehearse', plan, '--units', 'VP=lazy')).toMatchObject({ code: 64 });
    expect(await tiendo('rehearse', plan, '--from', '2025-02-30')).toMatchObject({ code: 64 });
  });
});
