// Real servers for the whole run: one PostgreSQL with a migrated template database, one Temporal with virtual time.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { provision } from '../../db/migrate.ts';
import { startTestServers } from '../../local/servers-for-tests.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    adminUrl: string;
    templateUrls: { owner: string; app: string; projector: string };
    temporalAddress: string;
    scratch: string;
  }
}

export const TEMPLATE = 'tiendo_template';

export default async function setup(project: TestProject) {
  const scratch = mkdtempSync(join(tmpdir(), 'tiendo-test-'));
  const servers = await startTestServers();
  const passwordsFile = join(scratch, 'passwords.json');
  const templateUrls = await provision(servers.postgresAdminUrl, { passwordsFile, database: TEMPLATE });
  project.provide('adminUrl', servers.postgresAdminUrl);
  project.provide('templateUrls', templateUrls);
  project.provide('temporalAddress', servers.temporalAddress);
  project.provide('scratch', scratch);
  return async () => {
    await servers.stop();
    rmSync(scratch, { recursive: true, force: true });
  };
}
