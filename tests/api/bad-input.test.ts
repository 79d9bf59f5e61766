// Whatever is wrong with a request has its own stable code, in both languages, and changes nothing.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instant } from '../../domain/instant.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { type Call, launch, link, type RunningApi, startApi } from './running-api.ts';

let system: TestSystem;
let api: RunningApi;
let id: string;
let other: string;

beforeAll(async () => {
  system = await startSystem();
  api = await startApi(system);
  [id = '', other = ''] = await launch(api);
});
afterAll(async () => {
  await api.stop();
  await system.stop();
});

const everything = async () => {
  const counts = await system.db.owner.query(
    `select (select position from log_head), (select count(*) from inbox) as inbox, (select count(*) from texts) as texts,
       (select count(*) from evidence_files) as files, (select count(*) from streams) as streams`,
  );
  return counts.rows[0];
};

const nobody = '00000000-0000-4000-8000-000000000000';
const submit = { type: 'SubmitEvidence', links: link };
const vp: Call = { as: 'officerVp' };
const long = 'x'.repeat(70_000);
const json = (body: string | Buffer, headers = {}): Call => ({ ...vp, body, headers });
const cursor = (place: unknown) => Buffer.from(JSON.stringify(place)).toString('base64url');
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

const toTheAssignment: [string, number, string, Call][] = [
  ['no body at all', 400, 'invalid-body', vp],
  ['an empty JSON body', 400, 'invalid-json', json('')],
  ['broken JSON', 400, 'invalid-json', json('{"type":')],
  ['a forbidden key', 400, 'invalid-json', json('{"type":"Acknowledge","__proto__":{"role":"chair"}}')],
  ['a number that is none', 400, 'invalid-json', json('{"type":"Acknowledge","expectedVersion":1e999}')],
  ['JSON nested without end', 400, 'invalid-json', json(nested(30_000))],
  ['bytes that are not UTF-8', 400, 'not-utf8', json(Buffer.from([0x7b, 0xff, 0x7d]))],
  ['a NUL in a text', 400, 'invalid-text', { ...vp, body: { type: 'ReportProgress', note: 'a\0b' } }],
  ['half a surrogate pair', 400, 'invalid-text', json('{"type":"ReportProgress","note":"\\ud800"}')],
  [
    'another content type',
    415,
    'unsupported-media-type',
    json('type=Acknowledge', { 'content-type': 'application/x-www-form-urlencoded' }),
  ],
  ['more than 64 KiB', 413, 'body-too-large', { ...vp, body: { type: 'ReportProgress', note: long } }],
  ['a list', 400, 'invalid-body', { ...vp, body: [] }],
  ['no type', 400, 'invalid-body', { ...vp, body: {} }],
  ['an unknown command', 400, 'unknown-command', { ...vp, body: { type: 'DeleteEverything' } }],
  ['a command of the system', 400, 'unknown-command', { ...vp, body: { type: 'Assign' } }],
  ['an unknown field', 400, 'unknown-field', { ...vp, body: { type: 'Acknowledge', extra: 1 } }],
  ['an actor in the body', 400, 'unknown-field', { ...vp, body: { type: 'Acknowledge', actor: { role: 'chair' } } }],
  ['a missing reason', 400, 'reason-required', { body: { type: 'ReturnSubmission', reasonCode: 'thieu' } }],
  [
    'an empty reason',
    400,
    'reason-required',
    { body: { type: 'ReturnSubmission', reasonCode: 'thieu', reason: '  ' } },
  ],
  [
    'a reason that nobody can see',
    400,
    'reason-required',
    { body: { type: 'ReturnSubmission', reasonCode: 'thieu', reason: '\u200b\u200d\u3164\u2800\u00ad\u2060' } },
  ],
  [
    'a day that does not exist',
    400,
    'invalid-body',
    { body: { type: 'ReturnSubmission', reasonCode: 'a', reason: 'b', resubmitBy: '2027-11-31' } },
  ],
  [
    'a link that is no web address',
    400,
    'invalid-body',
    { ...vp, body: { type: 'SubmitEvidence', links: ['javascript:alert(1)'] } },
  ],
  ['an empty idempotency key', 400, 'invalid-header', { ...vp, body: submit, headers: { 'idempotency-key': '' } }],
  ['no token', 401, 'not-authenticated', { as: null, body: submit }],
  ['a wrong token', 401, 'not-authenticated', { as: null, body: submit, headers: { authorization: 'Bearer nobody' } }],
  [
    'a token of another kind',
    401,
    'not-authenticated',
    { as: null, body: submit, headers: { authorization: 'Basic abc' } },
  ],
  ['another unit', 403, 'foreign-unit', { as: 'officerKt', body: submit }],
  ['a role that only reads', 403, 'not-permitted', { as: 'auditor', body: submit }],
  [
    'a command that the role may not give',
    403,
    'not-permitted',
    { ...vp, body: { type: 'CloseAssignment', outcome: 'achieved' } },
  ],
  ['work of a unit from the chair', 403, 'not-permitted', { as: 'chair', body: submit }],
];

