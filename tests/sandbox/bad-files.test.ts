// Files made to hurt: whatever they cost, they end with a code, within the memory of one reader, and nothing is half read.
import { describe, expect, test } from 'vitest';
import type { DocumentAnswer } from '../../documents/formats/read-document.ts';
import { refusalTexts } from '../../documents/formats/refusals.ts';
import { fieldIssues, planIssues } from '../../documents/issue-texts.ts';
import { runLimited } from '../../sandbox/limited-run.ts';
import { DOCUMENT_LIMITS } from '../../sandbox/read-document.ts';
import { type BadFile, badFiles } from '../documents/files/bad-files.ts';

const MOST_MEGABYTES = 300;
/** What is strange in these harms nobody: they are read as what they are. */
const READ_WHOLE = new Map([
  ['rows-10000.xlsx', 10_000],
  ['outside-names.docx', 12],
]);

const read = async ([name, make]: BadFile) => {
  const bytes = await make();
  // A busy machine may take its time: what counts is the work.
  const limits = { ...DOCUMENT_LIMITS, waitSeconds: 600 };
  return runLimited<DocumentAnswer>('read-document.task', { bytes, name }, limits);
};

describe('a bad file', () => {
  test.each(badFiles)(
    '%s',
    async (...file) => {
      const run = await read(file);
      if (run.used) expect(run.used.megabytes).toBeLessThan(MOST_MEGABYTES);
      if ('stopped' in run) return;
      if ('refused' in run.answer) return expect(refusalTexts).toHaveProperty(run.answer.refused);
      const { rows, issues } = run.answer.reading;
      const whole = READ_WHOLE.get(file[0]);
      if (whole !== undefined) return expect(rows).toHaveLength(whole);
      for (const { code } of issues) expect({ ...planIssues, ...fieldIssues }).toHaveProperty(code);
      expect(issues.length).toBeGreaterThan(0);
    },
    900_000,
  );
});
