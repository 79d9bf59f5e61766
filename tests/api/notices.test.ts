// Contact data, the mailbox of the administrator, and who has opened an assignment.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readStream } from '../../record/read-stream.ts';
import { assignmentStream } from '../../record/streams.ts';
import { eventually } from '../support/commands.ts';
import { officeWith, post } from '../support/post.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { type Caller, launch, link, type RunningApi, startApi } from './running-api.ts';

let system: TestSystem;
let api: RunningApi;
let ids: string[];

beforeAll(async () => {
  system = await startSystem();
  api = await startApi(system);
  ids = await launch(api);
});
afterAll(async () => {
  await api.stop();
  await system.stop();
});

const contactUrl = (of: Caller) => `/api/people/${api.people[of].personId}/contact`;
const asAdmin = { as: 'admin' } as const;

describe('contact data', () => {
  test('is set by the person and by an administrator, by nobody else', async () => {
    const none = { address: null, language: 'vi', digestOnly: false };
    expect((await api.call('GET', contactUrl('officerVp'), { as: 'officerVp' })).json()).toEqual(none);
    const wish = { address: 'vp@phuong.example', language: 'en', digestOnly: true };
    const set = await api.call('PUT', contactUrl('officerVp'), { as: 'officerVp', body: wish });
    expect(set.json()).toEqual(wish);
    expect((await api.call('GET', contactUrl('officerVp'), asAdmin)).json()).toEqual(wish);
    const address = { address: 'kt@phuong.example' };
    expect((await api.call('PUT', contactUrl('officerKt'), { ...asAdmin, body: address })).json()).toEqual({
      ...none,
      ...address,
    });
    for (const as of ['officerVp', 'coordinator', 'chair'] as const)
      expect((await api.call('GET', contactUrl('officerKt'), { as })).statusCode).toBe(403);
  });

  test.each([[{ address: 'nobody' }], [{ address: 'a@b.example\r\nBcc: c@d.example' }], [{ language: 'vi' }]])(
    'refuses %j',
    async (body) => {
      const answer = await api.call('PUT', contactUrl('officerVp'), { as: 'officerVp', body });
      expect(answer.json()).toMatchObject({ status: 400, code: 'invalid-body' });
    },
  );

  test('is never said to be set where it was not', async () => {
    const { owner } = system.db;
    await owner.query(`alter table contacts add constraint a_fault check (language <> 'en') not valid`);
    const url = contactUrl('headVp');
    const body = { address: 'head@phuong.example', language: 'en' };
    expect((await api.call('PUT', url, { ...asAdmin, body })).json()).toMatchObject({ code: 'record-unavailable' });
    await owner.query('alter table contacts drop constraint a_fault');
    expect((await api.call('GET', url, asAdmin)).json()).toMatchObject({ address: null });
    expect((await api.call('PUT', url, { ...asAdmin, body })).json()).toMatchObject(body);
    await api.call('PUT', url, { ...asAdmin, body: { address: null } });
  });

  test.each(['GET', 'PUT'] as const)(
    '%s: there is none of somebody whom the directory does not have',
    async (method) => {
      const url = `/api/people/${randomUUID()}/contact`;
      const body = method === 'PUT' ? { address: 'x@phuong.example' } : undefined;
      const answer = await api.call(method, url, { ...asAdmin, body });
      expect(answer.json()).toMatchObject({ status: 404, code: 'person-not-found' });
      expect((await api.call(method, url, { as: 'officerVp', body })).json()).toMatchObject({ code: 'not-permitted' });
    },
  );
});

describe('the mailbox', () => {
  test('is for administrators', async () => {
    for (const as of ['coordinator', 'chair', 'auditor', 'officerVp'] as const)
      for (const url of ['/api/mailbox', '/api/mailbox/state', `/api/mailbox/${randomUUID()}`])
        expect((await api.call('GET', url, { as })).statusCode).toBe(403);
  });

  test('shows letters, what they say while nothing leaves the house, and what could not be sent', async () => {
    const body = { address: 'vp@phuong.example' };
    await api.call('PUT', contactUrl('officerVp'), { as: 'officerVp', body });
    await system.db.owner.query('update clock_offset set milliseconds = milliseconds + 120000');
    await post(system.db.app, officeWith({ folder: `${system.evidenceFolder}/mail` }));
    const { items } = (await api.call('GET', '/api/mailbox', asAdmin)).json();
    expect(items).toMatchObject([{ state: 'sent', channel: 'file', unitId: 'VP', notices: 3, cause: null }]);
    const letter = (await api.call('GET', `/api/mailbox/${items[0].letterId}`, asAdmin)).json();
    expect(letter.subject).toBe('3 thông báo: việc mới 3');
    expect(letter.text).toContain('Tiêu chí 2');

    await system.db.app.query(`update letters set state = 'failed', cause = 'smtp-550', channel = 'mail'`);
    const state = (await api.call('GET', '/api/mailbox/state', asAdmin)).json();
    expect(state).toMatchObject({ unsent: 0, failed: 1, unreachable: [{ unitId: 'VP', notices: 3 }] });
    expect((await api.call('GET', `/api/mailbox/${items[0].letterId}`, asAdmin)).statusCode).toBe(403);
    expect((await api.call('GET', '/metrics', { as: null })).body).toMatch(/^tiendo_letters_failed 1$/m);
    const retried = await api.call('POST', `/api/mailbox/${items[0].letterId}/retry`, asAdmin);
    expect(retried.statusCode).toBe(200);
    expect((await api.call('GET', '/api/mailbox?state=waiting', asAdmin)).json().items).toHaveLength(1);
    expect((await api.call('POST', `/api/mailbox/${randomUUID()}/retry`, asAdmin)).statusCode).toBe(404);
  });
});

describe('whoever opens an assignment', () => {
  test('is noted once, with its next event, and makes no page stale', async () => {
    const [id = ''] = ids;
    const open = (as: Caller) => api.call('POST', `/api/assignments/${id}/views`, { as });
    for (const as of ['officerVp', 'officerVp', 'auditor'] as const) expect((await open(as)).statusCode).toBe(204);
    expect((await open('officerKt')).statusCode).toBe(403);
    const { version } = (await api.call('GET', `/api/assignments/${id}`)).json();
    const body = { type: 'SubmitEvidence', links: link, expectedVersion: version };
    expect((await api.ask(id, body, { as: 'officerVp' })).statusCode).toBe(200);
    const views = await eventually(async () => {
      const events = await readStream(system.db.app, assignmentStream(id));
      return events.filter(({ type }) => type === 'AssignmentViewed');
    });
    expect(views).toMatchObject([{ data: { personId: api.people.officerVp.personId }, actor: { unitId: 'VP' } }]);
  });
});
