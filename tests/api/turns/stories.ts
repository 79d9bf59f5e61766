// Stories over HTTP on the real system, in virtual time: who does what, who may not, what the product does by itself.
// When a file's stories are told, the whole record is audited, every workflow's history replayed.
import { expect } from 'vitest';
import { type Instant, instant, ms } from '../../../domain/instant.ts';
import { TIMER_GRACE_MS } from '../../../workflows/assignment.messages.ts';
import { audited } from '../../support/audited.ts';
import { type Begun, beginAssignment, recordNow } from '../../support/begun.ts';
import { eventually } from '../../support/commands.ts';
import { at } from '../../support/specification.ts';
import { startSystem, type TestSystem } from '../../support/system.ts';
import { setClock } from '../../support/time-travel.ts';
import { type Call, type Caller, type RunningApi, startApi } from '../running-api.ts';

/** A signed paper. */
export const paper = { documentNumber: '12/QĐ-UBND', documentDate: '2026-03-02' };
/** What the coordinator says when the Chair has decided on paper. */
export const forTheChair = { onBehalfOf: { post: 'Chủ tịch UBND phường' }, basis: paper };
export const links = ['https://phuong.example/bao-cao'];
export const submit = { type: 'SubmitEvidence', links };

// biome-ignore lint/suspicious/noExplicitAny: answers are looked at as a caller sees them, without their schemas.
type Json = any;

export interface Stories {
  readonly system: TestSystem;
  readonly api: RunningApi;
  begin(begun?: Begun): Promise<string>;
  /** What came of it: the events, or why not. */
  ask(as: Caller, id: string, command: object): Promise<string[] | string>;
  /** The same of many, in one request. */
  askAll(as: Caller, ids: readonly string[], command: object): Promise<(string[] | string)[]>;
  show(id: string, as?: Caller): Promise<Json>;
  /** The ids in a list. */
  list(query: Record<string, string>, as?: Caller): Promise<string[]>;
  history(id: string, as?: Caller): Promise<Json[]>;
  /** The events so far, without the first. */
  happened(id: string): Promise<string[]>;
  /** Until it has come to exactly these. */
  comesTo(id: string, types: readonly string[]): Promise<void>;
  upload(as: Caller, text: string): Promise<string>;
  download(sha256: string, as: Caller): Promise<number>;
  /** Lets time go by, for the record and every running workflow. */
  timeGoesTo(moment: string): Promise<void>;
  stop(): Promise<void>;
}

/** It is nine o'clock on Monday, 2 March 2026. */
export async function startStories(): Promise<Stories> {
  const system = await startSystem();
  await setClock(system.db.owner, at('2026-03-02T09:00:00'));
  const api = await startApi(system);
  const get = async (url: string, as: Caller): Promise<Json> => (await api.call('GET', url, { as })).json();
  const history: Stories['history'] = async (id, as = 'auditor') =>
    (await get(`/api/assignments/${id}/history`, as)).items;
  /** On a busy machine an answer is a promise first. */
  const outcomeOf = async (first: Json, as: Caller): Promise<string[] | string> => {
    const decided = async () => {
      const answer = await get(first.location, as);
      return answer.location ? null : answer;
    };
    const answer = first.location ? await eventually(decided) : first;
    return answer.events ?? answer.code;
  };
  const happened: Stories['happened'] = async (id) => (await history(id)).slice(1).map(({ type }: Json) => type);
  return {
    system,
    api,
    begin: (begun) => beginAssignment(system, api.planId, begun),
    async ask(as, id, command) {
      return outcomeOf((await api.ask(id, command, { as } as Call)).json(), as);
    },
    async askAll(as, ids, command) {
      const body = ids.map((assignmentId) => ({ assignmentId, command }));
      const { items } = (await api.call('POST', '/api/commands', { as, body })).json();
      return Promise.all(items.map(({ body }: Json) => outcomeOf(body, as)));
    },
    show: (id, as = 'coordinator') => get(`/api/assignments/${id}`, as),
    async list(query, as = 'coordinator') {
      const { items } = await get(`/api/assignments?${new URLSearchParams({ limit: '500', ...query })}`, as);
      return items.map(({ assignmentId }: Json) => assignmentId);
    },
    history,
    happened,
    async comesTo(id, types) {
      const isThere = async () => String(await happened(id)) === String(types);
      await eventually(isThere).catch(() => undefined);
      expect(await happened(id)).toEqual(types);
    },
    async upload(as, text) {
      const headers = { 'content-type': 'application/pdf' };
      return (await api.call('PUT', '/api/evidence-files', { as, body: Buffer.from(text), headers })).json().sha256;
    },
    download: async (sha256, as) => (await api.call('GET', `/api/evidence-files/${sha256}`, { as })).statusCode,
    async timeGoesTo(moment) {
      const goTo = async (when: Instant) => {
        const span = ms(when) - ms(await recordNow(system.db.app));
        const streams = (await awaitedWakes(system)).map(({ stream }) => stream);
        if (span > 0) await system.advance(streams, span);
      };
      // Wake by wake: a workflow's clock stands at its timer when it fires, and the record's must not be far ahead of it.
      for (;;) {
        const [next] = await awaitedWakes(system);
        if (!next || next.wakeAt > ms(at(moment))) break;
        await goTo(instant(next.wakeAt + TIMER_GRACE_MS));
        await eventually(async () => (await awaitedWakes(system))[0]?.wakeAt !== next.wakeAt);
      }
      await goTo(at(moment));
    },
    async stop() {
      const report = await audited(system, 'all', 10_000);
      expect(report.differences).toEqual([]);
      await api.stop();
      await system.stop();
    },
  };
}

/** The assignments that wait for an instant, the earliest first. */
async function awaitedWakes({ db }: TestSystem): Promise<{ stream: string; wakeAt: number }[]> {
  const { rows } = await db.app.query<{ stream: string; wakeAt: Date }>(
    `select stream, wake_at as "wakeAt" from streams
     where open and kind = 'assignment' and wake_at is not null order by wake_at`,
  );
  return rows.map(({ stream, wakeAt }) => ({ stream, wakeAt: wakeAt.getTime() }));
}

/** What time alone has brought about: when it was planned, and when it is recorded to have happened. */
export const planned = (history: Json[]): { type: string; plannedAt: Instant; at: Instant }[] =>
  history.flatMap(({ type, data, at: happenedAt }) =>
    data.plannedAt || type === 'DeadlineMissed'
      ? [{ type, plannedAt: data.plannedAt ?? data.lateFrom, at: happenedAt }]
      : [],
  );
