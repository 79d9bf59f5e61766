// When to stop asking somebody who does not answer, and when to ask again all the same.

export interface GivingUp {
  /** Whether the next question is worth the wait. */
  isWorthAsking(): boolean;
  answered(): void;
  wasSilent(): void;
}

/**
 * After so many questions in a row without an answer only a few more are asked, ever more seldom: so an audit neither
 * waits for each of thousands, nor misses that somebody is there again.
 */
export function createGivingUp(inARow: number): GivingUp {
  let silent = 0;
  let leftOut = 0;
  let gap = inARow;
  return {
    isWorthAsking() {
      if (silent < inARow) return true;
      leftOut++;
      if (leftOut < gap) return false;
      leftOut = 0;
      gap *= 2;
      return true;
    },
    answered() {
      silent = 0;
      leftOut = 0;
      gap = inARow;
    },
    wasSilent() {
      silent++;
    },
  };
}
