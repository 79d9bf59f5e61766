// A mail server and a webhook receiver of a test's own, and people with addresses.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { SMTPServer } from 'smtp-server';
import type { PostOffice } from '../../activities/post-office.ts';
import { sendRound } from '../../activities/send-round.ts';
import type { Pool } from '../../db/pool.ts';
import type { Actor } from '../../domain/rules.ts';
import { DIRECTORY_STREAM } from '../../record/streams.ts';
import { act, said } from './ward.ts';

interface Mail {
  readonly to: string;
  readonly id: string;
  readonly subject: string;
  readonly text: string;
}

export interface MailServer {
  readonly url: string;
  /** What it has accepted, in order. */
  readonly mails: Mail[];
  /** From now on it answers so to every recipient, or to us as the sender; null: it accepts. */
  refuse(reply: { code: number; text: string } | null, whom?: 'recipient' | 'sender'): void;
  stop(): Promise<void>;
}

export async function startMailServer(port = 0): Promise<MailServer> {
  const mails: Mail[] = [];
  let refusal: { code: number; text: string } | null = null;
  let refused: 'recipient' | 'sender' = 'recipient';
  const answerTo = (whom: typeof refused) =>
    refusal && refused === whom ? Object.assign(new Error(refusal.text), { responseCode: refusal.code }) : null;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom: (_address, _session, callback) => callback(answerTo('sender')),
    onRcptTo: (_address, _session, callback) => callback(answerTo('recipient')),
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push(readMail(Buffer.concat(chunks).toString('utf8'), session.envelope.rcptTo[0]?.address ?? ''));
        callback();
      });
    },
  });
  server.on('error', () => undefined); // a client that is killed is part of the tests
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: listening } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${listening}`,
    mails,
    refuse(reply, whom = 'recipient') {
      refusal = reply;
      refused = whom;
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

function readMail(raw: string, to: string): Mail {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const headers = head.replace(/\r\n[ \t]+/g, ' ');
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'mi').exec(headers)?.[1] ?? '';
  const body = rest.join('\r\n\r\n');
  const isQuoted = /quoted-printable/i.test(header('Content-Transfer-Encoding'));
  const text = isQuoted ? unquote(body) : Buffer.from(body, 'base64').toString('utf8');
  return { to, id: header('Message-ID'), subject: decodeWords(header('Subject')), text };
}

const unquote = (text: string): string =>
  Buffer.from(
    text
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');

const decodeWords = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?(B|Q)\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toUpperCase() === 'B' ? Buffer.from(word, 'base64').toString('utf8') : unquote(word.replace(/_/g, ' ')),
    );

export interface Receiver {
  readonly url: string;
  readonly calls: { readonly headers: Record<string, string>; readonly body: string }[];
  /** The status of its next answers; 204 when none is left. */
  answerWith(...statuses: number[]): void;
  stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const calls: Receiver['calls'] = [];
  let statuses: number[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      calls.push({ headers: request.headers as Record<string, string>, body });
      response.writeHead(statuses.shift() ?? 204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tiendo`,
    calls,
    answerWith(...next) {
      statuses = next;
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

export const from = 'tiendo <tiendo@phuong.example>';
export const officeWith = (mail: PostOffice['mail'], webhook: PostOffice['webhook'] = null): PostOffice => ({
  mail,
  from,
  webhook,
  publicUrl: 'https://tiendo.phuong.example',
});

/** One round, without an engine. */
export const post = (pool: Pool, office: PostOffice): Promise<number | null> =>
  sendRound({ pool, office, log: pino({ level: 'silent' }), isStopping: () => false });

interface Wish {
  readonly address: string | null;
  readonly language?: 'vi' | 'en';
  readonly digestOnly?: boolean;
}

/** Sets how a person is told. */
export async function contact(pool: Pool, person: Actor, { address, language = 'vi', digestOnly = false }: Wish) {
  const given = { personId: person.personId, address: address === null ? null : said(address), language, digestOnly };
  await act(pool, DIRECTORY_STREAM, person, { type: 'SetContact', contact: given });
}
