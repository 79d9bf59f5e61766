// Most cells are ruled out unread, by what they weigh at most: were that ever too little, the best division of a page could be missed.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BegunCell } from '../../../documents/borderless/begun-cell.ts';
import { NOTHING_COUNTED, type OpenCell, type PageContext } from '../../../documents/borderless/cell-pieces.ts';
import { pageWords } from '../../../documents/borderless/page-words.ts';
import { tokensOf } from '../../../documents/borderless/text-tokens.ts';
import { witnessAt } from '../../../documents/borderless/witness.ts';
import { neighboursIn } from '../../../documents/borderless/word-bonds.ts';
import { plainDate } from '../../../domain/instant.ts';
import '../../support/print-seed.ts';

const columns = ['criterion', 'requirement', 'lead', 'coordinators', 'deadline', 'evidence'] as const;
const witness = witnessAt({ year: 2025, startsOn: plainDate(2025, 1, 1), endsOn: plainDate(2025, 12, 31) });

const words = fc.constantFrom(
  ...[
    'Các cơ quan, đơn vị',
    'thuộc UBND phường',
    'Phòng VHXH',
    'Văn phòng HĐND',
    'và',
    'Trung tâm',
    '(chủ trì',
    'kiểm chứng)',
  ],
  ...[
    'Hoàn thành',
    'trước ngày',
    '30/11/2025',
    'Thường xuyên',
    'Theo văn bản',
    'của Sở Nội vụ',
    'quý III',
    'hằng tháng',
  ],
  ...[
    '- Báo cáo',
    'Tổ chức thực hiện',
    'Lưu ý:',
    '100% nhiệm vụ',
    'được xử lý.',
    'Danh sách',
    ';',
    ', Công an',
    'xã Hạ Long',
  ],
);
const lines = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.array(words, { minLength: 1, maxLength: 3 }).map((list) => list.join(' ')) },
    { weight: 1, arbitrary: fc.constant('') },
  ),
  { minLength: 1, maxLength: 8 },
);
const openCells: fc.Arbitrary<OpenCell[] | null> = fc.option(
  fc.array(
    fc.record({
      text: fc.array(words, { maxLength: 3 }).map((list) => list.join(' ')),
      ended: fc.boolean(),
      unfinished: fc.boolean(),
    }),
    { minLength: columns.length, maxLength: columns.length },
  ),
);

test('no cell weighs more than it was said to weigh at most', () => {
  fc.assert(
    fc.property(lines, openCells, fc.boolean(), fc.boolean(), (source, open, isLast, measured) => {
      const tokens = tokensOf(source, 1);
      const context: PageContext = {
        columns,
        neighbours: neighboursIn(tokens),
        witness,
        widths: measured ? columns.map(() => 20) : null,
        open,
        numbers: NOTHING_COUNTED,
        isLast,
      };
      const page = pageWords(tokens, context);
      const missed: number[][] = [];
      for (const from of page.boundaries) {
        for (const [column] of columns.entries()) {
          for (const before of [null, open?.[column] ?? null]) {
            const cell = new BegunCell(page, from, column, before);
            for (let to = from + 1; to <= tokens.length; to++)
              if (cell.weigh(to) > cell.atMost(to)) missed.push([from, to, column]);
          }
        }
      }
      expect(missed).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
