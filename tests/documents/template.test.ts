// The template is read back as it was meant: three tasks, one duty, and nothing to ask about.
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../documents/formats/read-document.ts';
import { deadlineWordings, planTemplate } from '../../documents/formats/template.ts';
import { readPlan } from '../../documents/read-plan.ts';
import { leadNames } from '../../documents/units.ts';
import { planWith } from './seed-plans.ts';

describe('the template', () => {
  test.each([2026, 2027])('of %i is read without one issue', async (year) => {
    const bytes = Buffer.from(await planTemplate(year));
    const answer = await readDocument({ bytes, name: 'ke-hoach.xlsx' });
    expect(answer).toMatchObject({ reading: { plan: { year, number: '01/KH-UBND', issuer: 'UBND phường Ví Dụ' } } });
    if (!('reading' in answer)) return;
    const { rows, headings, duties, issues } = answer.reading;
    expect([rows.length, headings.length, duties.length]).toEqual([3, 2, 1]);
    expect([...issues, ...rows.flatMap((row) => row.issues), ...duties.flatMap((duty) => duty.issues)]).toEqual([]);
    expect(rows.map(({ confidence }) => confidence)).toEqual([1, 1, 1]);
  });
  test.each(deadlineWordings(2025))('offers deadlines that are understood: %s', (wording) => {
    const row = `1\tA\tB\t${wording}\tPhòng VHXH\tVP HĐND và UBND`;
    const { rows } = readPlan({ name: 'a', text: planWith(row).replace('08 tháng 10', '02 tháng 01') });
    expect(rows[0]?.issues).toEqual([]);
  });
  test.each(leadNames)('offers units that are known: %s', (name) => {
    const { rows } = readPlan({ name: 'a', text: planWith(`1\tA\tB\tTrong năm 2025\t${name}\tPhòng VHXH`) });
    expect(rows[0]?.issues).toEqual([]);
  });
  test('offers them in the cells below the header', async () => {
    const { sheets } = await readXlsx(await planTemplate(2026), { readStyles: true });
    expect(sheets.map(({ name }) => name)).toEqual(['Kế hoạch', 'Hướng dẫn', 'Danh mục']);
    const [plan, , lists] = sheets;
    const header = plan?.rows.findIndex(([first]) => first === 'STT') ?? -1;
    expect(plan?.dataValidations?.map(({ type, formula1, range }) => [type, formula1, range])).toEqual([
      ['list', `'Danh mục'!$B$2:$B$${deadlineWordings(2026).length + 1}`, `D${header + 2}:D500`],
      ['list', `'Danh mục'!$A$2:$A$${leadNames.length + 1}`, `E${header + 2}:E500`],
      ['list', `'Danh mục'!$A$2:$A$${leadNames.length + 1}`, `F${header + 2}:F500`],
    ]);
    expect(lists?.rows[1]?.slice(0, 2)).toEqual([leadNames[0], deadlineWordings(2026)[0]]);
  });
});
