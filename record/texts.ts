// Free texts leave a command before it is stored, and are joined back into what refers to them for those who may read them.
import { randomUUID } from 'node:crypto';
import type { Queryable } from '../db/pool.ts';
import { commitTexts, joinTexts, textRefs } from '../domain/free-text.ts';
import { type Commitment, commitTo } from './hash-chain.ts';

/** The command with a commitment in place of every free text, and the texts themselves. */
export function setTextsApart(command: object): { committed: object; texts: Commitment[] } {
  const texts: Commitment[] = [];
  const committed = commitTexts(command, ({ body }) => {
    const commitment = commitTo(randomUUID(), body);
    texts.push(commitment);
    return commitment.ref;
  });
  return { committed: committed as object, texts };
}

/** The same values with `body` in every text reference; null where the text was erased. One query for all of them. */
export async function withTexts<T>(db: Queryable, values: readonly T[]): Promise<T[]> {
  const ids = [...new Set(values.flatMap((value) => textRefs(value).map(({ textId }) => textId)))];
  if (ids.length === 0) return [...values];
  const { rows } = await db.query<{ textId: string; body: string | null }>(
    'select text_id as "textId", body from texts where text_id = any($1::uuid[])',
    [ids],
  );
  const bodies = new Map(rows.map(({ textId, body }) => [textId, body]));
  return values.map((value) => joinTexts(value, (textId) => bodies.get(textId) ?? null) as T);
}
