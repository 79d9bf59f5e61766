// A draft that a person settles: every rule with its "no". What words mean is given here as the api would have read it.
import { describe, expect, test } from 'vitest';
import { currentCalendar } from '../../domain/calendar-vn.ts';
import type { Deadline } from '../../domain/deadline.ts';
import type { PlanCommand } from '../../domain/plan/commands.ts';
import { planRules } from '../../domain/plan/decide.ts';
import type { CellReading } from '../../domain/plan/draft-commands.ts';
import type { PlanEvent } from '../../domain/plan/events.ts';
import { previewLaunch } from '../../domain/plan/preview.ts';
import { type Row, verbatimOf } from '../../domain/plan/rows.ts';
import { isImported, type Plan } from '../../domain/plan/state.ts';
import type { DeadlineReading, FieldIssue, PlanDuty, PlanRow } from '../../domain/plan-reading.ts';
import { record } from '../../domain/rules.ts';
import { coordinator, note, officer } from '../support/assignment-history.ts';
import { directory, imported, readingOf } from '../support/plan-history.ts';
import { at, type Happening, specificationOf, stateAfter } from '../support/specification.ts';
import { dueOn } from '../support/ward.ts';

const facts = {
  directory,
  calendar: currentCalendar,
  assignments: [],
  storedFiles: new Set<string>(),
  identify: (...parts: readonly unknown[]) => parts.join('/'),
};
const { given } = specificationOf(planRules, facts);
const now = at('2027-02-01T09:00:00');
const reason = note;

const issue = (field: string, code: string, blocking = true): FieldIssue => ({
  code,
  field,
  blocking,
  message: code,
  messageEn: code,
});
const reads = (text: string, value: Deadline): DeadlineReading => ({
  text,
  kind: value.kind,
  due: null,
  milestones: [],
  value,
});

const unsettled = readingOf([{ kind: 'undefined' }, dueOn('2027-06-30')], {
  deadline: reads('Theo tiến độ', { kind: 'undefined' }),
  issues: [issue('deadline', 'undefined-deadline'), issue('lead', 'legacy-unit-name', false)],
});
const unknownLead = readingOf(
  [dueOn('2027-06-30'), dueOn('2027-06-30'), dueOn('2027-06-30')],
  ...[1, 2].map(() => ({
    lead: 'Tổ công nghệ số',
    leadUnits: [],
    issues: [issue('lead', 'unknown-lead')],
  })),
);

const correctDeadline: PlanCommand = {
  type: 'CorrectRow',
  rowId: 'r001',
  field: 'deadline',
  value: 'Trước ngày 30/11/2027',
  reason,
  reading: { changes: { deadline: reads('Trước ngày 30/11/2027', dueOn('2027-11-30')) }, issues: [] },
};
const choose = (change: Partial<Extract<PlanCommand, { type: 'CorrectRow' }>>): PlanCommand =>
  ({ type: 'CorrectRow', rowId: 'r001', reason, reading: null, ...change }) as PlanCommand;

/** The plan after these commands, each accepted. */
function settledBy(start: Happening<PlanEvent>, ...commands: PlanCommand[]): Plan {
  let folded = stateAfter(planRules, [start]);
  for (const command of commands) {
    const { version } = folded;
    const context = { actor: coordinator, receivedAt: now, version, versionBeforeTime: version, facts };
    const decision = planRules.decide(folded.state, command, context);
    if ('refusal' in decision) throw new Error(decision.refusal.code);
    folded = record(planRules, folded, decision.events, {
      at: now,
      receivedAt: now,
      actor: coordinator,
      commandId: null,
    }).folded;
  }
  if (!isImported(folded.state)) throw new Error('not imported');
  return folded.state;
}
const refusalAfter = (start: Happening<PlanEvent>, first: PlanCommand[], last: PlanCommand): string | null => {
  const state = settledBy(start, ...first);
  const version = 1 + first.length;
  const context = { actor: coordinator, receivedAt: now, version, versionBeforeTime: version, facts };
  const decision = planRules.decide(state, last, context);
  return 'refusal' in decision ? decision.refusal.code : null;
};
const rowOf = (plan: Plan, rowId = 'r001'): Row => {
  const row = plan.rows.find((each) => each.rowId === rowId);
  if (!row) throw new Error(`no row ${rowId}`);
  return row;
};
const problemsOf = (plan: Plan) =>
  previewLaunch(plan, directory, now, currentCalendar).rows.map(({ problems }) => problems);

