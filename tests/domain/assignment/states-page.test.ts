import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { statesPage } from '../../../scripts/states-page.ts';

test('docs/states.md is what the transition table draws (npm run docs:states)', () => {
  const page = fileURLToPath(new URL('../../../docs/states.md', import.meta.url));
  expect(readFileSync(page, 'utf8')).toBe(statesPage());
});
