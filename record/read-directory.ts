import type { Queryable } from '../db/pool.ts';
import type { Directory, Person, Unit } from '../domain/directory/directory.ts';

/** The directory as the read model has it, units by id. */
export async function readDirectory(db: Queryable): Promise<Directory> {
  const units = await db.query<Unit>(
    `select unit_id as "unitId", name, kind, groups, plan_coordinator as "planCoordinator" from units order by unit_id`,
  );
  const people = await db.query<Person>(
    `select person_id as "personId", username, name, post, role, unit_id as "unitId", head from people order by username`,
  );
  return {
    units: Object.fromEntries(units.rows.map((unit) => [unit.unitId, unit])),
    people: Object.fromEntries(people.rows.map((person) => [person.personId, person])),
  };
}
