// Whom a cell names: units under all their names, groups, bodies outside the ward, posts, and what nobody knows.
import { describe, expect, test } from 'vitest';
import { modeOf, readCoordinators, readLead } from '../../documents/leads.ts';
import { nameSpans, readUnits } from '../../documents/unit-mentions.ts';
import { codesOf } from './seed-plans.ts';

const idsIn = (text: string) => readUnits(text).bodies.map(({ id }) => id);

describe('a unit', () => {
  test.each([
    ['Phòng Văn hoá-Xã hội', ['VHXH']],
    ['Phòng Văn hóa - Xã hội; Trung tâm phục vụ HHC', ['VHXH', 'TTPVHCC']],
    ['Văn phòng UBND và HĐND phường', ['VP']],
    ['Phòng Kinh tế, hạ tầng và Đô thị', ['KTHTDT']],
    ['Đối với Phòng Kinh tế', ['KTHTDT']],
    ['Trung tâm phục vụ HHC, Trung tâm dịch vụ tổng hợp', ['TTPVHCC', 'TTDV']],
    ['Trung tâm Cung ứng dịch vụ sự nghiệp công phường Điện Bàn', ['TTDV']],
    ['Kho bạc Nhà nước; Phòng Kinh tế, Hạ tầng và Đô thị', ['KHOBAC', 'KTHTDT']],
    ['Thuế cơ sở 2 tỉnh Thái Nguyên; các phòng chuyên môn, đơn vị', ['THUE', 'ALL_UNITS']],
  ])('is known under the name “%s”', (text, ids) => {
    expect(idsIn(text)).toEqual(ids);
    expect(readUnits(text).unknown).toBe('');
  });
  test('that nobody knows is not guessed', () => {
    expect(codesOf(readLead('Phòng Nông nghiệp'))).toEqual(['unknown-lead']);
    expect(readLead('Phòng Nông nghiệp').issues[0]?.blocking).toBe(true);
  });
  test('beside a known one is reported, but does not block', () => {
    expect(readCoordinators('Phòng VHXH, Hội Nông dân').issues).toMatchObject([
      { code: 'unknown-coordinators', blocking: false },
    ]);
  });
  test('of a former tier is read as the ward’s, and said to be', () => {
    const { ids, issues } = readCoordinators('Văn phòng HĐND và UBND thành phố, Trung tâm phục vụ HHC');
    expect(ids).toEqual(['VP', 'TTPVHCC']);
    expect(issues).toMatchObject([{ code: 'legacy-unit-name', blocking: false }]);
  });
});

describe('a collective lead', () => {
  test.each([
    ['Các phòng chuyên môn, đơn vị', 'ALL_UNITS'],
    ['Các phòng chuyên môn, cơ quan, đơn vị,', 'ALL_UNITS'],
    ['Các cơ quan, đơn vị thuộc UBND phường', 'ALL_UNITS'],
    ['Các phòng chuyên môn', 'CHUYEN_MON'],
    ['Đơn vị sự nghiệp', 'SU_NGHIEP'],
  ])('“%s” is the group %s and nobody else', (text, group) => {
    expect(idsIn(text)).toEqual([group]);
  });
  test('with a unit in brackets names its contact', () => {
    const mentions = readUnits('Các phòng chuyên môn, cơ quan, đơn vị (Văn phòng HĐND-UBND)');
    expect(mentions.bodies.map(({ id }) => id)).toEqual(['ALL_UNITS', 'VP']);
    expect(mentions.contactId).toBe('VP');
  });
  test('in brackets without a unit names none', () => {
    expect(readUnits('Các phòng chuyên môn, đơn vị (nếu có)').contactId).toBeNull();
  });
  test('that another document defines says which', () => {
    const { ids, mentions, issues } = readLead(
      'Các phòng chuyên môn, đơn vị được giao nhiệm vụ tại Kế hoạch số 14/KH-UBND',
    );
    expect(ids).toEqual(['ALL_UNITS']);
    expect(mentions.definedBy).toBe('Kế hoạch số 14/KH-UBND');
    expect(issues).toMatchObject([{ code: 'lead-defined-by-document', blocking: false }]);
  });
});

describe('the evidence custodian', () => {
  test('is the unit that the brackets ask for evidence', () => {
    expect(readUnits('Phòng VHXH phường (chủ trì cung cấp tài liệu kiểm chứng)').custodianId).toBe('VHXH');
  });
  test('is nobody where the brackets say something else', () => {
    expect(readUnits('Phòng Kinh tế (chủ trì báo cáo nội dung này)').custodianId).toBeNull();
  });
});

describe('a post', () => {
  test.each([
    'Cán bộ, Công chức chuyên môn',
    'Công chức Văn Phòng – Thống kê',
    'Văn phòng',
    'Công chức Địa chính NN-XD&MT',
  ])('“%s” is no unit, so the row cannot run', (text) => {
    expect(readLead(text)).toMatchObject({ ids: [], issues: [{ code: 'lead-is-a-post', blocking: true }] });
  });
  test('in front of a unit leaves the unit', () => {
    expect(idsIn('Giao Trưởng Phòng Văn hóa - Xã hội')).toEqual(['VHXH']);
    expect(idsIn('Thủ trưởng các phòng chuyên môn, đơn vị')).toEqual(['ALL_UNITS']);
  });
});

describe('order or request', () => {
  const modeIn = (text: string) => modeOf(readUnits(text), text);
  test.each(['Ủy ban Mặt trận Tổ quốc phường', 'UB kiểm tra Đảng uỷ phường', 'Ban kinh tế - Ngân sách HĐND phường'])(
    '%s is asked',
    (text) => {
      expect(modeIn(text)).toEqual({ mode: 'REQUEST', issues: [] });
    },
  );
  test('follows the addressee, not the word “đề nghị”', () => {
    expect(modeIn('Đề nghị Phòng Văn hoá - Xã hội').mode).toBe('ORDER');
  });
  test('is left to a person where the addressee does not settle it', () => {
    expect(codesOf(modeIn('Công an phường'))).toEqual(['mode-unclear']);
    expect(codesOf(modeIn('Các phòng chuyên môn, đơn vị, Ủy ban MTTQ phường'))).toEqual(['mode-unclear']);
  });
});

describe('names', () => {
  test.each([
    ['Phòng Kinh tế Đơn vị sự nghiệp công lập', 1],
    ['Phòng Kinh tế; Đơn vị sự nghiệp công lập', 0],
    ['Phòng Kinh tế và Đơn vị sự nghiệp công lập', 0],
    ['Các cơ quan, đơn vị UBND phường', 0],
  ])('of “%s”: with nothing between them %i', (text, count) => {
    expect(readUnits(text).touching).toBe(count);
  });
  test.each([
    ['Phòng Kinh tế, Văn phòng', 'HĐND và UBND', true],
    ['để phát sinh đơn thư. Trung tâm Phục vụ', 'hành chính công, Công an xã', true],
    ['Phòng Kinh tế', 'Công an xã', false],
  ])('“%s” | “%s”: one goes on behind the border: %s', (before, after, expected) => {
    expect(nameSpans(before, after)).toBe(expected);
  });
});
