// How far a long command has come, on stderr, on one line that is written over.

export interface Progress {
  show(done: number, of: number): void;
  /** Clears the line. */
  end(): void;
}

/** Where stderr is no terminal, one line every ten seconds. */
export function createProgress(what: string): Progress {
  const { stderr } = process;
  const begun = Date.now();
  const pauseMs = stderr.isTTY ? 100 : 10_000;
  let shownAt = begun;
  let shown = false;
  return {
    show(done, of) {
      const now = Date.now();
      if (now - shownAt < pauseMs) return;
      shownAt = now;
      shown = true;
      const perSecond = (done * 1_000) / (now - begun);
      const left = done > 0 ? `, about ${Math.ceil((of - done) / perSecond)} s left` : '';
      const line = `${done} of ${of} ${what}, ${perSecond.toFixed(0)} per second${left}`;
      stderr.write(stderr.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
    },
    end() {
      if (shown && stderr.isTTY) stderr.write('\r\u001b[K');
      shown = false;
    },
  };
}