describe('an issue', () => {
  test('is named by row, field and code, the same for the same reading', () => {
    const twice = readingOf([dueOn('2027-06-30')], {
      issues: [issue('lead', 'x'), issue('lead', 'x'), issue('deadline', 'x')],
    });
    const ids = () => rowOf(settledBy(imported(twice))).issues.map(({ issueId }) => issueId);
    expect(ids()).toEqual(['r001:lead:x', 'r001:lead:x:2', 'r001:deadline:x']);
    expect(ids()).toEqual(ids());
  });
  test('of the plan or of a duty has a name too', () => {
    const { field: _, ...missing } = issue('', 'missing-number');
    const duty: PlanDuty = {
      section: 'III',
      owner: 'VP',
      ownerUnits: ['VP'],
      text: 'Báo cáo',
      kind: 'recurringReport',
      mode: 'ORDER',
      deadline: reads('', { kind: 'undefined' }),
      lines: [1, 1],
      issues: [issue('deadline', 'cadence-not-stated')],
    };
    const plan = settledBy(imported({ ...unsettled, issues: [{ ...missing, lines: null }], duties: [duty] }));
    expect(plan.reading.issues[0]?.issueId).toBe('plan:missing-number');
    expect(plan.reading.duties[0]).toMatchObject({
      dutyId: 'd001',
      issues: [{ issueId: 'd001:deadline:cadence-not-stated' }],
    });
  });
});

describe('correcting a cell', () => {
  test('says what it was, what it is now and why, and settles the issues of the cell', () =>
    given(imported(unsettled))
      .when(correctDeadline, coordinator, now)
      .then({
        type: 'RowCorrected',
        data: {
          rowId: 'r001',
          field: 'deadline',
          was: 'Theo tiến độ',
          value: 'Trước ngày 30/11/2027',
          reason,
          settled: ['r001:deadline:undefined-deadline'],
          issues: [],
        },
      }));
  test('frees the row for a launch; the others were free all along', () => {
    expect(problemsOf(settledBy(imported(unsettled)))).toEqual([['blocking-issue', 'deadline-not-settled'], []]);
    expect(problemsOf(settledBy(imported(unsettled), correctDeadline))).toEqual([[], []]);
  });
  test('keeps the verbatim words for ever, however often it is corrected', () => {
    const again = {
      ...correctDeadline,
      value: 'Thường xuyên',
      reading: { changes: { deadline: reads('Thường xuyên', { kind: 'continuous' }) }, issues: [] },
    } as PlanCommand;
    const row = rowOf(settledBy(imported(unsettled), correctDeadline, again));
    expect(row.deadline.text).toBe('Thường xuyên');
    expect(verbatimOf(row)?.deadline).toBe('Theo tiến độ');
    expect(row.corrections).toMatchObject([
      { was: 'Theo tiến độ', reason, by: { name: coordinator.name }, at: now, version: 2 },
      { was: 'Trước ngày 30/11/2027', version: 3 },
    ]);
  });
  test('is taken back by another correction, and its issue is back', () => {
    const back: PlanCommand = choose({
      field: 'deadline',
      value: 'Theo tiến độ',
      reading: {
        changes: { deadline: reads('Theo tiến độ', { kind: 'undefined' }) },
        issues: [issue('deadline', 'undefined-deadline')],
      },
    } as never);
    const plan = settledBy(imported(unsettled), correctDeadline, back);
    expect(problemsOf(plan)[0]).toEqual(['blocking-issue', 'deadline-not-settled']);
    expect(rowOf(plan).issues.map(({ issueId }) => issueId)).toContain('r001:deadline:undefined-deadline');
  });
  test('with words that are no deadline either leaves the row in the draft', () => {
    const reading: CellReading = {
      changes: { deadline: reads('Sớm', { kind: 'undefined' }) },
      issues: [issue('deadline', 'undefined-deadline')],
    };
    const plan = settledBy(imported(unsettled), choose({ field: 'deadline', value: 'Sớm', reading } as never));
    expect(problemsOf(plan)[0]).toEqual(['blocking-issue', 'deadline-not-settled']);
  });
  test('leaves the issues of other cells alone', () =>
    expect(rowOf(settledBy(imported(unsettled), correctDeadline)).issues.map(({ issueId }) => issueId)).toEqual([
      'r001:lead:legacy-unit-name',
    ]));
  test('of a row that the plan does not have is refused', () =>
    given(imported(unsettled))
      .when({ ...correctDeadline, rowId: 'r999' }, coordinator, now)
      .refused('unknown-row'));
  test('to what it says already is refused', () =>
    given(imported(unsettled))
      .when({ ...correctDeadline, value: 'Theo tiến độ' } as PlanCommand, coordinator, now)
      .refused('nothing-to-correct'));
  test('whose words were never read is refused', () =>
    given(imported(unsettled))
      .when({ ...correctDeadline, reading: null } as PlanCommand, coordinator, now)
      .refused('stale-version'));
  test('for another version of the plan is refused', () =>
    given(imported(unsettled))
      .when({ ...correctDeadline, expectedVersion: 0 } as PlanCommand, coordinator, now)
      .refused('stale-version'));
  test("is not a unit officer's to do", () =>
    given(imported(unsettled)).when(correctDeadline, officer, now).refused('not-the-coordinator'));
  test('is refused once the row is launched, and still possible for a row that stayed behind', () => {
    const launch: PlanCommand = { type: 'LaunchPlan', rowIds: ['r002'] };
    const launched = { ...correctDeadline, rowId: 'r002', value: 'khác' } as PlanCommand;
    expect(refusalAfter(imported(unsettled), [launch], launched)).toBe('row-launched');
    expect(refusalAfter(imported(unsettled), [launch], correctDeadline)).toBeNull();
  });
});

