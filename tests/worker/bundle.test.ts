import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { workflowBundle } from '../../worker/bundle.ts';

test('whoever builds the bundle at the same time gets the same one, whole', async () => {
  const folder = join(inject('scratch'), 'bundle-at-once');
  const paths = await Promise.all([1, 2, 3].map(() => workflowBundle(folder)));
  expect(new Set(paths).size).toBe(1);
  expect(await readdir(folder)).toEqual([basename(paths[0] ?? '')]);
});
