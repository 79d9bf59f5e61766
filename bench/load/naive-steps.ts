// Steps against the naive app: sent, then asked for until a read shows them, as its pages would have to.
import { setTimeout as sleep } from 'node:timers/promises';
import { callJson } from './http.ts';
import type { NaiveStep, NaiveSteps, ResultOf, StepAnswer } from './jobs.ts';
import { drive } from './timed.ts';

const GIVE_UP_MS = 30_000;

export const runNaiveSteps = (
  { url, steps, pace, pollMs }: NaiveSteps,
  stop: AbortSignal,
): Promise<ResultOf<NaiveSteps>> => {
  const work = (step: NaiveStep) => takeStep(url, step, pollMs);
  return drive({ items: steps, pace, keyOf: ({ assignmentId }) => assignmentId, work }, stop);
};

async function takeStep(url: string, { assignmentId, type, version }: NaiveStep, pollMs: number): Promise<StepAnswer> {
  const address = `${url}/assignments/${assignmentId}`;
  const body = { type, links: ['https://phuong.example/bao-cao'], note: 'Đã hoàn thành' };
  const { status } = await callJson('POST', `${address}/steps`, { body });
  if (status !== 202) throw new Error(`${type} was answered ${status}`);
  for (const until = Date.now() + GIVE_UP_MS; Date.now() < until; ) {
    const { body: row } = await callJson<StepAnswer>('GET', address);
    if (row.version >= version) return { assignmentId, version: row.version, status: row.status, later: true };
    await sleep(pollMs);
  }
  throw new Error(`${assignmentId} does not show version ${version}`);
}
