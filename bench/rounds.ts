// Rounds: baseline, subject, baseline, subject …, so that a slow minute of the machine meets both.
import type { Timed } from './load/timed.ts';
import type { Comparison } from './measured.ts';
import { percentile } from './statistics.ts';

export interface Sides<Baseline, Subject = Baseline> {
  readonly baseline: readonly Baseline[];
  readonly subject: readonly Subject[];
}

export async function alternate<Baseline, Subject>(
  rounds: number,
  progress: (text: string) => void,
  sides: { baseline(round: number): Promise<Baseline>; subject(round: number): Promise<Subject> },
): Promise<Sides<Baseline, Subject>> {
  const baseline: Baseline[] = [];
  const subject: Subject[] = [];
  for (let round = 1; round <= rounds; round++) {
    progress(`round ${round} of ${rounds}: baseline`);
    baseline.push(await sides.baseline(round));
    progress(`round ${round} of ${rounds}: subject`);
    subject.push(await sides.subject(round));
  }
  return { baseline, subject };
}

const throughputOf = ({ wallMs, latenciesMs }: Timed<unknown>): number => latenciesMs.length / (wallMs / 1000);

/** Throughput, median and 99th percentile of both sides. */
export function compareTimed(
  { baseline, subject }: Sides<Timed<unknown>>,
  goals: { throughput?: Comparison['goal']; p50?: Comparison['goal']; p99?: Comparison['goal'] },
): Comparison[] {
  const both = (measure: (timed: Timed<unknown>) => number) => ({
    baseline: baseline.map(measure),
    subject: subject.map(measure),
  });
  return [
    {
      what: 'throughput',
      unit: 'per second',
      ...both(throughputOf),
      ...(goals.throughput && { goal: goals.throughput }),
    },
    {
      what: 'p50',
      unit: 'ms',
      digits: 1,
      ...both(({ latenciesMs }) => percentile(latenciesMs, 0.5)),
      ...(goals.p50 && { goal: goals.p50 }),
    },
    {
      what: 'p99',
      unit: 'ms',
      digits: 1,
      ...both(({ latenciesMs }) => percentile(latenciesMs, 0.99)),
      ...(goals.p99 && { goal: goals.p99 }),
    },
  ];
}
