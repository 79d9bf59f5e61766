// The invariants, checked in one sweep while nothing is under way: what the load was told against the record, the record
// against what time must have brought, and everything that was derived from it by the audit.

import type { AuditedEngine } from '../../../audit/ask-workflows.ts';
import { atOnce } from '../../../audit/at-once.ts';
import { type AuditOptions, audit } from '../../../audit/audit.ts';
import { checkPositions } from '../../../audit/whole-record.ts';
import type { Pool } from '../../../db/pool.ts';
import { canonicalJson } from '../../../record/hash-chain.ts';
import { replayStream } from '../../../record/replay.ts';
import type { People } from '../../support/ward.ts';
import { checkCommands, checkGhosts } from './check-commands.ts';
import { checkTime } from './check-time.ts';
import type { Client } from './client.ts';
import { type Finding, finding } from './findings.ts';
import { waitForRest } from './rest.ts';

export interface Sweeper {
  /** Waits until everything is decided and every workflow stands where its stream does; what is still missing at the limit. */
  drain(limitMs: number): Promise<Finding[]>;
  /** Everything that changed since the last sweep; or all of it, with the whole audit. Only after `drain`. */
  sweep(scope: 'changed' | 'everything'): Promise<Finding[]>;
  /** Commands that the harness itself gave, past the load. */
  know(commandIds: readonly string[]): void;
  readonly eventsChecked: number;
  readonly commandsChecked: number;
  /** Commands that were asked for again under their key, long after their answer. */
  readonly askedAgain: number;
}

interface SweeperOptions {
  readonly pool: Pool;
  readonly engine: AuditedEngine;
  readonly people: People;
  readonly client: Client;
  readonly histories: NonNullable<AuditOptions['histories']>;
  /** Drawn for every command in a full sweep. */
  isAskedAgain(): boolean;
}

const AT_ONCE = 8;

export function createSweeper({ pool, engine, people, client, histories, isAskedAgain }: SweeperOptions): Sweeper {
  const known = new Set<string>();
  const checkedCommands = new Set<string>();
  let checkedPosition = 0;
  let eventsChecked = 0;
  let askedAgain = 0;

  /** The same key gives the same answer for ever. */
  async function askAgain(): Promise<Finding[]> {
    const chosen = [...client.sent.values()].filter(({ end }) => end && isAskedAgain());
    const findings: Finding[] = [];
    await atOnce(AT_ONCE, chosen, async (sent) => {
      const answer = await client.askAgain(sent);
      askedAgain++;
      if (canonicalJson(answer) === canonicalJson(sent.end)) return;
      const [first, now] = [sent.end, answer].map((end) => JSON.stringify(end));
      findings.push(finding('answer-changed', `${sent.commandId}: first ${first}, now ${now}`));
    });
    return findings;
  }

  async function replayChanged(streams: readonly string[]): Promise<Finding[]> {
    const findings: Finding[] = [];
    await atOnce(AT_ONCE, streams, async (stream) => {
      const replayed = await replayStream(pool, stream);
      eventsChecked += replayed?.checked.events ?? 0;
      for (const difference of replayed?.differences ?? []) {
        findings.push(finding('replay-differs', `${stream}: ${JSON.stringify(difference)}`));
      }
    });
    return findings;
  }

  async function auditAll(): Promise<Finding[]> {
    const report = await audit({ pool, engine, streams: 'all', histories });
    eventsChecked += report.counts.events;
    return [
      ...report.differences.map((difference) => finding('audit-differs', JSON.stringify(difference))),
      ...report.notCompared.map(({ stream, why }) => finding('not-compared', `${stream}: ${why}`)),
      ...(report.engine === 'asked' ? [] : [finding('not-compared', `the engine is ${report.engine}`)]),
    ];
  }

  async function changedStreams(since: number): Promise<string[]> {
    const { rows } = await pool.query<{ stream: string }>(
      'select distinct stream from events where position > $1 order by 1',
      [since],
    );
    return rows.map(({ stream }) => stream);
  }

  async function checkPlain(): Promise<Finding[]> {
    const { rows: parked } = await pool.query<{ id: string }>(
      'select command_id as id from inbox where parked is not null',
    );
    return [
      ...parked.map(({ id }) => finding('parked', id)),
      ...(await checkPositions(pool)).map(({ expected, found }) =>
        finding('position-gap', `expected ${expected}, found ${found}`),
      ),
      ...[...client.inFlight].map(({ commandId }) => finding('unknown-left', commandId)),
      ...client.broken.map((detail) => finding('broken-promise', detail)),
    ];
  }

  return {
    get eventsChecked() {
      return eventsChecked;
    },
    get commandsChecked() {
      return checkedCommands.size;
    },
    get askedAgain() {
      return askedAgain;
    },
    know(commandIds) {
      for (const id of commandIds) known.add(id);
    },
    drain: (limitMs) => waitForRest({ pool, engine, sincePosition: checkedPosition, limitMs }),
    async sweep(scope) {
      const isFull = scope === 'everything';
      const streams = await changedStreams(isFull ? 0 : checkedPosition);
      const { rows } = await pool.query<{ position: number }>('select position from log_head');
      const ended = [...client.sent.values()].filter(
        ({ end, commandId }) => end && (isFull || !checkedCommands.has(commandId)),
      );
      const findings = [
        ...(await checkCommands(pool, people, ended)),
        ...(await checkGhosts(pool, (id) => client.sent.has(id) || known.has(id))),
        ...(await checkTime(pool, streams)),
        ...(await checkPlain()),
        ...(isFull ? [...(await askAgain()), ...(await auditAll())] : await replayChanged(streams)),
      ];
      for (const { commandId } of ended) checkedCommands.add(commandId);
      checkedPosition = rows[0]?.position ?? 0;
      return findings;
    },
  };
}
