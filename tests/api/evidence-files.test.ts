// Uploads: whole or not at all, the same bytes once, and only for those who may have them.
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
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

const MiB = 1024 * 1024;
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const put = (body: Buffer, headers: Record<string, string> = {}, as: Caller = 'officerVp') =>
  api.call('PUT', '/api/evidence-files', { as, body, headers: { 'content-type': 'application/pdf', ...headers } });
const get = (sha256: string, as: Caller) => api.call('GET', `/api/evidence-files/${sha256}`, { as });
const filesOnDisk = async () =>
  (await readdir(system.evidenceFolder, { recursive: true, withFileTypes: true }).catch(() => [])).filter((entry) =>
    entry.isFile(),
  );
const rowCount = async (table: string) => (await system.db.app.query(`select count(*) from ${table}`)).rows[0].count;

describe('an upload', () => {
  test('is stored under its hash, and answered the same when it comes again', async () => {
    const bytes = randomBytes(300_000);
    const headers = { 'content-disposition': "attachment; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.pdf" };
    const first = await put(bytes, headers);
    expect(first.statusCode, first.body).toBe(200);
    expect(first.json()).toEqual({ sha256: hashOf(bytes), size: 300_000, name: 'Báo cáo.pdf' });
    const before = [await filesOnDisk(), await rowCount('texts'), await rowCount('evidence_uploads')];
    const again = await Promise.all(Array.from({ length: 5 }, () => put(bytes, headers)));
    for (const answer of again) expect(answer.body).toBe(first.body);
    expect([await filesOnDisk(), await rowCount('texts'), await rowCount('evidence_uploads')]).toEqual(before);
    const sha256 = hashOf(bytes);
    expect(await readFile(join(system.evidenceFolder, sha256.slice(0, 2), sha256))).toEqual(bytes);
  });

  test.each([
    ['attachment; filename="a.pdf"', 'a.pdf'],
    ['attachment; filename=a.pdf', 'a.pdf'],
    ['attachment; filename="..\\\\..\\\\etc\\\\passwd"', 'passwd'],
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    [Buffer.from('attachment; filename="Báo cáo quý.pdf"').toString('latin1'), 'Báo cáo quý.pdf'],
    ['attachment; filename="x.pdf"; filename*=UTF-8\'\'%E1%BA%A2nh.png', 'Ảnh.png'],
  ])('is named by %s', async (header, name) => {
    expect((await put(randomBytes(10), { 'content-disposition': header })).json().name).toBe(name);
  });

  test('without a name is called by its hash', async () => {
    const bytes = randomBytes(10);
    for (const header of [undefined, 'attachment; filename=".."', 'attachment'])
      expect((await put(bytes, header ? { 'content-disposition': header } : {})).json().name).toBe(hashOf(bytes));
  });

  test('that is empty: 400', async () => {
    expect((await put(Buffer.alloc(0))).json()).toMatchObject({ status: 400, code: 'empty-body' });
  });

  test('by somebody who has no unit, or only reads: 403', async () => {
    expect((await put(randomBytes(10), {}, 'chair')).json().code).toBe('no-unit');
    expect((await put(randomBytes(10), {}, 'auditor')).json().code).toBe('not-permitted');
  });

  test('of exactly 25 MiB is taken; one byte more is not, announced or not, and leaves nothing', async () => {
    expect((await put(Buffer.alloc(25 * MiB, 1))).statusCode).toBe(200);
    const before = (await filesOnDisk()).length;
    const announced = await put(Buffer.alloc(25 * MiB + 1, 2));
    expect(announced.json()).toMatchObject({ status: 413, code: 'file-too-large' });
    const chunks = async function* () {
      for (let sent = 0; sent < 27; sent++) yield Buffer.alloc(MiB, sent);
    };
    const answer = await fetch(`${url}/api/evidence-files`, {
      method: 'PUT',
      body: ReadableStream.from(chunks()),
      duplex: 'half',
      headers: { authorization: `Bearer ${api.tokenOf('officerVp')}`, 'content-type': 'application/pdf' },
    } as RequestInit);
    expect(await answer.json()).toMatchObject({ status: 413, code: 'file-too-large' });
    expect((await filesOnDisk()).length).toBe(before);
  });

  test('that breaks off leaves nothing', async () => {
    const before = (await filesOnDisk()).length;
    const rows = await rowCount('evidence_files');
    for (const bytes of [0, 1, 70_000, 900_000]) {
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      const head = `PUT /api/evidence-files HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${api.tokenOf('officerVp')}\r\ncontent-type: application/pdf\r\ncontent-length: 1000000\r\n\r\n`;
      socket.write(head);
      socket.write(randomBytes(bytes));
      await expect.poll(async () => (await filesOnDisk()).length).toBe(before + 1); // it is on its way
      socket.destroy();
      await expect.poll(async () => (await filesOnDisk()).length).toBe(before);
    }
    expect(await rowCount('evidence_files')).toBe(rows);
  });
});

