// How figures are spread, and how often what is among them.

/** 0 of nothing. */
export const quantile = (values: readonly number[], part: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;

export interface Spread {
  readonly p50: number;
  readonly max: number;
}

export const spread = (values: readonly number[]): Spread => ({ p50: quantile(values, 0.5), max: quantile(values, 1) });

export function countBy<Name extends string | number>(names: readonly Name[]): Partial<Record<Name, number>> {
  const counts: Partial<Record<Name, number>> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
