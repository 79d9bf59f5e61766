// The post on a real engine: its timer, an engine that forgets it, a worker that is killed in the middle of a letter.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PostOffice } from '../../activities/post-office.ts';
import { startWorkflows } from '../../activities/start-workflows.ts';
import { workflowIdOf } from '../../activities/stream-workflow.ts';
import { type Instant, instant, ms } from '../../domain/instant.ts';
import { readStream } from '../../record/read-stream.ts';
import { assignmentStream } from '../../record/streams.ts';
import { noticesWorkflowId } from '../../workflows/notices.messages.ts';
import { eventually } from '../support/commands.ts';
import { contact, from, type MailServer, officeWith, post, startMailServer } from '../support/post.ts';
import { at } from '../support/specification.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { advance, setClock } from '../support/time-travel.ts';
import { act, createPeople, dueOn, enterPlan, enterWard, launchInRecord, planReading } from '../support/ward.ts';

let system: TestSystem;
let mail: MailServer;
const people = createPeople();
const evidence = { type: 'SubmitEvidence', links: ['https://phuong.example/bao-cao'] };

async function start(options: { worker: boolean }) {
  mail = await startMailServer();
  system = await startSystem({ ...options, office: office() });
  await setClock(system.db.owner, at('2026-02-03T09:00:00'));
  await enterWard(system.db.app, people, planReading(2026, []));
  await contact(system.db.app, people.officerVp, { address: 'vp@phuong.example' });
  await contact(system.db.app, people.coordinator, { address: 'daumoi@phuong.example' });
}
const stop = async () => {
  await system.stop();
  await mail.stop();
};
const office = (): PostOffice => officeWith({ url: mail.url });

async function launched(): Promise<string> {
  const planId = await enterPlan(system.db.app, people, planReading(2026, [dueOn('2026-06-30')]));
  const [id = ''] = (await launchInRecord(system.db.app, people, planId)).values();
  return assignmentStream(id);
}

const thePost = () => system.client.workflow.getHandle(noticesWorkflowId(system.taskQueue));
const isRunning = async () => {
  const run = await thePost()
    .describe()
    .catch(() => null);
  return run?.status.name === 'RUNNING';
};
/** On a timer of its own, not in the middle of a round. */
const isAsleep = async () => {
  const { events = [] } = await thePost().fetchHistory();
  return events?.findLast((event) => event.timerStartedEventAttributes ?? event.activityTaskScheduledEventAttributes)
    ?.timerStartedEventAttributes;
};
const passed = (spanMs: number) =>
  advance(system.db.owner, system.client, [noticesWorkflowId(system.taskQueue)], spanMs);
const MINUTE = 60_000;

describe('the post', () => {
  beforeEach(() => start({ worker: true }));
  afterEach(stop);

  test('sleeps until the minute is over and until the morning, and ends when nobody waits to be told', async () => {
    const stream = await launched();
    await eventually(isRunning);
    await eventually(isAsleep);
    await passed(2 * MINUTE);
    await eventually(async () => mail.mails.length === 1);
    await eventually(async () => !(await isRunning()));

    await act(system.db.app, stream, people.officerVp, evidence);
    await eventually(isRunning);
    await eventually(isAsleep);
    await passed(24 * 60 * MINUTE);
    await eventually(async () => mail.mails.length === 2);
    expect(mail.mails[1]?.subject).toMatch(/^Bản tin việc ngày 04\/02\/2026/);
    const { events } = await thePost().fetchHistory();
    expect(events?.some((event) => event.timerFiredEventAttributes)).toBe(true);
  });

  test('is there again after the engine has lost it', async () => {
    const stream = await launched();
    await act(system.db.app, stream, people.officerVp, evidence);
    await eventually(isRunning);
    await thePost().terminate('emptied');
    await system.stopWorker();
    await system.startWorker();
    await eventually(isRunning);
  });
});

