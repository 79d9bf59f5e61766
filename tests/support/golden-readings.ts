// What was read out of the five real plans, as it is kept and compared (tests/documents/golden.test.ts): no reading again.
import { readFileSync } from 'node:fs';
import { PlanReading } from '../../domain/plan-reading.ts';

const folder = new URL('../documents/golden/', import.meta.url);

/** The reading of plan "000" … "004". */
export const goldenReading = (number: string): PlanReading =>
  PlanReading.parse(JSON.parse(readFileSync(new URL(`${number}.json`, folder), 'utf8')));
