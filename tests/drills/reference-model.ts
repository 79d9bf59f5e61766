// The reference: the pure rules, folded over the order in which the log says commands were accepted. No turn, no inbox,
// no engine. What the system did with an assignment must be what the rules alone would have done with it.

import type { Pool } from '../../db/pool.ts';
import type { AssignmentCommand } from '../../domain/assignment/commands.ts';
import { assignmentRules } from '../../domain/assignment/decide.ts';
import type { AssignmentEvent } from '../../domain/assignment/events.ts';
import type { AssignmentState } from '../../domain/assignment/state.ts';
import { type Instant, instant, ms } from '../../domain/instant.ts';
import { type Actor, type Folded, fold, type Recorded, unfolded } from '../../domain/rules.ts';
import { canonicalJson } from '../../record/hash-chain.ts';
import type { Outcome } from '../../record/inbox.ts';
import { asRecorded, readStream } from '../../record/read-stream.ts';
import { knowing } from '../support/assignment-history.ts';

interface Asked {
  readonly commandId: string;
  readonly body: AssignmentCommand;
  readonly actor: Actor;
  readonly receivedAt: Instant;
  readonly outcome: Outcome;
}

export interface Judged {
  readonly accepted: number;
  readonly refused: number;
  /** What the rules alone would have done otherwise. */
  readonly disagreements: readonly string[];
}

/** Every decided command of an assignment, judged again. Commands that name files are not for this: facts lie outside the rules. */
export async function judgeAgain(pool: Pool, stream: string): Promise<Judged> {
  const stored = await readStream(pool, stream);
  const events = asRecorded<AssignmentEvent>(stored);
  const states = statesOf(events);
  const recorded = stored.map(({ recordedAt }) => ms(recordedAt));
  const caused = groupByCommand(events);
  const disagreements: string[] = [];
  let accepted = 0;
  let refused = 0;
  for (const asked of await decidedCommands(pool, stream)) {
    const happened = caused.get(asked.commandId) ?? [];
    // Decided after everything that was in the log when it was received; its own events begin where it was accepted.
    const known = recorded.findLastIndex((at) => at < ms(asked.receivedAt)) + 1;
    if ('accepted' in asked.outcome) {
      accepted++;
      const before = happened[0] ? happened[0].version - 1 : asked.outcome.accepted.version;
      const would = decideAt(states, before, asked);
      const wanted = 'refusal' in would ? would.refusal.code : canonicalJson(plain(would.events));
      const found = canonicalJson(plain(happened));
      if (before < known) disagreements.push(`${name(asked)} came in at version ${known} and was decided at ${before}`);
      if (wanted !== found) disagreements.push(`${name(asked)} at version ${before}: ${wanted}, the log has ${found}`);
    } else {
      refused++;
      const { code } = asked.outcome.refused;
      const codes = states.slice(known).map((_, index) => {
        const would = decideAt(states, known + index, asked);
        return 'refusal' in would ? would.refusal.code : 'accepted';
      });
      if (!codes.includes(code)) disagreements.push(`${name(asked)} was refused as ${code}, never for cause: ${codes}`);
      if (happened.length > 0) disagreements.push(`${name(asked)} was refused and left events`);
    }
  }
  const { rows } = await pool.query<{ snapshot: unknown }>('select snapshot from streams where stream = $1', [stream]);
  if (canonicalJson(rows[0]?.snapshot) !== canonicalJson(JSON.parse(JSON.stringify(states.at(-1)?.state)))) {
    disagreements.push('the final state is not the fold of the log');
  }
  return { accepted, refused, disagreements };
}

/** The state at version 0, 1, … n. */
function statesOf(events: readonly Recorded<AssignmentEvent>[]): Folded<AssignmentState>[] {
  let folded: Folded<AssignmentState> = unfolded(assignmentRules);
  const states = [folded];
  for (const event of events) {
    folded = fold(assignmentRules, folded, [event]);
    states.push(folded);
  }
  return states;
}

function groupByCommand(events: readonly Recorded<AssignmentEvent>[]) {
  const groups = new Map<string, Recorded<AssignmentEvent>[]>();
  for (const event of events) {
    if (event.commandId) groups.set(event.commandId, [...(groups.get(event.commandId) ?? []), event]);
  }
  return groups;
}

function decideAt(states: readonly Folded<AssignmentState>[], version: number, { body, actor, receivedAt }: Asked) {
  const state = states[version]?.state ?? assignmentRules.initial;
  const context = {
    actor,
    receivedAt,
    version,
    versionBeforeTime: version,
    facts: knowing,
  };
  return assignmentRules.decide(state, body, context);
}

const plain = (events: readonly AssignmentEvent[]) =>
  JSON.parse(JSON.stringify(events.map(({ type, data }) => ({ type, data }))));

const name = ({ body, actor, commandId }: Asked) => `${body.type} of ${actor.name} (${commandId})`;

async function decidedCommands(pool: Pool, stream: string): Promise<Asked[]> {
  const { rows } = await pool.query<Omit<Asked, 'receivedAt'> & { receivedAt: Date }>(
    `select command_id as "commandId", body, actor, outcome, received_at as "receivedAt" from inbox
     where stream = $1 and outcome is not null order by seq`,
    [stream],
  );
  return rows.map((row) => ({ ...row, receivedAt: instant(row.receivedAt.getTime()) }));
}
