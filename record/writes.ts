// Several writes as one statement: one round trip and one plan, where each by itself would cost as much again.

import type { Queryable } from '../db/pool.ts';
import { sha256 } from './hash-chain.ts';

interface Writing {
  /** Hands a parameter over; returns its name in the statement. */
  value(parameter: unknown): string;
}

interface LastWriting extends Writing {
  /** A condition that is true as soon as all other writes have been made. */
  readonly othersAreDone: string;
}

export interface Writes {
  /** A statement that returns a row or none per row written. The order among these is not defined. */
  add(name: string, write: (writing: Writing) => string): void;
  /** What must be locked and written after everything else: named parts, then the select that ends the statement. */
  addLast(write: (writing: LastWriting) => string): void;
  /** Writes all of it, or nothing; prepared once per connection. Nothing was added: nothing happens. */
  run(db: Queryable): Promise<void>;
}

export function createWrites(): Writes {
  const values: unknown[] = [];
  const parts: { readonly name: string; readonly text: string }[] = [];
  let last: string | null = null;
  const value = (parameter: unknown) => `$${values.push(parameter)}`;
  return {
    add(name, write) {
      parts.push({ name, text: `${name} as (${write({ value })} returning 1)` });
    },
    addLast(write) {
      const done = parts.map(({ name }) => `(select count(*) from ${name}) >= 0`);
      last = write({ value, othersAreDone: done.length > 0 ? done.join(' and ') : 'true' });
    },
    async run(db) {
      if (parts.length === 0 && last === null) return;
      const text = `with ${[...parts.map((part) => part.text), ...(last ? [last] : [])].join(',\n')}${last ? '' : ' select'}`;
      await db.query({ name: nameOf(text), text, values });
    },
  };
}

const names = new Map<string, string>();

/** PostgreSQL knows a prepared statement by a name; one text, one name. There are as many texts as ways to combine parts. */
function nameOf(text: string): string {
  const known = names.get(text);
  if (known) return known;
  const name = `writes-${sha256(text).slice(0, 16)}`;
  names.set(text, name);
  return name;
}
