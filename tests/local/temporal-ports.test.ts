import { expect, test } from 'vitest';
import { takenBut } from '../../local/temporal.ts';

const said = (port: number) =>
  `failed listening for HTTP API on 127.0.0.1:${port}: listen tcp 127.0.0.1:${port}: bind: address already in use","stack":"…`;

test('a port that Temporal has drawn for itself and that is taken is drawn again; a port that was chosen for it is not', () => {
  const passing = takenBut({ port: 7233, uiPort: 8233 });
  expect(passing.test(said(33_215))).toBe(true);
  expect(passing.test(said(7233))).toBe(false);
  expect(passing.test(said(8233))).toBe(false);
  expect(takenBut({ port: 7233, uiPort: null }).test(said(72_330))).toBe(true);
});
