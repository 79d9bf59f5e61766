import { test } from 'vitest';
import { checkLives } from './properties.ts';

test('5,000 random lives hold what every life holds', { timeout: 900_000 }, () => checkLives(5_000));
