// Every recorded history must replay with today's workflow code, without any server; a tampered one must not.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefaultLogger, makeTelemetryFilterString, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workflowBundle } from '../../worker/bundle.ts';

interface Recorded {
  workflowId: string;
  history: { events: { eventType: string; timerStartedEventAttributes?: { timerId: string } }[] };
}

const folder = join(import.meta.dirname, 'histories');
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
const read = (name: string): Recorded => JSON.parse(readFileSync(join(folder, name), 'utf8'));

let scratch: string;
let codePath: string;

beforeAll(async () => {
  Runtime.install({
    shutdownSignals: [],
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }), forward: {} },
    },
    logger: new DefaultLogger('ERROR', () => undefined),
  });
  scratch = mkdtempSync(join(tmpdir(), 'tiendo-replay-'));
  codePath = await workflowBundle(scratch);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const replay = ({ history, workflowId }: Recorded) =>
  Worker.runReplayHistory({ workflowBundle: { codePath } }, history, workflowId);

describe('the corpus of recorded histories', () => {
  test('is there', () => expect(names.length).toBeGreaterThanOrEqual(6));

  test.each(names)('%s replays', (name) => replay(read(name)));

  test('a history in which a timer is missing does not', async () => {
    const tampered = read('submitted-accepted-closed.json');
    const { events } = tampered.history;
    const timer = events.findIndex((event) => event.eventType === 'EVENT_TYPE_TIMER_STARTED');
    expect(timer).toBeGreaterThan(0);
    events.splice(timer, 1, { ...events[timer], eventType: 'EVENT_TYPE_MARKER_RECORDED' });
    await expect(replay(tampered)).rejects.toThrow(DeterminismViolationError);
  });
});
