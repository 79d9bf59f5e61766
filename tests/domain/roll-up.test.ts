// Finished is not achieved: what a row came to is a rule of its own.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../domain/assignment/commands.ts';
import { planRules } from '../../domain/plan/decide.ts';
import { type RowOutcome, rollUpRow, sumFigures } from '../../domain/plan/roll-up.ts';
import type { RollUp } from '../../domain/plan-reading.ts';
import { chair, coordinator, link, note, officer } from '../support/assignment-history.ts';
import { readingOf } from '../support/plan-history.ts';
import { decided, factsOf, launch, planAfter, ward } from '../support/plan-launch.ts';
import { asked, begun, ofPlan } from '../support/plan-year.ts';
import { at, specificationOf } from '../support/specification.ts';
import { dueOn } from '../support/ward.ts';

const open = { status: 'inProgress', outcome: null } as const;
const closed = (outcome: Outcome) => ({ status: 'closed', outcome }) as const;
const voided = { status: 'voided', outcome: null } as const;
type Counted = Parameters<typeof rollUpRow>[1];
const result = (rollUp: RollUp, assignments: Counted, judged: RowOutcome | null = null) =>
  rollUpRow(rollUp, assignments, judged).result;

describe('all', () => {
  test('is achieved when every one is; what did not arise is done', () => {
    expect(result('all', [closed('achieved'), closed('noneArose')])).toBe('achieved');
    expect(result('all', [closed('achieved'), open])).toBe('open');
  });
  test('is lost with the first that is not, finished or not', () => {
    expect(result('all', [closed('partlyAchieved'), open])).toBe('notAchieved');
    const standing = rollUpRow('all', [closed('achieved'), closed('notAchieved')], null);
    expect(standing).toMatchObject({ finished: true, result: 'notAchieved', achieved: 1, needed: 2, ended: 2 });
  });
  test('looks past what does not apply, is void, superseded, or was added under another', () => {
    expect(result('all', [closed('achieved'), closed('notApplicable'), voided])).toBe('achieved');
    expect(result('all', [closed('achieved'), { status: 'superseded', outcome: null }])).toBe('achieved');
    expect(result('all', [closed('achieved'), { ...closed('notAchieved'), parentId: 'parent' }])).toBe('achieved');
    expect(result('all', [closed('notApplicable')])).toBe('notApplicable');
    expect(result('all', [voided])).toBe('none');
    expect(result('all', [])).toBe('none');
  });
});

describe('at least so many', () => {
  test('is achieved as soon as they are, though the row is not finished', () => {
    const standing = rollUpRow({ atLeast: 2 }, [closed('achieved'), closed('achieved'), open], null);
    expect(standing).toMatchObject({ result: 'achieved', finished: false });
  });
  test('is lost when those that are left cannot reach it', () => {
    expect(result({ atLeast: 2 }, [closed('achieved'), closed('notAchieved'), open])).toBe('open');
    expect(result({ atLeast: 2 }, [closed('cannotBeDone'), closed('notAchieved'), open])).toBe('notAchieved');
  });
});

describe('a sum of figures, or a judgement', () => {
  test.each(['sumOfFigures', 'judged'] as const)('%s waits for all, then for a person', (rollUp) => {
    expect(result(rollUp, [closed('achieved'), open], 'achieved')).toBe('open');
    expect(result(rollUp, [closed('achieved'), closed('notAchieved')])).toBe('toBeJudged');
    expect(result(rollUp, [closed('achieved')], 'partlyAchieved')).toBe('partlyAchieved');
  });
  test('the figures of all units are added up by name', () =>
    expect(
      sumFigures([
        { name: 'Đúng hạn', numerator: 45, denominator: 50 },
        { name: 'Hài lòng', numerator: 9, denominator: 10 },
        { name: 'Đúng hạn', numerator: 30, denominator: 50 },
      ]),
    ).toEqual([
      { name: 'Đúng hạn', numerator: 75, denominator: 100 },
      { name: 'Hài lòng', numerator: 9, denominator: 10 },
    ]));
});

test('what is decided once no further closing decides otherwise', () => {
  const each = fc.constantFrom<Outcome>('achieved', 'partlyAchieved', 'notAchieved', 'noneArose', 'cannotBeDone');
  const rule = fc.oneof(fc.constant('all' as const), fc.record({ atLeast: fc.integer({ min: 1, max: 6 }) }));
  fc.assert(
    fc.property(rule, fc.array(each, { minLength: 1, maxLength: 6 }), (rollUp, outcomes) => {
      const after = (done: number) => outcomes.map((outcome, index) => (index < done ? closed(outcome) : open));
      const results = outcomes.map((_, index) => result(rollUp, after(index + 1)));
      const first = results.find((found) => found !== 'open');
      expect(first).toBeDefined();
      expect(results.slice(results.indexOf(first ?? 'open')).every((found) => found === first)).toBe(true);
    }),
  );
});

describe('a person judges', () => {
  const now = at('2027-02-01T09:00:00');
  const alone = { coordinatorUnits: [] };
  const reading = readingOf([dueOn('2027-06-30'), dueOn('2027-06-30')], { ...alone, rollUp: 'judged' }, alone);
  const running = launch({ reading, now });
  const completed = {
    event: { type: 'PlanLaunchCompleted', data: { launch: 1, assignmentCount: 2 } },
    by: coordinator,
    at: now,
  } as const;
  const history = [...running.history, completed];
  const started = (rowId: string) => begun(running.specOf(rowId, 'VP'), now);
  const march = at('2027-03-01T09:00:00');
  const ended = (rowId: string) => {
    const handed = asked(started(rowId), { type: 'SubmitEvidence', links: link }, officer, march);
    const accepted = asked(handed, { type: 'AcceptSubmission' }, coordinator, march);
    return asked(accepted, { type: 'CloseAssignment', outcome: 'achieved' }, coordinator, march);
  };
  const done = ['r001', 'r002'].map((rowId) => ofPlan(rowId, ended(rowId)));
  const judge = { type: 'JudgeRow', rowId: 'r001', outcome: 'achieved', reason: note } as const;
  const knowing = (assignments: typeof done) =>
    specificationOf(planRules, { ...factsOf(ward), assignments }).given(...history);

  test('a row whose assignments have ended, and again', () => {
    const once = decided(history, judge, march, ward, { assignments: done });
    const again = { ...judge, outcome: 'partlyAchieved' } as const;
    const twice = decided([...history, ...once], again, march, ward, { assignments: done });
    expect(planAfter([...history, ...once, ...twice]).judgements).toMatchObject([
      { rowId: 'r001', outcome: 'partlyAchieved' },
    ]);
  });
  test('not one that is still open, that a count decides, or that is not there; nor does a unit', () => {
    knowing([ofPlan('r001', started('r001'))])
      .when(judge, coordinator, march)
      .refused('row-not-finished', ['r001']);
    knowing([]).when(judge, chair, march).refused('row-not-finished');
    knowing(done)
      .when({ ...judge, rowId: 'r002' }, coordinator, march)
      .refused('row-not-judged', ['r002']);
    knowing(done)
      .when({ ...judge, rowId: 'r009' }, coordinator, march)
      .refused('unknown-row', ['r009']);
    knowing(done).when(judge, officer, march).refused('not-the-coordinator');
  });
});
