// The readings of the five real plans, kept whole. A golden file is changed only after its rows were compared with the document.
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPlan } from '../../documents/read-plan.ts';
import { seedText } from './seed-plans.ts';

const folder = new URL('golden/', import.meta.url);
const seeds = readdirSync(new URL('../../seeds/', import.meta.url)).filter((name) => name.endsWith('.txt'));

describe('read-plan --json', () => {
  test.each(seeds)('of %s is what was compared with the document', (file) => {
    const reading = readPlan({ name: file, text: seedText(file.slice(0, 3)) });
    const golden = readFileSync(new URL(`${basename(file).slice(0, 3)}.json`, folder), 'utf8');
    expect(`${JSON.stringify(reading, null, 2)}\n`).toBe(golden);
  });
});
