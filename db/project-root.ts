// Where the project lies: the nearest folder above this file with a package.json, so it is the same from dist/.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

function nearestPackage(folder: string): string {
  if (existsSync(join(folder, 'package.json')) || folder === dirname(folder)) return folder;
  return nearestPackage(dirname(folder));
}

export const projectRoot = nearestPackage(import.meta.dirname);
