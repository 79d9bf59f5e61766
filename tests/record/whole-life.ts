// One assignment to which everything happens that can, one that an amended plan puts aside, and one that goes on in another
// year: in the record, as stored.
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Alarm } from '../../domain/assignment/alarms.ts';
import type { AssignmentSpec, PartSpec } from '../../domain/assignment/events.ts';
import { type Actor, system } from '../../domain/rules.ts';
import { assignBatch } from '../../record/assign.ts';
import { assignmentStream } from '../../record/streams.ts';
import { takeTurn } from '../../record/turn.ts';
import { spec } from '../support/assignment-history.ts';
import type { TestDatabase } from '../support/database.ts';
import { at } from '../support/specification.ts';
import { setClock } from '../support/time-travel.ts';
import { act, type People, said } from '../support/ward.ts';

const alarms: Alarm[] = [
  { what: 'checkIn', period: '2026-02', from: at('2026-02-01T00:00:00'), at: at('2026-03-03T00:00:00') },
  { what: 'watchdog', at: at('2026-03-04T08:00:00') },
  { what: 'step', stepId: 'chua-nhan', at: at('2026-03-05T08:00:00') },
  { what: 'checkIn', period: '2026-03', from: at('2026-03-03T00:00:00'), at: at('2026-04-01T00:00:00') },
];

const eventful: Partial<AssignmentSpec> = {
  policy: {
    ...spec.policy,
    headApproves: true,
    fieldOwnerReviews: true,
    ladder: [
      {
        stepId: 'chua-nhan',
        unless: 'acknowledged',
        from: 'launch',
        workingDays: 3,
        tell: 'unitHead',
        channel: 'message',
      },
    ],
  },
  fieldOwnerUnitId: 'KTHTDT',
  parts: spec.parts.map((part) => ({ ...part, waitingFor: 'Sở Nội vụ', alarms })),
};

const lasting = (part: PartSpec): PartSpec => ({
  ...part,
  deadline: { kind: 'continuous' },
  due: null,
  lateFrom: null,
  reminders: [],
});

type Command = { type: string; [field: string]: unknown };

export async function liveWholeLife(db: TestDatabase, people: People, planId: string): Promise<void> {
  const { coordinator, chair, officerVp, officerKt } = people;
  const head: Actor = { ...officerVp, head: true };
  const reason = said('Đã bàn');
  const paper = { documentNumber: '7/CV', documentDate: '2026-03-05' };
  const until = async (moment: string) => setClock(db.owner, at(moment));

  await until('2026-03-02T09:00:00');
  const [eventfulId, asideId, lastingId] = [randomUUID(), randomUUID(), randomUUID()];
  await assignBatch(
    db.app,
    [
      { assignmentId: eventfulId, spec: { ...spec, ...eventful, planId, rowId: 'x001' } },
      { assignmentId: asideId, spec: { ...spec, planId, rowId: 'x002' } },
      { assignmentId: lastingId, spec: { ...spec, planId, rowId: 'x003', parts: spec.parts.map(lasting) } },
    ],
    at('2026-03-02T09:00:00'),
  );
  const asked = async (who: Actor, command: Command, id = eventfulId) =>
    expect(await act(db.app, assignmentStream(id), who, command), command.type).toHaveProperty('accepted');
  const pass = () => takeTurn(db.app, { stream: assignmentStream(eventfulId) }, () => undefined);

  await until('2026-03-06T09:00:00');
  await pass();
  await asked(officerVp, { type: 'AssignOfficer', personId: officerVp.personId });
  await asked(officerVp, { type: 'ReportCheckIn', note: said('Đang làm'), state: 'inProgress' });
  await asked(officerVp, { type: 'ReportObstacle', text: said('Thiếu số liệu') });
  await asked(coordinator, { type: 'ResolveObstacle', decision: said('Đã cấp') });
  await asked(coordinator, { type: 'RecordTrigger', ...paper, dueDate: '2026-04-30' });
  await asked(officerKt, { type: 'RecordFieldStatus', state: 'inProgress', note: said('Chậm') });
  await asked(coordinator, { type: 'RecordUrging', ...paper });
  await asked(officerVp, { type: 'RequestExtension', dueDate: '2026-05-15', reason });
  await asked(chair, { type: 'DecideExtension', granted: false, reason });
  await asked(officerVp, { type: 'RequestExtension', dueDate: '2026-05-15', reason });
  await asked(chair, { type: 'DecideExtension', granted: true, reason });
  await asked(coordinator, { type: 'RequestExplanation', dueDate: '2026-03-10', reason });
  await until('2026-03-12T09:00:00');
  await pass();
  await asked(officerVp, { type: 'FileExplanation', text: said('Vì mưa') });
  await asked(chair, { type: 'DecideExplanation', accepted: false, reason });
  await asked(coordinator, { type: 'RequestExplanation', dueDate: '2026-03-20', reason });
  await asked(officerVp, { type: 'FileExplanation', text: said('Vì bão') });
  await asked(chair, { type: 'DecideExplanation', accepted: true, reason });
  await asked(coordinator, {
    type: 'AddAssignment',
    unitId: 'KTHTDT',
    requirement: 'Khắc phục',
    dueDate: '2026-06-01',
  });
  await asked(chair, { type: 'SuspendAssignment', reason });
  await asked(coordinator, { type: 'ResumeAssignment' });
  await asked(officerVp, { type: 'SubmitEvidence', links: ['https://phuong.example/2'] });
  await asked(head, { type: 'ApproveSubmission' });
  await asked(officerKt, { type: 'AcceptSubmission', note: said('Được') });
  await asked(coordinator, { type: 'AcceptSubmission' });
  await asked(coordinator, { type: 'CloseAssignment', outcome: 'achieved' });
  await asked(officerVp, { type: 'AddSupplement', links: ['https://phuong.example/3'], note: said('Cuối năm') });
  await asked(coordinator, { type: 'ReopenAssignment', reason, basis: paper });
  await asked(head, { type: 'ProposeOutcome', outcome: 'noneArose', cause: said('Không có hồ sơ') });
  await asked(chair, { type: 'TransferAssignment', unitId: 'KTHTDT', reason });
  await asked(coordinator, {
    type: 'VoidAssignment',
    reason,
    onBehalfOf: { post: 'Chủ tịch' },
    basis: paper,
    happenedOn: '2026-03-12',
  });
  await asked(coordinator, { type: 'Supersede', successorIds: [eventfulId], reason }, asideId);
  const [part] = spec.parts;
  const whole = {
    ...part,
    deadline: { kind: 'continuous' },
    due: null,
    lateFrom: null,
    alarms: [],
    reminders: undefined,
  };
  const amended = { ...spec, requirement: 'Yêu cầu khác', parts: [whole] };
  await asked(system, { type: 'AmendAssignment', spec: amended, reason }, lastingId);
  await asked(system, { type: 'ContinueYear', year: 2027, calendarVersion: spec.calendarVersion }, lastingId);
}
