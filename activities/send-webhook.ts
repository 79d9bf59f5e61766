// Carries letters to a program of the ward's own (a gateway to Zalo or SMS, say), signed as Standard Webhooks has it:
// HMAC-SHA256 over id, timestamp and body. The id is the letter's: a receiver that has seen it answers 2xx and does nothing.
import { createHmac } from 'node:crypto';
import type { Claimed } from '../record/claim-letter.ts';
import { type Carrier, failed } from './post-office.ts';

const LIMIT_MS = 10_000;

/** `secret` as Standard Webhooks writes it: base64, with or without `whsec_`. */
function signatureOf(secret: string, id: string, timestamp: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/** What the other side is sent. Fields are only ever added. */
const bodyOf = ({ letterId, personId, language, subject, text, madeAt }: Claimed): string =>
  JSON.stringify({ type: 'letter', letterId, personId, language, subject, text, madeAt });

export const createWebhookCarrier = (url: string, secret: string): Carrier => ({
  async carry(letter, handing) {
    const body = bodyOf(letter);
    const timestamp = Math.floor(Date.now() / 1000);
    await handing();
    try {
      const answer = await fetch(url, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'webhook-id': letter.letterId,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': signatureOf(secret, letter.letterId, timestamp, body),
        },
        redirect: 'error',
        signal: AbortSignal.timeout(LIMIT_MS),
      });
      await answer.body?.cancel();
      // 410: it does not want any more of them (Standard Webhooks). Everything else may pass.
      return answer.ok ? null : failed(`webhook-${answer.status}`, { isFinal: answer.status === 410 });
    } catch (error) {
      return failed((error as Error).name === 'TimeoutError' ? 'webhook-timeout' : 'webhook-unreachable', {
        maybeSent: true,
      });
    }
  },
  close: async () => undefined,
});
