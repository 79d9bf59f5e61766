// The post on a real database, with a real mail server and a real receiver: what is sent, to whom, when, and how often.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { PostOffice } from '../../activities/post-office.ts';
import { getPostState } from '../../db/queries/letters.ts';
import { retryLetter } from '../../record/letters.ts';
import { readStream } from '../../record/read-stream.ts';
import { rebuildReadModels } from '../../record/rebuild.ts';
import { replayStream } from '../../record/replay.ts';
import { assignmentStream } from '../../record/streams.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import {
  contact,
  type MailServer,
  officeWith,
  post,
  type Receiver,
  startMailServer,
  startReceiver,
} from '../support/post.ts';
import { at } from '../support/specification.ts';
import { setClock } from '../support/time-travel.ts';
import {
  act,
  createPeople,
  dueOn,
  enterPlan,
  enterWard,
  launchInRecord,
  planReading,
  said,
  send,
} from '../support/ward.ts';

let db: TestDatabase;
let mail: MailServer;
let receiver: Receiver;
const people = createPeople();
const evidence = { type: 'SubmitEvidence', links: ['https://phuong.example/bao-cao'] };
const vp = 'vp@phuong.example';
const daumoi = 'daumoi@phuong.example';

beforeAll(async () => {
  [mail, receiver] = await Promise.all([startMailServer(), startReceiver()]);
});
afterAll(() => Promise.all([mail.stop(), receiver.stop()]));

/** A ward of its own for every test: what waits for one must not be told in another. */
beforeEach(async () => {
  db = await createTestDatabase();
  await setClock(db.owner, at('2026-02-03T09:00:00'));
  await enterWard(db.app, people, planReading(2026, []));
  await contact(db.app, people.officerVp, { address: vp });
  await contact(db.app, people.coordinator, { address: daumoi });
});
afterEach(async () => {
  mail.mails.length = 0;
  receiver.calls.length = 0;
  mail.refuse(null);
  await db.drop();
});

const office = (): PostOffice => officeWith({ url: mail.url });
const subjectsTo = (address: string) => mail.mails.filter(({ to }) => to === address).map(({ subject }) => subject);

/** Assignments of VP, reviewed by the coordinator; the minute of collecting has passed when it returns. */
async function launched(rows = 1, due = '2026-06-30'): Promise<string[]> {
  const planId = await enterPlan(
    db.app,
    people,
    planReading(
      2026,
      Array.from({ length: rows }, () => dueOn(due)),
    ),
  );
  return [...(await launchInRecord(db.app, people, planId)).values()].map(assignmentStream);
}

async function passMinutes(minutes: number) {
  await db.owner.query('update clock_offset set milliseconds = milliseconds + $1', [minutes * 60_000]);
}

/** Launched, and everybody told of it. */
async function launchedAndTold(due?: string): Promise<string> {
  const [stream = ''] = await launched(1, due);
  await passMinutes(2);
  await post(db.app, office());
  mail.mails.length = 0;
  return stream;
}

const typesOf = async (stream: string) => (await readStream(db.app, stream)).map(({ type }) => type);

describe('urgent notices', () => {
  test('are collected for a minute: a launch of 40 is one letter', async () => {
    await launched(40);
    expect(await post(db.app, office())).toBeGreaterThan(0);
    expect(mail.mails).toEqual([]);
    await passMinutes(1.1);
    expect(await post(db.app, office())).toBeNull();
    expect(mail.mails).toHaveLength(1);
    expect(mail.mails[0]).toMatchObject({ to: vp, subject: '40 thông báo: việc mới 40' });
    expect(mail.mails[0]?.text).toContain('VIỆC MỚI (40)');
    expect(mail.mails[0]?.text).toContain('1.7 Tiêu chí 7: được giao; hạn hết thứ Ba, 30/06/2026');
    expect(mail.mails[0]?.text).toContain('https://tiendo.phuong.example/nhiem-vu/');
  });

  test('wait for more of their kind, each new one for another minute, ten at most', async () => {
    for (let minute = 0; minute < 12; minute++) {
      await launched(1);
      await post(db.app, office());
      await passMinutes(0.9);
    }
    await post(db.app, office());
    expect(mail.mails).toHaveLength(1);
  });

  test('come with the morning to whoever wants them so, in his language', async () => {
    await contact(db.app, people.officerVp, { address: vp, language: 'en', digestOnly: true });
    await launched(2);
    await passMinutes(5);
    await post(db.app, office());
    expect(mail.mails).toEqual([]);
    await setClock(db.owner, at('2026-02-04T07:30:00'));
    await post(db.app, office());
    expect(subjectsTo(vp)).toEqual(['Work on 04/02/2026: new work 2']);
  });

  test('are not sent to whoever did it himself', async () => {
    const stream = await launchedAndTold();
    await act(db.app, stream, people.officerVp, { type: 'ReportObstacle', text: said('thiếu số liệu') });
    await act(db.app, stream, people.coordinator, { type: 'ResolveObstacle', decision: said('đã gửi') });
    await passMinutes(2);
    await post(db.app, office());
    expect(mail.mails.map(({ to }) => to)).toEqual([vp]); // the coordinator has resolved what he would have been told of
  });
});

