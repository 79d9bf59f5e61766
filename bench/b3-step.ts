// B3: a person's step over HTTP (rights, validation, inbox, turn, read model) against a raw Update that does nothing.
import type { Benchmark } from './benchmark.ts';
import { startLoadClient } from './load/client.ts';
import type { StepAnswer } from './load/jobs.ts';
import type { Timed } from './load/timed.ts';
import type { Figure } from './measured.ts';
import { startIdle, startRawEngine } from './raw/engine.ts';
import { alternate, compareTimed } from './rounds.ts';
import { CYCLE, cycleFor } from './steps.ts';
import { usageFigures, withUsageOf } from './usage-figures.ts';
import { launchPlan, openWard, type Ward } from './ward.ts';

const AT_ONCE = 16;
const pace = { atOnce: AT_ONCE };
const READ_EVERY = 20;

export const b3: Benchmark = {
  id: 'B3',
  title: 'Step: HTTP in, answered and readable',
  async run({ rounds, quick, progress, startInstallation }) {
    const hot = quick ? 20 : 500;
    const maxCachedWorkflows = hot + 100;
    const installation = await startInstallation();
    const product = await installation.startProduct({ name: 'tiendo', maxCachedWorkflows });
    const raw = await startRawEngine(installation, { namespace: product.namespace, maxCachedWorkflows });
    const rawClient = await startLoadClient(installation, 'raw-client');
    const client = await startLoadClient(installation, 'client');

    progress(`launching ${hot} assignments, starting ${hot} workflows that do nothing`);
    const ward = await openWard(product);
    const ids = await launchPlan(ward, { number: 1, rows: hot, due: '30/11/2027' });
    const idle = await startIdle(rawClient, raw.engine, hot, 'hot');

    const steps = cycleFor(ward, ids);
    const updates = Array.from({ length: CYCLE }, () => idle).flat();
    const rawUpdates = () => rawClient.run({ kind: 'rawUpdates', engine: raw.engine, workflowIds: updates, pace });
    const productSteps = () =>
      client.run({ kind: 'productSteps', url: product.url, steps, pace, readEvery: READ_EVERY });
    progress('warming up both sides');
    await rawUpdates();
    await productSteps();
    const pids = {
      ...installation.pids,
      ...product.pids,
      ...raw.pids,
      client: client.pid,
      'raw client': rawClient.pid,
    };
    const usage = withUsageOf(pids);
    const sides = await alternate(rounds, progress, {
      baseline: () => usage.baseline(rawUpdates),
      subject: () => usage.subject(productSteps),
    });
    const readable = await areReadable(ward, sides.subject.at(-1)?.answers ?? []);
    const versions = 1 + 3 * (rounds + 1);
    const exact = await haveVersion(ward, ids, versions);
    await ward.close();
    return {
      baselineName: 'raw no-op Update',
      subjectName: 'tiendo over HTTP',
      how: `${hot} hot workflows on each side, ${steps.length} steps per round at ${AT_ONCE} at once: SubmitEvidence, StartReview, ReturnSubmission in turn. One in ${READ_EVERY} answers is read back at once.`,
      comparisons: compareTimed(sides, { throughput: { atLeast: 0.4 }, p99: { atMost: 1.5 } }),
      figures: [answeredLater(sides.subject), ...usageFigures(usage)],
      checks: [
        { what: 'every answer of the last round is what the read model shows', held: readable },
        { what: `every assignment has exactly ${versions} events`, held: exact },
      ],
    };
  },
};

function answeredLater(rounds: readonly Timed<StepAnswer>[]): Figure {
  const answers = rounds.flatMap((round) => round.answers);
  return {
    what: 'answered 202 or 503 first, of all',
    value: `${answers.filter(({ later }) => later).length} of ${answers.length}`,
  };
}

async function areReadable({ pool }: Ward, answers: readonly StepAnswer[]): Promise<boolean> {
  const last = new Map(answers.map((answer) => [answer.assignmentId, answer]));
  for (const answer of answers)
    if (answer.version > (last.get(answer.assignmentId)?.version ?? 0)) last.set(answer.assignmentId, answer);
  const { rows } = await pool.query<StepAnswer>(
    'select assignment_id as "assignmentId", version, status from assignments where assignment_id::text = any($1)',
    [[...last.keys()]],
  );
  return (
    rows.length === last.size &&
    rows.every(({ assignmentId, version, status }) => {
      const answered = last.get(assignmentId);
      return answered?.version === version && answered.status === status;
    })
  );
}

/** In the log and in the read model. */
async function haveVersion({ pool }: Ward, ids: readonly string[], version: number): Promise<boolean> {
  const { rows } = await pool.query<{ right: number }>(
    `select count(*) as right from assignments
     where assignment_id::text = any($1) and version = $2
       and (select count(*) from events where stream = 'assignment-' || assignment_id) = $2`,
    [ids, version],
  );
  return rows[0]?.right === ids.length;
}
