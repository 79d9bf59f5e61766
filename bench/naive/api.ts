// The naive app's api process: a step is a signal and a 202; a read is a row. No rights, no inbox, no outcome.
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import fastify from 'fastify';
import { readEnvironment } from '../../db/environment.ts';
import { createPool } from '../../db/pool.ts';
import { assignment, type Input, type Step, stepSignal } from './messages.ts';

const POOL_SIZE = 20;
const environment = readEnvironment(['appDatabaseUrl', 'temporalAddress']);
const pool = createPool({ url: environment.appDatabaseUrl, name: 'naive-api', max: POOL_SIZE });
const connection = await Connection.connect({ address: environment.temporalAddress });
const client = new Client({ connection, namespace: environment.temporalNamespace });
const app = fastify();
const workflowIdOf = (id: string) => `naive/${id}`;

const stepBody = {
  type: 'object',
  required: ['type'],
  additionalProperties: false,
  properties: {
    type: { type: 'string', maxLength: 64 },
    links: { type: 'array', items: { type: 'string', maxLength: 2000 }, maxItems: 100 },
    note: { type: 'string', maxLength: 4000 },
  },
};

app.put<{ Params: { id: string }; Body: { dueMs: number } }>('/assignments/:id', async ({ params, body }, reply) => {
  const { id } = params;
  await pool.query(`insert into assignments (id, status, version) values ($1, 'new', 0)`, [id]);
  const input: Input = { id, dueMs: body.dueMs };
  await client.workflow.start(assignment, {
    workflowId: workflowIdOf(id),
    taskQueue: environment.temporalTaskQueue,
    args: [input],
  });
  return reply.code(201).send({ id });
});

app.post<{ Params: { id: string }; Body: Omit<Step, 'commandId'> }>(
  '/assignments/:id/steps',
  { schema: { body: stepBody } },
  async ({ params, body }, reply) => {
    const commandId = randomUUID();
    await client.workflow.getHandle(workflowIdOf(params.id)).signal(stepSignal, { commandId, ...body });
    return reply.code(202).send({ commandId });
  },
);

app.get<{ Params: { id: string } }>('/assignments/:id', async ({ params }, reply) => {
  const { rows } = await pool.query('select id as "assignmentId", status, version from assignments where id = $1', [
    params.id,
  ]);
  return rows[0] ?? reply.code(404).send({ code: 'not-found' });
});

process.once('SIGTERM', () => process.exit(0));
const url = await app.listen({ host: environment.host, port: environment.port });
process.send?.({ ready: true, url });
