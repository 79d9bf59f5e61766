// The names of streams: the kind, then the id. The directory, the calendar and the archive are one stream each.

export type StreamKind = 'assignment' | 'plan' | 'directory' | 'calendar' | 'archive';

export const assignmentStream = (assignmentId: string): string => `assignment-${assignmentId}`;
export const planStream = (planId: string): string => `plan-${planId}`;
export const DIRECTORY_STREAM = 'directory';
export const CALENDAR_STREAM = 'calendar';
export const ARCHIVE_STREAM = 'archive';

/** Throws on a name that no stream can have. */
export function kindOf(stream: string): StreamKind {
  if (stream === DIRECTORY_STREAM || stream === CALENDAR_STREAM || stream === ARCHIVE_STREAM) return stream;
  if (stream.startsWith('assignment-')) return 'assignment';
  if (stream.startsWith('plan-')) return 'plan';
  throw new Error(`no such kind of stream: ${stream}`);
}

/** The id behind the kind: an assignmentId or a planId. */
export const idOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1);
