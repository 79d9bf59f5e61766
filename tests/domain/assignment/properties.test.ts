import { testLives } from './properties.ts';

testLives(5_000);
