// The demo ward: phường Phổ Yên's units as its plans name them (docs/domain.md), and invented people.
import { v5 as uuidv5 } from 'uuid';
import type { Person, Unit } from '../domain/directory/directory.ts';

const unit = (unitId: string, name: string, kind: Unit['kind'], groups: Unit['groups']): Unit => ({
  unitId,
  name,
  kind,
  groups,
  planCoordinator: unitId === 'VHXH',
});

/** Six units of the ward, and the bodies outside its authority that plans 000 and 003 name. */
export const demoUnits: readonly Unit[] = [
  unit('VHXH', 'Phòng Văn hoá - Xã hội', 'office', ['ALL_UNITS', 'CHUYEN_MON']),
  unit('VP', 'Văn phòng HĐND và UBND phường', 'office', ['ALL_UNITS', 'CHUYEN_MON']),
  unit('KTHTDT', 'Phòng Kinh tế, Hạ tầng và Đô thị', 'office', ['ALL_UNITS', 'CHUYEN_MON']),
  unit('TTPVHCC', 'Trung tâm Phục vụ hành chính công', 'office', ['ALL_UNITS']),
  unit('TTDV', 'Trung tâm dịch vụ tổng hợp', 'publicService', ['ALL_UNITS', 'SU_NGHIEP']),
  unit('TYT', 'Trạm Y tế phường', 'publicService', ['ALL_UNITS', 'SU_NGHIEP']),
  unit('MTTQ', 'Uỷ ban Mặt trận Tổ quốc phường', 'outside', []),
  unit('UBKT', 'Uỷ ban kiểm tra Đảng uỷ phường', 'outside', []),
  unit('KHOBAC', 'Kho bạc Nhà nước', 'outside', []),
];

const DEMO_NAMESPACE = '0d5c7f5e-5d54-5c1b-8a8e-2f1a6a5b9d10';

/** The same person at every start. */
export const personIdOf = (username: string): string => uuidv5(username, DEMO_NAMESPACE);

export interface DemoPerson extends Omit<Person, 'personId'> {}

const officer = (username: string, name: string, unitId: string, post: string, head: boolean): DemoPerson => ({
  username,
  name,
  post,
  role: 'unit',
  unitId,
  head,
});

/** One login per role, and an officer for every unit of the ward. All names are invented. */
export const demoPeople: readonly DemoPerson[] = [
  {
    username: 'chutich',
    name: 'Nguyễn Minh Sơn',
    post: 'Chủ tịch UBND phường',
    role: 'chair',
    unitId: null,
    head: true,
  },
  {
    username: 'dieuphoi',
    name: 'Trần Thu Hà',
    post: 'Phó Trưởng phòng Văn hoá - Xã hội',
    role: 'coordinator',
    unitId: 'VHXH',
    head: false,
  },
  officer('vanphong', 'Lê Quốc Bảo', 'VP', 'Chánh Văn phòng', true),
  officer('kinhte', 'Phạm Thị Lan', 'KTHTDT', 'Chuyên viên', false),
  officer('motcua', 'Đỗ Văn Nam', 'TTPVHCC', 'Phó Giám đốc Trung tâm', false),
  officer('dichvu', 'Hoàng Anh Tuấn', 'TTDV', 'Giám đốc Trung tâm', true),
  officer('yte', 'Vũ Thị Mai', 'TYT', 'Trưởng trạm', true),
  officer('vanhoa', 'Bùi Đức Long', 'VHXH', 'Chuyên viên', false),
  { username: 'kiemtra', name: 'Ngô Thị Hạnh', post: 'Kiểm toán viên', role: 'auditor', unitId: null, head: false },
  { username: 'quantri', name: 'Đinh Công Thành', post: 'Quản trị hệ thống', role: 'admin', unitId: null, head: false },
];
