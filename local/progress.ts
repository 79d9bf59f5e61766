// What a person sees while waiting: finished steps stay, the step under way is one line that is written over.

const QUIET_MS = 10_000;

export type Progress = (text: string) => void;

export interface Display {
  /** A line that stays. */
  say(text: string): void;
  /** The state of the step under way; where lines cannot be written over, only now and then. */
  progress: Progress;
}

export function createDisplay(stream: NodeJS.WriteStream = process.stdout): Display {
  stream.on('error', () => {}); // the reader may go away (`| head`, a closed terminal); that is no reason to fall over
  return stream.isTTY ? overwriting(stream) : appending(stream);
}

function overwriting(stream: NodeJS.WriteStream): Display {
  const clear = '\r\x1b[2K';
  return {
    say: (text) => void stream.write(`${clear}${text}\n`),
    progress: (text) => void stream.write(clear + text.slice(0, (stream.columns || 80) - 1)),
  };
}

function appending(stream: NodeJS.WriteStream): Display {
  let spokeAt = Date.now();
  const say = (text: string) => {
    spokeAt = Date.now();
    stream.write(`${text}\n`);
  };
  return { say, progress: (text) => (Date.now() - spokeAt >= QUIET_MS ? say(text) : undefined) };
}

export const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Reports `text` with the elapsed seconds until the work is done. */
export async function withElapsed<Result>(progress: Progress, text: string, work: Promise<Result>): Promise<Result> {
  const begun = Date.now();
  const tick = () => progress(`${text} … ${Math.round((Date.now() - begun) / 1000)} s`);
  tick();
  const timer = setInterval(tick, 1000);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
