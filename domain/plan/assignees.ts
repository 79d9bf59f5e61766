// Who does a piece of work: groups expanded, joint leads with a contact unit, steps that name somebody, the custodian of the
// evidence, coordinating units with a share of their own. Needs the directory; what follows from it is frozen in the launch.
import { CHAIR_ONLY } from '../assignment/succession.ts';
import type { Deadline } from '../deadline.ts';
import { coordinatingUnit, type Directory, expandUnits, type Unit } from '../directory/directory.ts';
import type { StepOwner } from './events.ts';
import { exceptedIn, fieldOwnerOf, type PlanPolicy } from './policy.ts';
import type { Entry, Work } from './work.ts';

/** So many coordinating units have a part each; of more, none is asked for its share (most rows name all units). */
const FEW = 3;

export type AssigneeProblem =
  | 'unknown-unit'
  | 'unknown-step-owner'
  | 'units-not-chosen'
  | 'roll-up-out-of-reach'
  | 'no-coordinating-unit';

interface Assignees {
  readonly problems: readonly AssigneeProblem[];
  /** Empty where there is a problem. */
  readonly entries: readonly Entry[];
}

export function assigneesOf(work: Work, generation: number, directory: Directory, policy: PlanPolicy): Assignees {
  const coordinator = coordinatingUnit(directory);
  const leads = leadsOf(work, directory, policy);
  const owners = work.execution === 'shared' ? contactOf(work, leads, directory, coordinator) : leads;
  const owing = stepOwnersOf(work, directory);
  const custodian = work.evidenceCustodian;
  const shared = { work, generation, directory, policy, leads, owing };
  const working = owners.filter((owner) => hasPart(owner, owners, shared));
  const problems: AssigneeProblem[] = [
    ...(owners.length === 0 || (custodian !== null && !directory.units[custodian]) ? (['unknown-unit'] as const) : []),
    ...(Object.values(owing).some((units) => units.length === 0) ? (['unknown-step-owner'] as const) : []),
    ...(work.execution === 'chosenUnits' && work.collectiveLead ? (['units-not-chosen'] as const) : []),
    ...(isOutOfReach(work, working) ? (['roll-up-out-of-reach'] as const) : []),
    ...(coordinator === null ? (['no-coordinating-unit'] as const) : []),
  ];
  if (problems.length > 0) return { problems, entries: [] };
  const entries = working.map((owner) => entryOf(owner, owners, shared));
  return { problems, entries: [...entries, ...besides(owners, shared)] };
}

/** More units would have to succeed than are given the work. */
const isOutOfReach = ({ rollUp }: Work, working: readonly Unit[]): boolean =>
  typeof rollUp === 'object' && working.length > 0 && rollUp.atLeast > working.length;

interface Shared {
  readonly work: Work;
  readonly generation: number;
  readonly directory: Directory;
  readonly policy: PlanPolicy;
  readonly leads: readonly Unit[];
  /** Whom the steps name, by their words. */
  readonly owing: Readonly<Record<string, readonly Unit[]>>;
}

/** Every named unit, and of a group all but its exceptions. None where a name stands for nobody. */
function leadsOf(work: Work, directory: Directory, policy: PlanPolicy): Unit[] {
  const isUnknown = work.leadUnits.some((lead) => expandUnits(directory, [lead]).length === 0);
  if (isUnknown) return [];
  const excepted = exceptedIn(policy, work);
  return expandUnits(directory, work.leadUnits).filter(
    ({ unitId }) => !excepted.has(unitId) || work.leadUnits.includes(unitId),
  );
}

/** A shared result is one assignment: of the contact unit, else of the coordinating unit, or of the first who is named. */
function contactOf(work: Work, leads: readonly Unit[], { units }: Directory, coordinator: Unit | null): Unit[] {
  if (leads.length === 0) return [];
  const contact = work.contactUnit ? units[work.contactUnit] : undefined;
  const owner = contact ?? (work.collectiveLead ? coordinator : leads[0]);
  return owner ? [owner] : [];
}

/** The words of a step are those of a unit, of a group, or the name of a unit. */
function stepOwnersOf({ deadline, beside }: Work, directory: Directory): Record<string, Unit[]> {
  const isNamed = (words: string) => (unit: Unit) => unit.name.toLowerCase() === words.toLowerCase();
  const find = (words: string) => {
    const units = expandUnits(directory, [words]);
    return units.length > 0 ? units : Object.values(directory.units).filter(isNamed(words));
  };
  const names = [...stepNames(deadline), ...stepNames({ kind: 'milestones', milestones: [...beside] })];
  return Object.fromEntries(names.map((words) => [words, find(words)]));
}

const stepNames = (deadline: Deadline): string[] =>
  deadline.kind === 'milestones'
    ? deadline.milestones.flatMap(({ owner, deadline: inner }) => [...(owner ? [owner] : []), ...stepNames(inner)])
    : [];

/** Whether anything of it is for whoever leads the row, whatever his name. */
const hasFreeStep = (deadline: Deadline): boolean =>
  deadline.kind !== 'milestones' ||
  deadline.milestones.some(({ owner, deadline: inner }) => !owner && hasFreeStep(inner));

