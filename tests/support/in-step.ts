// Virtual time, workflow by workflow: each goes on when something is to happen to it, and then stands where the record's
// clock stands. What nobody waits for costs nothing, so that a year of many assignments passes in a minute or two.
import { workflowIdOf } from '../../activities/stream-workflow.ts';
import { type Instant, instant, ms } from '../../domain/instant.ts';
import { TIMER_GRACE_MS } from '../../workflows/assignment.messages.ts';
import { eventually } from './commands.ts';
import type { TestSystem } from './system.ts';
import { fastForward, setClock } from './time-travel.ts';

export interface InStep {
  /**
   * These streams wake at `moment` or before: their timers fire, and the record knows it when this returns. Those that are
   * closed have no workflow any more and wait for nothing.
   */
  wakeUp(streams: readonly string[], moment: Instant): Promise<void>;
  /** It is `moment` for the record and for the workflows of these streams: somebody is about to act on them. */
  goTo(streams: readonly string[], moment: Instant): Promise<void>;
}

/** `begunAt`: what the record's clock read when the workflows began. */
export function keepInStep({ db, client }: TestSystem, begunAt: Instant): InStep {
  const stands = new Map<string, number>();
  const follow = async (stream: string, moment: number) => {
    const span = moment - (stands.get(stream) ?? ms(begunAt));
    stands.set(stream, Math.max(moment, stands.get(stream) ?? moment));
    if (span > 0) await fastForward(client, [workflowIdOf(stream)], span);
  };
  const openOf = async (streams: readonly string[]) => {
    const { rows } = await db.app.query<{ stream: string }>(
      'select stream from streams where open and stream = any($1)',
      [streams],
    );
    return rows.map(({ stream }) => stream);
  };
  const isThrough = async (streams: readonly string[], moment: Instant) => {
    const { rows } = await db.app.query(
      'select 1 from streams where stream = any($1) and open and wake_at <= $2::timestamptz limit 1',
      [streams, moment],
    );
    return rows.length === 0;
  };
  return {
    async wakeUp(streams, moment) {
      const after = ms(moment) + TIMER_GRACE_MS;
      await setClock(db.owner, instant(after));
      await Promise.all((await openOf(streams)).map((stream) => follow(stream, after)));
      await eventually(() => isThrough(streams, moment));
    },
    async goTo(streams, moment) {
      await Promise.all((await openOf(streams)).map((stream) => follow(stream, ms(moment))));
      await setClock(db.owner, moment); // last: what takes a while does not make anybody late
    },
  };
}
