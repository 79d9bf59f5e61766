// Whatever a file holds, its reading ends within limits, with a reading or a code.
import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { isReadAtOnce } from '../../documents/formats/read-document.ts';
import { DOCUMENT_LIMITS, readDocumentSafely } from '../../sandbox/read-document.ts';
import { docxOf } from '../documents/files/docx.ts';
import * as plan from '../documents/files/one-plan.ts';
import { seedText } from '../documents/seed-plans.ts';

const rowsOf = async (count: number) => {
  const rows = Array.from({ length: count }, (_, index) => [`${index + 1}`, ...(plan.rows.at(-1) ?? []).slice(1)]);
  const sheet = { name: 'Phụ lục', rows: [...plan.prose.map((text) => [text]), plan.header, ...rows] };
  return Buffer.from(await writeXlsx({ sheets: [sheet] }));
};

/** A busy machine may take its time here. */
const PATIENT = { ...DOCUMENT_LIMITS, waitSeconds: 300 };

describe('a document', () => {
  test.each<[string, () => Buffer | Promise<Buffer>]>([
    ['kế hoạch.docx', plan.asDocx],
    ['kế hoạch.xlsx', plan.asXlsx],
    ['kế hoạch.pdf', plan.asPdf],
    ['kế hoạch.csv', plan.asCsv],
  ])('is read apart: %s', async (name, make) => {
    expect(await readDocumentSafely({ bytes: await make(), name }, PATIENT)).toMatchObject({
      reading: { rows: { length: 12 } },
    });
  });
  test.each(['000', '001', '003', '004'])('whose text is short is read at once: %s', (number) => {
    expect(isReadAtOnce(Buffer.from(seedText(number)))).toBe(true);
  });
  test('of text that is longer than a plan is read apart: its rows may be thousands', () => {
    const rows = '1\tA\tB\tQuý I\tPhòng Kinh tế\n';
    const text = (bytes: number) => Buffer.from(`TT\tTên\tNội dung\tHạn\tChủ trì\n${rows.repeat(bytes / rows.length)}`);
    expect([isReadAtOnce(text(40_000)), isReadAtOnce(text(70_000))]).toEqual([true, false]);
  });
  test('whose cells have lost their borders is read apart, for that takes seconds: 002', async () => {
    const bytes = Buffer.from(seedText('002'));
    expect(isReadAtOnce(bytes)).toBe(false);
    expect(await readDocumentSafely({ bytes, name: '002.txt' }, PATIENT)).toMatchObject({
      reading: { rows: { length: 55 } },
    });
  });
  test('of a thousand rows is read whole', async () => {
    const answer = await readDocumentSafely({ bytes: await rowsOf(1000), name: 'a.xlsx' }, PATIENT);
    expect(answer).toMatchObject({ reading: { rows: { length: 1000 } } });
  });
  test('of ten thousand rows is read or refused', async () => {
    const answer = await readDocumentSafely({ bytes: await rowsOf(10_000), name: 'a.xlsx' }, PATIENT);
    if ('reading' in answer) expect(answer.reading.rows).toHaveLength(10_000);
    else expect(answer.refused).toMatch(/^document-(?:takes-too-|too-long)/);
  });
  const long = 'Các phòng chuyên môn, đơn vị thực hiện trước ngày 31/12/2025. '.repeat(40_000);
  test.each<[string, () => Buffer]>([
    ['a.txt', () => Buffer.from(`KẾ HOẠCH ${long}`)],
    ['a.docx', () => docxOf([...plan.prose, long])],
    ['a.csv', () => Buffer.from(`${plan.header.join(',')}\r\n1,"${long}",x,Trong năm 2025,Phòng VHXH,VP`)],
  ])('of one line of 3 MB is read or refused: %s', async (name, make) => {
    const bytes = make();
    const answer = await readDocumentSafely({ bytes, name }, PATIENT);
    if ('refused' in answer) expect(answer.refused).toMatch(/^document-/);
    else expect(answer.reading.issues.length).toBeGreaterThan(0);
  });
});
