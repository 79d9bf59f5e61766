// Whatever people do to a draft, in any order: the verbatim words stay, no row id is given twice, no launched row changes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shippedCalendar } from '../../../domain/calendar-vn.ts';
import type { PlanCommand } from '../../../domain/plan/commands.ts';
import { planRules } from '../../../domain/plan/decide.ts';
import { cellsOf, verbatimOf } from '../../../domain/plan/rows.ts';
import { isImported, type Plan } from '../../../domain/plan/state.ts';
import { record } from '../../../domain/rules.ts';
import { coordinator, note } from '../../support/assignment-history.ts';
import { directory, imported, readingOf } from '../../support/plan-history.ts';
import { at, stateAfter } from '../../support/specification.ts';
import { dueOn } from '../../support/ward.ts';

const facts = {
  directory,
  calendar: shippedCalendar,
  assignments: [],
  storedFiles: new Set<string>(),
  identify: (...parts: readonly unknown[]) => parts.join('/'),
};
const now = at('2027-02-01T09:00:00');
const doubt = { code: 'doubt', field: 'lead', message: 'x', messageEn: 'x', blocking: true };
const reading = readingOf([dueOn('2027-06-30'), dueOn('2027-06-30'), dueOn('2027-06-30')], { issues: [doubt] });
const [sample] = reading.rows;
if (!sample) throw new Error('no row');

const rowId = fc.constantFrom('r001', 'r002', 'r003', 'r004', 'r005', 'r006');
const words = fc.constantFrom('a', 'b', 'c');
const readAt = fc.dictionary(rowId, fc.constantFrom(0, 2, 3));
const every = { reason: fc.constant(note) };

const commands: fc.Arbitrary<PlanCommand> = fc.oneof(
  fc
    .record({
      type: fc.constant('CorrectRow' as const),
      rowId,
      field: fc.constant('criterion' as const),
      value: words,
      ...every,
    })
    .map((command) => ({
      ...command,
      reading: { changes: { criterion: command.value }, issues: [{ ...doubt, field: 'criterion' }] },
    })),
  fc.record({
    type: fc.constant('CorrectRow' as const),
    rowId,
    field: fc.constant('leadUnits' as const),
    value: fc.constantFrom<string[]>(['VP'], ['TTDV'], ['ALL_UNITS']),
    reading: fc.constant(null),
    ...every,
  }),
  fc.record({
    type: fc.constantFrom('AcceptIssue' as const, 'ReopenIssue' as const),
    issueId: rowId.map((id) => `${id}:lead:doubt`),
    ...every,
  }),
  fc
    .record({ type: fc.constant('MapUnit' as const), name: words, unitId: fc.constantFrom('VP', 'TTDV'), ...every })
    .chain((command) =>
      rowId.map((id) => ({
        ...command,
        reading: {
          cells: [
            {
              rowId: id,
              field: 'lead' as const,
              words: sample.lead,
              changes: { leadUnits: [command.unitId] },
              issues: [],
            },
          ],
        },
      })),
    ),
  fc
    .record({
      type: fc.constant('SplitRow' as const),
      rowId,
      parts: fc.constant<{ number?: string }[]>([{}, {}]),
      readAt,
      ...every,
    })
    .map(({ readAt: version, ...command }) => ({
      ...command,
      reading: { rows: [sample, sample], readAt: { [command.rowId]: 0, ...version } },
    })),
  fc
    .record({
      type: fc.constant('MergeRows' as const),
      rowIds: fc.array(rowId, { minLength: 2, maxLength: 3 }),
      readAt,
      ...every,
    })
    .map(({ readAt: version, ...command }) => ({
      ...command,
      reading: { rows: [sample], readAt: { ...Object.fromEntries(command.rowIds.map((id) => [id, 0])), ...version } },
    })),
  fc
    .record({
      type: fc.constant('RestoreRow' as const),
      rowId,
      field: fc.constantFrom('criterion' as const, 'leadUnits' as const),
      ...every,
    })
    .map((command) => {
      const criterion = `Tiêu chí ${Number(command.rowId.slice(1))}`;
      return { ...command, reading: { changes: { criterion, leadUnits: ['VP'] }, issues: [] } };
    }),
  fc.record({ type: fc.constantFrom('DiscardDraft' as const, 'RestoreDraft' as const), ...every }),
  fc.record({ type: fc.constant('LaunchPlan' as const), rowIds: fc.array(rowId, { minLength: 1, maxLength: 2 }) }),
);

const everyRow = ({ rows, replacedRows }: Plan) => [...rows, ...replacedRows];
const imprint = (plan: Plan) => plan.rows.filter(({ generation }) => generation > 0);

test('a draft keeps what the document said, and a launched row is touched by nobody', () => {
  let settled = 0;
  const ofMany = fc.array(commands, { minLength: 1, maxLength: 25 });
  fc.assert(
    fc.property(ofMany, (many) => {
      let folded = stateAfter(planRules, [imported(reading)]);
      for (const command of many) {
        const before = folded.state as Plan;
        const { version } = folded;
        const context = { actor: coordinator, receivedAt: now, version, versionBeforeTime: version, facts };
        const decision = planRules.decide(before, command, context);
        if ('refusal' in decision) continue;
        settled += 1;
        expect(decision.events).toHaveLength(1);
        const origin = { at: now, receivedAt: now, actor: coordinator, commandId: null };
        folded = record(planRules, folded, decision.events, origin).folded;
        const after = folded.state as Plan;
        if (!isImported(after)) throw new Error('not imported');
        const ids = everyRow(after).map(({ rowId: id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        const launched = new Map(after.rows.map((row) => [row.rowId, row]));
        if (command.type !== 'LaunchPlan')
          for (const row of imprint(before)) expect(launched.get(row.rowId)).toEqual(row);
        reading.rows.forEach((row, index) => {
          const kept = everyRow(after).find(({ rowId: id }) => id === `r00${index + 1}`);
          expect(kept && verbatimOf(kept)).toEqual(cellsOf(row));
        });
      }
    }),
    { numRuns: 300 },
  );
  expect(settled).toBeGreaterThan(300);
});
