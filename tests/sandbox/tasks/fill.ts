import { workerData } from 'node:worker_threads';

const held: unknown[] = [];
for (let size = 0; ; size += 1)
  held.push(workerData.input === 'buffers' ? Buffer.alloc(1 << 20, 1) : [...`${size}`.repeat(10_000)]);
