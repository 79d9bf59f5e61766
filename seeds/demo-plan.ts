// The plan that the demo runs: a copy of plan 000 moved to a year that lies ahead. It is known by <data>/demo.json, so that
// a start launches what the demo has entered itself and never a draft of somebody else.
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { sha256 } from '../record/hash-chain.ts';
import type { DemoClient, PlanSummary } from './demo-client.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const LAUNCHED = '000_';

/** `planId` is null between the decision to enter the copy and its entry. */
const Note = z.object({ year: z.int(), planId: z.string().nullable() });
type Note = z.output<typeof Note>;

export interface SeedDocument {
  readonly name: string;
  readonly bytes: Buffer;
}

export const seedDocuments = async (): Promise<SeedDocument[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.txt')).sort();
  return Promise.all(names.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })));
};

/** The plans' dates lie in 2025: the demo runs a copy in the current year, or in the next one after 30 June. */
export const demoYear = (today: Date): number => today.getFullYear() + (today.getMonth() >= 6 ? 1 : 0);

/** The demo's own plan, entered where it is not there yet; null where somebody else has entered the same copy as a draft. */
export async function enterDemoPlan(client: DemoClient, data: string): Promise<PlanSummary | null> {
  const note = await readNote(data);
  const known = note?.planId ? await client.findPlan(note.planId) : null;
  if (known) return known;
  const document = (await seedDocuments()).find(({ name }) => name.startsWith(LAUNCHED));
  if (!document) throw new Error(`seeds/ holds no document ${LAUNCHED}…`);
  const year = note?.year ?? demoYear(new Date());
  const there = note ? null : await findCopy(client, document, year);
  if (there) return there.status === 'draft' ? null : there;
  await writeNote(data, { year, planId: null });
  const plan = await client.importPlan(document.name, document.bytes, year);
  await writeNote(data, { year, planId: plan.planId });
  return plan;
}

async function findCopy(client: DemoClient, { bytes }: SeedDocument, year: number): Promise<PlanSummary | undefined> {
  const hash = sha256(bytes);
  const plans = await client.listPlans();
  return plans.find((plan) => plan.documentSha256 === hash && plan.year === year && plan.movedFromYear !== null);
}

const fileIn = (data: string): string => join(data, 'demo.json');

/** Null where it is missing or nobody can read it: then the demo has no plan of its own yet. */
const readNote = (data: string): Promise<Note | null> =>
  readFile(fileIn(data), 'utf8')
    .then(
      (text) => Note.parse(JSON.parse(text)),
      () => null,
    )
    .catch(() => null);

async function writeNote(data: string, note: Note): Promise<void> {
  const file = fileIn(data);
  await writeFile(`${file}.new`, `${JSON.stringify(note)}\n`);
  await rename(`${file}.new`, file);
}
