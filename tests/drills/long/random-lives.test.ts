import { testLives } from '../../domain/assignment/properties.ts';

testLives(100_000);
