// A document of any kind → its plan, read where it can do no harm.
import {
  type DocumentAnswer,
  type DocumentFile,
  isReadAtOnce,
  readDocument,
} from '../documents/formats/read-document.ts';
import { type Limits, runLimited } from './limited-run.ts';

const MOST_BYTES = 10 * 1024 * 1024;
export const DOCUMENT_LIMITS: Limits = { seconds: 8, waitSeconds: 10, megabytes: 280 };

/** What takes milliseconds is read at once: starting a process takes half a second. */
export async function readDocumentSafely(file: DocumentFile, limits = DOCUMENT_LIMITS): Promise<DocumentAnswer> {
  if (file.bytes.length > MOST_BYTES) return { refused: 'document-too-large' };
  if (isReadAtOnce(file.bytes)) return readDocument(file);
  const result = await runLimited<DocumentAnswer>('read-document.task', file, limits);
  if ('answer' in result) return result.answer;
  return { refused: result.stopped === 'time' ? 'document-takes-too-long' : 'document-takes-too-much-memory' };
}
