// A ward in a running product: its people with their tokens, plans entered and launched over HTTP like everybody's.
import { setTimeout as sleep } from 'node:timers/promises';
import { createPool, type Pool } from '../db/pool.ts';
import { keepCredentials, type Login } from '../seeds/credentials.ts';
import { createDemoClient } from '../seeds/demo-client.ts';
import { allowOnly } from '../seeds/demo-tokens.ts';
import { enterDirectory } from '../seeds/enter-directory.ts';
import type { RunningProduct } from './installation.ts';
import { type PlanDocument, planDocument } from './plan-document.ts';

/** Asking costs the api and PostgreSQL; this is seldom enough to cost a launch nothing, and often enough for a second. */
const POLL_MS = 100;

export interface Ward {
  readonly product: RunningProduct;
  /** The record, as the services see it. */
  readonly pool: Pool;
  readonly tokens: { readonly officer: string; readonly coordinator: string };
  /** Reads the document into a draft; returns the plan's id. */
  enterPlan(document: PlanDocument): Promise<string>;
  /** Launches it and waits until every assignment is in the read model and has a workflow. */
  launch(planId: string, rows: number): Promise<void>;
  assignmentsOf(planId: string): Promise<string[]>;
  close(): Promise<void>;
}

/** Its people have no addresses: a letter is no part of what is measured. */
export async function openWard(product: RunningProduct): Promise<Ward> {
  const pool = createPool({ url: product.databases.app, name: 'bench', max: 4, statementTimeout: 60_000 });
  const people = await keepCredentials(product.folder, product.url);
  await enterDirectory(pool);
  await allowOnly(product.databases.owner, people);
  const tokens = { officer: tokenOf(people, 'vanphong'), coordinator: tokenOf(people, 'dieuphoi') };
  const client = createDemoClient(product.url, tokens.coordinator);
  return {
    product,
    pool,
    tokens,
    async enterPlan(document) {
      const name = `ke-hoach-${document.number}.txt`;
      return (await client.importPlan(name, Buffer.from(planDocument(document)))).planId;
    },
    async launch(planId, rows) {
      await client.launch(planId, true);
      for (;;) {
        const { started } = await client.progress(planId);
        if (started >= rows) return;
        await sleep(POLL_MS);
      }
    },
    async assignmentsOf(planId) {
      const { rows } = await pool.query<{ id: string }>(
        'select assignment_id as id from assignments where plan_id = $1 order by row_id',
        [planId],
      );
      return rows.map(({ id }) => id);
    },
    close: () => pool.end(),
  };
}

function tokenOf(people: readonly Login[], username: string): string {
  const person = people.find((each) => each.username === username);
  if (!person) throw new Error(`the demo directory does not know ${username}`);
  return person.token;
}

/** Enters and launches a plan, and waits until nothing of that is under way any more; the ids of its assignments. */
export async function launchPlan(ward: Ward, document: PlanDocument): Promise<string[]> {
  const planId = await ward.enterPlan(document);
  await ward.launch(planId, document.rows);
  const isSettled = 'select 1 from plans where plan_id = $1 and pending_launches = 0';
  while (!(await ward.pool.query(isSettled, [planId])).rowCount) await sleep(POLL_MS);
  return ward.assignmentsOf(planId);
}
