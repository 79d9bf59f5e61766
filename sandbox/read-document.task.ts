// Thread of a warden: reads one document.
import { parentPort, workerData } from 'node:worker_threads';
import { readDocument } from '../documents/formats/read-document.ts';

const { bytes, name } = (workerData as { input: { bytes: Uint8Array; name: string } }).input;
parentPort?.postMessage(await readDocument({ bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), name }));
