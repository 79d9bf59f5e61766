// Property tests take their seed from here, so that a failing run can be repeated: SEED=… npm test.
import fc from 'fast-check';

const seed = Number(process.env.SEED ?? Date.now() % 2_147_483_647);
fc.configureGlobal({ seed, numRuns: 200 });
console.log(`SEED=${seed}`);
