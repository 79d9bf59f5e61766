// The benchmarks still run, and what they measure is still right: small sizes, no figure is looked at but the exact ones.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

async function bench(...names: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bench/main.ts', '--quick', ...names], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, out, err };
}

describe('a benchmark', () => {
  test('measures the product beside its baseline, and checks what both produced', { timeout: 600_000 }, async () => {
    // B4, B5 and B13 are made of the same parts.
    const { code, out, err } = await bench('B1', 'B3', 'B6', 'B7', 'B8');
    expect(code, err + out).toBe(0);
    const measured = [...out.matchAll(/^(B\d+) {2}.*\n {2}measure /gm)].map(([, id]) => id);
    expect(measured).toEqual(['B1', 'B3', 'B6', 'B7', 'B8']);
    expect(out).toMatch(/^B3 .*\n.*raw no-op Update.*tiendo/m);
    expect(out).toMatch(/Temporal state transitions, of a life +\d+ +7 /);
    expect(out).not.toMatch(/NOT VALID|: NO\b/);
    expect(out).toContain('fsync=on');
  });

  test('that does not exist is refused with the names of those that do', async () => {
    const { code, err } = await bench('B99');
    expect(code).toBe(1);
    expect(err).toContain('There is no benchmark B99; there are B');
  });
});