describe("the morning's letter", () => {
  test('goes out at 07:30 of the first working day after Tết', async () => {
    const stream = await launchedAndTold();
    await setClock(db.owner, at('2026-02-13T16:00:00'));
    await act(db.app, stream, people.officerVp, evidence);
    for (const early of ['2026-02-14T08:00:00', '2026-02-16T07:31:00', '2026-02-20T07:31:00', '2026-02-23T07:29:00']) {
      await setClock(db.owner, at(early));
      expect(await post(db.app, office())).toBeGreaterThan(0);
    }
    expect(mail.mails).toEqual([]);
    await setClock(db.owner, at('2026-02-23T07:30:00'));
    await post(db.app, office());
    expect(subjectsTo(daumoi)).toEqual(['Bản tin việc ngày 23/02/2026: chờ rà soát 1']);
  });

  test('goes out on a Saturday that is a working day', async () => {
    const stream = await launchedAndTold('2026-12-30');
    await setClock(db.owner, at('2026-08-21T16:00:00'));
    await act(db.app, stream, people.officerVp, evidence);
    await setClock(db.owner, at('2026-08-22T07:30:00'));
    await post(db.app, office());
    expect(subjectsTo(daumoi)).toEqual(['Bản tin việc ngày 22/08/2026: chờ rà soát 1']);
  });

  test('tells of nothing that has been settled since', async () => {
    const stream = await launchedAndTold();
    await act(db.app, stream, people.officerVp, evidence);
    await act(db.app, stream, people.coordinator, { type: 'ReturnSubmission', reasonCode: 'x', reason: said('thiếu') });
    await act(db.app, stream, people.officerVp, evidence);
    await act(db.app, stream, people.coordinator, { type: 'AcceptSubmission' });
    await setClock(db.owner, at('2026-02-04T07:30:00'));
    await post(db.app, office());
    expect(mail.mails.map(({ to, subject }) => [to, subject])).toEqual([
      [vp, 'Bản tin việc ngày 04/02/2026: đã xác nhận 1'],
    ]);
  });

  test('is made up for after an outage, once', async () => {
    const stream = await launchedAndTold('2026-03-31');
    await setClock(db.owner, at('2026-03-31T10:00:00')); // four reminders late
    await act(db.app, stream, people.coordinator, {
      type: 'RecordUrging',
      documentNumber: '5/UBND',
      documentDate: '2026-03-30',
    });
    await passMinutes(2);
    await post(db.app, office());
    await post(db.app, office());
    expect(subjectsTo(vp)).toEqual(['Bản tin việc ngày 31/03/2026: văn bản đôn đốc 1, sắp đến hạn 1']);
  });
});

describe('an address', () => {
  test('that nobody has given is named to the administrator until somebody gives it', async () => {
    const stream = await launchedAndTold();
    await contact(db.app, people.officerVp, { address: null });
    await act(db.app, stream, people.officerVp, evidence);
    await act(db.app, stream, people.coordinator, { type: 'ReturnSubmission', reasonCode: 'x', reason: said('thiếu') });
    await passMinutes(2);
    await post(db.app, office());
    expect(mail.mails).toEqual([]);
    expect(await getPostState(db.app)).toMatchObject({ unsent: 0, failed: 0, peopleWithoutAddress: 2 });
    await contact(db.app, people.officerVp, { address: vp });
    expect(await getPostState(db.app)).toMatchObject({ peopleWithoutAddress: 1 });
  });

  test('stands in no event, and is rebuilt with the read models', async () => {
    const { rows } = await db.app.query<{ events: string }>('select string_agg(data::text, $1) as events from events', [
      ' ',
    ]);
    expect(rows[0]?.events).not.toContain('phuong.example');
    const { digestBefore, digestAfter } = await rebuildReadModels(db.projector, () => undefined);
    expect(digestAfter).toBe(digestBefore);
  });
});

