// The command that runs a measurement again.

export const DEFAULTS = { rounds: 5, live: 20_000 } as const;

export interface Sizes {
  readonly rounds: number;
  readonly quick: boolean;
  readonly size: number | null;
  readonly live: number;
}

/** Names whatever differs from what a run without options does. */
export function commandOf(id: string, { rounds, quick, size, live }: Sizes): string {
  const options = [
    ...(quick ? ['--quick'] : []),
    ...(quick || rounds === DEFAULTS.rounds ? [] : [`--rounds ${rounds}`]),
    ...(size === null ? [] : [`--size ${size}`]),
    ...(live === DEFAULTS.live ? [] : [`--live ${live}`]),
  ];
  return ['npm run bench --', id, ...options].join(' ');
}
