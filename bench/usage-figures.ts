// Processor time per process while each side ran: where a step's cost lies.
import type { Figure } from './measured.ts';
import { median } from './statistics.ts';
import { withUsage } from './usage.ts';

type Usage = Readonly<Record<string, number>>;

export interface MeasuredUsage {
  readonly of: { readonly baseline: Usage[]; readonly subject: Usage[] };
  baseline<T>(work: () => Promise<T>): Promise<T>;
  subject<T>(work: () => Promise<T>): Promise<T>;
}

export function withUsageOf(pids: Readonly<Record<string, number>>): MeasuredUsage {
  const of = { baseline: [] as Usage[], subject: [] as Usage[] };
  const measure =
    (into: Usage[]) =>
    async <T>(work: () => Promise<T>): Promise<T> => {
      const { result, usage } = await withUsage(pids, work);
      into.push(usage);
      return result;
    };
  return { of, baseline: measure(of.baseline), subject: measure(of.subject) };
}

/** Processes that used less than this are left out. */
const LEAST_PERCENT = 1;

export function usageFigures({ of }: MeasuredUsage): Figure[] {
  return (['baseline', 'subject'] as const).flatMap((side): Figure[] => {
    const names = Object.keys(of[side][0] ?? {});
    const used = names.map((name) => ({ name, percent: median(of[side].map((usage) => usage[name] ?? 0)) }));
    const shown = used.filter(({ percent }) => percent >= LEAST_PERCENT).sort((a, b) => b.percent - a.percent);
    if (shown.length === 0) return [];
    const value = shown.map(({ name, percent }) => `${name} ${percent.toFixed(0)}`).join(', ');
    return [{ what: `processor use while the ${side} ran, % of one core`, value }];
  });
}
