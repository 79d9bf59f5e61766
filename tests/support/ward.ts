// A ward for tests: units, people, a plan of a few rows, all entered through the record like the real ones.
import { randomBytes, randomUUID } from 'node:crypto';
import type { Pool } from '../../db/pool.ts';
import type { Deadline } from '../../domain/deadline.ts';
import type { Person, Unit } from '../../domain/directory/directory.ts';
import { PlainText } from '../../domain/free-text.ts';
import type { PlainDate } from '../../domain/instant.ts';
import { assignmentSpec } from '../../domain/plan/spec.ts';
import { isImported, type PlanState } from '../../domain/plan/state.ts';
import type { PlanReading, PlanRow } from '../../domain/plan-reading.ts';
import type { Actor } from '../../domain/rules.ts';
import { assignBatch } from '../../record/assign.ts';
import { sha256 } from '../../record/hash-chain.ts';
import { findInboxRow, type Outcome, openStream, receive, requestHashOf } from '../../record/inbox.ts';
import { readCalendar } from '../../record/read-calendar.ts';
import { readState } from '../../record/read-state.ts';
import { DIRECTORY_STREAM, planStream } from '../../record/streams.ts';
import { setTextsApart } from '../../record/texts.ts';
import { takeTurn } from '../../record/turn.ts';
import { enterCalendar } from '../../seeds/enter-calendar.ts';

export const unit = (
  unitId: string,
  kind: Unit['kind'],
  groups: Unit['groups'] = [],
  planCoordinator = false,
): Unit => ({
  unitId,
  name: unitId,
  kind,
  groups,
  planCoordinator,
});

export const units: readonly Unit[] = [
  unit('VHXH', 'office', ['ALL_UNITS', 'CHUYEN_MON'], true),
  unit('VP', 'office', ['ALL_UNITS', 'CHUYEN_MON']),
  unit('KTHTDT', 'office', ['ALL_UNITS', 'CHUYEN_MON']),
];

export const actor = (
  role: Actor['role'],
  unitId: string | null,
  name: string,
  head = false,
): Actor & { personId: string } => ({
  personId: randomUUID(),
  name,
  post: role,
  role,
  unitId,
  head,
});

/** One person per role that matters; ids are fresh in every test file. */
export const createPeople = () => ({
  coordinator: actor('coordinator', 'VHXH', 'Điều phối'),
  chair: actor('chair', null, 'Chủ tịch'),
  officerVp: actor('unit', 'VP', 'Cán bộ VP'),
  headVp: actor('unit', 'VP', 'Chánh Văn phòng', true),
  officerKt: actor('unit', 'KTHTDT', 'Cán bộ KTHTDT'),
  auditor: actor('auditor', null, 'Kiểm toán'),
  admin: actor('admin', null, 'Quản trị'),
});
export type People = ReturnType<typeof createPeople>;
export type Caller = keyof People;

/** A plan as a reader would have read it: one row per deadline, all led by VP. */
export const planReading = (year: number, deadlines: readonly Deadline[]): PlanReading => ({
  plan: {
    name: 'Kế hoạch thử nghiệm',
    issuer: 'UBND phường Thử Nghiệm',
    number: '1/KH-UBND',
    issuedOn: `${year}-01-02` as PlainDate,
    year,
    openEnded: false,
    indexes: ['PAR_INDEX'],
    targets: [],
  },
  headings: [],
  rows: deadlines.map((deadline, index) => planRow(index + 1, deadline)),
  duties: [],
  issues: [],
});

const planRow = (index: number, value: Deadline): PlanRow => ({
  number: `1.${index}`,
  path: ['I'],
  criterion: `Tiêu chí ${index}`,
  requirement: `Yêu cầu ${index}`,
  lead: 'Văn phòng HĐND và UBND phường',
  coordinators: 'Phòng Văn hoá - Xã hội',
  deadline: { text: 'như đã đọc', kind: value.kind, due: null, milestones: [], value },
  leadUnits: ['VP'],
  coordinatorUnits: ['VHXH'],
  collectiveLead: false,
  execution: 'perUnit',
  executionReason: 'một đơn vị chủ trì',
  rollUp: 'all',
  contactUnit: null,
  mode: 'ORDER',
  evidence: [],
  evidenceCustodian: null,
  survey: false,
  scoring: { thresholds: [], notes: [] },
  lines: [index, index],
  confidence: 1,
  issues: [],
});

export const dueOn = (date: string): Deadline => ({ kind: 'fixed', date: date as PlainDate, bound: 'onOrBefore' });

