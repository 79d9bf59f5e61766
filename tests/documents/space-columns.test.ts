// A column of spaces is one that every line leaves blank, and only one may lie between two names.
import { expect, test } from 'vitest';
import { gapsBetween, narrowed } from '../../documents/formats/space-columns.ts';

const gaps = gapsBetween(['TT  Chủ trì       Thời hạn']);

test('words of one name are not parted, names are', () => {
  expect(gaps).toEqual([
    { from: 2, to: 4 },
    { from: 11, to: 18 },
  ]);
});
test.each<[string, string, { from: number; to: number }[] | null]>([
  [
    'is as narrow as the lines below leave it',
    '1   Công an xã  Quý I',
    [
      { from: 2, to: 4 },
      { from: 14, to: 16 },
    ],
  ],
  ['is none where a line closes it', '1   Phòng Kinh tế, Thuế', null],
  ['is none where it could be two', '1   Công an  x  Quý I', null],
])('a column of spaces %s', (_, line, found) => {
  expect(narrowed(gaps, [line])).toEqual(found);
});
