// A copy of a plan in another year, for trying out: every deadline so many years on, the words of the document untouched.
import { moveReading } from '../documents/moved-deadline.ts';
import type { DeadlineReading, PlanReading } from '../domain/plan-reading.ts';

export function movePlanTo(year: number, reading: PlanReading, fromYear: number): PlanReading {
  const move = (deadline: DeadlineReading) => moveReading(deadline, year - fromYear);
  return {
    ...reading,
    plan: { ...reading.plan, year, name: `${reading.plan.name} (bản sao chuyển sang năm ${year})` },
    rows: reading.rows.map((row) => ({ ...row, deadline: move(row.deadline) })),
    duties: reading.duties.map((duty) => ({ ...duty, deadline: move(duty.deadline) })),
  };
}