/** Puts a command into the inbox as the api would, without deciding it. */
export async function send(
  pool: Pool,
  stream: string,
  by: Actor,
  command: { type: string; [field: string]: unknown },
): Promise<string> {
  const commandId = randomUUID();
  const { committed: body, texts } = setTextsApart(command);
  const requestHash = requestHashOf('', stream, commandId);
  await receive(pool, { commandId, stream, type: command.type, body, texts, actor: by, requestSalt: '', requestHash });
  return commandId;
}

export async function outcomeOf(pool: Pool, commandId: string): Promise<Outcome | null> {
  return (await findInboxRow(pool, commandId))?.outcome ?? null;
}

const failOnFault = ({ error }: { error: unknown }) => {
  throw error;
};

/** Sends a command and takes the stream's turn at once, without an engine. Returns its outcome. */
export async function act(
  pool: Pool,
  stream: string,
  by: Actor,
  command: { type: string; [field: string]: unknown },
): Promise<Outcome> {
  const commandId = await send(pool, stream, by, command);
  await takeTurn(pool, { stream }, failOnFault);
  const outcome = await outcomeOf(pool, commandId);
  if (!outcome) throw new Error(`${command.type} was not decided`);
  return outcome;
}

/** The calendar, the directory and a draft plan; returns the plan's id. `more`: units beside the three. */
export async function enterWard(
  pool: Pool,
  people: People,
  reading: PlanReading,
  more: readonly Unit[] = [],
): Promise<string> {
  await enterCalendar(pool);
  await openStream(pool, DIRECTORY_STREAM);
  for (const each of [...units, ...more])
    await act(pool, DIRECTORY_STREAM, people.coordinator, { type: 'RegisterUnit', unit: each });
  for (const [username, { personId, name, post, role, unitId, head }] of Object.entries(people)) {
    const person = { personId, username, name, post, role, unitId, head } as Person;
    await act(pool, DIRECTORY_STREAM, people.coordinator, { type: 'RegisterPerson', person });
  }
  return enterPlan(pool, people, reading);
}

export async function enterPlan(pool: Pool, people: People, reading: PlanReading): Promise<string> {
  const planId = randomUUID();
  const stream = planStream(planId);
  await openStream(pool, stream);
  const imported = { sha256: sha256(planId), name: said('ke-hoach.txt'), mediaType: 'text/plain', size: 1 };
  await act(pool, stream, people.coordinator, {
    type: 'ImportPlan',
    planId,
    document: imported,
    reading,
    movedFromYear: null,
  });
  return planId;
}

/** Gives everybody a token of their own for the api. */
export async function giveTokens<P extends Readonly<Record<string, Actor>>>(
  pool: Pool,
  people: P,
): Promise<Record<keyof P, string>> {
  const tokens = {} as Record<keyof P, string>;
  for (const [caller, { personId }] of Object.entries(people)) {
    const token = randomBytes(16).toString('hex');
    await pool.query('insert into access_tokens (token_sha256, person_id) values ($1, $2)', [sha256(token), personId]);
    tokens[caller as keyof P] = token;
  }
  return tokens;
}

/** A free text inside a command, as a person types it. */
export const said = (body: string) => new PlainText(body);

/** For tests that count what time brings: reminders and missed deadlines, no steps of a ladder. */
export const remindersOnly = { type: 'SetPlanPolicy', policy: { ladder: [], acknowledgeWorkingDays: 0 } };

/** Launches the whole plan in the record alone and begins its assignments, without an engine. Returns their ids by row. */
export async function launchInRecord(pool: Pool, people: People, planId: string): Promise<Map<string, string>> {
  const stream = planStream(planId);
  await act(pool, stream, people.coordinator, remindersOnly);
  const outcome = await act(pool, stream, people.coordinator, { type: 'LaunchPlan', acknowledgePastDue: true });
  if (!('accepted' in outcome)) throw new Error(`launch was refused: ${outcome.refused.code}`);
  const plan = await readState<PlanState>(pool, stream);
  const [launch] = isImported(plan) ? plan.pendingLaunches : [];
  const calendar = launch ? await readCalendar(pool, launch.calendarVersion) : null;
  if (!isImported(plan) || !launch || !calendar) throw new Error('nothing was launched');
  const batch = launch.assignments.map((entry) => ({ ...entry, spec: assignmentSpec(plan, launch, entry, calendar) }));
  await assignBatch(pool, batch, launch.launchedAt);
  return new Map(launch.assignments.map(({ rowId, assignmentId }) => [rowId, assignmentId]));
}
