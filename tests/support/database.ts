// A database of its own for a test file: a copy of the migrated template, milliseconds instead of migrations.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { createPool, type Pool } from '../../db/pool.ts';
import { TEMPLATE } from './servers.ts';

export interface TestDatabase {
  readonly urls: { readonly owner: string; readonly app: string; readonly projector: string };
  readonly app: Pool;
  readonly owner: Pool;
  readonly projector: Pool;
  drop(): Promise<void>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `t_${randomBytes(6).toString('hex')}`;
  await asAdmin(`create database ${name} template ${TEMPLATE}`);
  const templates = inject('templateUrls');
  const urlFor = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  const urls = { owner: urlFor(templates.owner), app: urlFor(templates.app), projector: urlFor(templates.projector) };
  const app = createPool({ url: urls.app, name: 'test-app', max: 10 });
  const owner = createPool({ url: urls.owner, name: 'test-owner', max: 2 });
  const projector = createPool({ url: urls.projector, name: 'test-projector', max: 2 });
  return {
    urls,
    app,
    owner,
    projector,
    async drop() {
      await Promise.all([app.end(), owner.end(), projector.end()]);
      await asAdmin(`drop database ${name} with (force)`);
    },
  };
}

/** One at a time over all test processes: a template cannot be copied twice at once. */
async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('adminUrl') });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(7411301)');
    await client.query(statement);
  } finally {
    await client.end();
  }
}
