// So many at once, the others in line: what keeps one request from taking every connection.

export interface Lanes {
  /** Runs `work` when there is room. Its lane is free again once it has called `leave` or ended. Null when its turn came after `until`. */
  enter<T>(until: number, work: (leave: () => void) => Promise<T>): Promise<T | null>;
}

export function createLanes(width: number): Lanes {
  let free = width;
  const inLine: (() => void)[] = [];
  const leave = () => {
    const next = inLine.shift();
    if (next) next();
    else free++;
  };
  const turn = async () => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => inLine.push(resolve));
  };
  return {
    async enter(until, work) {
      await turn();
      let hasLeft = false;
      const leaveOnce = () => {
        if (!hasLeft) leave();
        hasLeft = true;
      };
      try {
        return Date.now() >= until ? null : await work(leaveOnce);
      } finally {
        leaveOnce();
      }
    },
  };
}