describe('choosing how a row runs', () => {
  const collective = readingOf([dueOn('2027-06-30')], {
    leadUnits: ['ALL_UNITS'],
    collectiveLead: true,
    execution: 'chosenUnits',
    issues: [issue('lead', 'lead-defined-by-document', false), issue('lead', 'mode-unclear', false)],
  });
  test('units that are named settle the doubts about the lead, but not whether they are ordered or asked', () => {
    const plan = settledBy(imported(collective), choose({ field: 'leadUnits', value: ['VP', 'TTDV'] } as never));
    expect(rowOf(plan)).toMatchObject({ leadUnits: ['VP', 'TTDV'], collectiveLead: false });
    expect(rowOf(plan).issues.map(({ code }) => code)).toEqual(['mode-unclear']);
    const [preview] = previewLaunch(plan, directory, now, currentCalendar).rows;
    expect(preview).toMatchObject({ problems: [], assignments: [{ unitId: 'VP' }, { unitId: 'TTDV' }] });
  });
  test('a group may be named, and stays collective', () => {
    const plan = settledBy(imported(collective), choose({ field: 'leadUnits', value: ['CHUYEN_MON'] } as never));
    expect(rowOf(plan)).toMatchObject({ leadUnits: ['CHUYEN_MON'], collectiveLead: true });
  });
  test('the mode settles its own doubt', () => {
    const plan = settledBy(imported(collective), choose({ field: 'mode', value: 'REQUEST' } as never));
    expect(rowOf(plan)).toMatchObject({ mode: 'REQUEST', issues: [{ code: 'lead-defined-by-document' }] });
  });
  test('execution, contact unit and roll-up are as chosen, and say so', () => {
    const plan = settledBy(
      imported(collective),
      choose({ field: 'execution', value: 'shared' } as never),
      choose({ field: 'contactUnit', value: 'VP' } as never),
      choose({ field: 'rollUp', value: { atLeast: 2 } } as never),
    );
    expect(rowOf(plan)).toMatchObject({ execution: 'shared', contactUnit: 'VP', rollUp: { atLeast: 2 } });
    expect(rowOf(plan).executionReason).toContain('chọn');
    expect(
      previewLaunch(plan, directory, now, currentCalendar).rows[0]?.assignments.map(({ unitId }) => unitId),
    ).toEqual(['VP']);
  });
  test('stands when the lead is corrected later: a suggestion never undoes a decision', () => {
    const reading = {
      changes: { lead: 'VP', leadUnits: ['VP'], execution: 'perUnit', mode: 'ORDER' },
      issues: [issue('lead', 'mode-unclear', false)],
    };
    const plan = settledBy(
      imported(collective),
      choose({ field: 'execution', value: 'shared' } as never),
      choose({ field: 'mode', value: 'REQUEST' } as never),
      choose({ field: 'lead', value: 'VP', reading } as never),
    );
    expect(rowOf(plan)).toMatchObject({
      lead: 'VP',
      leadUnits: ['VP'],
      execution: 'shared',
      mode: 'REQUEST',
      issues: [],
    });
  });
  test.each([
    ['leadUnits', ['KHONG_CO']],
    ['coordinatorUnits', ['KHONG_CO']],
    ['contactUnit', 'KHONG_CO'],
    ['contactUnit', 'ALL_UNITS'],
  ])('%s %j, which the directory does not have, is refused', (field, value) =>
    given(imported(collective))
      .when(choose({ field, value } as never), coordinator, now)
      .refused('unknown-unit'),
  );
});

