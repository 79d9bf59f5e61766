// A rule is proven only when it has been seen saying no: every code that the rules of an assignment use is produced here.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { assignmentStatuses } from '../../../domain/assignment/status.ts';
import { momentRefusal, type TransitionCommand, transitions } from '../../../domain/assignment/transitions.ts';
import { refusalCodes } from '../../../domain/refusals.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

function sourcesUnder(folder: string): string[] {
  const files = readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.ts')).map((file) => readFileSync(`${root}${folder}/${file}`, 'utf8'));
}

test('every code that the rules use is seen refused', () => {
  const used = sourcesUnder('domain/assignment').flatMap((source) =>
    refusalCodes.filter((code) => source.includes(`'${code}'`)),
  );
  const asserted = sourcesUnder('tests/domain/assignment').flatMap((source) =>
    [...source.matchAll(/\.refused\('([a-z-]+)'\)/g)].map(([, code]) => code),
  );
  // Those of the table are walked in transitions.test.ts.
  const walked = (Object.keys(transitions) as TransitionCommand[]).flatMap((type) =>
    assignmentStatuses.map((status) => momentRefusal(type, status, 'ORDER')),
  );
  expect([...new Set(used)].filter((code) => !asserted.includes(code) && !walked.includes(code as never))).toEqual([]);
});