describe('a request that is wrong in itself', () => {
  test.each(toTheAssignment)('%s: %i %s, nothing changed', async (_, status, code, call) => {
    const before = await everything();
    const answer = await api.call('POST', `/api/assignments/${id}/commands`, call);
    expect(answer.json(), answer.body).toMatchObject({ status, code, type: `urn:tiendo:problem:${code}` });
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json().detail).not.toBe(answer.json().detailEn);
    expect(await everything()).toEqual(before);
  });

  test('the violations name the fields, in both languages', async () => {
    const answer = await api.ask(id, { type: 'SubmitEvidence', files: [{ sha256: 'x' }], surplus: true }, vp);
    const { violations } = answer.json();
    expect(violations.map(({ path }: { path: string }) => path)).toEqual(['files.0.sha256', 'surplus']);
    expect(violations[1].message).not.toBe(violations[1].messageEn);
  });

  test('English where the caller prefers it', async () => {
    const headers = { 'accept-language': 'en-GB,en;q=0.9,vi;q=0.1' };
    const answer = (await api.call('GET', `/api/assignments/${nobody}`, { headers })).json();
    expect(answer.detail).toBe(answer.detailEn);
    expect((await api.call('GET', `/api/assignments/${nobody}`)).json().detail).toBe('Không có nhiệm vụ này.');
  });
});

describe('an address that leads nowhere', () => {
  test.each([
    ['GET', '/api/nothing', 404, 'no-such-route'],
    ['PUT', '/api/plans', 405, 'method-not-allowed'],
    ['PUT', `/api/assignments/${nobody}`, 405, 'method-not-allowed'],
    ['POST', '/api/openapi.json', 405, 'method-not-allowed'],
    ['GET', '/api/assignments/a%zz', 404, 'no-such-route'],
    ['GET', `/api/assignments/${nobody}`, 404, 'assignment-not-found'],
    ['GET', '/api/assignments/not-a-uuid', 404, 'assignment-not-found'],
    ['GET', `/api/assignments/${nobody}/history`, 404, 'assignment-not-found'],
    ['GET', `/api/assignments/${nobody}/replay`, 404, 'assignment-not-found'],
    ['GET', `/api/assignments/${nobody}/workflow`, 404, 'assignment-not-found'],
    ['GET', `/api/plans/${nobody}`, 404, 'plan-not-found'],
    ['GET', `/api/plans/${nobody}/rows`, 404, 'plan-not-found'],
    ['GET', '/api/plans/1/progress', 404, 'plan-not-found'],
    ['GET', `/api/commands/${nobody}`, 404, 'command-not-found'],
    ['GET', `/api/evidence-files/${'0'.repeat(64)}`, 404, 'file-not-found'],
    ['GET', '/api/evidence-files/..%2f..%2fetc%2fpasswd', 404, 'file-not-found'],
    ['GET', '/api/assignments?limit=501', 400, 'invalid-query'],
    ['GET', '/api/assignments?status=sleeping', 400, 'invalid-query'],
    ['GET', '/api/assignments?planID=1', 400, 'invalid-query'],
    ['GET', '/api/assignments?cursor=abc', 400, 'invalid-cursor'],
    ['GET', `/api/assignments?cursor=${cursor(['2027-01-01T00:00:00+23:00', nobody])}`, 400, 'invalid-cursor'],
    ['GET', `/api/assignments?cursor=${cursor(['0000-01-01T00:00:00Z', nobody])}`, 400, 'invalid-cursor'],
    ['GET', `/api/assignments?cursor=${cursor([null, nobody, 1])}`, 400, 'invalid-cursor'],
    ['GET', `/api/plans?cursor=${cursor(['a\0b', nobody])}`, 400, 'invalid-cursor'],
    ['GET', `/api/plans?cursor=${cursor(['a', 'b'])}`, 400, 'invalid-cursor'],
    ['GET', `/api/events?cursor=${cursor([Number.MAX_SAFE_INTEGER + 1])}`, 400, 'invalid-cursor'],
    ['GET', `/api/events?cursor=${cursor([-1])}`, 400, 'invalid-cursor'],
    ['GET', '/api/assignments?q=%00', 400, 'invalid-text'],
    ['GET', '/api/events?after=-1', 400, 'invalid-query'],
  ] as const)('%s %s: %i %s', async (method, url, status, code) => {
    const answer = await api.call(method, url, { as: 'coordinator' });
    expect(answer.json(), answer.body).toMatchObject({ status, code });
    expect(answer.statusCode).toBe(status);
  });

  test('the Allow header names what the address takes', async () => {
    const allowOf = async (method: 'PUT' | 'POST', url: string) => (await api.call(method, url)).headers.allow;
    expect(await allowOf('PUT', '/api/plans?limit=1')).toBe('GET, HEAD, POST');
    expect(await allowOf('PUT', `/api/assignments/${id}/commands`)).toBe('POST');
    expect(await allowOf('PUT', '/api/nothing')).toBeUndefined();
  });

  test('the violations of queries, headers and paths are told in both languages', async () => {
    const query = (await api.call('GET', '/api/assignments?limit=501&planID=1')).json();
    expect(query.violations.map(({ path }: { path: string }) => path)).toEqual(['limit', 'planID']);
    const header = (await api.ask(id, submit, { ...vp, headers: { 'idempotency-key': 'k'.repeat(201) } })).json();
    expect(header.violations).toMatchObject([{ path: 'idempotency-key' }]);
    for (const { message, messageEn } of [...query.violations, ...header.violations]) {
      expect(message).not.toBe(messageEn);
      expect(messageEn).toMatch(/^[\x20-\x7e]+$/);
    }
  });

  test('a cursor of a history that no version has', async () => {
    for (const place of [[2 ** 31], [1.5], ['1'], [-1], {}, null]) {
      const answer = await api.call('GET', `/api/assignments/${id}/history?cursor=${cursor(place)}`);
      expect(answer.json(), answer.body).toMatchObject({ status: 400, code: 'invalid-cursor' });
    }
  });

  test('asOf before the beginning or after the end', async () => {
    for (const asOf of ['0', '99', '2020-01-01T00:00:00%2B07:00']) {
      const answer = await api.call('GET', `/api/assignments/${id}?asOf=${asOf}`);
      expect(answer.json()).toMatchObject({ status: 404, code: 'not-yet-assigned' });
    }
    expect((await api.call('GET', `/api/assignments/${id}?asOf=yesterday`)).json().code).toBe('invalid-query');
    const tomorrow = encodeURIComponent(instant(Date.now() + 86_400_000));
    const answer = await api.call('GET', `/api/assignments/${id}?asOf=${tomorrow}`);
    expect(answer.json()).toMatchObject({ status: 400, code: 'as-of-in-the-future' });
    const now = await api.call('GET', `/api/assignments/${id}?asOf=${encodeURIComponent(instant(Date.now()))}`);
    expect(now.statusCode, now.body).toBe(200);
  });
});

