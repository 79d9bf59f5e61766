// Which cells are said to be in doubt, of a row whose cells were told apart: what stands in one may belong to its neighbour.
import { expect, test } from 'vitest';
import type { OpenRow } from '../../../documents/borderless/open-row.ts';
import { tableRows } from '../../../documents/borderless/table-rows.ts';
import { plainDate } from '../../../domain/instant.ts';

const roles = ['criterion', 'requirement', 'lead', 'coordinators', 'deadline'] as const;
type Cells = Readonly<Partial<Record<(typeof roles)[number], string>>>;
const usual = {
  criterion: 'Hồ sơ quá hạn',
  requirement: 'Lập danh sách hồ sơ quá hạn của từng lĩnh vực.',
  lead: 'Phòng Kinh tế',
  coordinators: 'Công an xã; Phòng Tư pháp',
  deadline: 'Quý I/2026',
};
const time = { year: 2026, startsOn: plainDate(2026, 1, 1), endsOn: plainDate(2026, 12, 31) };

/** The fields in doubt. */
function doubted(change: Cells): string[] {
  const cells = roles.map((role) => ({ text: { ...usual, ...change }[role], height: 1, doubts: [] }));
  const row: OpenRow = { number: '1.', heading: false, shares: false, cells, lines: [1, 9], pages: 1 };
  return tableRows([row], roles, time).flatMap(({ doubts }) => doubts.map(({ field }) => field));
}

test.each<[string, Cells, string[]]>([
  ['nothing, in a row that reads well', {}, []],
  ['nothing, where a name ends in a word that names a kind of body', { lead: 'Văn phòng HĐND và UBND' }, []],
  ['nothing, where the kind of body is the whole name', { lead: 'Công an', coordinators: 'Văn phòng; Thuế' }, []],
  ['a list that ends in the kind of a body only', { coordinators: 'Công an xã; Phòng' }, ['coordinators']],
  ['the same before a mark', { lead: 'Công an xã, Trung tâm;' }, ['lead']],
  ['"UBND" behind a mark', { coordinators: 'Phòng Tư pháp; UBND' }, ['coordinators']],
  ['what begins with the rest of a name', { coordinators: 'Kinh tế; Công an xã' }, ['coordinators']],
  [
    'a text that ends in a mark of a list, before a cell of names',
    { requirement: 'Mở lớp. Phòng Nông nghiệp và Môi trường; Các phòng chuyên môn, đơn vị;' },
    ['requirement'],
  ],
])('%s', (_, change, fields) => {
  expect(doubted(change)).toEqual(fields);
});