describe('a mail server that', () => {
  test('refuses an address for good: given up, told to the assignment, sent when somebody retries it', async () => {
    const [stream = ''] = await launched();
    await passMinutes(2);
    mail.refuse({ code: 550, text: 'no such user' });
    expect(await post(db.app, office())).toBeNull();
    expect(await getPostState(db.app)).toMatchObject({ unsent: 0, failed: 1 });
    await act(db.app, stream, people.officerVp, { type: 'Acknowledge' });
    const failure = (await readStream(db.app, stream)).find(({ type }) => type === 'NoticeFailed');
    expect(failure?.data).toMatchObject({
      channel: 'mail',
      cause: 'smtp-550',
      told: [{ version: 1, kind: 'assigned' }],
    });

    mail.refuse(null);
    const { rows } = await db.app.query<{ id: string }>(`select letter_id as id from letters where state = 'failed'`);
    expect(await retryLetter(db.app, rows[0]?.id ?? '')).toBe(true);
    await post(db.app, office());
    expect(subjectsTo(vp)).toEqual(['Việc mới: 1.1 Tiêu chí 1']);
    expect(await retryLetter(db.app, rows[0]?.id ?? '')).toBe(false);
  });

  test('is not there: tried again at growing intervals, then sent once', async () => {
    await launched();
    await passMinutes(2);
    const away = officeWith({ url: 'smtp://127.0.0.1:9' });
    const first = await post(db.app, away);
    await passMinutes(1.1);
    const second = await post(db.app, away);
    expect(second).toBeGreaterThan((first ?? 0) + 30_000);
    expect(await getPostState(db.app)).toMatchObject({ unsent: 1, failed: 0 });
    await passMinutes(3);
    await post(db.app, office());
    await post(db.app, office());
    expect(mail.mails).toHaveLength(1);
  });

  test('refuses us as the sender: no letter is given up for it', async () => {
    await launched();
    await passMinutes(2);
    mail.refuse({ code: 553, text: 'sender not allowed' }, 'sender');
    await post(db.app, office());
    expect(await getPostState(db.app)).toMatchObject({ unsent: 1, failed: 0 });
    mail.refuse(null);
    await passMinutes(3);
    await post(db.app, office());
    expect(mail.mails).toHaveLength(1);
  });

  test('says "later": what has been settled by then is left out', async () => {
    const stream = await launchedAndTold();
    await act(db.app, stream, people.officerVp, evidence);
    await act(db.app, stream, people.coordinator, { type: 'ReturnSubmission', reasonCode: 'x', reason: said('thiếu') });
    await passMinutes(2);
    mail.refuse({ code: 451, text: 'greylisted' });
    await post(db.app, office());
    mail.refuse(null);
    await act(db.app, stream, people.officerVp, evidence);
    await passMinutes(5);
    await post(db.app, office());
    expect(subjectsTo(vp)).toEqual([]);
  });
});

