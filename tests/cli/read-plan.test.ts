// The command line as its users call it: another process, real files, exit codes.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PlanReading } from '../../domain/plan-reading.ts';

const root = join(import.meta.dirname, '../..');
const tiendo = (...args: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) =>
    execFile(
      process.execPath,
      [join(root, 'cli/tiendo.mjs'), ...args],
      { cwd: root, maxBuffer: 1 << 25 },
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    ),
  );
const seed = (name: string) => join(root, 'seeds', name);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tiendo kế hoạch '));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('tiendo read-plan', () => {
  test.each([
    ['000_30efd8dd18850b69.txt', 51],
    ['003_f47e64f0cb34dd86.txt', 16],
  ])('%s has %i rows', async (name, rows) => {
    const { code, out } = await tiendo('read-plan', '--json', seed(name));
    expect(code).toBe(0);
    expect(PlanReading.parse(JSON.parse(out)).rows).toHaveLength(rows);
  });

  test('says for a person what it read and what it is unsure of', async () => {
    const { out } = await tiendo('read-plan', seed('000_30efd8dd18850b69.txt'));
    expect(out).toContain('51 rows, 21 headings');
    expect(out).toContain('! requirement: Ô yêu cầu để trống.');
  });

  test('reads the template that it writes, and writes over nothing', async () => {
    const file = join(folder, 'kế hoạch.xlsx');
    expect(await tiendo('template', '-o', file, '--year', '2026')).toMatchObject({ code: 0, err: '' });
    const { code, out } = await tiendo('read-plan', file);
    expect(code).toBe(0);
    expect(out).toContain('3 rows, 2 headings, 1 duty');
    expect(out).not.toContain('!');
    expect(await tiendo('template', '-o', file)).toMatchObject({
      code: 64,
      err: expect.stringContaining('there already'),
    });
  });

  test('a text that is no plan ends with code 1', async () => {
    const file = join(folder, 'thư.txt');
    writeFileSync(file, 'Kính gửi ông bà.');
    expect((await tiendo('read-plan', file)).code).toBe(1);
  });

  test.each([
    ['a file that is not there', () => ['read-plan', join(folder, 'không có')], /cannot read/],
    ['a binary file', () => ['read-plan', process.execPath], /document-too-large/],
    ['no file', () => ['read-plan'], /name one file/],
    ['an unknown flag', () => ['read-plan', '--yaml', 'x'], /--yaml/],
    ['an unknown command', () => ['đọc'], /no command "đọc"/],
  ])('%s ends with code 64 and a sentence, no stack', async (_what, args, message) => {
    const { code, err } = await tiendo(...args());
    expect(code).toBe(64);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\n {4}at /);
  });
});
