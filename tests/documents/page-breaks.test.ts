// What a page cut apart is joined, and only that.
import { describe, expect, test } from 'vitest';
import { readBlocks } from '../../documents/blocks.ts';
import { joinText } from '../../documents/page-breaks.ts';

describe('two halves of a cell', () => {
  test.each([
    ['Văn phòng HĐND', 'và UBND phường', 'Văn phòng HĐND và UBND phường'],
    ['Chỉ thị số 20-', 'CT/TU', 'Chỉ thị số 20-CT/TU'],
    ['xử lý/', 'kiến nghị', 'xử lý/kiến nghị'],
    ['Phòng VHXH', ', Văn phòng', 'Phòng VHXH, Văn phòng'],
    ['', 'chi phí tuân thủ', 'chi phí tuân thủ'],
  ])('“%s” and “%s” become one text', (before, after, joined) => {
    expect(joinText(before, after)).toBe(joined);
  });
  test('a page break inside a word is joined', () => {
    expect(joinText('UBND ph', 'ường')).toBe('UBND phường');
    expect(joinText('UBND phườ', 'ng Phổ Yên')).toBe('UBND phường Phổ Yên');
  });
  test('whole words are not run together', () => {
    expect(joinText('dài 100 m', 'ở khu phố')).toBe('dài 100 m ở khu phố');
    expect(joinText('cơ sở', 'chính trị')).toBe('cơ sở chính trị');
  });
});

describe('a paragraph', () => {
  const texts = (source: string) => readBlocks(source).paragraphs.map(({ text }) => text);
  test('that begins in the middle of a sentence goes on from the page before', () => {
    expect(texts('- tham mưu UBND\n\nphường chỉ đạo.')).toEqual(['tham mưu UBND phường chỉ đạo.']);
    expect(texts('- kết quả năm\n\n2025 xây dựng')).toEqual(['kết quả năm 2025 xây dựng']);
  });
  test('goes on across a footnote', () => {
    expect(texts('- thường xuyên theo\n\n¹ Kết luận số 14.\n\ndõi tiến độ.')).toEqual([
      'thường xuyên theo dõi tiến độ.',
    ]);
  });
  test('that begins a sentence, a bullet or a number is its own', () => {
    expect(texts('Một câu\n\nCâu khác\n\n- gạch đầu dòng\n\n2. mục hai')).toHaveLength(4);
  });
  test('is joined from wrapped lines only where blank lines part the paragraphs', () => {
    expect(texts('I. MỤC ĐÍCH\n\nThực hiện Kế hoạch của\nUBND tỉnh.')).toHaveLength(2);
    expect(texts('Dòng một.\nDòng hai.\nDòng ba.')).toHaveLength(3);
  });
  test('knows the first and the last of its lines', () => {
    expect(readBlocks('a\n\n- tham mưu UBND\n\nphường.').paragraphs[1]?.lines).toEqual([3, 5]);
  });
});
