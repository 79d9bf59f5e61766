// A history whose replay comes to no end costs its time limit, not the audit.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { expect, inject, test } from 'vitest';
import { createReplayer } from '../../audit/replayer.ts';
import { workflowBundle } from '../../worker/bundle.ts';

const recorded = readFileSync(join(import.meta.dirname, '../replay/histories/submitted-accepted-closed.json'), 'utf8');
const { workflowId, history } = JSON.parse(recorded);
const { events } = historyFromJSON(history);
Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });

test('a replay that does not end is left, and the next history is replayed all the same', async () => {
  const replayer = await createReplayer(await workflowBundle(join(inject('scratch'), 'bundles')), 10_000);
  const onlyItsStart = { events: events?.slice(0, 1) ?? [] };
  const [first, second] = [
    replayer.replay(onlyItsStart, workflowId),
    replayer.replay({ events: events ?? [] }, workflowId),
  ];
  expect(await first).toEqual({ what: 'unended', why: 'its replay did not end within 10 s' });
  expect(await second).toEqual({ what: 'repeated' });
  await replayer.close();
});