describe('a worker that is killed', () => {
  beforeEach(() => start({ worker: false }));
  afterEach(stop);

  /** Runs a worker as a process of its own until it kills itself there. */
  async function workerThatDies(boundary: string, mailSettings: Record<string, string>): Promise<string> {
    const data = join(system.evidenceFolder, 'data');
    await mkdir(data, { recursive: true });
    const child = spawn(process.execPath, ['--import', 'tsx', 'worker/main.ts'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        ...mailSettings,
        TIENDO_APP_DATABASE_URL: system.db.urls.app,
        TEMPORAL_ADDRESS: system.temporalAddress,
        TEMPORAL_NAMESPACE: 'default',
        TEMPORAL_TASK_QUEUE: system.taskQueue,
        TIENDO_DATA: data,
        LOG_LEVEL: 'silent',
        FAILPOINT: boundary,
      },
    });
    const [, signal] = await once(child, 'exit');
    expect(signal).toBe('SIGKILL');
    return data;
  }
  const waited = async () => {
    await launched();
    await system.db.owner.query('update clock_offset set milliseconds = milliseconds + $1', [2 * MINUTE]);
  };
  const claimsExpire = () =>
    system.db.app.query(`update letters set claimed_at = claimed_at - interval '1 minute' where state = 'sending'`);
  const toServer = () => ({ SMTP_URL: mail.url, SMTP_FROM: from });

  test('before the content was handed over: the letter comes once, by the engine that goes on', async () => {
    await waited();
    await workerThatDies('notice:handed', toServer());
    expect(mail.mails).toEqual([]);
    await system.startWorker();
    await eventually(async () => mail.mails.length > 0, 150_000);
    await eventually(async () => !(await isRunning()));
    expect(mail.mails).toHaveLength(1);
  }, 300_000);

  test('after the file was written: there is one file', async () => {
    await waited();
    const data = await workerThatDies('notice:carried', {});
    const folder = join(data, 'mail');
    expect(await readdir(folder)).toHaveLength(1);
    await claimsExpire();
    await post(system.db.app, officeWith({ folder }));
    expect(await readdir(folder)).toHaveLength(1);
    expect((await system.db.app.query('select state, attempts from letters')).rows).toEqual([
      { state: 'sent', attempts: 2 },
    ]);
  }, 240_000);

  test('after the server had taken it and before that was noted: sent again, as the very same message', async () => {
    await waited();
    await workerThatDies('notice:carried', toServer());
    expect(mail.mails).toHaveLength(1);
    await post(system.db.app, office());
    expect(mail.mails).toHaveLength(1); // while the claim lasts, nobody else touches it
    await claimsExpire();
    await post(system.db.app, office());
    expect(mail.mails).toHaveLength(2);
    expect(mail.mails[1]).toEqual(mail.mails[0]);
    await post(system.db.app, office());
    expect(mail.mails).toHaveLength(2);
  }, 240_000);
});

describe('a reminder', () => {
  beforeEach(() => start({ worker: false }));
  afterEach(stop);

  test('costs at most 3 state transitions, the news of an earlier letter included', async () => {
    const stream = await launched();
    await system.db.owner.query('update clock_offset set milliseconds = milliseconds + $1', [2 * MINUTE]);
    await post(system.db.app, office());
    const { rows } = await system.db.app.query<{ wakeAt: Date }>(
      'select wake_at as "wakeAt" from streams where stream = $1',
      [stream],
    );
    const wake: Instant = instant(rows[0]?.wakeAt.getTime() ?? 0);
    await setClock(system.db.owner, instant(ms(wake) - 30_000)); // no skipping of time: that would be counted too
    await system.startWorker();
    await startWorkflows({ pool: system.db.app, client: system.client, taskQueue: system.taskQueue }, [stream]);
    const handle = system.client.workflow.getHandle(workflowIdOf(stream));
    const transitions = async () => Number((await handle.describe()).raw.workflowExecutionInfo?.stateTransitionCount);
    await eventually(async () =>
      (await handle.fetchHistory()).events?.some((event) => event.timerStartedEventAttributes),
    );
    const before = await transitions();
    const types = async () => (await readStream(system.db.app, stream)).map(({ type }) => type);
    expect(await types()).toEqual(['AssignmentAssigned']);
    await eventually(async () => (await types()).includes('ReminderDue'), 120_000);
    await eventually(async () => {
      const { events = [] } = await handle.fetchHistory();
      return events?.filter((event) => event.timerStartedEventAttributes).length === 2;
    });
    expect(await transitions()).toBeLessThanOrEqual(before + 3);
    expect(await types()).toEqual(['AssignmentAssigned', 'NoticeDelivered', 'ReminderDue']);
  }, 240_000);
});
