// The api as a process: it starts without Temporal, says so, and stops in order; what is not HTTP is answered all the same.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSystem, type TestSystem } from '../support/system.ts';
import { type RunningApi, startApi } from './running-api.ts';

let system: TestSystem;
let prepared: RunningApi;
let child: ChildProcess;
let url: string;

beforeAll(async () => {
  system = await startSystem({ worker: false });
  prepared = await startApi(system); // for people and a plan; the process below serves the same database
  child = spawn(process.execPath, ['--import', 'tsx', 'api/main.ts'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      TIENDO_APP_DATABASE_URL: system.db.urls.app,
      TEMPORAL_ADDRESS: '127.0.0.1:1',
      TIENDO_DATA: system.evidenceFolder,
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'silent',
    },
  });
  const [message] = await once(child, 'message');
  ({ url } = message as { ready: true; url: string });
});
afterAll(async () => {
  child.kill('SIGKILL');
  await prepared.stop();
  await system.stop();
});

const coordinator = () => ({ authorization: `Bearer ${prepared.tokenOf('coordinator')}` });

/** Sends these bytes and nothing more; the first line of the answer, and how long it took. */
async function raw(text: string): Promise<{ line: string; body: string; ms: number }> {
  const begun = Date.now();
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(text);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
    if (answer.includes('}')) socket.destroy();
  });
  await once(socket, 'close');
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  return { line: head.split('\r\n')[0] ?? '', body, ms: Date.now() - begun };
}

describe('the process', () => {
  test('serves while Temporal has never answered', async () => {
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ status: 'unavailable', postgres: 'ok', temporal: 'unavailable' });
    expect((await fetch(`${url}/api/plans`, { headers: coordinator() })).status).toBe(200);
    const begun = Date.now();
    const launched = await fetch(`${url}/api/plans/${prepared.planId}/commands`, {
      method: 'POST',
      headers: { ...coordinator(), 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'LaunchPlan' }),
    });
    expect(launched.status).toBe(202);
    expect(Date.now() - begun).toBeLessThan(3_000);
  });

  test('answers what is not HTTP with a problem', async () => {
    const { line, body } = await raw('HELLO\r\n\r\n');
    expect(line).toBe('HTTP/1.1 400 Bad Request');
    expect(JSON.parse(body)).toMatchObject({ code: 'invalid-request' });
  });

  test('gives up on a body that does not come within 5 s', async () => {
    const head = `POST /api/plans/${prepared.planId}/commands HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n`;
    const { line, body, ms } = await raw(`${head}authorization: ${coordinator().authorization}\r\n\r\n{"type":`);
    expect(line).toBe('HTTP/1.1 408 Request Timeout');
    expect(JSON.parse(body)).toMatchObject({ code: 'request-too-slow' });
    expect(ms).toBeLessThan(5_500);
  });

  test('tells a 3 MB JSON that it is too large, while it is still being sent', async () => {
    const answer = await fetch(`${url}/api/plans/${prepared.planId}/commands`, {
      method: 'POST',
      headers: { ...coordinator(), 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'ClosePlan', reason: 'x'.repeat(3_000_000) }),
    });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ code: 'body-too-large' });
  });

  test('stops in order, though a stream is open', async () => {
    const stream = await fetch(`${url}/api/stream`, { headers: coordinator() });
    expect(stream.status).toBe(200);
    const begun = Date.now();
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    expect(Date.now() - begun).toBeLessThan(5_000);
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  });
});
