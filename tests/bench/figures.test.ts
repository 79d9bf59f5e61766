// How figures are told: medians with their spread, goals that were missed, results that do not count.
import { describe, expect, test } from 'vitest';
import { drive } from '../../bench/load/timed.ts';
import { failedChecks, type Measured, missesOf, rowsOf } from '../../bench/measured.ts';
import { median, percentile } from '../../bench/statistics.ts';

const measured = (changes: Partial<Measured> = {}): Measured => ({
  baselineName: 'raw',
  subjectName: 'tiendo',
  how: '',
  comparisons: [
    {
      what: 'throughput',
      unit: 'per second',
      baseline: [100, 200, 400],
      subject: [50, 150, 100],
      goal: { atLeast: 0.5 },
    },
  ],
  figures: [],
  checks: [],
  ...changes,
});

describe('a median', () => {
  test('lies between the two in the middle', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([9, 1, 5])).toBe(5);
  });
  test('of nothing is not a number, never zero', () => {
    expect(median([])).toBeNaN();
  });
});

test('a percentile is a value that was measured', () => {
  const values = Array.from({ length: 200 }, (_, index) => 200 - index);
  expect(percentile(values, 0.5)).toBe(100);
  expect(percentile(values, 0.99)).toBe(198);
  expect(percentile([7], 0.99)).toBe(7);
});

describe('a comparison', () => {
  test('shows both sides and the ratio of each round with their spread', () => {
    expect(rowsOf(measured())).toEqual([
      ['throughput, per second', '200 (100–400)', '100 (50–150)', '0.50 (0.25–0.75)', '≥ 0.5: met'],
    ]);
  });
  test('says when its goal was missed', () => {
    const [comparison] = measured().comparisons;
    const strict = measured({ comparisons: comparison ? [{ ...comparison, goal: { atLeast: 0.51 } }] : [] });
    expect(missesOf(strict)).toEqual(['throughput']);
    expect(rowsOf(strict)[0]?.at(-1)).toBe('≥ 0.51: MISSED');
    expect(missesOf(measured())).toEqual([]);
  });
});

test('a check that failed is named', () => {
  const checks = [
    { what: 'all rows are there', held: false },
    { what: 'no process ended', held: true },
  ];
  expect(failedChecks(measured({ checks }))).toEqual(['all rows are there']);
});

describe('a driver', () => {
  test('keeps to its limit, and works on one key one item at a time', async () => {
    let running = 0;
    let most = 0;
    const busy = new Set<string>();
    const order: string[] = [];
    const { answers, latenciesMs } = await drive({
      items: ['a1', 'b1', 'a2', 'c1', 'b2', 'a3'],
      pace: { atOnce: 3 },
      keyOf: (item) => item[0] ?? '',
      async work(item) {
        const key = item[0] ?? '';
        expect(busy.has(key)).toBe(false);
        busy.add(key);
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
        busy.delete(key);
        order.push(item);
        return item;
      },
    });
    expect(most).toBeLessThanOrEqual(3);
    expect(latenciesMs).toHaveLength(6);
    expect([...answers].sort()).toEqual(['a1', 'a2', 'a3', 'b1', 'b2', 'c1']);
    expect(order.filter((item) => item.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
  });
});