describe('what became of a letter', () => {
  test('is told to the assignment with its next turn, and makes no page stale', async () => {
    const stream = await launchedAndTold();
    expect(await typesOf(stream)).toEqual(['AssignmentAssigned']);
    const outcome = await act(db.app, stream, people.officerVp, { ...evidence, expectedVersion: 1 });
    expect(outcome).toMatchObject({ accepted: { version: 3, status: 'submitted' } });
    expect(await typesOf(stream)).toEqual(['AssignmentAssigned', 'NoticeDelivered', 'EvidenceSubmitted']);
    expect(await replayStream(db.app, stream)).toMatchObject({ equal: true });
  });

  test('is told at once to an assignment that has ended', async () => {
    const stream = await launchedAndTold();
    await act(db.app, stream, people.officerVp, evidence);
    await act(db.app, stream, people.coordinator, { type: 'AcceptSubmission' });
    await act(db.app, stream, people.coordinator, { type: 'CloseAssignment', outcome: 'achieved' });
    await setClock(db.owner, at('2026-02-04T07:30:00'));
    await post(db.app, office());
    expect((await typesOf(stream)).slice(-2)).toEqual(['AssignmentClosed', 'NoticeDelivered']);
  });

  test('waits in the inbox without looking like a command that nobody decides', async () => {
    await launchedAndTold();
    const { rows } = await db.app.query(
      `select type, quiet, next_attempt_at > clock_timestamp() + interval '29 days' as far from inbox where outcome is null`,
    );
    expect(rows).toEqual([{ type: 'NoteDelivery', quiet: true, far: true }]);
  });
});

describe('a command that is refused', () => {
  test('tells nobody', async () => {
    const stream = await launchedAndTold();
    await act(db.app, stream, people.officerVp, { type: 'WithdrawSubmission' });
    const commandId = await send(db.app, stream, people.officerKt, evidence);
    expect(commandId).toBeDefined();
    const { rows } = await db.app.query('select 1 from notices where version > 1');
    expect(rows).toEqual([]);
  });
});

describe('the webhook', () => {
  const secret = `whsec_${Buffer.from('a secret of the test, 32 bytes..').toString('base64')}`;
  const both = () => officeWith({ url: mail.url }, { url: receiver.url, secret });

  test('gets every letter signed, also those of people without an address, and again under the same id until it answers', async () => {
    await contact(db.app, people.officerVp, { address: null });
    await launched();
    await passMinutes(2);
    receiver.answerWith(503);
    await post(db.app, both());
    await passMinutes(2);
    await post(db.app, both());
    expect(mail.mails).toEqual([]);
    const idsOf = () => receiver.calls.map(({ headers }) => headers['webhook-id']);
    expect(idsOf()).toHaveLength(3); // the officer, the head of the unit, and whoever was refused once more
    expect(idsOf()[2]).toBe(idsOf()[0]);
    expect(new Set(idsOf()).size).toBe(2);
    const told = receiver.calls.map(({ body }) => JSON.parse(body).personId);
    expect(new Set(told)).toEqual(new Set([people.officerVp.personId, people.headVp.personId]));
    for (const { body, headers } of receiver.calls) {
      expect(new Webhook(secret).verify(body, headers)).toMatchObject({
        type: 'letter',
        subject: 'Việc mới: 1.1 Tiêu chí 1',
      });
      expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
    }
  });
});

describe('without a mail server', () => {
  test('letters become files; one that is there is not written again', async () => {
    const folder = join(inject('scratch'), `mail-${Date.now()}`);
    await launched();
    await passMinutes(2);
    await post(db.app, officeWith({ folder }));
    const [file = '', ...others] = await readdir(folder);
    expect(others).toEqual([]);
    const before = await readFile(join(folder, file), 'utf8');
    expect(before).toContain(`To: ${vp}`);
    // As a process leaves it that dies after the file and before the mark.
    await db.app.query(
      `update letters set state = 'sending', ended_at = null, claimed_at = clock_timestamp() - interval '1 hour'`,
    );
    await contact(db.app, people.officerVp, { address: 'another@phuong.example' });
    await post(db.app, officeWith({ folder }));
    expect(await readFile(join(folder, file), 'utf8')).toBe(before);
    expect((await db.app.query('select state from letters')).rows).toEqual([{ state: 'sent' }]);
  });
});

describe('two posts at once', () => {
  test('send each letter once', async () => {
    for (const person of [people.officerKt, people.chair])
      await contact(db.app, person, { address: `${person.role}@phuong.example` });
    for (let row = 0; row < 3; row++) {
      const [stream = ''] = await launched();
      await act(db.app, stream, people.officerVp, {
        type: 'RequestExtension',
        dueDate: '2026-07-31',
        reason: said('chờ số liệu'),
      });
    }
    await passMinutes(2);
    await Promise.all([1, 2, 3, 4].map(() => post(db.app, office())));
    expect(mail.mails.map(({ to }) => to).sort()).toEqual(['chair@phuong.example', vp]);
  });
});
