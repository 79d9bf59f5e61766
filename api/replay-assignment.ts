// Replay of an assignment for whoever checks: the log against itself and everything derived from it (record/replay.ts),
// and against the independent witness, the head hash that Temporal's own history carries.
import { z } from 'zod';
import { compareSeen } from '../audit/compare-workflow.ts';
import type { Pool } from '../db/pool.ts';
import { replayStream } from '../record/replay.ts';
import { streamOf, type WorkflowTarget } from './command-targets.ts';
import type { Engine } from './handle-command.ts';

export const ReplayReply = z
  .object({
    equal: z.boolean(),
    differences: z.array(
      z.object({
        code: z.string(),
        at: z.int().nullable(),
        expected: z.string().nullable(),
        found: z.string().nullable(),
      }),
    ),
    checked: z.object({
      events: z.int(),
      version: z.int(),
      headHash: z.string().nullable(),
      status: z.string(),
      workflow: z.enum(['compared', 'unreachable', 'none']),
      workflowVersion: z.int().nullable(),
    }),
  })
  .meta({
    id: 'Replay',
    description:
      '`workflow` says whether Temporal’s own state was compared; when it cannot be reached, that is no difference. ' +
      'Where another unit has prepared something for its head, its hash is null, and differences are named without contents.',
  });
type ReplayReply = z.output<typeof ReplayReply>;

/** As somebody sees it to whom these versions are drafts of other units: neither what they say nor a hash to confirm a guess. */
export function withoutDraftsIn(
  { differences, checked, equal }: ReplayReply,
  drafts: ReadonlySet<number>,
): ReplayReply {
  const contents = drafts.size > 0 ? { expected: null, found: null } : {};
  const headHash = drafts.has(checked.version) ? null : checked.headHash;
  return {
    equal,
    differences: differences.map((each) => ({ ...each, ...contents })),
    checked: { ...checked, headHash },
  };
}

/** Null when there is no such stream. */
export async function replayTarget(pool: Pool, engine: Engine, target: WorkflowTarget): Promise<ReplayReply | null> {
  const witness = await engine.stateOf(target); // asked first: the log may only be ahead of it, never behind
  const replay = await replayStream(pool, streamOf(target));
  if (!replay) return null;
  const seen = witness.found === 'state' ? compareSeen(replay.standings, witness.state) : null;
  const differences = [...replay.differences, ...(seen ? [{ code: 'workflow-differs', ...seen }] : [])];
  const workflow = witness.found === 'state' ? 'compared' : witness.found;
  const workflowVersion = witness.found === 'state' ? witness.state.version : null;
  return { equal: differences.length === 0, differences, checked: { ...replay.checked, workflow, workflowVersion } };
}
