// The demo: a ward, its people, the five plans of seeds/ as drafts, and plan 000 launched as a copy moved to a year that
// lies ahead. Everything goes through the same doors as a real ward's; running it again finds everything there.
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createPool } from '../db/pool.ts';
import { keepCredentials, type Login } from './credentials.ts';
import { createDemoClient, type DemoClient, type PlanSummary } from './demo-client.ts';
import { enterDirectory } from './enter-directory.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const LAUNCHED = '000_';

export interface DemoOptions {
  readonly data: string;
  readonly api: string;
  readonly databaseUrl: string;
  readonly progress: (line: string) => void;
}

export interface Demo {
  readonly people: Login[];
  readonly summary: string[];
}

/** The plans' dates lie in 2025: the demo runs a copy in the current year, or in the next one after 30 June. */
export const demoYear = (today: Date): number => today.getFullYear() + (today.getMonth() >= 6 ? 1 : 0);

export async function enterDemo({ data, api, databaseUrl, progress }: DemoOptions): Promise<Demo> {
  const people = await keepCredentials(data, api);
  const pool = createPool({ url: databaseUrl, name: 'tiendo-demo', max: 2 });
  try {
    progress('Demo: units and people');
    await enterDirectory(pool, people);
  } finally {
    await pool.end();
  }
  const coordinator = people.find(({ role }) => role === 'coordinator');
  if (!coordinator) throw new Error('the demo directory names no coordinator');
  const client = createDemoClient(api, coordinator.token);
  const drafts = await enterDrafts(client, progress);
  const running = await launchCopy(client, progress);
  return {
    people,
    summary: [`${drafts} plans as drafts, ${running.assignmentCount} assignments run`, `${running.name}`],
  };
}

const documentNames = async (): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name.endsWith('.txt')).sort();

async function enterDrafts(client: DemoClient, progress: DemoOptions['progress']): Promise<number> {
  const names = await documentNames();
  for (const [index, name] of names.entries()) {
    progress(`Demo: reading plan ${index + 1} of ${names.length}`);
    await client.importPlan(name, await readFile(`${folder}${name}`));
  }
  return names.length;
}

async function launchCopy(client: DemoClient, progress: DemoOptions['progress']): Promise<PlanSummary> {
  const plan = (await client.findMovedPlan()) ?? (await importCopy(client));
  if (plan.status === 'draft') {
    const preview = await client.launchPreview(plan.planId);
    const pastDue = preview.items.filter((row) => row.pastDue).length;
    progress(`Demo: launching ${plan.name}${pastDue > 0 ? ` (${pastDue} rows past due, confirmed)` : ''}`);
    await client.launch(plan.planId, pastDue > 0);
  }
  return waitForLaunch(client, plan.planId, progress);
}

async function importCopy(client: DemoClient): Promise<PlanSummary> {
  const name = (await documentNames()).find((each) => each.startsWith(LAUNCHED));
  if (!name) throw new Error(`seeds/ holds no document ${LAUNCHED}…`);
  return client.importPlan(name, await readFile(`${folder}${name}`), demoYear(new Date()));
}

async function waitForLaunch(
  client: DemoClient,
  planId: string,
  progress: DemoOptions['progress'],
): Promise<PlanSummary> {
  for (;;) {
    const { launched, started } = await client.progress(planId);
    progress(`Demo: ${started} of ${launched} assignments started`);
    if (launched > 0 && started >= launched) return client.getPlan(planId);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
