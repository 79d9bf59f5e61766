// The same key and the same request: one event and one answer, for ever, however many ask at once.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { untilDecided } from '../drills/until-decided.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { freshKey, launch, link, type RunningApi, startApi } from './running-api.ts';

let system: TestSystem;
let api: RunningApi;
let ids: string[];

beforeAll(async () => {
  system = await startSystem();
  api = await startApi(system, { rows: 8 });
  ids = await launch(api);
});
afterAll(async () => {
  await api.stop();
  await system.stop();
});

const vp = { as: 'officerVp' } as const;
const historyOf = async (id = '') => (await api.call('GET', `/api/assignments/${id}/history`)).json().items;
const times = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

describe('one key', () => {
  test('a hundred times at once: one event, a hundred equal answers', async () => {
    const [id = ''] = ids;
    const key = freshKey();
    const answers = await times(100, () => api.ask(id, { type: 'SubmitEvidence', links: link }, { ...vp, key }));
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
    expect(answers[0]?.json()).toMatchObject({ version: 2, events: ['EvidenceSubmitted'] });
    expect(await historyOf(id)).toHaveLength(2);
  });

  test('answers a refusal the same for ever, though the moment has passed', async () => {
    const [, id = ''] = ids;
    const key = freshKey();
    const early = await api.ask(id, { type: 'AcceptSubmission' }, { key });
    expect(early.json()).toMatchObject({ status: 409, code: 'nothing-submitted' });
    await api.ask(id, { type: 'SubmitEvidence', links: link }, vp);
    const again = await api.ask(id, { type: 'AcceptSubmission' }, { key });
    expect(again.body).toBe(early.body);
    expect((await historyOf(id)).at(-1).type).toBe('EvidenceSubmitted');
  });

  test('with another body or for another assignment: 409, nothing changed', async () => {
    const [, , id = '', another = ''] = ids;
    const key = freshKey();
    await api.ask(id, { type: 'Acknowledge' }, { ...vp, key });
    for (const [target, body] of [
      [id, { type: 'Acknowledge', partId: 'whole' }],
      [id, { type: 'Nonsense' }],
      [another, { type: 'Acknowledge' }],
    ] as const) {
      const answer = await api.ask(target, body, { ...vp, key });
      expect(answer.json()).toMatchObject({ status: 409, code: 'idempotency-key-reused' });
    }
    expect(await historyOf(another)).toHaveLength(1);
  });

  test('is a person’s own: another person may use the same', async () => {
    const [, , , id = ''] = ids;
    const key = freshKey();
    expect((await api.ask(id, { type: 'SubmitEvidence', links: link }, { ...vp, key })).statusCode).toBe(200);
    expect((await api.ask(id, { type: 'StartReview' }, { key })).statusCode).toBe(200);
  });

  test('is made where none is given, and answers a repetition', async () => {
    const [, , , , id = ''] = ids;
    const body = { type: 'ReportProgress', note: 'Đang làm' };
    const first = await api.ask(id, body, vp);
    const { idempotencyKey, ...answer } = first.json();
    expect(first.headers['idempotency-key']).toBe(idempotencyKey);
    expect((await api.ask(id, body, { ...vp, key: idempotencyKey })).json()).toEqual(answer);
    expect(await historyOf(id)).toHaveLength(2);
  });
});

describe('many commands', () => {
  test('200 different ones at once on one assignment: each answered, each once in the history', async () => {
    const [, , , , , id = ''] = ids;
    const body = (index: number) => ({ type: 'ReportProgress', note: `Báo cáo ${index}` });
    // A busy machine may answer "not yet" (202) or "not now" (503): then the same is asked again, under the same key.
    const answers = await times(200, (index) => untilDecided(api, id, body(index), { ...vp, key: freshKey() }));
    expect(answers.map(({ status }) => status)).toEqual(Array(200).fill(200));
    const versions = answers.map(({ body: { version = 0 } }) => version).sort((a, b) => a - b);
    expect(versions).toEqual(Array.from({ length: 200 }, (_, index) => index + 2));
    expect(await historyOf(id)).toHaveLength(201);
  });

  test('in one request: each answered as it would have been alone', async () => {
    const [, , , , , , id = '', last = ''] = ids;
    const key = freshKey();
    const items = [
      { assignmentId: id, command: { type: 'Acknowledge' }, idempotencyKey: key },
      { assignmentId: id, command: { type: 'Acknowledge' }, idempotencyKey: freshKey() },
      { assignmentId: last, command: { type: 'Acknowledge', wrong: true } },
      { assignmentId: '00000000-0000-4000-8000-000000000000', command: { type: 'Acknowledge' } },
      { assignmentId: last.toUpperCase(), command: { type: 'Acknowledge' } },
      { assignmentId: 'không-phải-mã', command: { type: 'Acknowledge' } },
      { assignmentId: last, command: { type: 'ReportProgress', note: 'x'.repeat(70_000) } },
    ];
    const answer = await api.call('POST', '/api/commands', { ...vp, body: items });
    expect(answer.statusCode, answer.body).toBe(200);
    const answered = answer.json().items;
    const statuses = answered.map(({ status }: { status: number }) => status);
    expect([statuses[0], statuses[1]].sort()).toEqual([200, 409]);
    expect(statuses.slice(2)).toEqual([400, 404, 200, 404, 413]);
    expect(answered[2].body).toMatchObject({ code: 'unknown-field', violations: [{ path: 'wrong' }] });
    expect(answered.slice(5).map(({ body }: { body: { code: string } }) => body.code)).toEqual([
      'assignment-not-found',
      'body-too-large',
    ]);
    const alone = await api.ask(id, { type: 'Acknowledge' }, { ...vp, key });
    expect(alone.json()).toEqual(answered[0].body);
    const tooMany = Array.from({ length: 201 }, () => items[0]);
    expect((await api.call('POST', '/api/commands', { ...vp, body: tooMany })).json().code).toBe('invalid-body');
  });

  test('Prefer: respond-async is answered at once, and decided soon after', async () => {
    const [, , , , , , , id = ''] = ids;
    const answer = await api.ask(
      id,
      { type: 'SubmitEvidence', links: link },
      { ...vp, headers: { prefer: 'respond-async' } },
    );
    expect(answer.statusCode).toBe(202);
    expect(answer.headers.location).toBe(answer.json().location);
    await expect
      .poll(async () => (await api.call('GET', answer.json().location, vp)).statusCode, { timeout: 20_000 })
      .toBe(200);
    expect((await api.call('GET', answer.json().location, { as: 'officerKt' })).json().code).toBe('command-not-found');
  });
});
