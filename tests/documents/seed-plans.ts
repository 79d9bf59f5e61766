// The five real plans as texts, and shorthands to look into what was read.
import { readdirSync, readFileSync } from 'node:fs';
import { readPlan } from '../../documents/read-plan.ts';
import type { PlanReading, PlanRow } from '../../domain/plan-reading.ts';

const folder = new URL('../../seeds/', import.meta.url);

/** The text of the plan whose file begins with "000" … "004". */
export function seedText(number: string): string {
  const file = readdirSync(folder).find((name) => name.startsWith(`${number}_`));
  if (file === undefined) throw new Error(`no seed ${number}`);
  return readFileSync(new URL(file, folder), 'utf8');
}

const readings = new Map<string, PlanReading>();

/** Read once for all tests of a file: reading changes nothing. */
export function readSeed(number: string): PlanReading {
  const reading = readings.get(number) ?? readPlan({ name: number, text: seedText(number) });
  readings.set(number, reading);
  return reading;
}

export function rowOf(reading: PlanReading, number: string): PlanRow {
  const row = reading.rows.find((candidate) => candidate.number === number);
  if (row === undefined) throw new Error(`no row ${number}`);
  return row;
}

export const codesOf = ({ issues }: { issues: readonly { code: string }[] }): string[] =>
  issues.map(({ code }) => code);

/** Rows that have an issue of this code. */
export const rowsWith = ({ rows }: PlanReading, code: string): string[] =>
  rows.filter((row) => codesOf(row).includes(code)).map(({ number }) => number);

/** A document with one appendix table, for rules that need no real plan. */
export const planWith = (...tableLines: string[]): string =>
  [
    'Số: 12/KH-UBND',
    'Phổ Yên, ngày 08 tháng 10 năm 2025',
    'KẾ HOẠCH',
    'Nâng cao Chỉ số cải cách hành chính phường Phổ Yên năm 2025',
    'PHỤ LỤC',
    HEADER,
    ...tableLines,
  ].join('\n\n');

export const HEADER = 'STT\tTiêu chí\tYêu cầu\tThời gian hoàn thành\tCơ quan chủ trì\tCơ quan phối hợp';
