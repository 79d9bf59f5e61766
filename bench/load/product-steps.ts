// Steps of people over HTTP: each answered 200 with its version, and readable at once by whoever got the answer.
import { randomUUID } from 'node:crypto';
import { callJson } from './http.ts';
import type { ProductStep, ProductSteps, ResultOf, StepAnswer } from './jobs.ts';
import { drive } from './timed.ts';

export async function runProductSteps({
  url,
  steps,
  atOnce,
  readEvery,
}: ProductSteps): Promise<ResultOf<ProductSteps>> {
  let count = 0;
  const work = async (step: ProductStep) => {
    const answer = await takeStep(url, step);
    if (++count % readEvery === 0) await assertReadable(url, step, answer);
    return answer;
  };
  return drive({ items: steps, atOnce, keyOf: ({ assignmentId }) => assignmentId, work });
}

async function takeStep(url: string, { assignmentId, token, body }: ProductStep): Promise<StepAnswer> {
  const { status, body: answer } = await callJson<StepAnswer>(
    'POST',
    `${url}/api/assignments/${assignmentId}/commands`,
    {
      token,
      body,
      key: randomUUID(),
    },
  );
  if (status !== 200) throw new Error(`${body.type} was answered ${status}: ${JSON.stringify(answer)}`);
  return { assignmentId, version: answer.version, status: answer.status };
}

async function assertReadable(url: string, { assignmentId, token }: ProductStep, answered: StepAnswer): Promise<void> {
  const { body } = await callJson<StepAnswer>('GET', `${url}/api/assignments/${assignmentId}`, { token });
  if (body.version >= answered.version) return;
  throw new Error(`${assignmentId} shows version ${body.version} after an answer of version ${answered.version}`);
}
