// The shipped calendar of Vietnamese offices (Monday to Friday), as data. What is not announced says so in its source.
// 24/11 (Ngày Văn hóa Việt Nam, Politburo Resolution 80-NQ/TW of 07/01/2026) is NOT a holiday here, neither in 2026 nor in
// 2027: whether Art. 112 of the Labour Code has been amended in time could not be confirmed. A later version may add it.
import { WorkingCalendar } from './calendar.ts';

const LAW = 'Bộ luật Lao động 2019, Điều 112';
const COMPENSATION = 'Bộ luật Lao động 2019, Điều 111 khoản 3: nghỉ bù khi ngày lễ trùng ngày nghỉ hằng tuần';
const TET_2025 = 'Thông báo của Bộ LĐTBXH tháng 12/2024 về nghỉ Tết và nghỉ lễ năm 2025';
const TET_2026 = 'Thông báo của Bộ Nội vụ tháng 10/2025 về nghỉ Tết Bính Ngọ và Quốc khánh năm 2026';
const NEW_YEAR_2026 = 'Thông báo của Bộ Nội vụ ngày 25/12/2025: hoán đổi 02/01/2026 sang 10/01/2026';
const TET_2027 = 'Dự kiến theo Điều 112 (mùng 1 là 06/02/2027); chưa đối chiếu với thông báo nghỉ Tết năm 2027';
const NATIONAL_DAY_2027 = 'Dự kiến: ngày liền sau 02/9 theo Điều 112; chưa đối chiếu với thông báo năm 2027';
const TET_2028 = 'Dự kiến theo Điều 112 và cách nghỉ năm 2025 (mùng 1 là thứ Tư 26/01/2028); chưa có thông báo';

const holiday = (date: string, name: string, source: string) => ({ date, name, source });
const days = (name: string, source: string, ...dates: string[]) => dates.map((date) => holiday(date, name, source));

const holidays = [
  holiday('2025-01-01', 'Tết Dương lịch', LAW),
  ...days('Tết Ất Tỵ', TET_2025, '2025-01-27', '2025-01-28', '2025-01-29', '2025-01-30', '2025-01-31'),
  holiday('2025-04-07', 'Giỗ Tổ Hùng Vương', `${LAW} (10/3 âm lịch)`),
  holiday('2025-04-30', 'Ngày Chiến thắng', LAW),
  holiday('2025-05-01', 'Ngày Quốc tế lao động', LAW),
  holiday('2025-05-02', 'Hoán đổi với thứ Bảy 26/4/2025', TET_2025),
  ...days('Quốc khánh', TET_2025, '2025-09-01', '2025-09-02'),

  holiday('2026-01-01', 'Tết Dương lịch', LAW),
  holiday('2026-01-02', 'Hoán đổi với thứ Bảy 10/01/2026', NEW_YEAR_2026),
  ...days('Tết Bính Ngọ', TET_2026, '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'),
  holiday('2026-04-26', 'Giỗ Tổ Hùng Vương', `${LAW} (10/3 âm lịch)`),
  holiday('2026-04-27', 'Nghỉ bù Giỗ Tổ Hùng Vương', COMPENSATION),
  holiday('2026-04-30', 'Ngày Chiến thắng', LAW),
  holiday('2026-05-01', 'Ngày Quốc tế lao động', LAW),
  holiday('2026-08-31', 'Hoán đổi với thứ Bảy 22/8/2026', TET_2026),
  ...days('Quốc khánh', TET_2026, '2026-09-01', '2026-09-02'),

  holiday('2027-01-01', 'Tết Dương lịch', LAW),
  ...days('Tết Đinh Mùi', TET_2027, '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-02-09'),
  ...days('Nghỉ bù Tết Đinh Mùi', TET_2027, '2027-02-10', '2027-02-11'),
  holiday('2027-04-16', 'Giỗ Tổ Hùng Vương', `${LAW} (10/3 âm lịch)`),
  holiday('2027-04-30', 'Ngày Chiến thắng', LAW),
  holiday('2027-05-01', 'Ngày Quốc tế lao động', LAW),
  holiday('2027-05-03', 'Nghỉ bù Ngày Quốc tế lao động', COMPENSATION),
  holiday('2027-09-02', 'Quốc khánh', LAW),
  holiday('2027-09-03', 'Quốc khánh', NATIONAL_DAY_2027),

  holiday('2028-01-01', 'Tết Dương lịch', LAW),
  holiday('2028-01-03', 'Nghỉ bù Tết Dương lịch', COMPENSATION),
  ...days('Tết Mậu Thân', TET_2028, '2028-01-24', '2028-01-25', '2028-01-26', '2028-01-27', '2028-01-28'),
];

const vn2025To2027 = WorkingCalendar.parse({
  version: 'vn-2025-2027.1',
  from: '2025-01-01',
  to: '2028-01-31', // three working days after 31/12/2027 must still be found
  holidays,
  workingSaturdays: [
    { date: '2025-04-26', source: TET_2025 },
    { date: '2026-01-10', source: NEW_YEAR_2026 },
    { date: '2026-08-22', source: TET_2026 },
  ],
});

/** Every version ever shipped stays: a plan keeps the one that was frozen into it at launch. */
export const calendars: Readonly<Record<string, WorkingCalendar>> = { [vn2025To2027.version]: vn2025To2027 };

/** The version that a launch of today freezes. */
export const currentCalendar = vn2025To2027;
export const currentCalendarVersion = currentCalendar.version;
