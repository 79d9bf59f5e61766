// A system and its API in which drafts are entered, settled and looked at; each test file has its own.
import { afterAll, beforeAll } from 'vitest';
import { HEADER } from '../documents/seed-plans.ts';
import { startSystem, type TestSystem } from '../support/system.ts';
import { type Call, type RunningApi, startApi } from './running-api.ts';

let system: TestSystem;
let api: RunningApi;

export function useDrafts(): void {
  beforeAll(async () => {
    system = await startSystem();
    api = await startApi(system);
  });
  afterAll(async () => {
    await api.stop();
    await system.stop();
  });
}

export const office = 'Văn phòng HĐND và UBND';
export const rows = [
  `1\tTuyên truyền\tĐăng 05 tin\tTheo tiến độ thời gian\t${office}\tPhòng Văn hóa - Xã hội`,
  '2\tChuyển đổi số\tTập huấn\tTrong năm 2027\tTổ công nghệ số\tPhòng Văn hóa - Xã hội',
  `3\tKiểm tra\tKiểm tra một cửa\tTrước ngày 31/11/2027\t${office}\tTổ công nghệ số`,
  `4\tHội nghị\t\tTrong năm 2027\t${office}\tPhòng Văn hóa - Xã hội`,
];

let count = 0;
export function newNumber(): string {
  count += 1;
  return String(500 + count);
}
export const documentOf = (number: string, lines: readonly string[]): string =>
  [
    'UBND phường Thử Nghiệm',
    `Số: ${number}/KH-UBND`,
    'Thử Nghiệm, ngày 08 tháng 01 năm 2027',
    'KẾ HOẠCH',
    'Cải cách hành chính phường Thử Nghiệm năm 2027',
    'PHỤ LỤC',
    HEADER,
    ...lines,
  ].join('\n\n');

export const enter = (text: string) =>
  api.call('POST', '/api/plans', { body: text, headers: { 'content-type': 'text/plain' } });
/** Of a plan with a number of its own, so that no test knows of another's. */
export async function enterDraft(lines: readonly string[] = rows, number = newNumber()): Promise<string> {
  const answer = await enter(documentOf(number, lines));
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json().planId;
}
export const ask = (planId: string, body: object, call: Call = {}) =>
  api.call('POST', `/api/plans/${planId}/commands`, { body, ...call });
export const get = async (url: string, as: Call['as'] = 'coordinator') => (await api.call('GET', url, { as })).json();
export const rowsOf = async (planId: string, as: Call['as'] = 'coordinator') =>
  (await get(`/api/plans/${planId}/rows`, as)).items;
export const problemsOf = async (planId: string) =>
  (await get(`/api/plans/${planId}/launch-preview`)).items.map(({ problems }: { problems: string[] }) => problems);

export const correct = (rowId: string, field: string, value: unknown) => ({
  type: 'CorrectRow',
  rowId,
  field,
  value,
  reason: 'Đã hỏi lại đơn vị soạn thảo',
});
