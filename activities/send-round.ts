// One round of the post: address what is new, make letters of what is due, send them. A letter is sent twice only where it was
// cut off between handing it over and hearing of it, and then as the same message.
import type { Logger } from 'pino';
import { passBoundary } from '../db/failpoint.ts';
import type { Pool } from '../db/pool.ts';
import { addressNotices } from '../record/address-notices.ts';
import { bindLetters, type Channel } from '../record/bind-letters.ts';
import { type Claimed, claimLetter } from '../record/claim-letter.ts';
import { nextSendingIn, noteFailure, noteHanded, noteSent, tellEnded } from '../record/letters.ts';
import type { OnFault } from '../record/turn.ts';
import { type Carrier, channelsOf, failed, type PostOffice } from './post-office.ts';
import { createMailCarrier } from './send-mail.ts';
import { createWebhookCarrier } from './send-webhook.ts';
import { createFileCarrier } from './write-mail-file.ts';

const MARK_ATTEMPTS = 10;

export interface Round {
  readonly pool: Pool;
  readonly office: PostOffice;
  readonly log: Logger;
  /** Asked between two letters. */
  isStopping(): boolean;
}

/** In how many ms there is more to do; null when nobody waits to be told of anything. Safe beside itself. */
export async function sendRound({ pool, office, log, isStopping }: Round): Promise<number | null> {
  const channels = channelsOf(office);
  await addressNotices(pool, channels);
  await bindLetters(pool, channels);
  const carriers = createCarriers(office);
  try {
    while (!isStopping()) {
      const letter = await claimLetter(pool, office.publicUrl);
      if (!letter) break;
      await deliver(pool, carriers[letter.channel], letter, log);
    }
  } finally {
    await Promise.all(Object.values(carriers).map((carrier) => carrier.close()));
  }
  return nextSendingIn(pool);
}

function createCarriers({ mail, from, webhook }: PostOffice): Record<Channel, Carrier> {
  const none: Carrier = {
    carry: async () => failed('channel-not-set'), // it was set when the letter was made
    close: async () => undefined,
  };
  return {
    mail: 'url' in mail ? createMailCarrier(mail.url, from) : none,
    file: 'folder' in mail ? createFileCarrier(mail.folder, from) : none,
    webhook: webhook ? createWebhookCarrier(webhook.url, webhook.secret) : none,
  };
}

async function deliver(pool: Pool, carrier: Carrier, letter: Claimed, log: Logger): Promise<void> {
  const { letterId } = letter;
  const failure = await carrier.carry(letter, async () => {
    await noteHanded(pool, letterId);
    passBoundary('notice:handed');
  });
  passBoundary('notice:carried');
  if (failure) log.warn({ letterId, channel: letter.channel, ...failure }, 'a letter could not be sent');
  const streams = await insist(() => (failure ? noteFailure(pool, letter, failure) : noteSent(pool, letter)));
  const onFault: OnFault = ({ error, ...fault }) => log.error({ err: error, ...fault }, 'command parked');
  await tellEnded(pool, streams, onFault);
}

/** What the other side has said is not to be forgotten because the record is away for a moment. */
async function insist<T>(note: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await note();
    } catch (error) {
      if (attempt === MARK_ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }
}
