// Replays what runs: every stream from the log, held against all that was derived from it, its workflow and its histories.
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { type AuditOptions, audit } from '../audit/audit.ts';
import { listStreamsOfPlan } from '../audit/scope.ts';
import { readEnvironment } from '../db/environment.ts';
import { createPool, type Pool } from '../db/pool.ts';
import { assignmentStream } from '../record/streams.ts';
import { type Command, findRunning, UsageError } from './command.ts';
import { describeAudit, exitCodeOf } from './describe-audit.ts';
import { createProgress } from './progress.ts';

const STATEMENT_MS = 60_000;

export const replayCommand: Command = {
  usage: 'ASSIGNMENT | --plan PLAN | --all [--json]',
  summary: 'fold from the log; compare read models, workflows, timers and histories; exit code 1 for a difference',
  options: { plan: { type: 'string' }, all: { type: 'boolean' } },
  async run({ positionals, values: { plan, all }, json }) {
    const [assignmentId, ...others] = positionals;
    const named = [assignmentId, plan, all].filter((scope) => scope !== undefined);
    if (named.length !== 1 || others.length > 0) throw new UsageError('name one assignment, or --plan PLAN, or --all');
    const { databases, temporal } = await findRunning();
    const pool = createPool({ url: databases.app, name: 'tiendo-replay', max: 8, statementTimeout: STATEMENT_MS });
    const connection = Connection.lazy({ address: temporal.address });
    const progress = createProgress('streams');
    try {
      const report = await audit({
        pool,
        engine: { client: new Client({ connection, namespace: temporal.namespace }), taskQueue: temporal.taskQueue },
        streams: all ? 'all' : await streamsOf(pool, assignmentId, plan),
        histories: await histories(),
        onProgress: progress.show,
      });
      progress.end();
      process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : describeAudit(report));
      return exitCodeOf(report);
    } finally {
      progress.end();
      await Promise.all([pool.end(), connection.close()]);
    }
  },
};

async function streamsOf(pool: Pool, assignmentId: string | undefined, plan: unknown): Promise<string[]> {
  const streams = assignmentId ? [assignmentStream(assignmentId)] : await listStreamsOfPlan(pool, String(plan));
  const { rows } = await pool.query('select from streams where stream = $1', [streams[0]]);
  if (rows.length === 0)
    throw new UsageError(`there is no ${assignmentId ? 'assignment' : 'plan'} ${assignmentId ?? plan}`);
  return streams;
}

/** Temporal's worker is loaded here and not above: other commands need not wait for it. */
async function histories(): Promise<NonNullable<AuditOptions['histories']>> {
  const { DefaultLogger, makeTelemetryFilterString, Runtime } = await import('@temporalio/worker');
  const { workflowBundle } = await import('../worker/bundle.ts');
  Runtime.install({
    shutdownSignals: [],
    logger: new DefaultLogger('ERROR', () => undefined), // what a replay finds is a difference, printed with the others
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }), forward: {} },
    },
  });
  const { data } = readEnvironment();
  return { archiveFolder: join(data, 'archive'), bundlePath: await workflowBundle(join(data, 'bundles')) };
}
