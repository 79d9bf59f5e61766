#!/usr/bin/env node
// Starts the command line from its TypeScript sources, whatever the folder it is called from.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2));
