import type { Queryable } from '../pool.ts';

export interface UnitRow {
  readonly unitId: string;
  readonly name: string;
  readonly kind: string;
  readonly groups: string[];
  readonly planCoordinator: boolean;
}

export async function listUnits(db: Queryable): Promise<UnitRow[]> {
  const { rows } = await db.query<UnitRow>(
    `select unit_id as "unitId", name, kind, groups, plan_coordinator as "planCoordinator" from units order by unit_id`,
  );
  return rows;
}

export async function findUnitName(db: Queryable, unitId: string): Promise<string | null> {
  const { rows } = await db.query<{ name: string }>('select name from units where unit_id = $1', [unitId]);
  return rows[0]?.name ?? null;
}
