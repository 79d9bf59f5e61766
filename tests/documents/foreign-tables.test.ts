// Tables of other communes: columns that the five plans do not have, none for numbers, headings with letters or with no number.
import { describe, expect, test } from 'vitest';
import { readPlan } from '../../documents/read-plan.ts';
import { codesOf } from './seed-plans.ts';

const table = (header: string, ...rows: string[]) =>
  readPlan({
    name: 'thử',
    text: [
      'UBND xã Mỹ Lâm',
      'Số: 12/KH-UBND',
      'ngày 05 tháng 01 năm 2026',
      'KẾ HOẠCH',
      'Cải cách hành chính xã Mỹ Lâm năm 2026',
      'PHỤ LỤC',
    ]
      .map((line) => `${line}\n`)
      .concat(header, ...rows)
      .join('\n'),
  });
const WHO_AND_WHEN = 'Phòng Kinh tế\tTrong năm 2026';

describe('columns', () => {
  test('“Giải pháp” says what to do', () => {
    const { rows } = table('TT\tTiêu chí\tGiải pháp\tChủ trì\tThời hạn', `1\tĐúng hạn\tTrả đúng hẹn\t${WHO_AND_WHEN}`);
    expect(rows[0]).toMatchObject({ criterion: 'Đúng hạn', requirement: 'Trả đúng hẹn' });
  });
  test('of two that say what to do, the first says what it is about', () => {
    const { rows } = table(
      'TT\tNội dung chỉ số\tChỉ tiêu, nhiệm vụ\tChủ trì\tThời hạn',
      `1\tBiên chế\tKhông vượt\t${WHO_AND_WHEN}`,
    );
    expect(rows[0]).toMatchObject({ criterion: 'Biên chế', requirement: 'Không vượt' });
  });
  test('“Đơn vị thực hiện” leads where nobody else does', () => {
    const header = 'TT\tNhiệm vụ\tĐơn vị thực hiện';
    expect(table(`${header}\tThời hạn`, `1\tRà soát\t${WHO_AND_WHEN}`).rows[0]?.lead).toBe('Phòng Kinh tế');
    const both = table(`${header}\tChủ trì\tThời hạn`, `1\tRà soát\tPhòng VHXH\t${WHO_AND_WHEN}`);
    expect(both.rows[0]?.lead).toBe('Phòng Kinh tế');
    expect(both.issues.find(({ code }) => code === 'column-not-read')?.message).toContain('Đơn vị thực hiện');
  });
  test('that no row takes up are named when they hold something', () => {
    const header = 'TT\tNhiệm vụ\tKinh phí\tGhi chú\tChủ trì\tThời hạn';
    const { issues } = table(header, `1\tRà soát\t20 triệu\t\t${WHO_AND_WHEN}`);
    const said = issues.find(({ code }) => code === 'column-not-read')?.message;
    expect(said).toContain('Kinh phí');
    expect(said).not.toContain('Ghi chú');
  });
  test.each(['Cơ quan chủ tri', 'Cơ quan chủu trì', 'Cơ quan chủ tì'])(
    'a name with a slip in it is understood: %s',
    (name) => {
      const { rows } = table(`TT\tNhiệm vụ\t${name}\tThời hạn`, `1\tRà soát\t${WHO_AND_WHEN}`);
      expect(rows[0]?.lead).toBe('Phòng Kinh tế');
    },
  );
  test('that are not there are not empty in every row', () => {
    const { rows } = table('TT\tNhiệm vụ\tChủ trì\tThời hạn', `1\tRà soát\t${WHO_AND_WHEN}`);
    expect(rows[0]?.issues).toEqual([]);
  });
});

describe('a table without a column for numbers', () => {
  const HEADER = 'Nội dung công việc\tĐơn vị thực hiện\tThời gian';
  test('has its rows counted, and says so', () => {
    const { rows, issues } = table(HEADER, `Khảo sát\t${WHO_AND_WHEN}`, `Tổng kết\t${WHO_AND_WHEN}`);
    expect(rows.map(({ number, requirement }) => [number, requirement])).toEqual([
      ['1', 'Khảo sát'],
      ['2', 'Tổng kết'],
    ]);
    expect(codesOf({ issues })).toContain('rows-counted');
  });
  test('has headings in it', () => {
    const { headings, rows } = table(
      HEADER,
      'I. Chỉ đạo điều hành\t\t',
      `Khảo sát\t${WHO_AND_WHEN}`,
      'Cải cách tài chính công\t\t',
      `Tổng kết\t${WHO_AND_WHEN}`,
    );
    expect(headings).toMatchObject([
      { number: 'I', title: 'Chỉ đạo điều hành' },
      { number: '', title: 'Cải cách tài chính công' },
    ]);
    expect(rows.map(({ path, requirement }) => [path, requirement])).toEqual([
      [['I'], 'Khảo sát'],
      [['Cải cách tài chính công'], 'Tổng kết'],
    ]);
  });
  test('has rows that a page cut in two', () => {
    const { rows } = table(HEADER, `Khảo sát\t${WHO_AND_WHEN}`, '', HEADER, 'mức độ hài lòng\t\t');
    expect(rows.map(({ requirement }) => requirement)).toEqual(['Khảo sát mức độ hài lòng']);
  });
  test('is not found in a row that speaks of such things', () => {
    const row = '1\tYêu cầu chung\tPhòng VHXH chủ trì\tTheo thời gian quy định';
    expect(table('STT\tNội dung\tChủ trì\tThời gian', row).rows).toHaveLength(1);
  });
});