describe('a file', () => {
  test('comes out as an attachment, for its unit, its reviewers and those who oversee', async () => {
    const [id = ''] = ids;
    const bytes = Buffer.from('<script>alert(1)</script>');
    const sha256 = hashOf(bytes);
    const headers = { 'content-type': 'text/html', 'content-disposition': 'attachment; filename="báo cáo.html"' };
    await put(bytes, {
      ...headers,
      'content-disposition': Buffer.from(headers['content-disposition']).toString('latin1'),
    });
    const own = await get(sha256, 'officerVp');
    expect(own.rawPayload).toEqual(bytes);
    expect(own.headers).toMatchObject({
      'content-type': 'text/html',
      'content-disposition': 'attachment; filename="b_o c_o.html"; filename*=UTF-8\'\'b%C3%A1o%20c%C3%A1o.html',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-length': String(bytes.length),
    });
    for (const as of ['coordinator', 'chair', 'auditor'] as const) expect((await get(sha256, as)).statusCode).toBe(200);
    expect((await get(sha256, 'officerKt')).json()).toMatchObject({ status: 404, code: 'file-not-found' });
    const submitted = await api.ask(
      id,
      { type: 'SubmitEvidence', files: [{ sha256, title: 'Báo cáo' }] },
      { as: 'officerVp' },
    );
    expect(submitted.statusCode, submitted.body).toBe(200);
    expect((await get(sha256, 'officerKt')).statusCode).toBe(404);
  });

  test('bears the name that the reader’s own unit, or the unit that submitted it, has given it', async () => {
    const [, , id = ''] = ids;
    const bytes = randomBytes(30);
    const sha256 = hashOf(bytes);
    const called = (name: string) => ({ 'content-disposition': `attachment; filename="${name}"` });
    const nameFor = async (as: Caller) => {
      const { statusCode, headers } = await get(sha256, as);
      return statusCode === 200 ? /filename="([^"]*)"/.exec(String(headers['content-disposition']))?.[1] : statusCode;
    };
    await put(bytes, called('bi-mat-kinh-te.pdf'), 'officerKt');
    expect(await nameFor('officerVp')).toBe(404);
    await put(bytes, called('bao-cao.pdf'), 'officerVp');
    expect(await nameFor('officerVp')).toBe('bao-cao.pdf');
    expect(await nameFor('officerKt')).toBe('bi-mat-kinh-te.pdf');
    await api.ask(id, { type: 'SubmitEvidence', files: [{ sha256 }] }, { as: 'officerVp' });
    await system.db.owner.query('update people set role = $1 where person_id = $2', [
      'unit',
      api.people.coordinator.personId,
    ]);
    expect(await nameFor('coordinator')).toBe('bao-cao.pdf'); // as an officer of the reviewing unit, no more
    await system.db.owner.query('update people set role = $1 where person_id = $2', [
      'coordinator',
      api.people.coordinator.personId,
    ]);
  });

  test('of another unit cannot be submitted', async () => {
    const [, id = ''] = ids;
    const bytes = randomBytes(20);
    await put(bytes, {}, 'officerKt');
    const answer = await api.ask(
      id,
      { type: 'SubmitEvidence', files: [{ sha256: hashOf(bytes) }] },
      { as: 'officerVp' },
    );
    expect(answer.json()).toMatchObject({ status: 422, code: 'unknown-file', about: [hashOf(bytes)] });
  });
});
