// The baseline's workflows by name, for those who start and call them.
import { defineUpdate } from '@temporalio/workflow';

export const idle = 'idle';
export const sleeper = 'sleeper';
export const noop = defineUpdate<void>('noop');
