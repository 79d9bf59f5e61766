#!/usr/bin/env node
// Starts the command line from its TypeScript sources, whatever the folder it is called from.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('./main.ts');
const code = await main(process.argv.slice(2));
// Not left to the last open handle: a replay that came to no end would keep the process alive for ever.
process.stdout.write('', () => process.exit(code));
