// A plan document named on the command line, read as the api would.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { refusalTexts } from '../documents/formats/refusals.ts';
import type { PlanReading } from '../domain/plan-reading.ts';
import { readDocumentSafely } from '../sandbox/read-document.ts';
import { UsageError } from './command.ts';

/** Throws UsageError where there is no such file, or it is no plan document. */
export async function readDocumentFile(file: string): Promise<PlanReading> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`cannot read ${file}: ${error.message}`);
  });
  const answer = await readDocumentSafely({ bytes, name: basename(file) });
  if ('reading' in answer) return answer.reading;
  const [, , why] = refusalTexts[answer.refused];
  throw new UsageError(`${file}: ${why} (${answer.refused})`);
}
