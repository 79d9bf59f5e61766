// What an audit may find, each with its cause in a sentence.
import type { Difference } from '../record/differences.ts';

export type FindingCode =
  | Difference['code']
  | 'positions-not-dense'
  | 'row-without-stream'
  | 'workflow-missing'
  | 'workflow-left-over'
  | 'workflow-unknown'
  | 'workflow-foreign'
  | 'workflow-differs'
  | 'workflow-behind'
  | 'timer-differs'
  | 'history-foreign'
  | 'history-unreadable'
  | 'history-differs'
  | 'applied-differs'
  | 'replay-failed';

const causes: Record<FindingCode, string> = {
  gap: 'A version is missing from the log.',
  'chain-broken': 'The event does not name the hash of the event before it: one of the two was put in or taken out.',
  'hash-wrong': 'The event is not the one that was hashed: a byte of it was changed afterwards.',
  'time-runs-back': 'The event is dated before the one in front of it.',
  'position-runs-back':
    'The event stands in the log before one that it follows in its stream: their positions were changed.',
  'fold-failed': 'The rules cannot read the log any further.',
  'head-differs': 'The head row is not what the log folds to.',
  'snapshot-differs': 'The snapshot in the head row is not the state that the log folds to.',
  'read-model-differs': 'The row of the read model is not what the log folds to.',
  'inbox-differs': 'The stored outcome of the command is not what the log has under its id.',
  'text-differs': 'The free text is not the one that the event committed to.',
  'archive-differs': 'The list of runs and the archive stream do not name the same histories.',
  'positions-not-dense':
    'The positions of the log are not 1 to n: an event was deleted, or inserted past the appending code.',
  'row-without-stream': 'The read model has a row for which there is no stream.',
  'workflow-missing': 'The stream is open and no workflow runs for it: nothing would ring at its deadline.',
  'workflow-left-over': 'The stream is closed and a workflow still runs for it.',
  'workflow-unknown': 'A workflow runs for a stream that the record does not have.',
  'workflow-foreign': 'What runs under the id of the stream is not its workflow.',
  'workflow-differs': 'The workflow has seen something at this version that the log does not have.',
  'workflow-behind':
    'The workflow stays behind the record: it has not been told of what happened since, and wakes at the instant of before.',
  'timer-differs': 'The pending timer of the workflow is not where the log says that it must wake.',
  'history-foreign': 'The history is not that of this run: it belongs to another workflow, or is none of ours.',
  'history-unreadable': 'The archived history is missing, or is not the file that was archived.',
  'history-differs': 'A turn in Temporal’s history ended on another event than the log has at that version.',
  'applied-differs': 'Temporal’s history names a command whose outcome the log and the inbox do not have like that.',
  'replay-failed': 'The workflow code of today does not repeat this history.',
};

/** One difference: where, what was expected, what was found. */
export interface Finding {
  readonly code: FindingCode;
  /** Null where it concerns the log as a whole. */
  readonly stream: string | null;
  /** The first version concerned, where there is one. */
  readonly at: number | null;
  readonly expected: string;
  readonly found: string;
  readonly cause: string;
}

export const finding = (
  code: FindingCode,
  stream: string | null,
  where: { at?: number | null; expected: string; found: string },
): Finding => ({ code, stream, at: null, ...where, cause: causes[code] });

/** Something that was asked for and could not be compared. */
export interface NotCompared {
  /** Null where it concerns the record as a whole. */
  readonly stream: string | null;
  readonly why: string;
}

/** May pass by itself while the system works: launches, closings and turns under way. Looked at again before it is reported. */
const passing: ReadonlySet<FindingCode> = new Set([
  'workflow-missing',
  'workflow-left-over',
  'workflow-behind',
  'timer-differs',
]);
export const mayPass = ({ code }: Finding): boolean => passing.has(code);
