// thread.ts from its TypeScript source: those who start a thread do not hand on their loader.
import { register } from 'tsx/esm/api';

register();
await import('./thread.ts');