describe('a whole row without a number', () => {
  const HEADER = 'TT\tNhiệm vụ\tChủ trì\tThời hạn';
  const first = `1\tRà soát\t${WHO_AND_WHEN}`;
  test('is a row behind a page break too, in doubt like the one before', () => {
    const { rows } = table(HEADER, first, '', HEADER, `\tTổng kết\t${WHO_AND_WHEN}`);
    expect(rows.map(({ number, requirement }) => [number, requirement])).toEqual([
      ['1', 'Rà soát'],
      ['', 'Tổng kết'],
    ]);
    for (const { confidence, issues } of rows) {
      expect(confidence).toBeLessThan(0.8);
      expect(codesOf({ issues })).toContain('row-may-go-on');
    }
  });
  test('that begins in the middle of a word goes on from the page before, in doubt', () => {
    const { rows } = table(HEADER, first, '', HEADER, '\tcác thủ tục\tvà Công an xã\tvà quý I năm sau');
    expect(rows.map(({ requirement }) => requirement)).toEqual(['Rà soát các thủ tục']);
    expect(rows[0]?.confidence).toBeLessThan(0.8);
  });
  test('is no part of the heading above it', () => {
    const { rows, headings } = table(HEADER, 'I\tTHỂ CHẾ\t\t', '', HEADER, `\tTổng kết\t${WHO_AND_WHEN}`);
    expect([headings.length, rows.length]).toEqual([1, 1]);
  });
});

test('the title of a section is one, whatever column it begins in', () => {
  const { headings, rows } = table(
    'TT\tChủ trì\tThời hạn\tNhiệm vụ',
    'I\tTHỂ CHẾ\t\t',
    '1\tPhòng Kinh tế\tTrong năm 2026\tRà soát',
  );
  expect(headings).toMatchObject([{ number: 'I', title: 'THỂ CHẾ' }]);
  expect(rows).toHaveLength(1);
});

describe('headings', () => {
  const HEADER = 'TT\tNhiệm vụ\tChủ trì\tThời hạn';
  const row = (number: string) => `${number}\tViệc ${number}\t${WHO_AND_WHEN}`;
  test('may have letters', () => {
    const { headings, rows, issues } = table(
      HEADER,
      'A\tPAR INDEX\t\t',
      row('1'),
      row('2'),
      'B.\tSIPAS\t\t',
      `1\tKhác\t${WHO_AND_WHEN}`,
    );
    expect(headings.map(({ number }) => number)).toEqual(['A', 'B']);
    expect(rows.map(({ path, number }) => `${path} ${number}`)).toEqual(['A 1', 'A 2', 'B 1']);
    expect(rows.flatMap((each) => each.issues)).toEqual([]);
    expect(codesOf({ issues })).not.toContain('numbering-gap');
  });
  test('with letters stand above the Roman ones', () => {
    const { rows } = table(HEADER, 'A\tPAR INDEX\t\t', 'I\tChỉ đạo\t\t', row('1'));
    expect(rows[0]?.path).toEqual(['A', 'I']);
  });
  test('may have no number, in capitals or over the whole row', () => {
    const { headings, rows } = table(
      HEADER,
      '\tCẢI CÁCH THỂ CHẾ\t\t',
      row('1'),
      'Cải cách tài chính công\t\t\t',
      row('2'),
    );
    expect(headings.map(({ title }) => title)).toEqual(['CẢI CÁCH THỂ CHẾ', 'Cải cách tài chính công']);
    expect(rows.map(({ path }) => path)).toEqual([['CẢI CÁCH THỂ CHẾ'], ['Cải cách tài chính công']]);
  });
  test('do not part a count that runs through all of them', () => {
    const gaps = (...numbers: string[]) =>
      table(
        HEADER,
        'I\tChỉ đạo\t\t',
        row(numbers[0] ?? ''),
        'II\tThể chế\t\t',
        ...numbers.slice(1).map(row),
      ).issues.find(({ code }) => code === 'numbering-gap')?.message;
    expect(gaps('1', '2', '3')).toBeUndefined();
    expect(gaps('1', '2', '4')).toContain('thiếu 3');
    expect(gaps('1', '1', '3')).toContain('thiếu II.2');
  });
});
