// Chance that can be repeated: every drill draws from the run's seed (SEED=…), printed by tests/support/print-seed.ts.
import fc from 'fast-check';

export interface Chance {
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  one<T>(of: readonly T[]): T;
  shuffled<T>(items: readonly T[]): T[];
}

/** `purpose` keeps the draws of one drill apart from those of another. */
export function chanceFor(purpose: string): Chance {
  let state = Number(fc.readConfigureGlobal().seed ?? 0) | 0;
  for (const letter of purpose) state = Math.imul(state ^ letter.charCodeAt(0), 0x9e3779b1);
  const fraction = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (least: number, most: number) => least + Math.floor(fraction() * (most - least + 1));
  return {
    whole,
    one: (of) => of[whole(0, of.length - 1)] as never,
    shuffled(items) {
      const rest = [...items];
      return items.map(() => rest.splice(whole(0, rest.length - 1), 1)[0] as never);
    },
  };
}
