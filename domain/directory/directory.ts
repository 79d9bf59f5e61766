// The directory: units and people of the ward, through commands and events like everything else.
import { z } from 'zod';
import { assertNever } from '../assert-never.ts';
import { TextRef } from '../free-text.ts';
import { refuse } from '../refusals.ts';
import type { Decision, Recorded, Rules } from '../rules.ts';

/** The three groups that plans name as collective leads (docs/domain.md, Decided 3). */
const UnitGroup = z.enum(['ALL_UNITS', 'CHUYEN_MON', 'SU_NGHIEP']);
/** `outside` bodies (Party, MTTQ, treasury) are asked, never ordered (docs/domain.md, Decided 6). */
export const Unit = z.object({
  unitId: z.string().min(1).max(32),
  name: z.string().min(1),
  kind: z.enum(['office', 'publicService', 'outside']),
  groups: z.array(UnitGroup),
  planCoordinator: z.boolean(),
});
export type Unit = z.output<typeof Unit>;

export const Person = z.object({
  personId: z.uuid(),
  username: z.string().min(1).max(64),
  name: z.string().min(1),
  post: z.string(),
  role: z.enum(['chair', 'coordinator', 'unit', 'auditor', 'admin']),
  unitId: z.string().nullable(),
  head: z.boolean(),
});
export type Person = z.output<typeof Person>;

/** How a person is told of what concerns him. The address stands apart, like every text that must be erasable. */
const Contact = z.strictObject({
  personId: z.uuid(),
  // Null: there is none, or no longer.
  address: TextRef.nullable(),
  language: z.enum(['vi', 'en']),
  // Nothing at once: everything with the morning's letter.
  digestOnly: z.boolean(),
});
type Contact = z.output<typeof Contact>;

export const DirectoryCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('RegisterUnit'), unit: Unit }),
  z.strictObject({ type: z.literal('RegisterPerson'), person: Person }),
  z.strictObject({ type: z.literal('SetContact'), contact: Contact }),
]);
export type DirectoryCommand = z.output<typeof DirectoryCommand>;

/** The permanent format: types and fields are only ever added. */
export const DirectoryEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('UnitRegistered'), data: Unit }),
  z.object({ type: z.literal('PersonRegistered'), data: Person }),
  z.object({ type: z.literal('ContactSet'), data: Contact }),
]);
export type DirectoryEvent = z.output<typeof DirectoryEvent>;

export interface Directory {
  readonly units: Readonly<Record<string, Unit>>;
  readonly people: Readonly<Record<string, Person>>;
  /** By person; who is not among them has never given an address. */
  readonly contacts?: Readonly<Record<string, Contact>>;
}

const emptyDirectory: Directory = { units: {}, people: {} };

function decide(directory: Directory, command: DirectoryCommand): Decision<DirectoryEvent> {
  switch (command.type) {
    case 'RegisterUnit':
      if (directory.units[command.unit.unitId]) return refuse('unit-exists');
      return { events: [{ type: 'UnitRegistered', data: command.unit }] };
    case 'RegisterPerson': {
      const { person } = command;
      const taken = Object.values(directory.people).some((other) => other.username === person.username);
      if (taken || directory.people[person.personId]) return refuse('person-exists');
      if (person.unitId !== null && !directory.units[person.unitId]) return refuse('unknown-unit');
      return { events: [{ type: 'PersonRegistered', data: person }] };
    }
    case 'SetContact':
      if (!directory.people[command.contact.personId]) return refuse('unknown-person');
      return { events: [{ type: 'ContactSet', data: command.contact }] };
    default:
      return assertNever(command);
  }
}

function evolve(directory: Directory, event: DirectoryEvent): Directory {
  switch (event.type) {
    case 'UnitRegistered':
      return { ...directory, units: { ...directory.units, [event.data.unitId]: event.data } };
    case 'PersonRegistered':
      return { ...directory, people: { ...directory.people, [event.data.personId]: event.data } };
    case 'ContactSet':
      return { ...directory, contacts: { ...directory.contacts, [event.data.personId]: event.data } };
    default:
      return assertNever(event);
  }
}

export const directoryRules: Rules<Directory, DirectoryCommand, DirectoryEvent, null> = {
  initial: emptyDirectory,
  decide,
  evolve: (directory, event: Recorded<DirectoryEvent>) => evolve(directory, event),
  nextWake: () => null,
  passTime: () => [],
};

/** The units that these leads name, in the order named, groups expanded (by unit id), each once. */
export function expandUnits(directory: Directory, leads: readonly string[]): Unit[] {
  const all = Object.values(directory.units).sort((a, b) => (a.unitId < b.unitId ? -1 : 1));
  const named = leads.flatMap((lead) =>
    all.filter(({ unitId, groups }) => unitId === lead || groups.some((group) => group === lead)),
  );
  return [...new Set(named)];
}

/** The unit that follows the whole plan (phòng VHXH); null while the directory names none. */
export const coordinatingUnit = (directory: Directory): Unit | null =>
  Object.values(directory.units).find((unit) => unit.planCoordinator) ?? null;
