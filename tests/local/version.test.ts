import { describe, expect, test } from 'vitest';
import { isAtLeast, parseVersion } from '../../local/version.ts';

describe('a version', () => {
  test.each([
    ['temporal version 1.9.1 (Server 1.32.1, UI 2.54.1)', '1.9.1'],
    ['1.10.0', '1.9.1'],
    ['v2.0', '1.9.1'],
    ['1.9.2', '1.9.1'],
    ['go version go1.26.8 linux/amd64', '1.21'],
    ['1.9.1-rc.1', '1.9.1'],
  ])('%s is at least %s', (have, need) => expect(isAtLeast(have, need)).toBe(true));

  test.each([
    ['1.9.0', '1.9.1'],
    ['1.8.3', '1.9.1'],
    ['0.13.0', '1.9.1'],
    ['go version go1.19.8 linux/amd64', '1.21'],
    ['command not found', '1.9.1'],
    ['', '1.9.1'],
  ])('%s is not at least %s', (have, need) => expect(isAtLeast(have, need)).toBe(false));

  test('is read out of what programs print', () => expect(parseVersion('psql 18.4 (Debian)')).toEqual([18, 4, 0]));
});
