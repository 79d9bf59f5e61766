import { drillFrozenWorker } from './frozen-worker.ts';

drillFrozenWorker({ boundaries: ['turn:written'], times: 1, underLoad: 0 });
