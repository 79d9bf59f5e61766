// Who a notice is for, by name: the directory's people in that relation.
import type { Person } from '../directory/directory.ts';
import type { Audience } from './notice.ts';

/** Ids of people, each once, never whoever did it himself. Empty where nobody in the directory has that relation. */
export function addresseesOf(audience: Audience, people: readonly Person[], doneBy: string | null): string[] {
  return peopleFor(audience, people)
    .map(({ personId }) => personId)
    .filter((personId) => personId !== doneBy);
}

function peopleFor(audience: Audience, people: readonly Person[]): readonly Person[] {
  const chairs = people.filter(({ role }) => role === 'chair');
  switch (audience.who) {
    case 'person':
      return people.filter(({ personId }) => personId === audience.personId);
    case 'chair':
      return chairs;
    case 'coordinator':
      return people.filter(({ role }) => role === 'coordinator');
    case 'unit': {
      const officer = people.filter(({ personId }) => personId === audience.personId);
      return officer.length > 0 ? officer : officersOf(audience.unitId, people);
    }
    case 'unitHead': {
      const heads = workersOf(audience.unitId, people).filter(({ head }) => head);
      return heads.length > 0 ? heads : officersOf(audience.unitId, people);
    }
    case 'fieldOwner':
      return officersOf(audience.unitId, people);
    case 'reviewer': {
      const workers = workersOf(audience.unitId, people);
      const coordinators = workers.filter(({ role }) => role === 'coordinator');
      if (coordinators.length > 0) return coordinators;
      return workers.length > 0 ? workers : chairs; // a reviewing unit without officers is the committee itself
    }
  }
}

const workersOf = (unitId: string, people: readonly Person[]): Person[] =>
  people.filter((person) => person.unitId === unitId && (person.role === 'unit' || person.role === 'coordinator'));

/** The unit's officers; the coordinator only where the unit has nobody else. */
function officersOf(unitId: string, people: readonly Person[]): Person[] {
  const workers = workersOf(unitId, people);
  const officers = workers.filter(({ role }) => role === 'unit');
  return officers.length > 0 ? officers : workers;
}