/** In a row that fans out and names somebody for each of its steps, the others have nothing to do. */
const hasPart = ({ unitId }: Unit, owners: readonly Unit[], { work, owing }: Shared): boolean =>
  owners.length === 1 ||
  hasFreeStep(work.deadline) ||
  unitId === work.evidenceCustodian ||
  ids(Object.values(owing).flat()).includes(unitId);

const ids = (units: readonly Unit[]): string[] => units.map(({ unitId }) => unitId);

function entryOf(owner: Unit, owners: readonly Unit[], shared: Shared): Entry {
  const { work, leads, owing } = shared;
  const leadUnitIds = work.execution === 'shared' ? ids(leads) : [owner.unitId];
  const entry = plainEntry(owner, leadUnitIds, shared);
  const fansOut = owners.length > 1;
  const namesSteps = Object.keys(owing).length > 0;
  const evidence = evidenceIn(work.evidenceCustodian, owner, leadUnitIds, fansOut);
  const helping = fansOut ? [] : helpersOf(work, [...leadUnitIds, entry.unitId, entry.reviewUnitId], shared.directory);
  return {
    ...entry,
    leadUnitId: work.collectiveLead ? owner.unitId : (ids(leads)[0] ?? owner.unitId),
    ...(fansOut && namesSteps && { takes: 'ownSteps' as const }),
    ...(evidence && { evidence }),
    ...(helping.length > 0 && { helpingUnitIds: helping }),
  };
}

function plainEntry(owner: Unit, leadUnitIds: readonly string[], shared: Shared): Entry {
  const { work, generation, directory, policy, owing } = shared;
  const fieldOwnerUnitId = fieldOwnerOf(policy, work);
  const coordinating = ids(expandUnits(directory, work.coordinatorUnits)).filter((unitId) => unitId !== owner.unitId);
  return {
    rowId: work.id,
    unitId: owner.unitId,
    leadUnitId: owner.unitId,
    leadUnitIds: [...leadUnitIds],
    coordinatingUnitIds: coordinating,
    reviewUnitId: reviewerFor([owner.unitId, ...leadUnitIds], directory),
    generation,
    ...(work.source !== 'row' && { source: work.source }),
    ...(Object.keys(owing).length > 0 && { stepOwners: received(owing, leadUnitIds, directory) }),
    ...(fieldOwnerUnitId && { fieldOwnerUnitId }),
  };
}

/**
 * Units that have no assignment of the row but a step of their own in a row that fans out, or its evidence to keep: what they
 * do is done once per row and not once per unit.
 */
function besides(owners: readonly Unit[], shared: Shared): Entry[] {
  const { work, directory, leads, owing } = shared;
  const custodian = work.evidenceCustodian;
  const has = new Set([...ids(owners), ...(work.execution === 'shared' ? ids(leads) : [])]);
  const stepping = owners.length > 1 ? ids(Object.values(owing).flat()) : [];
  const unitIds = new Set([...stepping, ...(custodian ? [custodian] : [])].filter((unitId) => !has.has(unitId)));
  return [...unitIds].flatMap((unitId) => {
    const unit = directory.units[unitId];
    const takes = stepping.includes(unitId) ? ('namedSteps' as const) : ('nothing' as const);
    const evidence = unitId === custodian ? ('apart' as const) : ('elsewhere' as const);
    // A last step that names this unit has the items, unless somebody keeps them apart.
    const keeps = custodian === null ? {} : { evidence };
    return unit ? [{ ...plainEntry(unit, [unitId], shared), takes, ...keeps }] : [];
  });
}

/** Whoever works alone and keeps the evidence himself hands both in together. */
function evidenceIn(custodian: string | null, owner: Unit, leadUnitIds: readonly string[], fansOut: boolean) {
  if (custodian === null || (custodian === owner.unitId && !fansOut)) return null;
  return leadUnitIds.includes(custodian) ? 'apart' : 'elsewhere';
}

/** Bodies outside the ward are asked by a request of their own, never for a share in an order. */
function helpersOf(work: Work, busy: readonly string[], { units }: Directory): string[] {
  const named = work.coordinatorUnits.map((unitId) => units[unitId]);
  if (named.length > FEW || named.some((unit) => unit === undefined)) return [];
  const helping = named.filter((unit) => unit !== undefined).filter(({ kind }) => kind !== 'outside');
  return ids(helping).filter((unitId) => !busy.includes(unitId) && unitId !== work.evidenceCustodian);
}

const received = (
  owing: Shared['owing'],
  leadUnitIds: readonly string[],
  directory: Directory,
): Record<string, StepOwner[]> =>
  Object.fromEntries(
    Object.entries(owing).map(([words, units]) => [
      words,
      ids(units).map((unitId) => ({ unitId, receiverUnitId: reviewerFor([unitId, ...leadUnitIds], directory) })),
    ]),
  );

/**
 * The coordinating unit reviews; its own work goes to the office of the People's Council and Committee (docs/domain.md,
 * Decided 5). Whoever leads the row with others has a share in what is submitted, and reviews as little as its owner.
 */
function reviewerFor(leads: readonly string[], directory: Directory): string {
  const reviewers = [coordinatingUnit(directory)?.unitId, directory.units.VP?.unitId].filter((id) => id !== undefined);
  return reviewers.find((unitId) => !leads.includes(unitId)) ?? CHAIR_ONLY;
}
