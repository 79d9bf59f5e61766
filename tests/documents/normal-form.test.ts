// The same words typed in two ways are found equal; different words are not.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collapse, fold, words } from '../../documents/normal-form.ts';

describe('the normal form', () => {
  test.each([
    ['Phòng Văn hoá-Xã hội', 'Phòng Văn hóa – Xã hội'],
    ['Đảng uỷ phường', 'đảng ủy phường'],
    ['Các phòng chuyên môn, cơ quan, đơn vị,', 'các phòng chuyên môn,cơ quan,  đơn vị'],
    ['Ủy ban'.normalize('NFD'), 'Ủy ban'],
  ])('“%s” equals “%s”', (one, other) => {
    expect(words(one)).toBe(words(other));
  });
  test.each([
    ['quý', 'qúy'],
    ['thủ', 'thù'],
    ['Phòng Kinh tế', 'Phòng Kinh Tế Hạ tầng'],
  ])('“%s” does not equal “%s”', (one, other) => {
    expect(words(one)).not.toBe(words(other));
  });
  test('keeps every position, so that a match in it is a match in the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fold(text)).toHaveLength(text.length);
      }),
    );
  });
  test('drops what nobody sees', () => {
    expect(collapse('\uFEFF Số:\u00A0 55\u200B ')).toBe('Số: 55');
  });
});
