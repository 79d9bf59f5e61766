// Reads every bad file, or those that are named, within the product's limits of processor time and memory; prints what each ends
// with and what it took, as rows of a table. The clock is given time, so that a busy machine changes no figure.

import type { DocumentAnswer } from '../../documents/formats/read-document.ts';
import { runLimited } from '../../sandbox/limited-run.ts';
import { DOCUMENT_LIMITS } from '../../sandbox/read-document.ts';
import { badFiles } from '../documents/files/bad-files.ts';

const named = process.argv.slice(2);
const limits = { ...DOCUMENT_LIMITS, waitSeconds: 600 };

for (const [name, make] of badFiles.filter(([each]) => named.length === 0 || named.includes(each))) {
  const bytes = await make();
  const run = await runLimited<DocumentAnswer>('read-document.task', { bytes, name }, limits);
  const blocking = (answer: DocumentAnswer): string =>
    'refused' in answer
      ? answer.refused
      : `${answer.reading.rows.length} rows; ${answer.reading.issues.map(({ code }) => code).join(', ')}`;
  const said = 'answer' in run ? blocking(run.answer) : `stopped: ${run.stopped}`;
  const used = run.used ? `${run.used.seconds.toFixed(1)} | ${Math.ceil(run.used.megabytes)}` : '? | ?';
  process.stdout.write(`| ${name} | ${said} | ${used} |\n`);
}
