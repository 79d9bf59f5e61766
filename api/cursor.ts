// Cursors of lists: opaque to the caller, readable to us, and never trusted when they come back.
import { z } from 'zod';
import { instant } from '../domain/instant.ts';
import { assertText } from './parse-json.ts';
import { Problem } from './problems.ts';
import { id } from './replies.ts';

export const encodeCursor = (place: readonly (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

/** The place that the cursor names, or a Problem; null when there is no cursor. */
export function decodeCursor<S extends z.ZodType>(schema: S, cursor: string | undefined): z.output<S> | null {
  if (cursor === undefined) return null;
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    assertText(place);
    return schema.parse(place);
  } catch {
    throw new Problem('invalid-cursor');
  }
}

const isWrittenByUs = (text: string): boolean =>
  /^[1-9]\d{3}-/.test(text) && Number.isFinite(Date.parse(text)) && instant(Date.parse(text)) === text;

/** Parts of a place in a list, no wider than what we write into one: PostgreSQL could not read every date or number. */
export const place = {
  id: id.assignmentId,
  due: z.string().refine(isWrittenByUs).nullable(),
  name: z.string(),
  position: z.int().min(0),
  version: z.int32().min(0),
};

/** `limit` and `cursor`, the same for every list. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(2_000).optional(),
};

export const AsOf = z.object({ position: z.int(), at: z.string() }).meta({
  id: 'AsOf',
  description: 'The answer is true as of this position of the log, at this time.',
});

export const asOfJson = ({ position, now }: { position: number; now: Date }): z.output<typeof AsOf> => ({
  position,
  at: instant(now.getTime()),
});

export const listOf = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), asOf: AsOf });

/** The cursor after a full page; a page that is not full is the last. */
export const cursorAfter = <T>(
  rows: readonly T[],
  limit: number,
  placeOf: (row: T) => readonly (string | number | null)[],
): string | null => {
  const last = rows.at(-1);
  return last !== undefined && rows.length === limit ? encodeCursor(placeOf(last)) : null;
};
