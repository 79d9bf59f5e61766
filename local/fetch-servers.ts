// Makes sure that both servers can be started, before tests need them: the slow part is seen once, and by itself.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readEnvironment } from '../db/environment.ts';
import { cacheFolderFor } from './data-folder.ts';
import { chooseAccount } from './postgres-account.ts';
import { findBinaries } from './postgres-binaries.ts';
import { createDisplay } from './progress.ts';
import { createScratch } from './scratch.ts';
import { findTemporal, temporalVersion } from './temporal.ts';

const display = createDisplay();
const { data } = readEnvironment();
const scratch = createScratch('tiendo-fetch-');
try {
  const cacheFolder = cacheFolderFor(data);
  const { version, origin } = findBinaries({ account: chooseAccount(scratch), copies: scratch, major: null });
  display.say(`✓ PostgreSQL ${version} (${origin})`);
  const binary = await findTemporal({
    cacheFolder,
    progress: display.progress,
    log: join(cacheFolder, 'temporal-build.log'),
  });
  display.say(`✓ Temporal ${temporalVersion(binary)} (${binary})`);
} catch (error) {
  display.say(`✗ ${(error as Error).message}`);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