describe('an id in capital letters', () => {
  test('is the same id, wherever it stands', async () => {
    const [ID, PLAN] = [id.toUpperCase(), api.planId.toUpperCase()];
    for (const path of ['', '?asOf=1', '/history', '/replay', '/workflow']) {
      const [small, large] = [`/api/assignments/${id}${path}`, `/api/assignments/${ID}${path}`];
      const answer = await api.call('GET', large);
      expect(answer.statusCode, answer.body).toBe(200);
      const { asOf: _, ...same } = (await api.call('GET', small)).json();
      expect(answer.json()).toMatchObject(same);
    }
    for (const path of ['', '/rows', '/launch-preview', '/progress'])
      expect((await api.call('GET', `/api/plans/${PLAN}${path}`)).statusCode).toBe(200);
    const listed = (query: string) =>
      api.call('GET', `/api/assignments?${query}`).then((answer) => answer.json().items);
    expect(await listed(`planId=${PLAN}`)).toEqual(await listed(`planId=${api.planId}`));
    expect(await listed(`planId=${PLAN}`)).not.toEqual([]);
    const asked = await api.ask(ID, { type: 'Acknowledge' }, { ...vp, key: 'chu-hoa' });
    expect(asked.json()).toMatchObject({ assignmentId: id, events: ['AssignmentAcknowledged'] });
    expect((await api.ask(id, { type: 'Acknowledge' }, { ...vp, key: 'chu-hoa' })).json()).toEqual(asked.json());
    const { commandId } = asked.json();
    expect((await api.call('GET', `/api/commands/${commandId.toUpperCase()}`, vp)).json()).toEqual(asked.json());
  });
});

describe('a command that the rules refuse', () => {
  test.each([
    ['in the wrong state', 409, 'nothing-submitted', { body: { type: 'AcceptSubmission' } }],
    ['at a stale version', 409, 'stale-version', { ...vp, body: { ...submit, expectedVersion: 7 } }],
    [
      'with a file that nobody uploaded',
      422,
      'unknown-file',
      { ...vp, body: { type: 'SubmitEvidence', files: [{ sha256: 'a'.repeat(64) }] } },
    ],
    ['with nothing in it', 422, 'nothing-to-submit', { ...vp, body: { type: 'SubmitEvidence' } }],
    ['to a part that does not exist', 422, 'unknown-part', { ...vp, body: { ...submit, partId: 'second' } }],
    ['of another unit, from the coordinator', 403, 'not-the-assigned-unit', { body: submit }],
  ] as [string, number, string, Call][])('%s: %i %s, no event', async (_, status, code, call) => {
    const history = () => api.call('GET', `/api/assignments/${other}/history`);
    const before = (await history()).json().items;
    const answer = await api.call('POST', `/api/assignments/${other}/commands`, call);
    expect(answer.json(), answer.body).toMatchObject({ status, code });
    expect(answer.statusCode).toBe(status);
    expect((await history()).json().items).toEqual(before);
    const again = await api.call('GET', `/api/commands/${answer.json().commandId}`, { as: call.as ?? 'coordinator' });
    expect(again.json()).toEqual(answer.json());
  });
});
