// How letters leave the house, as the environment has it.
import type { Channels } from '../record/bind-letters.ts';
import type { Claimed } from '../record/claim-letter.ts';
import type { Failure } from '../record/letters.ts';

export interface PostOffice {
  /** A mail server, or a folder of .eml files where none is set. */
  readonly mail: { readonly url: string } | { readonly folder: string };
  /** The sender's address. */
  readonly from: string;
  readonly webhook: { readonly url: string; readonly secret: string } | null;
  /** Where people open the product; null: letters carry no links. */
  readonly publicUrl: string | null;
}

export const channelsOf = ({ mail, webhook }: PostOffice): Channels => ({
  mail: 'url' in mail ? 'mail' : 'file',
  webhook: webhook !== null,
});

export interface Carrier {
  /**
   * Takes one letter to the other side. `handing` is to be awaited right before the content leaves us. Null: it is there.
   * Never throws for what the other side does; a failure says whether it may have arrived all the same.
   */
  carry(letter: Claimed, handing: () => Promise<void>): Promise<Failure | null>;
  close(): Promise<void>;
}

export const failed = (cause: string, rest: Partial<Omit<Failure, 'cause'>> = {}): Failure => ({
  cause,
  isFinal: false,
  maybeSent: false,
  ...rest,
});
