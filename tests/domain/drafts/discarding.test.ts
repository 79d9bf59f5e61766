// A draft that was superseded or read by mistake is put aside: nothing is done with it until it is taken back.
import { describe, expect, test } from 'vitest';
import type { PlanCommand } from '../../../domain/plan/commands.ts';
import { coordinator, officer } from '../../support/assignment-history.ts';
import { correctDeadline, given, now, reason, refusalAfter, settledBy, unsettled } from '../../support/draft.ts';
import { imported } from '../../support/plan-history.ts';

const start = imported(unsettled);
const discard: PlanCommand = { type: 'DiscardDraft', reason };
const restore: PlanCommand = { type: 'RestoreDraft', reason };
const launch: PlanCommand = { type: 'LaunchPlan', rowIds: ['r002'] };

describe('a draft that is put aside', () => {
  test('says who did that, when and why, and keeps everything', () => {
    const plan = settledBy(start, correctDeadline, discard);
    expect(plan.discarded).toMatchObject({ reason, at: now, by: { name: coordinator.name }, version: 3 });
    expect(plan.rows[0]?.deadline.text).toBe('Trước ngày 30/11/2027');
  });
  test.each([correctDeadline, launch, discard, { type: 'SetPlanPolicy', policy: {} } as PlanCommand])(
    'is neither settled nor launched, nor put aside again: %j',
    (command) => expect(refusalAfter(start, [discard], command)).toBe('draft-discarded'),
  );
  test('is taken back, and can be settled again', () => {
    expect(settledBy(start, discard, restore).discarded).toBeNull();
    expect(refusalAfter(start, [discard, restore], correctDeadline)).toBeNull();
  });
  test('is no plan that runs', () => expect(refusalAfter(start, [launch], discard)).toBe('plan-running'));
  test('is taken back only where it was put aside', () =>
    given(start).when(restore, coordinator, now).refused('draft-not-discarded'));
  test("is not a unit officer's to put aside", () =>
    given(start).when(discard, officer, now).refused('not-the-coordinator'));
});