describe('accepting an issue', () => {
  const doubtful = readingOf([dueOn('2027-06-30')], {
    requirement: '',
    issues: [issue('requirement', 'empty-requirement', false), issue('lead', 'legacy-unit-name', false)],
  });
  const accept = (issueId: string, why: typeof reason | undefined = reason): PlanCommand => ({
    type: 'AcceptIssue',
    issueId,
    ...(why && { reason: why }),
  });
  test('lets a row run as it is, and says who took that upon themselves', () => {
    expect(problemsOf(settledBy(imported(doubtful)))).toEqual([['empty-requirement']]);
    const plan = settledBy(imported(doubtful), accept('r001:requirement:empty-requirement'));
    expect(problemsOf(plan)).toEqual([[]]);
    expect(rowOf(plan).issues[0]).toMatchObject({ accepted: { reason, by: { name: coordinator.name }, at: now } });
  });
  test('that blocks needs a reason', () =>
    given(imported(doubtful))
      .when({ type: 'AcceptIssue', issueId: 'r001:requirement:empty-requirement' }, coordinator, now)
      .refused('acceptance-needs-reason'));
  test('that does not block needs none', () =>
    given(imported(doubtful))
      .when({ type: 'AcceptIssue', issueId: 'r001:lead:legacy-unit-name' }, coordinator, now)
      .then({ type: 'IssueAccepted', data: { issueId: 'r001:lead:legacy-unit-name' } }));
  test('twice is refused', () => {
    const id = 'r001:lead:legacy-unit-name';
    expect(refusalAfter(imported(doubtful), [accept(id)], accept(id))).toBe('issue-accepted');
  });
  test('that is not there is refused', () =>
    given(imported(doubtful)).when(accept('r001:lead:other'), coordinator, now).refused('unknown-issue'));
  test('cannot make up for a date that is missing', () =>
    given(imported(unsettled))
      .when(accept('r001:deadline:undefined-deadline'), coordinator, now)
      .refused('issue-needs-correction'));
  test('cannot make up for a lead that nobody knows', () =>
    given(imported(unknownLead))
      .when(accept('r001:lead:unknown-lead'), coordinator, now)
      .refused('issue-needs-correction'));
  test('does not cover the same issue of other words', () => {
    const reading = { changes: { requirement: '…,' }, issues: [issue('requirement', 'empty-requirement', false)] };
    const plan = settledBy(
      imported(doubtful),
      accept('r001:requirement:empty-requirement'),
      choose({ field: 'requirement', value: '…,', reading } as never),
    );
    expect(problemsOf(plan)).toEqual([['empty-requirement']]);
  });
  describe('is taken back', () => {
    const id = 'r001:requirement:empty-requirement';
    const reopen: PlanCommand = { type: 'ReopenIssue', issueId: id, reason };
    test('and the row waits again', () =>
      expect(problemsOf(settledBy(imported(doubtful), accept(id), reopen))).toEqual([['empty-requirement']]));
    test('only where it was accepted', () =>
      given(imported(doubtful)).when(reopen, coordinator, now).refused('issue-not-accepted'));
    test('only where there is one', () =>
      given(imported(doubtful))
        .when({ ...reopen, issueId: 'r001:lead:other' } as PlanCommand, coordinator, now)
        .refused('unknown-issue'));
    test('never once the row was launched on it', () =>
      expect(refusalAfter(imported(doubtful), [accept(id), { type: 'LaunchPlan' }], reopen)).toBe('row-launched'));
  });
  test('of the plan as a whole is noted', () => {
    const { field: _, ...missing } = issue('', 'missing-issuer', false);
    const plan = settledBy(
      imported({ ...doubtful, issues: [{ ...missing, lines: null }] }),
      accept('plan:missing-issuer'),
    );
    expect(plan.reading.issues[0]?.accepted).toMatchObject({ reason });
  });
});

