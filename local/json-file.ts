// Small JSON files that survive a crash: written beside and renamed into place, read through a schema.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { z } from 'zod';

/** null when the file is missing, half written or of another shape: our own state files can all be made anew. */
export function readJson<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> | null {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

export function writeJson(file: string, value: unknown, mode = 0o644): void {
  const beside = `${file}.${process.pid}.new`;
  writeFileSync(beside, `${JSON.stringify(value, null, 2)}\n`, { mode });
  renameSync(beside, file);
}
