import { drillFrozenWorker } from '../frozen-worker.ts';

drillFrozenWorker({ boundaries: ['turn:begun', 'turn:written', 'turn:committed'], times: 3, underLoad: 10 });