describe('giving a name its unit', () => {
  const cell = (rowId: string, words = 'Tổ công nghệ số') => ({
    rowId,
    field: 'lead' as const,
    words,
    changes: { leadUnits: ['TTDV'], collectiveLead: false },
    issues: [],
  });
  const map = (...cells: ReturnType<typeof cell>[]): PlanCommand => ({
    type: 'MapUnit',
    name: 'Tổ công nghệ số',
    unitId: 'TTDV',
    reason,
    reading: { cells },
  });
  const both = map(cell('r001'), cell('r002'));
  test('settles every row that names it', () => {
    const plan = settledBy(imported(unknownLead), both);
    expect(problemsOf(plan)).toEqual([[], [], []]);
    expect(plan.rows.map(({ leadUnits }) => leadUnits)).toEqual([['TTDV'], ['TTDV'], ['VP']]);
    expect(plan.unitNames).toEqual([{ name: 'Tổ công nghệ số', unitId: 'TTDV' }]);
    expect(rowOf(plan)).toMatchObject({
      lead: 'Tổ công nghệ số',
      corrections: [{ unitName: 'Tổ công nghệ số', field: 'leadUnits', was: [], value: ['TTDV'], reason }],
    });
  });
  test('leaves a row alone whose units were chosen one by one', () => {
    const own = choose({ field: 'leadUnits', value: ['VP'] } as never);
    const plan = settledBy(imported(unknownLead), own, both);
    expect(plan.rows.map(({ leadUnits }) => leadUnits)).toEqual([['VP'], ['TTDV'], ['VP']]);
  });
  test('leaves a row alone whose words were corrected meanwhile', () => {
    const plan = settledBy(imported(unknownLead), map(cell('r001', 'Tổ khác'), cell('r002')));
    expect(rowOf(plan).leadUnits).toEqual([]);
    expect(rowOf(plan, 'r002').leadUnits).toEqual(['TTDV']);
  });
  test('that the plan does not have is refused', () => {
    given(imported(unknownLead)).when(map(), coordinator, now).refused('name-not-found');
    given(imported(unknownLead))
      .when(map(cell('r001', 'Tổ khác')), coordinator, now)
      .refused('name-not-found');
  });
  test('twice is refused', () => expect(refusalAfter(imported(unknownLead), [both], both)).toBe('nothing-to-correct'));
  test('to a unit that the directory does not have is refused', () =>
    given(imported(unknownLead))
      .when({ ...both, unitId: 'KHONG_CO' } as PlanCommand, coordinator, now)
      .refused('unknown-unit'));
});

