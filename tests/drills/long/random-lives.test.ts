import { test } from 'vitest';
import { checkLives } from '../../domain/assignment/properties.ts';

test('100,000 random lives hold what every life holds', () => checkLives(100_000));
