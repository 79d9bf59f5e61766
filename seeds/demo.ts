// The demo: a ward, its people, the five plans of seeds/ as drafts, and plan 000 launched as a copy moved to a year that
// lies ahead. Everything goes through the same doors as a real ward's; running it again finds everything there.
import { createPool } from '../db/pool.ts';
import { keepCredentials, type Login } from './credentials.ts';
import { createDemoClient, type DemoClient, type PlanSummary } from './demo-client.ts';
import { enterDemoPlan, seedDocuments } from './demo-plan.ts';
import { allowOnly } from './demo-tokens.ts';
import { enterContacts, enterDirectory } from './enter-directory.ts';

export interface DemoOptions {
  readonly data: string;
  readonly api: string;
  /** As the services know the database, and as its owner. */
  readonly databases: { readonly app: string; readonly owner: string };
  readonly progress: (line: string) => void;
}

export interface Demo {
  readonly people: Login[];
  readonly summary: string[];
}

export async function enterDemo({ data, api, databases, progress }: DemoOptions): Promise<Demo> {
  const people = await keepCredentials(data, api);
  const pool = createPool({ url: databases.app, name: 'tiendo-demo', max: 2 });
  try {
    progress('Demo: units and people');
    await enterDirectory(pool);
    await enterContacts(pool);
  } finally {
    await pool.end();
  }
  await allowOnly(databases.owner, people);
  const coordinator = people.find(({ role }) => role === 'coordinator');
  if (!coordinator) throw new Error('the demo directory names no coordinator');
  const client = createDemoClient(api, coordinator.token);
  const drafts = await enterDrafts(client, progress);
  const plan = await enterDemoPlan(client, data);
  if (!plan)
    return { people, summary: [`${drafts} plans as drafts`, 'The demo plan was entered by hand: not launched'] };
  const running = await launch(client, plan, progress);
  return {
    people,
    summary: [`${drafts} plans as drafts, ${running.assignmentCount} assignments run`, `${running.name}`],
  };
}

async function enterDrafts(client: DemoClient, progress: DemoOptions['progress']): Promise<number> {
  const documents = await seedDocuments();
  for (const [index, { name, bytes }] of documents.entries()) {
    progress(`Demo: reading plan ${index + 1} of ${documents.length}`);
    await client.importPlan(name, bytes);
  }
  return documents.length;
}

async function launch(client: DemoClient, plan: PlanSummary, progress: DemoOptions['progress']): Promise<PlanSummary> {
  if (plan.status === 'draft') {
    const preview = await client.launchPreview(plan.planId);
    const pastDue = preview.items.filter((row) => row.pastDue).length;
    progress(`Demo: launching ${plan.name}${pastDue > 0 ? ` (${pastDue} rows past due, confirmed)` : ''}`);
    await client.launch(plan.planId, pastDue > 0);
  }
  for (;;) {
    const { launched, started } = await client.progress(plan.planId);
    progress(`Demo: ${started} of ${launched} assignments started`);
    if (launched > 0 && started >= launched) return client.getPlan(plan.planId);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
