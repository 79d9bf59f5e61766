// B6: what one whole life costs in writes, counted by the servers themselves. Exact: no noise, no rounds.
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import type { Benchmark } from './benchmark.ts';
import { type DatabaseCost, type DatabaseMeter, meterDatabase } from './database-counters.ts';
import { type LoadClient, startLoadClient } from './load/client.ts';
import { callJson } from './load/http.ts';
import type { Comparison } from './measured.ts';
import { type NaiveApp, startNaiveApp } from './naive/app.ts';
import { lifeFor } from './steps.ts';
import { launchPlan, openWard, type Ward } from './ward.ts';

const LIVES = 5;
const STEPS = ['SubmitEvidence', 'StartReview', 'AcceptSubmission', 'CloseAssignment'] as const;
const YEAR_MS = 365 * 86_400_000;

interface Cost extends DatabaseCost {
  readonly transitions: number;
  readonly historyEvents: number;
  readonly historyBytes: number;
}

interface Life {
  readonly client: LoadClient;
  readonly temporal: Client;
  readonly meter: DatabaseMeter;
}

export const b6: Benchmark = {
  id: 'B6',
  title: 'Write cost of a life: launched, submitted, reviewed, accepted, closed',
  async run({ progress, startInstallation }) {
    const installation = await startInstallation();
    const maxCachedWorkflows = 100;
    const product = await installation.startProduct({ name: 'tiendo', maxCachedWorkflows });
    const naive = await startNaiveApp(installation, { namespace: product.namespace, maxCachedWorkflows });
    const client = await startLoadClient(installation, 'client');
    const ward = await openWard(product);
    const connection = await Connection.connect({ address: installation.temporalAddress });
    const temporal = new Client({ connection, namespace: product.namespace });
    const meter = await meterDatabase(installation);

    progress(`${LIVES} lives on each side`);
    const life = { client, temporal, meter };
    const ours: Cost[] = [];
    const theirs: Cost[] = [];
    for (let number = 1; number <= LIVES; number++) {
      ours.push(await liveOurs(ward, number, life));
      theirs.push(await liveNaively(naive, life));
    }
    await Promise.all([ward.close(), naive.pool.end(), connection.close(), meter.close()]);
    const ceiling = (what: string, field: keyof Cost, most: number) => {
      const least = Math.min(...ours.map((cost) => cost[field]));
      return { what: `our ${what} of a life`, value: String(least), goal: { text: `≤ ${most}`, met: least <= most } };
    };
    const exact = [...ours.map(transitionsOf)].every((count) => count === ours[0]?.transitions);
    return {
      baselineName: 'naive app (signal and activity per step)',
      subjectName: 'tiendo',
      how: `${LIVES} lives on each side, one step at a time; the smallest count, which upkeep in the background has not touched. Transitions, events and bytes of history are Temporal's own counters, over the whole life. PostgreSQL's are of the four steps: transactions that wrote (each a durable commit), statements (each a round trip), bytes of its log.`,
      comparisons: compareCosts(theirs, ours),
      figures: [ceiling('state transitions', 'transitions', 6), ceiling('history events', 'historyEvents', 26)],
      checks: [{ what: 'every life of ours cost the same number of state transitions', held: exact }],
    };
  },
};

const transitionsOf = ({ transitions }: Cost): number => transitions;

async function liveOurs(ward: Ward, number: number, { client, temporal, meter }: Life): Promise<Cost> {
  const { product } = ward;
  const [assignmentId = ''] = await launchPlan(ward, { number, rows: 1, due: '30/11/2027' });
  const steps = lifeFor(ward, [assignmentId]);
  const { result, cost } = await meter.costOf(product.name, () =>
    client.run({
      kind: 'productSteps',
      url: product.url,
      steps,
      pace: { atOnce: 1 },
      readEvery: Number.POSITIVE_INFINITY,
    }),
  );
  if (result.answers.at(-1)?.status !== 'closed') throw new Error('the assignment is not closed');
  return { ...cost, ...(await engineCost(temporal, `asg/${assignmentId}`)) };
}

async function liveNaively(naive: NaiveApp, { client, temporal, meter }: Life): Promise<Cost> {
  const assignmentId = randomUUID();
  await callJson('PUT', `${naive.url}/assignments/${assignmentId}`, { body: { dueMs: Date.now() + YEAR_MS } });
  await naive.reaches(assignmentId, 1);
  const steps = STEPS.map((type, index) => ({ assignmentId, type, version: index + 2 }));
  const { cost } = await meter.costOf('naive', () =>
    client.run({ kind: 'naiveSteps', url: naive.url, steps, pace: { atOnce: 1 }, pollMs: 100 }),
  );
  return { ...cost, ...(await engineCost(temporal, naive.workflowIdOf(assignmentId))) };
}

/** Of a workflow that ends, from its start to its end. */
async function engineCost(temporal: Client, workflowId: string) {
  const handle = temporal.workflow.getHandle(workflowId);
  await handle.result();
  const info = (await handle.describe()).raw.workflowExecutionInfo;
  return {
    transitions: Number(info?.stateTransitionCount),
    historyEvents: Number(info?.historyLength),
    historyBytes: Number(info?.historySizeBytes),
  };
}

function compareCosts(theirs: readonly Cost[], ours: readonly Cost[]): Comparison[] {
  const count = (what: string, unit: string, field: keyof Cost, goal?: Comparison['goal']): Comparison => {
    const least = (costs: readonly Cost[]) => [Math.min(...costs.map((cost) => cost[field]))];
    return { what, unit, baseline: least(theirs), subject: least(ours), ...(goal && { goal }) };
  };
  return [
    count('Temporal state transitions', 'of a life', 'transitions', { atMost: 0.25 }),
    count('Temporal history', 'events', 'historyEvents'),
    count('Temporal history', 'bytes', 'historyBytes'),
    count('PostgreSQL transactions that wrote', 'of four steps', 'writingTransactions', { atMost: 0.25 }),
    count('PostgreSQL statements', 'of four steps', 'statements'),
    count('PostgreSQL write-ahead log', 'bytes of four steps', 'logBytes'),
  ];
}
