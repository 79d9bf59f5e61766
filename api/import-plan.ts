// A document becomes a draft: read, stored as it is, entered through the inbox like everything else, decided at once.
// The plan is named after its document, so reading the same file again finds it and creates nothing.
import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { v5 as uuidv5 } from 'uuid';
import { storeUnderHash } from '../db/content-store.ts';
import type { Pool } from '../db/pool.ts';
import { findPlan } from '../db/queries/plans.ts';
import { inTransaction } from '../db/transaction.ts';
import type { PlanReading } from '../domain/plan-reading.ts';
import { recordFile, recordUpload } from '../record/evidence.ts';
import { commitTo, sha256 as sha256Of } from '../record/hash-chain.ts';
import { commandIdOf, findInboxRow, insertReceipt, openStream, type Receipt } from '../record/inbox.ts';
import { planStream } from '../record/streams.ts';
import { readDocumentSafely } from '../sandbox/read-document.ts';
import { actorOf, type SignedIn } from './authenticate.ts';
import { readLatestBefore } from './carry-over.ts';
import { takeTurnsHere } from './draft-turns.ts';
import { movePlanTo } from './move-plan.ts';
import { assertText } from './parse-json.ts';
import { Problem } from './problems.ts';
import { assertSameRequest, fingerprint, getInboxRow } from './receive-command.ts';

const PLAN_NAMESPACE = '0b7c8f3e-5a53-5c1d-9f0e-2d6b7f4a9c25';
const ROUTE = 'plans';

export interface Document {
  readonly bytes: Buffer;
  /** With its ending, which is held against the content. */
  readonly name: string;
  readonly mediaType: string;
  /** Enter a copy moved to this year. */
  readonly year: number | null;
}

export interface Importing {
  readonly pool: Pool;
  readonly evidenceFolder: string;
  readonly log: FastifyBaseLogger;
}

interface Imported {
  readonly planId: string;
  readonly isNew: boolean;
}

interface Draft {
  readonly reading: PlanReading;
  readonly movedFromYear: number | null;
}

export async function importPlan(
  importing: Importing,
  person: SignedIn,
  document: Document,
  givenKey: string | undefined,
): Promise<Imported> {
  const { pool, evidenceFolder, log } = importing;
  const sha256 = sha256Of(document.bytes);
  // Whether it is a copy that was moved to another year, only its words say.
  const asItIs = document.year === null && givenKey === undefined ? uuidv5(sha256, PLAN_NAMESPACE) : null;
  if (asItIs && (await findPlan(pool, asItIs))) return { planId: asItIs, isNew: false };
  const { reading, movedFromYear } = await readDraft(document);
  const planId = uuidv5(movedFromYear === null ? sha256 : `${sha256}:${document.year}`, PLAN_NAMESPACE);
  const request = { sha256, year: document.year };
  const commandId = commandIdOf(person.personId, givenKey ?? `import:${planId}`);
  const known = givenKey === undefined ? null : await findInboxRow(pool, commandId);
  if (known) assertSameRequest(known, ROUTE, request);
  if (await findPlan(pool, planId)) return { planId, isNew: false };

  await storeDocument(pool, evidenceFolder, person, document);
  const { bytes, mediaType, name } = document;
  const nameText = commitTo(randomUUID(), name);
  const kept = { sha256, name: nameText.ref, mediaType, size: bytes.length };
  const command = { type: 'ImportPlan' as const, planId, document: kept, reading, movedFromYear };
  const carriedOver = await readLatestBefore(pool, command);
  const receipt: Receipt = {
    commandId,
    stream: planStream(planId),
    type: 'ImportPlan',
    body: { ...command, ...(carriedOver && { carriedOver }) },
    texts: [nameText],
    actor: actorOf(person),
    ...fingerprint(ROUTE, request),
  };
  const isFirst = await inTransaction(pool, async (tx) => {
    await openStream(tx, receipt.stream);
    return insertReceipt(tx, receipt);
  });
  await takeTurnsHere(pool, receipt.stream, log);
  const { outcome, parked } = await getInboxRow(pool, commandId);
  if (parked) throw new Problem('internal', { errorId: parked.errorId });
  return { planId, isNew: isFirst && outcome !== null && 'accepted' in outcome };
}

async function readDraft({ bytes, name, year }: Document): Promise<Draft> {
  if (bytes.length === 0) throw new Problem('empty-body');
  const answer = await readDocumentSafely({ bytes, name });
  if ('refused' in answer) throw new Problem(answer.refused);
  const { reading } = answer;
  assertText(reading);
  const why = reading.issues.find(({ code }) => code === 'not-a-plan');
  if (why) {
    const { message, messageEn } = why;
    throw new Problem('not-a-plan', { violations: [{ path: '', message, messageEn }] });
  }
  const { year: named } = reading.plan;
  if (year === null || year === named) return { reading, movedFromYear: null };
  if (named === null) throw new Problem('plan-year-unknown');
  return { reading: movePlanTo(year, reading, named), movedFromYear: named };
}

/** The bytes first: no event may ever name a document that is not there. */
async function storeDocument(pool: Pool, folder: string, person: SignedIn, { bytes, mediaType, name }: Document) {
  const stored = { sha256: await storeUnderHash(folder, bytes), size: bytes.length, mediaType };
  const { unitId, personId } = person;
  if (unitId === null) await recordFile(pool, stored);
  else await recordUpload(pool, { ...stored, name, unitId, personId });
}
