// The thread of a warden: loads its task, says that it begins, and answers with what the task gives.
import { parentPort, workerData } from 'node:worker_threads';

export type FromThread = { readonly begun: true } | { readonly answer: unknown };
/** A task is a module whose default export is this. */
type Task = (input: unknown) => unknown;

const say = (message: FromThread): void => parentPort?.postMessage(message);
const { task, input } = workerData as { task: string; input: unknown };
const { default: run } = (await import(task)) as { default: Task };
say({ begun: true });
say({ answer: await run(input) });
