// What a drill may find; docs/drills.md says of each what it means and where to look.

export type FindingCode =
  | 'lost'
  | 'doubled'
  | 'ghost'
  | 'answer-differs'
  | 'answer-changed'
  | 'received-differs'
  | 'refused-but-present'
  | 'turned-away'
  | 'unknown-left'
  | 'broken-promise'
  | 'parked'
  | 'position-gap'
  | 'replay-differs'
  | 'audit-differs'
  | 'not-compared'
  | 'time-differs'
  | 'not-drained'
  | 'workflow-differs'
  | 'launch-refused'
  | 'forbidden-log-line'
  | 'ended-by-itself'
  | 'too-slow';

export interface Finding {
  readonly code: FindingCode;
  readonly detail: string;
}

export const finding = (code: FindingCode, detail: string): Finding => ({ code, detail: detail.slice(0, 2_000) });
