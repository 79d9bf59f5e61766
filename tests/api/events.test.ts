// The feed misses nothing, and an open stream goes on where it was after PostgreSQL has broken the connection.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSystem, type TestSystem } from '../support/system.ts';
import { type Caller, launch, type RunningApi, startApi } from './running-api.ts';

let system: TestSystem;
let api: RunningApi;
let ids: string[];
let url: string;

beforeAll(async () => {
  system = await startSystem();
  api = await startApi(system);
  ids = await launch(api);
  url = await api.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await api.stop();
  await system.stop();
});

interface Stream {
  readonly status: number;
  readonly ids: number[];
  readonly types: string[];
  ended: boolean;
  close(): void;
}

async function openStream(query: string, as: Caller = 'auditor', headers = {}): Promise<Stream> {
  const ending = new AbortController();
  const answer = await fetch(`${url}/api/stream${query}`, {
    headers: { authorization: `Bearer ${api.tokenOf(as)}`, ...headers },
    signal: ending.signal,
  });
  const stream: Stream = { status: answer.status, ids: [], types: [], ended: false, close: () => ending.abort() };
  const read = async () => {
    let rest = '';
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const messages = (rest + chunk).split('\n\n');
      rest = messages.pop() ?? '';
      for (const message of messages) {
        const [, id, data] = /^id: (\d+)\ndata: (.*)$/s.exec(message) ?? [];
        if (!id || !data) continue;
        stream.ids.push(Number(id));
        stream.types.push(JSON.parse(data).type);
      }
    }
  };
  const end = () => {
    stream.ended = true;
  };
  read().then(end, end);
  return stream;
}

const head = async () => (await api.call('GET', '/api/units')).json().asOf.position as number;
const report = (note: string) => api.ask(ids[0] ?? '', { type: 'ReportProgress', note }, { as: 'officerVp' });
const from = (start: number, count: number) => Array.from({ length: count }, (_, index) => start + index);

describe('the feed', () => {
  test('is dense and in order, page after page', async () => {
    const positions: number[] = [];
    for (let cursor = ''; ; ) {
      const page = (
        await api.call('GET', `/api/events?after=2&limit=4${cursor && `&cursor=${cursor}`}`, { as: 'auditor' })
      ).json();
      positions.push(...page.items.map(({ position }: { position: number }) => position));
      if (!page.nextCursor) break;
      cursor = page.nextCursor;
    }
    expect(positions).toEqual(from(3, (await head()) - 2));
  });
});

describe('an open stream', () => {
  test('tells what happens, as it happens', async () => {
    const before = await head();
    const stream = await openStream('');
    await report('một');
    await report('hai');
    await expect.poll(() => stream.ids).toEqual(from(before + 1, 2));
    expect(stream.types).toEqual(['ProgressReported', 'ProgressReported']);
    stream.close();
  });

  test('begins where it is asked to', async () => {
    const last = await head();
    const all = await openStream('?after=0');
    await expect.poll(() => all.ids).toEqual(from(1, last));
    const resumed = await openStream('', 'chair', { 'last-event-id': String(last - 3) });
    await expect.poll(() => resumed.ids).toEqual(from(last - 2, 3));
    all.close();
    resumed.close();
  });

  test('loses nothing when the connection that listens is broken', async () => {
    const before = await head();
    const stream = await openStream('');
    await report('trước');
    await expect.poll(() => stream.ids).toEqual(from(before + 1, 1));
    const killed = await system.db.app.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'tiendo-api-events' and datname = current_database()`,
    );
    expect(killed.rowCount).toBe(1);
    await report('sau');
    await expect.poll(() => stream.ids, { timeout: 20_000 }).toEqual(from(before + 1, 2));
    stream.close();
  });

  test('ends when its token is revoked, though there is always something to send', async () => {
    const stream = await openStream('', 'chair');
    const { personId } = api.people.chair;
    const set = (value: string) =>
      system.db.owner.query(`update access_tokens set revoked_at = ${value} where person_id = $1`, [personId]);
    await set('now()');
    await expect
      .poll(async () => {
        await report('còn nữa');
        return stream.ended;
      })
      .toBe(true);
    await set('null');
  });

  test('is not for units, and not without a token', async () => {
    expect((await openStream('', 'officerVp')).status).toBe(403);
    expect((await fetch(`${url}/api/stream`)).status).toBe(401);
  });
});
