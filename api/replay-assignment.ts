// Replay of an assignment for whoever checks: the log against itself and everything derived from it (record/replay.ts),
// and against the independent witness, the head hash that Temporal's own history carries.
import { z } from 'zod';
import type { Pool } from '../db/pool.ts';
import { inTransaction } from '../db/transaction.ts';
import { genesisHash } from '../record/hash-chain.ts';
import { foldEvents } from '../record/read-state.ts';
import { readStream, type StoredEvent } from '../record/read-stream.ts';
import { replayStream } from '../record/replay.ts';
import { type CommandTarget, streamOf } from './command-targets.ts';
import type { Engine, EngineState } from './handle-command.ts';

export const ReplayReply = z
  .object({
    equal: z.boolean(),
    differences: z.array(
      z.object({ code: z.string(), at: z.int().nullable(), expected: z.string(), found: z.string() }),
    ),
    checked: z.object({
      events: z.int(),
      version: z.int(),
      headHash: z.string(),
      status: z.string(),
      workflow: z.enum(['compared', 'unreachable', 'none']),
      workflowVersion: z.int().nullable(),
    }),
  })
  .meta({
    id: 'Replay',
    description:
      '`workflow` says whether Temporal’s own state was compared; when it cannot be reached, that is no difference.',
  });
type ReplayReply = z.output<typeof ReplayReply>;

/** Null when there is no such stream. */
export async function replayTarget(pool: Pool, engine: Engine, target: CommandTarget): Promise<ReplayReply | null> {
  const stream = streamOf(target);
  const witness = await engine.stateOf(target); // asked first: the log may only be ahead of it, never behind
  return inTransaction(pool, async (tx) => {
    // One snapshot for all that is compared: commands that come in meanwhile are no difference.
    await tx.query('set transaction isolation level repeatable read, read only');
    const replay = await replayStream(tx, stream);
    if (!replay) return null;
    if (witness.found !== 'state') {
      const checked = { ...replay.checked, workflow: witness.found, workflowVersion: null };
      return { ...replay, differences: [...replay.differences], checked };
    }
    const { state } = witness;
    const differences = [...replay.differences, ...compareWitness(stream, await readStream(tx, stream), state)];
    const checked = { ...replay.checked, workflow: 'compared' as const, workflowVersion: state.version };
    return { equal: differences.length === 0, differences, checked };
  });
}

type Witnessed = Extract<EngineState, { found: 'state' }>['state'];

/** The workflow may lag behind the log; what it saw at its version must be what the log has there. */
function compareWitness(stream: string, events: readonly StoredEvent[], seen: Witnessed): ReplayReply['differences'] {
  if (seen.version === 0 && seen.headHash === '') return []; // it has not taken a turn yet
  const known = events.slice(0, seen.version);
  const headHash = known.at(-1)?.hash ?? genesisHash(stream);
  const { status } = foldEvents<{ status: string }>(stream, known).state;
  const expected = `version ${seen.version}, ${seen.status}, ${seen.headHash}`;
  const found = `version ${known.length}, ${status}, ${headHash}`;
  return expected === found ? [] : [{ code: 'workflow-differs', at: seen.version, expected, found }];
}
