// How figures are told: medians with their spread, goals that were missed, results that do not count.
import { describe, expect, test } from 'vitest';
import { commandOf } from '../../bench/command.ts';
import { durabilityOf, type Facts } from '../../bench/durability.ts';
import { drive } from '../../bench/load/timed.ts';
import { failedChecks, type Measured, missesOf, rowsOf } from '../../bench/measured.ts';
import { median, percentile } from '../../bench/statistics.ts';
import { latenciesDue } from '../../bench/storm.ts';

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
  const never = new AbortController().signal;
  const keyOf = (item: string) => item[0] ?? '';

  test('keeps to its limit, and works on one key one item at a time', async () => {
    let running = 0;
    let most = 0;
    const busy = new Set<string>();
    const order: string[] = [];
    const items = ['a1', 'b1', 'a2', 'c1', 'b2', 'a3'];
    const work = async (item: string) => {
      expect(busy.has(keyOf(item))).toBe(false);
      busy.add(keyOf(item));
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      busy.delete(keyOf(item));
      order.push(item);
      return item;
    };
    const { answers, latenciesMs } = await drive({ items, pace: { atOnce: 3 }, keyOf, work }, never);
    expect(most).toBeLessThanOrEqual(3);
    expect(latenciesMs).toHaveLength(6);
    expect(answers).toEqual(items);
    expect(order.filter((item) => item.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
  });

  test('at a rate does not wait for answers, goes round and round, and counts the waiting for a slow one', async () => {
    const stop = new AbortController();
    const begun: string[] = [];
    let answer: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const work = async (item: string) => {
      begun.push(item);
      if (begun.length === 1) await slow;
      if (begun.length === 21) answer(); // b1 and c1 ten times each: nothing is due before its time, so 28 ms have passed
      if (begun.length === 24) stop.abort();
      return item;
    };
    const items = ['a1', 'b1', 'c1'];
    const timed = await drive({ items, pace: { perSecond: 1_000 }, keyOf, work }, stop.signal);
    expect(begun.slice(0, 3)).toEqual(['a1', 'b1', 'c1']);
    expect(timed.answers.slice(0, 6)).toEqual(['a1', 'b1', 'c1', 'a1', 'b1', 'c1']);
    // The second a1 was due 3 ms after the first and waited for it.
    expect(timed.latenciesMs[3]).toBeGreaterThan(20);
  });
});

test('what is counted into a storm is what was due in it, not what was answered in it', () => {
  const timed = { begunAt: 10_000, wallMs: 9_000, latenciesMs: [1, 2, 8_000, 4, 5, 6], answers: [] };
  expect(latenciesDue(timed, 2, 11_000, 12_000)).toEqual([8_000, 4]);
});

describe('a command', () => {
  const usual = { rounds: 5, quick: false, size: null, live: 20_000 };
  test('names what differs from the usual', () => {
    expect(commandOf('B3', usual)).toBe('npm run bench -- B3');
    expect(commandOf('B13', { ...usual, live: 50_000, rounds: 3 })).toBe(
      'npm run bench -- B13 --rounds 3 --live 50000',
    );
    expect(commandOf('B8', { ...usual, quick: true, rounds: 1, size: 9 })).toBe('npm run bench -- B8 --quick --size 9');
  });
});

describe('durability', () => {
  const on = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on', wal_sync_method: 'fdatasync' };
  const facts: Facts = {
    temporal: 'temporal --db-filename /x/state.db --sqlite-pragma journal_mode=wal --sqlite-pragma synchronous=2',
    postgres: { postgres: on, tiendo: on },
    fileSystems: ['ext4'],
  };
  test('of servers that sync every commit has no fault', () => {
    expect(durabilityOf(facts).faults).toEqual([]);
  });
  test.each<[string, Partial<Facts>]>([
    ['a Temporal in memory', { temporal: 'temporal --sqlite-pragma synchronous=2' }],
    ['a Temporal that syncs less', { temporal: 'temporal --db-filename /x --sqlite-pragma synchronous=1' }],
    [
      'a role that does not wait for its commits',
      { postgres: { postgres: on, tiendo: { ...on, synchronous_commit: 'off' } } },
    ],
    ['a server without fsync', { postgres: { postgres: { ...on, fsync: 'off' } } }],
    ['a disk that is memory', { fileSystems: ['ext4', 'tmpfs'] }],
  ])('is missing with %s', (_, changes) => {
    expect(durabilityOf({ ...facts, ...changes }).faults).toHaveLength(1);
  });
});
