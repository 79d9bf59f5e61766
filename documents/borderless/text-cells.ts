// Cells of running text: criterion, requirement, evidence. They may hold anything but what is plainly a unit or a deadline.
import type { ColumnRole } from '../columns.ts';
import { beginsAsDeadline, type SettlesTime } from './deadline-cells.ts';
import type { Beginning, Piece, Testimony } from './testimony.ts';
import { beginsAsUnit, type UnitsSaid } from './unit-cells.ts';

const EVIDENCE_START =
  /^(?:[-–+•] ?)?(?:báo cáo|quyết định|kế hoạch|các? |văn bản|danh mục|danh sách|ảnh|sổ|phiếu|đường dẫn|tài liệu|biên bản|yêu cầu|thông báo|hồ sơ|bản|bảng|số liệu|hình ảnh|link|giấy)/u;

/** "(nếu có)", "Tài liệu kiểm chứng": words that evidence cells have. */
export const hintsAtEvidence = (folded: string): boolean => /^(?:có\)|kiểm|minh|chứng)/u.test(folded);

interface Readers {
  readonly units: (text: string) => UnitsSaid;
  readonly settles: SettlesTime;
}

/** No unit and no deadline is longer, so a longer piece need not be asked for them. */
const LONGEST_NAME = 20;
const LONGEST_TIME = 14;
/** Words of names that no list has: "Ban Quản lý rừng phòng hộ". */
const MOST_STRANGE = 5;
/** "Ủy ban". */
const HALF_A_NAME = 3;
/** "Chậm nhất là ngày": what a deadline begins with is no cell by itself. */
const HALF_A_TIME = 4;

export function textTestimony(role: ColumnRole | null, { start, open }: Beginning, readers: Readers): Testimony {
  const isEvidence = role === 'evidence';
  const begun = open === null ? beginningOf(isEvidence, start) : 0;
  const likely = { mayBeTime: beginsAsDeadline(start), mayBeNames: beginsAsUnit(start) };
  const counted = ({ evidenceWords, count }: Piece): number =>
    begun +
    (isEvidence && evidenceWords > 0 ? 0.8 : 0) -
    (role === 'criterion' ? Math.max(0, count - 40) * 0.1 : 0) -
    (open === null ? 0 : 0.01 * count);
  return {
    atMost: counted,
    weigh: (piece) => counted(piece) - (open === null ? otherCell(piece, likely, readers) : 0),
  };
}

const beginningOf = (isEvidence: boolean, start: string): number =>
  (isEvidence && EVIDENCE_START.test(start) ? 1.5 : 0) -
  (/^(?:lưu ý|ghi chú)/u.test(start) ? (isEvidence ? 0.5 : 3) : 0);

/** Of how it begins. */
interface Likely {
  readonly mayBeTime: boolean;
  readonly mayBeNames: boolean;
}

/** What speaks for another column. */
function otherCell(piece: Piece, { mayBeTime, mayBeNames }: Likely, { units, settles }: Readers): number {
  const { count, outsideUnits, timeWords } = piece;
  const mayName = outsideUnits === 0 || (mayBeNames && outsideUnits <= MOST_STRANGE);
  const said = count <= LONGEST_NAME && mayName ? units(piece.text()) : null;
  const namesUnits = said !== null && said.named > 0 && said.strange === 0;
  const isHalfName = mayBeNames && outsideUnits === 0 && !namesUnits && count <= HALF_A_NAME;
  const isTime = count <= LONGEST_TIME && timeWords > 0 && mayBeTime && settles(piece.folded());
  const isHalf = mayBeTime && count <= HALF_A_TIME && !isTime;
  return (namesUnits ? 5 : isHalfName ? 2 : 0) + (isTime ? 4 : isHalf ? 2 : 0);
}
