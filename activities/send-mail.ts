// Carries letters to a mail server over SMTP, one connection for many. The content leaves us only when the server has said
// that it will take it, and only after that has been noted: before it, a crash has certainly sent nothing.
import { Readable } from 'node:stream';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { composeMail } from './compose-mail.ts';
import { type Carrier, failed } from './post-office.ts';

/** For one letter, connecting included: shorter than a claim lasts (record/claim-letter.ts). */
const LIMIT_MS = 25_000;
const limits = { connectionTimeout: 5_000, greetingTimeout: 5_000, dnsTimeout: 5_000, socketTimeout: 10_000 };

export function createMailCarrier(url: string, from: string): Carrier {
  let connection: SMTPConnection | null = null;
  const drop = () => {
    connection?.close();
    connection = null;
  };
  const envelopeFrom = /<([^>]+)>/.exec(from)?.[1] ?? from;
  return {
    async carry(letter, handing) {
      const { address } = letter;
      if (address === null) return failed('no-address', { isFinal: true });
      const mail = await composeMail({ ...letter, address }, from);
      let isHanded = false;
      const limit = startLimit();
      async function* content() {
        await handing();
        isHanded = true;
        yield mail;
      }
      try {
        connection ??= await Promise.race([connect(url), limit.over]);
        const sent = sendOver(connection, { from: envelopeFrom, to: [address] }, Readable.from(content()));
        await Promise.race([sent, limit.over]);
        return null;
      } catch (error) {
        drop();
        return failureOf(error, isHanded);
      } finally {
        limit.stop();
      }
    },
    async close() {
      connection?.quit();
      connection = null;
    },
  };
}

/** A server that answers slowly again and again is never silent for long, and a connection that is closed says nothing. */
function startLimit(): { readonly over: Promise<never>; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error('the letter took too long'), { code: 'ETIMEDOUT' })),
      LIMIT_MS,
    );
  });
  over.catch(() => undefined);
  return { over, stop: () => clearTimeout(timer) };
}

async function connect(url: string): Promise<SMTPConnection> {
  const { auth, ...options } = parseConnectionUrl(url);
  const connection = new SMTPConnection({ ...options, ...limits });
  // Also after its end: an idle connection that breaks is noticed by the next letter.
  const broken = new Promise<never>((_, reject) => connection.on('error', reject));
  broken.catch(() => undefined);
  const ready = new Promise<void>((resolve, reject) => {
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
  try {
    await Promise.race([ready, broken]);
    if (auth?.user) {
      await new Promise<void>((resolve, reject) => {
        connection.login({ user: auth.user ?? '', pass: auth.pass ?? '' }, (error) =>
          error ? reject(error) : resolve(),
        );
      });
    }
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

const sendOver = (connection: SMTPConnection, envelope: { from: string; to: string[] }, content: Readable) =>
  new Promise<void>((resolve, reject) => {
    connection.once('error', reject);
    connection.send(envelope, content, (error) => {
      connection.off('error', reject);
      if (error) reject(error);
      else resolve();
    });
  });

/** A reply of the server is its last word; without one, whoever has been given the content may have it. */
function failureOf(error: unknown, isHanded: boolean) {
  const { code, responseCode, command } = error as { code?: string; responseCode?: number; command?: string };
  if (responseCode) {
    // What is said to the greeting, the login or the sender is ours to mend, and not the letter's fault.
    const isOfLetter = command === 'RCPT TO' || command === 'DATA';
    return failed(`smtp-${responseCode}`, { isFinal: responseCode >= 500 && isOfLetter });
  }
  return failed(`smtp-${(code ?? 'failed').toLowerCase()}`, { maybeSent: isHanded });
}
