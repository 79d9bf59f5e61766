// B8: whole lives checked by folding the log, against the same lives replayed by the SDK. Both detect; how quickly, and what.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import proto from '@temporalio/proto';
import pg from 'pg';
import { createPool } from '../db/pool.ts';
import { assignmentStream } from '../record/streams.ts';
import { workflowBundle } from '../worker/bundle.ts';
import type { Benchmark } from './benchmark.ts';
import { fetchHistories } from './histories.ts';
import type { Installation, RunningProduct } from './installation.ts';
import { startLoadClient } from './load/client.ts';
import { alternate } from './rounds.ts';
import { median } from './statistics.ts';
import { lifeFor } from './steps.ts';
import { tamper, waysToTamper } from './tampering.ts';
import { connectTo } from './task-times.ts';
import { launchPlan, openWard } from './ward.ts';

const TAMPERED_SHARE = 0.01;
/** Checked before the clock starts, on both sides: what begins with a process or a connection is nobody's pace. */
const WARM_UP = 10;
const { History } = proto.temporal.api.history.v1;

export const b8: Benchmark = {
  id: 'B8',
  title: 'Audit: every life folded from the log and joined with its history, against stock replay of that history',
  async run({ rounds, quick, size, progress, startInstallation }) {
    const lives = size ?? (quick ? 24 : 2_000);
    const installation = await startInstallation();
    const product = await installation.startProduct({ name: 'tiendo', maxCachedWorkflows: lives + WARM_UP + 100 });
    const [ours, stock] = [await startLoadClient(installation, 'fold'), await startLoadClient(installation, 'stock')];

    progress(`${lives} lives and ${WARM_UP} more, from launch to closed`);
    const ward = await openWard(product);
    const ids = await launchPlan(ward, { number: 1, rows: lives + WARM_UP, due: '30/11/2027' });
    const steps = lifeFor(ward, ids);
    const pace = { atOnce: 16 };
    await ours.run({ kind: 'productSteps', url: product.url, steps, pace, readEvery: Number.POSITIVE_INFINITY });
    await ward.close();
    progress('exporting their histories');
    const exported = await exportHistories(installation, product, ids);
    await product.stop();
    const bundlePath = await workflowBundle(join(installation.scratch, 'bundles'));
    const [warmUp, corpus] = [exported.slice(0, WARM_UP), exported.slice(WARM_UP)];
    const streams = corpus.map(({ stream }) => stream);
    const share = Math.ceil(lives / rounds);
    const sliceOf = (round: number) => corpus.slice((round - 1) * share, round * share);
    const databaseUrl = product.databases.app;
    const { baseline, subject } = await alternate(rounds, progress, {
      baseline: (round) => stock.run({ kind: 'stockReplay', bundlePath, warmUp, lives: sliceOf(round) }),
      subject: (round) => ours.run({ kind: 'foldVerify', databaseUrl, warmUp, lives: sliceOf(round) }),
    });

    progress('falsifying a copy of the record');
    const count = Math.max(waysToTamper, Math.round(lives * TAMPERED_SHARE));
    const chosen = streams.filter((_, index) => index % Math.floor(lives / count) === 0).slice(0, count);
    const copyUrl = await copyDatabase(installation, product);
    const admin = createPool({ url: asAdmin(installation, copyUrl), name: 'tampering', max: 1 });
    const done = await tamper(admin, chosen);
    await admin.end();
    const found = await ours.run({ kind: 'foldVerify', databaseUrl: copyUrl, warmUp: [], lives: corpus });
    const missed = chosen.filter((stream) => !found.wrong.includes(stream)).map((stream) => done.get(stream));
    const clean = [...baseline, ...subject].every(({ wrong }) => wrong.length === 0);
    const perSecond = ({ checked, wallMs }: { checked: number; wallMs: number }) => checked / (wallMs / 1000);
    return {
      baselineName: 'stock Worker.runReplayHistories',
      subjectName: 'tiendo: fold and compare',
      how: `${lives} lives of ${median(corpus.map(({ events }) => events))} history events (median) each; in a round both sides take the same ${share}, which neither has taken before, after ${WARM_UP} others that start no clock. Stock replay decodes exported histories from files and replays them, with no database; ours reads the log and all that was derived from it from PostgreSQL, checks the hash chain, folds, and compares head, snapshot, read model, outcomes and texts, and decodes the same files to join every turn of the history with the log. One process each; ours has PostgreSQL's processes beside it, which run while it waits. Then ${count} lives in a copy of the database are falsified in ${waysToTamper} ways in turn, the last of them a chain that was written anew and is whole in itself: only the engine's history gives that away.`,
      comparisons: [
        {
          what: 'lives checked',
          unit: 'per second',
          baseline: baseline.map(perSecond),
          subject: subject.map(perSecond),
          goal: { atLeast: 30 },
        },
      ],
      figures: [
        {
          what: 'falsified lives that were found',
          value: `${count - missed.length} of ${count}${missed.length > 0 ? `; not: ${missed.join(', ')}` : ''}`,
          goal: { text: 'all', met: missed.length === 0 },
        },
      ],
      checks: [
        { what: 'every untouched life was found right by both', held: clean },
        { what: 'nothing was accused that was not falsified', held: found.wrong.length === count - missed.length },
        { what: 'both saw every life once', held: [baseline, subject].every((side) => sumOf(side) === lives) },
      ],
    };
  },
};

const sumOf = (rounds: readonly { checked: number }[]): number => rounds.reduce((sum, { checked }) => sum + checked, 0);

/** The stream of every life with its history in a file, in the engine's own encoding. */
async function exportHistories(installation: Installation, { namespace }: RunningProduct, ids: readonly string[]) {
  const temporal = await connectTo(installation, namespace);
  const folder = join(installation.scratch, 'histories');
  await mkdir(folder);
  const corpus: { stream: string; history: string; events: number }[] = [];
  const streamOf = new Map(ids.map((id) => [`asg/${id}`, assignmentStream(id)]));
  await fetchHistories(temporal, [...streamOf.keys()], async (workflowId, history) => {
    const stream = streamOf.get(workflowId) ?? '';
    const file = join(folder, stream);
    await writeFile(file, History.encode(history).finish());
    corpus.push({ stream, history: file, events: history.events?.length ?? 0 });
  });
  await temporal.connection.close();
  return corpus;
}

/** Nobody may be connected to a database that is copied. */
async function copyDatabase({ postgresAdminUrl }: Installation, { name, databases }: RunningProduct): Promise<string> {
  const admin = new pg.Client({ connectionString: postgresAdminUrl });
  await admin.connect();
  await admin.query(`create database falsified template ${pg.escapeIdentifier(name)}`);
  await admin.end();
  return Object.assign(new URL(databases.app), { pathname: '/falsified' }).href;
}

const asAdmin = ({ postgresAdminUrl }: Installation, databaseUrl: string): string =>
  Object.assign(new URL(postgresAdminUrl), { pathname: new URL(databaseUrl).pathname }).href;
