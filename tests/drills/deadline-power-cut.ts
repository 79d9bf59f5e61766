// Real clocks and a real power cut: everything is killed seconds before a minute at which a reminder comes and deadlines pass,
// and comes back after it. What was handed in a moment before the cut was handed in before the deadline.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { alarmsAround } from '../../domain/assignment/plan-alarms.ts';
import { shippedCalendar } from '../../domain/calendar-vn.ts';
import { endOfDay, type Instant, instant, ms, type PlainDate } from '../../domain/instant.ts';
import { readStream } from '../../record/read-stream.ts';
import { assignmentStream } from '../../record/streams.ts';
import { eventually } from '../support/commands.ts';
import { setClock } from '../support/time-travel.ts';
import { dueOn, remindersOnly } from '../support/ward.ts';
import { startWardAtWork, type WardAtWork } from './harness/ward-at-work.ts';

export interface PowerCutSize {
  /** Of each kind: due at the minute, due at the minute and handed in before. One more is reminded at that minute. */
  readonly each: number;
  readonly awayMs: number;
}

/** Monday, 06:00: in the hour from here on every assignment is reminded at a minute of its own. */
const HOUR = instant(Date.parse('2027-03-01T06:00:00+07:00'));

/** When the row is reminded, three working days before Thursday, 4 March. */
function reminderOf(rowId: string): Instant {
  const [reminder] =
    alarmsAround(endOfDay('2027-03-04' as PlainDate), {
      policy: { beforeIsLateFrom: 'endOfDay', reminderWorkingDays: [3], resubmitWorkingDays: 3 },
      calendar: shippedCalendar,
      mode: 'ORDER',
      from: instant(ms(HOUR) - BEFORE_MS),
      seed: `${rowId}/VP`,
    }) ?? [];
  if (!reminder) throw new Error('no reminder is planned');
  return reminder.at;
}
/** Time enough to launch on a busy machine. */
const BEFORE_MS = 20_000;
const CUT_BEFORE_MS = 2_000;

export function drillPowerCut({ each, awayMs }: PowerCutSize): void {
  let ward: WardAtWork;
  beforeAll(async () => {
    ward = await startWardAtWork();
  });
  afterAll(() => ward.stop());

  const untilMinute = async (ahead: number) => {
    const { rows } = await ward.pool.query<{ now: Date }>('select tiendo_now() as now');
    await sleep(Math.max(0, ms(minute) - ahead - (rows[0]?.now.getTime() ?? 0)));
  };

  const rows = 2 * each + 1;
  const minute = reminderOf(`r${String(rows).padStart(3, '0')}`);

  test(`over ${2 * each} deadlines and a reminder, ${awayMs / 1000} s`, async () => {
    const { client, installation, pool } = ward;
    const { postgres, temporal, worker, api } = installation;
    const dueAtTheMinute = {
      kind: 'fixed',
      date: '2027-03-01',
      bound: 'onOrBefore',
      time: minute.slice(11, 16),
    } as const;
    const planId = await ward.draft(2027, [
      ...Array.from({ length: 2 * each }, () => dueAtTheMinute as never),
      dueOn('2027-03-04'),
    ]);
    await setClock(ward.owner, instant(ms(minute) - BEFORE_MS));
    const target = { kind: 'plan', id: planId } as const;
    await client.send({ as: 'coordinator', target, body: remindersOnly });
    await client.send({ as: 'coordinator', target, body: { type: 'LaunchPlan' } });
    const ids = await eventually(async () => {
      const { rows: found } = await pool.query<{ id: string }>(
        `select assignment_id as id from assignments join plans using (plan_id) where pending_launches = 0 order by row_id`,
      );
      return found.length === rows && found.map(({ id }) => id);
    });
    const [silent, inTime, reminded] = [ids.slice(0, each), ids.slice(each, 2 * each), ids.slice(2 * each)];
    await untilMinute(CUT_BEFORE_MS);
    await worker.kill(); // nobody decides what is handed in now
    const handedIn = inTime.map((id) =>
      client.send({
        as: 'officerVp',
        target: { kind: 'assignment', id },
        body: { type: 'SubmitEvidence', links: ['https://phuong.example/bao-cao'] },
      }),
    );
    await eventually(async () => {
      const { rowCount } = await pool.query(`select 1 from inbox where type = 'SubmitEvidence' and received_at < $1`, [
        minute,
      ]);
      return rowCount === each;
    });
    await Promise.all([postgres.kill(), temporal.kill(), api.kill()]);
    await sleep(awayMs);
    await Promise.all([api, worker, temporal, postgres].map((part) => part.start()));

    for (const end of await Promise.all(handedIn))
      expect(end).toMatchObject({ what: 'ok', events: ['EvidenceSubmitted'] });
    expect(await ward.findings()).toEqual([]);
    const happened = async (id: string) =>
      (await readStream(pool, assignmentStream(id)))
        .slice(1)
        .map(({ type, at, data }): [string, Instant, unknown] => [type, at, (data as { late?: boolean }).late]);
    for (const id of silent) expect(await happened(id)).toEqual([['DeadlineMissed', minute, undefined]]);
    for (const id of reminded) expect(await happened(id)).toEqual([['ReminderDue', minute, undefined]]);
    for (const id of inTime) expect(await happened(id)).toEqual([['EvidenceSubmitted', expect.any(String), false]]);
  });
}
