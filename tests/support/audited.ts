// The audit of a test's system, as the command line would run it on a live one.
import { join } from 'node:path';
import { inject } from 'vitest';
import { type AuditOptions, type AuditReport, audit } from '../../audit/audit.ts';
import { workflowBundle } from '../../worker/bundle.ts';
import type { TestSystem } from './system.ts';

/** With histories, replayed through the bundle. Without patience: whatever might pass by itself is looked at twice. */
export async function audited(
  { db, client, taskQueue, archiveFolder }: TestSystem,
  streams: AuditOptions['streams'],
  patienceMs = 0,
): Promise<AuditReport> {
  const bundlePath = await workflowBundle(join(inject('scratch'), 'bundles'));
  return audit({
    pool: db.app,
    engine: { client, taskQueue, answerWithinMs: 4_000 },
    streams,
    histories: { archiveFolder, bundlePath },
    patienceMs,
  });
}
