// Steps of people over HTTP: each answered 200 with its version, and readable at once by whoever got the answer.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { callJson } from './http.ts';
import type { ProductStep, ProductSteps, ResultOf, StepAnswer } from './jobs.ts';
import { drive } from './timed.ts';

const ASK_AGAIN_MS = 100;
const GIVE_UP_MS = 60_000;

interface Answer extends Omit<StepAnswer, 'later'> {
  readonly location?: string;
}

export async function runProductSteps(
  { url, steps, pace, readEvery }: ProductSteps,
  stop: AbortSignal,
): Promise<ResultOf<ProductSteps>> {
  let count = 0;
  const work = async (step: ProductStep) => {
    const answer = await takeStep(url, step);
    if (++count % readEvery === 0) await assertReadable(url, step, answer);
    return answer;
  };
  return drive({ items: steps, pace, keyOf: ({ assignmentId }) => assignmentId, work }, stop);
}

/** A step that is answered 202 takes until its outcome is known; one that is answered 503 is sent again, as the answer says. */
async function takeStep(url: string, { assignmentId, token, body }: ProductStep): Promise<StepAnswer> {
  const sent = { token, body, key: randomUUID() };
  const send = () => callJson<Answer>('POST', `${url}/api/assignments/${assignmentId}/commands`, sent);
  const ask = (location: string) => callJson<Answer>('GET', `${url}${location}`, { token });
  let { status, body: answer } = await send();
  const later = status === 202 || status === 503;
  for (const until = Date.now() + GIVE_UP_MS; (status === 202 || status === 503) && Date.now() < until; ) {
    await sleep(ASK_AGAIN_MS);
    ({ status, body: answer } = await (status === 202 && answer.location ? ask(answer.location) : send()));
  }
  if (status !== 200) throw new Error(`${body.type} was answered ${status}: ${JSON.stringify(answer)}`);
  return { assignmentId, version: answer.version, status: answer.status, later };
}

async function assertReadable(url: string, { assignmentId, token }: ProductStep, answered: StepAnswer): Promise<void> {
  const { body } = await callJson<Answer>('GET', `${url}/api/assignments/${assignmentId}`, { token });
  if (body.version >= answered.version) return;
  throw new Error(`${assignmentId} shows version ${body.version} after an answer of version ${answered.version}`);
}
