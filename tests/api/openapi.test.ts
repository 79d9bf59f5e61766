// The OpenAPI document: complete, free of dangling references, and the page that shows it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSystem, type TestSystem } from '../support/system.ts';
import { type RunningApi, startApi } from './running-api.ts';

let system: TestSystem;
let api: RunningApi;

beforeAll(async () => {
  system = await startSystem({ worker: false });
  api = await startApi(system);
});
afterAll(async () => {
  await api.stop();
  await system.stop();
});

/** What others rely on: never renamed, never removed. */
const fixed = [
  'GET /api/assignments',
  'GET /api/assignments/{assignmentId}',
  'GET /api/assignments/{assignmentId}/history',
  'GET /api/assignments/{assignmentId}/replay',
  'GET /api/assignments/{assignmentId}/workflow',
  'GET /api/calendar',
  'GET /api/calendar/{version}',
  'GET /api/commands/{commandId}',
  'GET /api/events',
  'GET /api/evidence-files/{sha256}',
  'GET /api/mailbox',
  'GET /api/mailbox/state',
  'GET /api/mailbox/{letterId}',
  'GET /api/me',
  'GET /api/people/{personId}/contact',
  'GET /api/plans',
  'GET /api/plans/{planId}',
  'GET /api/plans/{planId}/amendment-preview',
  'GET /api/plans/{planId}/awaited-sources',
  'GET /api/plans/{planId}/board',
  'GET /api/plans/{planId}/differences',
  'GET /api/plans/{planId}/history',
  'GET /api/plans/{planId}/launch-preview',
  'GET /api/plans/{planId}/progress',
  'GET /api/plans/{planId}/rows',
  'GET /api/stream',
  'GET /api/units',
  'GET /healthz',
  'GET /metrics',
  'GET /readyz',
  'POST /api/assignments/{assignmentId}/commands',
  'POST /api/assignments/{assignmentId}/views',
  'POST /api/calendar/commands',
  'POST /api/commands',
  'POST /api/mailbox/{letterId}/retry',
  'POST /api/plans',
  'POST /api/plans/{planId}/commands',
  'PUT /api/evidence-files',
  'PUT /api/people/{personId}/contact',
];

/** What the caller says by calling, and what needs no answer. */
const withoutBody = ['POST /api/assignments/{assignmentId}/views', 'POST /api/mailbox/{letterId}/retry'];
const withoutAnswer = ['POST /api/assignments/{assignmentId}/views'];

const read = async () => (await api.call('GET', '/api/openapi.json', { as: null })).json();

describe('the OpenAPI document', () => {
  test('lists every route, each with a summary, answers and problems', async () => {
    const { openapi, paths } = await read();
    expect(openapi).toBe('3.1.1');
    const operations = Object.entries<Record<string, object>>(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
    );
    expect(operations.map(({ name }) => name).sort()).toEqual(fixed);
    for (const { name, operation } of operations) {
      expect(operation, name).toMatchObject({ summary: expect.any(String), tags: [expect.any(String)] });
      const done = withoutAnswer.includes(name) ? 204 : 200;
      if (name.includes('/api/'))
        expect(operation, name).toMatchObject({ responses: { [done]: {}, '4XX': {}, '5XX': {} } });
      if (/^(POST|PUT)/.test(name) && !withoutBody.includes(name))
        expect(operation, name).toMatchObject({ requestBody: { content: {} } });
    }
  });

  test('says which headers an answer carries, and every code that a problem may have', async () => {
    const { paths, components } = await read();
    const command = paths['/api/assignments/{assignmentId}/commands'].post.responses;
    expect(command['200'].headers).toHaveProperty('Idempotency-Key');
    expect(command['202'].headers).toHaveProperty('Location');
    expect(command['4XX'].headers).toHaveProperty('Allow');
    expect(command['5XX'].headers).toHaveProperty('Retry-After');
    expect(paths['/api/plans'].post.responses['201'].headers).toHaveProperty('Location');
    expect(paths['/api/plans'].get.responses['200'].headers).toBeUndefined();
    const { description } = components.schemas.Problem.properties.code;
    for (const code of ['invalid-cursor', 'method-not-allowed', 'own-unit-review', 'row-blocked'])
      expect(description).toContain(code);
  });

  test('has no dangling reference and no schema that nobody uses', async () => {
    const document = await read();
    const text = JSON.stringify(document);
    const referred = new Set([...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name));
    expect([...referred].sort()).toEqual(Object.keys(document.components.schemas).sort());
    for (const name of ['Assignment', 'Plan', 'Problem', 'HistoryItem', 'AssignmentCommand'])
      expect(referred).toContain(name);
  });

  test('says what a command looks like', async () => {
    const { components } = await read();
    const types = JSON.stringify(components.schemas).match(/"const":"(SubmitEvidence|LaunchPlan)"/g);
    expect(types).toEqual(expect.arrayContaining(['"const":"SubmitEvidence"', '"const":"LaunchPlan"']));
  });
});

describe('the pages', () => {
  test('need no token, no script and nothing from elsewhere', async () => {
    for (const url of ['/', '/api/docs']) {
      const { statusCode, headers, body } = await api.call('GET', url, { as: null });
      expect(statusCode).toBe(200);
      expect(headers['content-type']).toContain('text/html');
      expect(headers['content-security-policy']).toContain("default-src 'self'");
      expect(body).not.toMatch(/<script|https?:\/\/(?!www\.w3)/i);
    }
    expect((await api.call('GET', '/api/docs', { as: null })).body).toContain(
      '/api/assignments/{assignmentId}/commands',
    );
  });

  test('health and metrics need none either', async () => {
    expect((await api.call('GET', '/healthz', { as: null })).json()).toEqual({ status: 'ok' });
    expect((await api.call('GET', '/readyz', { as: null })).json()).toEqual({
      status: 'ok',
      postgres: 'ok',
      temporal: 'ok',
    });
    const { body } = await api.call('GET', '/metrics', { as: null });
    expect(body).toContain('tiendo_inbox_open_commands 0');
    expect(body).toMatch(/tiendo_http_request_duration_seconds_count\{.*route="\/api\/openapi.json".*\} \d/);
  });
});
