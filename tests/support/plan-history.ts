// A plan and a directory for rules: three offices of the ward, one body outside it.
import type { Deadline } from '../../domain/deadline.ts';
import type { Directory, Unit } from '../../domain/directory/directory.ts';
import type { PlanEvent } from '../../domain/plan/events.ts';
import type { PlanReading } from '../../domain/plan-reading.ts';
import { system } from '../../domain/rules.ts';
import { note } from './assignment-history.ts';
import { at, type Happening } from './specification.ts';
import { planReading } from './ward.ts';

const unit = (unitId: string, kind: Unit['kind'], groups: Unit['groups']): Unit => ({
  unitId,
  name: unitId,
  kind,
  groups,
  planCoordinator: unitId === 'VHXH',
});

export const directory: Directory = {
  units: {
    VHXH: unit('VHXH', 'office', ['ALL_UNITS', 'CHUYEN_MON']),
    VP: unit('VP', 'office', ['ALL_UNITS', 'CHUYEN_MON']),
    TTDV: unit('TTDV', 'publicService', ['ALL_UNITS', 'SU_NGHIEP']),
    MTTQ: unit('MTTQ', 'outside', []),
  },
  people: {},
};

export const planId = '00000000-0000-4000-8000-00000000000a';

type Row = PlanReading['rows'][number];

/** A reading whose rows are the usual one with these changes. */
export function readingOf(deadlines: readonly Deadline[], ...changes: Partial<Row>[]): PlanReading {
  const reading = planReading(2027, deadlines);
  return { ...reading, rows: reading.rows.map((row, index) => ({ ...row, ...changes[index] })) };
}

export const importCommand = (reading: PlanReading) =>
  ({
    type: 'ImportPlan',
    planId,
    document: { sha256: 'd'.repeat(64), name: note, mediaType: 'text/plain', size: 1 },
    reading,
    movedFromYear: null,
  }) as const;

export function imported(reading: PlanReading): Happening<PlanEvent> {
  const { type: _, ...data } = importCommand(reading);
  return { event: { type: 'PlanImported', data }, by: system, at: at('2027-01-05T09:00:00') };
}
