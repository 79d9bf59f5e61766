// How a row is suggested to run, always with a reason: fanned out, shared, or for a person to choose.
import { describe, expect, test } from 'vitest';
import { suggestExecution } from '../../documents/execution.ts';
import { readThresholds } from '../../documents/thresholds.ts';
import { readUnits } from '../../documents/unit-mentions.ts';

const ALL = 'Các phòng chuyên môn, đơn vị';
const suggest = (requirement: string, lead = ALL, coordinators = '', criterion = '') =>
  suggestExecution({
    criterion,
    requirement,
    lead: readUnits(lead),
    coordinators: readUnits(coordinators),
    thresholds: readThresholds(requirement),
  });

describe('a result of the whole ward', () => {
  test.each([
    'Phấn đấu tỷ lệ giải ngân vốn đầu tư công đạt từ 95% trở lên',
    'Tỷ lệ hồ sơ tiếp nhận được giải quyết đúng hạn tối thiểu đạt từ 99,9%',
    'Thu ngân sách vượt so với dự toán được giao',
    'Hoàn thành 100% chỉ tiêu phát triển KT-XH do HĐND phường giao',
    'Phường có từ 2 sáng kiến hoặc giải pháp mới trở lên',
    'Chủ trì ít nhất 03 cuộc đối thoại với người dân',
    'Nằm trong nhóm 20 địa phương cao nhất',
  ])('is one shared assignment: %s', (requirement) => {
    expect(suggest(requirement)).toMatchObject({ execution: 'shared', rollUp: 'judged' });
    expect(suggest(requirement).reason).toContain('kết quả chung');
  });
  test('is not one where each unit has its own figure', () => {
    expect(suggest('100% các phòng chuyên môn có tỷ lệ hồ sơ đúng hạn đạt từ 98% trở lên').execution).toBe('perUnit');
  });
  test('is not read from the title alone', () => {
    expect(suggest('', ALL, '', 'Tỷ lệ hồ sơ đúng hạn do UBND cấp xã tiếp nhận').execution).toBe('perUnit');
  });
});

describe('the contact unit of a shared row', () => {
  const shared = 'Tỷ lệ giải ngân đạt 98%';
  test('is the ward’s unit among the coordinators, not the treasury', () => {
    expect(suggest(shared, ALL, 'Kho bạc Nhà nước; Phòng Kinh tế, Hạ tầng và Đô thị').contactUnit).toBe('KTHTDT');
  });
  test('is one under its right name before one of a former tier', () => {
    expect(suggest(shared, ALL, 'Văn phòng HĐND và UBND thành phố, Trung tâm phục vụ HHC').contactUnit).toBe('TTPVHCC');
  });
  test('is the lead where one unit leads', () => {
    expect(suggest(shared, 'Phòng Kinh tế', 'Phòng VHXH').contactUnit).toBe('KTHTDT');
  });
  test('is left open where nobody is named', () => {
    expect(suggest(shared, ALL, ALL).contactUnit).toBeNull();
  });
});

describe('a collective row', () => {
  test('fans out to one assignment per unit', () => {
    expect(suggest('Rà soát thủ tục hành chính')).toMatchObject({
      execution: 'perUnit',
      rollUp: 'all',
      contactUnit: null,
    });
  });
  test('adds up its figures where parts of one ratio are asked', () => {
    expect(suggest('Thực hiện tối thiểu từ 95% trở lên số tiền kiến nghị sau thanh tra').rollUp).toBe('sumOfFigures');
  });
  test('needs every unit where each has its own threshold', () => {
    expect(suggest('100% các phòng chuyên môn có tỷ lệ xử lý văn bản đạt từ 90% trở lên').rollUp).toBe('all');
  });
  test('with a unit in brackets is shared, with that unit as contact', () => {
    expect(suggest('Tổ chức hội nghị', `${ALL} (Văn phòng HĐND-UBND)`)).toMatchObject({
      execution: 'shared',
      contactUnit: 'VP',
    });
  });
  test('whose units another document names waits for a person to choose them', () => {
    expect(suggest('Hoàn thành 100% Kế hoạch', `${ALL} được giao nhiệm vụ tại Kế hoạch số 14/KH-UBND`).execution).toBe(
      'chosenUnits',
    );
  });
});

describe('a named lead', () => {
  test('alone has one assignment', () => {
    expect(suggest('Rà soát', 'Phòng VHXH')).toMatchObject({ execution: 'perUnit', rollUp: 'all' });
  });
  test('together with another shares one, the first as contact', () => {
    expect(suggest('Rà soát', 'Trung tâm phục vụ HHC, Phòng văn hoá-Xã hội')).toMatchObject({
      execution: 'shared',
      contactUnit: 'TTPVHCC',
    });
  });
});
