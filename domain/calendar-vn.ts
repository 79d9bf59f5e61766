// The calendar of Vietnamese offices (Monday to Friday) that the product ships: the first version of every installation,
// entered by the same command as an administrator's. What is not announced says so in its source.
// 24/11 (Ngày Văn hóa Việt Nam, Politburo Resolution 80-NQ/TW of 07/01/2026) is NOT a holiday here, neither in 2026 nor in
// 2027: whether Art. 112 of the Labour Code has been amended in time could not be confirmed. A later version may add it.
import { CalendarDay, type CalendarDayKind, type WorkingCalendar } from './calendar.ts';
import { PlainDate } from './instant.ts';

const LAW = 'Bộ luật Lao động 2019, Điều 112';
const COMPENSATION = 'Bộ luật Lao động 2019, Điều 111 khoản 3: nghỉ bù khi ngày lễ trùng ngày nghỉ hằng tuần';
const TET_2025 = 'Thông báo của Bộ LĐTBXH tháng 12/2024 về nghỉ Tết và nghỉ lễ năm 2025';
const TET_2026 = 'Thông báo của Bộ Nội vụ tháng 10/2025 về nghỉ Tết Bính Ngọ và Quốc khánh năm 2026';
const NEW_YEAR_2026 = 'Thông báo của Bộ Nội vụ ngày 25/12/2025: hoán đổi 02/01/2026 sang 10/01/2026';
const TET_2027 = 'Dự kiến theo Điều 112 (mùng 1 là 06/02/2027); chưa đối chiếu với thông báo nghỉ Tết năm 2027';
const NATIONAL_DAY_2027 = 'Dự kiến: ngày liền sau 02/9 theo Điều 112; chưa đối chiếu với thông báo năm 2027';
const TET_2028 = 'Dự kiến theo Điều 112 và cách nghỉ năm 2025 (mùng 1 là thứ Tư 26/01/2028); chưa có thông báo';

type Row = readonly [date: string, kind: CalendarDayKind, name: string, source: string, swappedWith?: string];

const holidays = (name: string, source: string, ...dates: string[]) =>
  dates.map((date): Row => [date, 'holiday', name, source]);
const substitutes = (name: string, source: string, ...dates: string[]) =>
  dates.map((date): Row => [date, 'substitute', name, source]);
/** Both halves of an exchange. */
const swap = (off: string, worked: string, source: string): Row[] => [
  [off, 'swapOff', `Nghỉ hoán đổi với ${spoken(worked)}`, source, worked],
  [worked, 'swapWork', `Làm bù cho ${spoken(off)}`, source, off],
];
const spoken = (date: string): string => date.split('-').reverse().join('/');

const rows: Row[] = [
  ...holidays('Tết Dương lịch', LAW, '2025-01-01'),
  ...holidays('Tết Ất Tỵ', TET_2025, '2025-01-27', '2025-01-28', '2025-01-29', '2025-01-30', '2025-01-31'),
  ...holidays('Giỗ Tổ Hùng Vương', `${LAW} (10/3 âm lịch)`, '2025-04-07'),
  ...holidays('Ngày Chiến thắng', LAW, '2025-04-30'),
  ...holidays('Ngày Quốc tế lao động', LAW, '2025-05-01'),
  ...swap('2025-05-02', '2025-04-26', TET_2025),
  ...holidays('Quốc khánh', TET_2025, '2025-09-01', '2025-09-02'),

  ...holidays('Tết Dương lịch', LAW, '2026-01-01'),
  ...swap('2026-01-02', '2026-01-10', NEW_YEAR_2026),
  ...holidays('Tết Bính Ngọ', TET_2026, '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'),
  ...holidays('Giỗ Tổ Hùng Vương', `${LAW} (10/3 âm lịch)`, '2026-04-26'),
  ...substitutes('Nghỉ bù Giỗ Tổ Hùng Vương', COMPENSATION, '2026-04-27'),
  ...holidays('Ngày Chiến thắng', LAW, '2026-04-30'),
  ...holidays('Ngày Quốc tế lao động', LAW, '2026-05-01'),
  ...swap('2026-08-31', '2026-08-22', TET_2026),
  ...holidays('Quốc khánh', TET_2026, '2026-09-01', '2026-09-02'),

  ...holidays('Tết Dương lịch', LAW, '2027-01-01'),
  ...holidays('Tết Đinh Mùi', TET_2027, '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-02-09'),
  ...substitutes('Nghỉ bù Tết Đinh Mùi', TET_2027, '2027-02-10', '2027-02-11'),
  ...holidays('Giỗ Tổ Hùng Vương', `${LAW} (10/3 âm lịch)`, '2027-04-16'),
  ...holidays('Ngày Chiến thắng', LAW, '2027-04-30'),
  ...holidays('Ngày Quốc tế lao động', LAW, '2027-05-01'),
  ...substitutes('Nghỉ bù Ngày Quốc tế lao động', COMPENSATION, '2027-05-03'),
  ...holidays('Quốc khánh', LAW, '2027-09-02'),
  ...holidays('Quốc khánh', NATIONAL_DAY_2027, '2027-09-03'),

  ...holidays('Tết Dương lịch', LAW, '2028-01-01'),
  ...substitutes('Nghỉ bù Tết Dương lịch', COMPENSATION, '2028-01-03'),
  ...holidays('Tết Mậu Thân', TET_2028, '2028-01-24', '2028-01-25', '2028-01-26', '2028-01-27', '2028-01-28'),
];

/** What the first version is made from. January 2028: reminders and steps around 31/12/2027 must still find their days. */
export const shippedImport = {
  from: PlainDate.parse('2025-01-01'),
  to: PlainDate.parse('2028-01-31'),
  days: rows
    .map(([date, kind, name, source, swappedWith]) =>
      CalendarDay.parse({ date, kind, name, source, ...(swappedWith && { swappedWith }) }),
    )
    .sort((a, b) => (a.date < b.date ? -1 : 1)),
};

/** As the record knows it once it is entered. Assignments have had this name frozen into them: it never changes. */
export const shippedCalendar: WorkingCalendar = { version: 'vn-2025-2027.1', ...shippedImport };
