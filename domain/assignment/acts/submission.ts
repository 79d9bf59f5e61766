// What a unit hands in: evidence, or what it says of a target that gave none.
import { ms } from '../../instant.ts';
import { refuse } from '../../refusals.ts';
import { headOnly, ownerOnly } from '../acting.ts';
import type { Circumstances } from '../circumstances.ts';
import { filesNamedBy } from '../commands.ts';
import type { AssignmentEvent, Evidence } from '../events.ts';
import { alarmsOfSubmission } from '../plan-alarms.ts';
import type { Part } from '../state.ts';
import { blamedFrom } from '../time.ts';
import { type Act, events, momentOf, type PartSetting, planningOf } from './act.ts';

type Handing = PartSetting & { readonly command: Circumstances };

function judged(asked: Handing) {
  const lateFrom = blamedFrom(asked.part, asked.state.mode);
  const late = lateFrom !== null && ms(momentOf(asked)) >= ms(lateFrom);
  const alarms = alarmsOfSubmission(planningOf(asked, asked.part.partId)) ?? [];
  return { lateFrom, late, alarms };
}

/** The submission, and that the recorded miss was none after all where it had come in time. */
function handIn(part: Part, submitted: Extract<AssignmentEvent, { type: 'EvidenceSubmitted' | 'OutcomeProposed' }>) {
  const { submission, late, lateFrom } = submitted.data;
  if (!part.missed || late || lateFrom === null) return events(submitted);
  return events(submitted, { type: 'DeadlineMissWithdrawn', data: { partId: part.partId, submission, lateFrom } });
}

const handInEvidence = (asked: Handing, evidence: Evidence) =>
  handIn(asked.part, {
    type: 'EvidenceSubmitted',
    data: {
      partId: asked.part.partId,
      submission: asked.part.submissions + 1,
      unitId: asked.part.ownerUnitId,
      ...evidence,
      ...judged(asked),
    },
  });

export const submitEvidence: Act<'SubmitEvidence'> = {
  mayAct: ({ part, acting }) => ownerOnly(part, acting),
  decide(asked) {
    const { state, part, command, context, acting } = asked;
    const { files = [], links = [], figures = [], note } = command;
    if (files.length + links.length + figures.length === 0) return refuse('nothing-to-submit');
    const unknown = filesNamedBy(command).filter((sha256) => !context.facts.uploadedFiles.has(sha256));
    if (unknown.length > 0) return refuse('unknown-file', unknown);
    const evidence = { files, links, figures, ...(note && { note }) };
    if (!state.policy.headApproves || acting.head) return handInEvidence(asked, evidence);
    return events({ type: 'EvidencePrepared', data: { partId: part.partId, unitId: part.ownerUnitId, ...evidence } });
  },
};

/** The head of the unit hands in what an officer has prepared; it counts from now. */
export const approveSubmission: Act<'ApproveSubmission'> = {
  mayAct: ({ part, acting }) => ownerOnly(part, acting) ?? (acting.head ? null : 'not-the-head'),
  decide: (asked) => (asked.part.prepared ? handInEvidence(asked, asked.part.prepared) : refuse('nothing-prepared')),
};

export const proposeOutcome: Act<'ProposeOutcome'> = {
  mayAct: ({ state, part, acting }) => headOnly(state, part, acting),
  decide(asked) {
    const { part, command } = asked;
    const { outcome, cause } = command;
    const submission = part.submissions + 1;
    return handIn(part, {
      type: 'OutcomeProposed',
      data: { partId: part.partId, submission, unitId: part.ownerUnitId, outcome, cause, ...judged(asked) },
    });
  },
};

export const withdrawSubmission: Act<'WithdrawSubmission'> = {
  mayAct: ({ part, acting }) => ownerOnly(part, acting),
  decide({ part, command: { reason } }) {
    if (!part.submission && !part.prepared) return refuse('nothing-submitted');
    const submission = part.submission ? part.submissions : part.submissions + 1;
    const data = { partId: part.partId, submission, ...(reason && { reason }) };
    return events({ type: 'SubmissionWithdrawn', data });
  },
};