describe('splitting and merging rows', () => {
  const two = readingOf([dueOn('2027-06-30'), dueOn('2027-06-30'), dueOn('2027-09-30')]);
  const [first, second] = two.rows as [PlanRow, PlanRow];
  const split: PlanCommand = {
    type: 'SplitRow',
    rowId: 'r001',
    parts: [{}, {}],
    reason,
    reading: {
      rows: [
        { ...first, requirement: 'Phần a' },
        { ...first, requirement: 'Phần b' },
      ],
      readAt: { r001: 0 },
    },
  };
  const merge = (rowIds: string[], readAt: Record<string, number>): PlanCommand => ({
    type: 'MergeRows',
    rowIds,
    reason,
    reading: { rows: [{ ...second, requirement: 'Cả hai' }], readAt },
  });
  test('a row becomes several in its place, each with an id of its own; the row itself is kept', () => {
    const plan = settledBy(imported(two), split);
    expect(plan.rows.map(({ rowId, requirement }) => [rowId, requirement])).toEqual([
      ['r004', 'Phần a'],
      ['r005', 'Phần b'],
      ['r002', 'Yêu cầu 2'],
      ['r003', 'Yêu cầu 3'],
    ]);
    expect(rowOf(plan, 'r004')).toMatchObject({ madeFrom: { rowIds: ['r001'], reason }, generation: 0 });
    expect(plan.replacedRows).toMatchObject([{ rowId: 'r001', requirement: 'Yêu cầu 1' }]);
  });
  test('rows become one in the place of the first', () => {
    const plan = settledBy(imported(two), merge(['r003', 'r001'], { r001: 0, r003: 0 }));
    expect(plan.rows.map(({ rowId, requirement }) => [rowId, requirement])).toEqual([
      ['r004', 'Cả hai'],
      ['r002', 'Yêu cầu 2'],
    ]);
    expect(rowOf(plan, 'r004').madeFrom?.rowIds).toEqual(['r001', 'r003']);
  });
  test('a new row has no verbatim words of its own: those are in the rows that it was made from', () => {
    const plan = settledBy(imported(two), split);
    expect(verbatimOf(rowOf(plan, 'r004'))).toBeNull();
    expect(plan.replacedRows.map((row) => verbatimOf(row)?.requirement)).toEqual(['Yêu cầu 1']);
  });
  describe('what was chosen for the row', () => {
    const units = choose({ field: 'leadUnits', value: ['TTDV'] } as never);
    const shared = choose({ field: 'execution', value: 'shared' } as never);
    const readAt = { r001: 3 };
    const splitLater = (...parts: Partial<PlanRow>[]): PlanCommand =>
      ({
        ...split,
        reading: {
          rows: parts.map((part) => ({ ...first, issues: [issue('lead', 'lead-is-a-post')], ...part })),
          readAt,
        },
      }) as PlanCommand;
    test('stands in its parts, and the doubts that it settled do not come back', () => {
      const plan = settledBy(imported(two), units, shared, splitLater({}, { lead: 'Tổ khác' }));
      expect(rowOf(plan, 'r004')).toMatchObject({ leadUnits: ['TTDV'], execution: 'shared', issues: [] });
      expect(rowOf(plan, 'r004').corrections.map(({ field }) => field)).toEqual(['leadUnits', 'execution']);
    });
    test('but not the units of a part with another lead', () => {
      const plan = settledBy(imported(two), units, shared, splitLater({}, { lead: 'Tổ khác' }));
      expect(rowOf(plan, 'r005')).toMatchObject({
        leadUnits: ['VP'],
        execution: 'shared',
        issues: [{ code: 'lead-is-a-post' }],
      });
      expect(rowOf(plan, 'r005').corrections.map(({ field }) => field)).toEqual(['execution']);
    });
    test('stands in a merged row only where it was chosen for all of them', () => {
      const alsoSecond = { ...shared, rowId: 'r002' } as PlanCommand;
      const both = settledBy(imported(two), shared, alsoSecond, merge(['r001', 'r002'], { r001: 2, r002: 3 }));
      expect(rowOf(both, 'r004')).toMatchObject({ execution: 'shared' });
      const one = settledBy(imported(two), shared, merge(['r001', 'r002'], { r001: 2, r002: 0 }));
      expect(rowOf(one, 'r004')).toMatchObject({ execution: 'perUnit', corrections: [] });
    });
  });
  test('a split is taken back by a merge, with a third id: none is ever given twice', () => {
    const plan = settledBy(imported(two), split, merge(['r004', 'r005'], { r004: 0, r005: 0 }));
    expect(plan.rows.map(({ rowId }) => rowId)).toEqual(['r006', 'r002', 'r003']);
  });
  test('a row that was split is no longer there to be launched', () =>
    expect(refusalAfter(imported(two), [split], { type: 'LaunchPlan', rowIds: ['r001'] })).toBe('unknown-row'));
  test('a row that was corrected meanwhile is neither split nor merged: the correction would be lost', () => {
    const correct = choose({ field: 'rollUp', value: 'judged' } as never);
    expect(refusalAfter(imported(two), [correct], split)).toBe('stale-version');
    expect(refusalAfter(imported(two), [correct], merge(['r001', 'r002'], { r001: 0, r002: 0 }))).toBe('stale-version');
    expect(refusalAfter(imported(two), [correct], merge(['r001', 'r002'], { r001: 2, r002: 0 }))).toBeNull();
  });
  test('a launched row is neither split nor merged', () => {
    const launch: PlanCommand = { type: 'LaunchPlan', rowIds: ['r001'] };
    expect(refusalAfter(imported(two), [launch], split)).toBe('row-launched');
    expect(refusalAfter(imported(two), [launch], merge(['r001', 'r002'], { r001: 0, r002: 0 }))).toBe('row-launched');
  });
  test('a row is not merged with itself, nor with one that is not there', () => {
    expect(refusalAfter(imported(two), [], merge(['r001', 'r001'], { r001: 0 }))).toBe('one-row-is-no-merge');
    expect(refusalAfter(imported(two), [], merge(['r001', 'r999'], { r001: 0 }))).toBe('unknown-row');
  });
});
