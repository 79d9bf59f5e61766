// Cells that name units: whether a piece of text is a list of units and nothing else.
import { fold } from '../normal-form.ts';
import { readUnits } from '../unit-mentions.ts';
import { unitVocabulary } from '../units.ts';
import type { Beginning, Piece, Testimony } from './testimony.ts';
import { goOn } from './word-bonds.ts';

export interface UnitsSaid {
  readonly named: number;
  readonly strange: number;
  readonly cutOff: boolean;
  /** A name that begins where nothing parts it from the one before. */
  readonly runTogether: number;
  /** Of those named, by their look only. */
  readonly guessed: number;
}

const BRACKETED = /\([^()]*(?:\)|$)/gu;
const KINDS =
  'Phòng|Trung tâm|Văn phòng|VP|Công an|Ban|Trường|Trạm|Hạt|Tổ|Đội|Hội|Đoàn|Chi cục|Kho bạc|Thuế|UB|Ủy ban|Đảng ủy|Nhà|Bưu điện|Ngân hàng|Quỹ|Hợp tác xã|HTX|Trưởng|Chi nhánh|Công ty|Bệnh viện|Điện lực|Liên đoàn|Doanh nghiệp';
const NAME_START = new RegExp(`^(?:Các (?:cơ|phòng|đơn|ban)|${KINDS})(?= )`, 'u');
/** The look of a unit's name that no list has: "Hạt Kiểm lâm khu vực". */
const NAME_LIKE = new RegExp(
  `(?:^|(?<=[;,] )|(?<=và )|(?<=- ))(?:${KINDS})(?: [\\p{L}\\d]+){1,6}?(?=$|[;,.]| và | \\()`,
  'gu',
);
const PARTED = /(?:[,;–-]|và|với|hoặc|của|thuộc|:)$/u;

/** A unit's name begins at the second word, and the first does not lead up to it: two cells, most likely. */
export const startsName = (before: string, word: string, next: string): boolean =>
  /^\p{Lu}/u.test(word) && /[\p{L}\d.]$/u.test(before) && !PARTED.test(before) && NAME_START.test(`${word} ${next} `);

/** "UB MTTQ xã Danh sách kèm …": the name of a place has capitals only. */
const NO_PLACE = /(?:xã|phường|thị trấn|đặc khu|tỉnh|thành phố) \p{Lu}\p{Ll}+ \p{Ll}/u;

/** How often a cell names units one behind the other with nothing between, or goes on with what is no name. */
export function runsTogether(text: string): number {
  const list = text.split(' ');
  const names = list.filter((word, at) => at > 0 && startsName(list[at - 1] ?? '', word, list[at + 1] ?? ''));
  return names.length + (NO_PLACE.test(text) ? 1 : 0);
}

/** Items of a list that cannot be units: "- Thông báo niêm yết". */
export const foreignItems = (text: string): number =>
  Array.from(text.matchAll(/(?:^|\s)[-–+•] ?(\p{Lu}[\p{L}]*)/gu)).filter(
    ([, word = '']) => !unitVocabulary.has(fold(word)),
  ).length;

export function unitsSaid(text: string): UnitsSaid {
  return { ...namesSaid(text), cutOff: isCutOff(text), runTogether: runsTogether(text) + foreignItems(text) };
}

type NamesSaid = Pick<UnitsSaid, 'named' | 'strange' | 'guessed'>;

/** Names that no list has count where they make more of the cell understood. */
function namesSaid(text: string): NamesSaid {
  const listed = listedNames(text);
  if (listed.strange === 0) return listed;
  const rest = text.replace(NAME_LIKE, '');
  if (rest === text) return listed;
  const { named, strange } = listedNames(rest);
  const likely = Array.from(text.matchAll(NAME_LIKE)).length;
  return strange < listed.strange ? { named: named + likely, strange, guessed: likely } : listed;
}

function listedNames(text: string): NamesSaid {
  const { bodies, unknown, definedBy } = readUnits(text);
  const strange = unknown === '' ? [] : unknown.split(' ');
  const outside = strange.filter((word) => !unitVocabulary.has(fold(word)));
  return {
    named: bodies.length + (definedBy === '' ? 0 : 1),
    strange: outside.length + (strange.length - outside.length) * 0.7,
    guessed: 0,
  };
}

/** A bracket that stays open, or a last word behind which another must follow. */
const isCutOff = (text: string): boolean =>
  (text.match(/\(/g)?.length ?? 0) > (text.match(/\)/g)?.length ?? 0) ||
  /(?:^| )(?:và|thuộc|,|của|cơ quan,|-|–|\()$/u.test(fold(text.replace(BRACKETED, '')));

/** Bodies that have a name of their own: "Công an" and "Văn phòng" may stand alone, a "Phòng" is cut off. */
const NAMED_KINDS =
  'Phòng|Trung tâm|Ban|Trường|Trạm|Hạt|Tổ|Đội|Hội|Chi cục|UB|Ủy ban|Nhà|Ngân hàng|Quỹ|Hợp tác xã|HTX|Trưởng|Chi nhánh|Công ty|Bệnh viện|Liên đoàn|Doanh nghiệp';
/** "Văn phòng HĐND và UBND" is whole, "Công an xã; UBND" need not be. */
const BARE_KIND = new RegExp(`(?:(?:^|[;,] |và |- )(?:${NAMED_KINDS})|(?:^|[;,] )UBND)[;,.]?$`, 'u');

/** "Công an xã; Phòng", or "Kinh tế; Công an xã": a name that has only one of its ends. */
export const holdsHalfAName = (text: string): boolean =>
  text !== '' && (BARE_KIND.test(text) || !beginsAsUnit(fold(text)));

/** Whether names of units have every word of it, punctuation aside. */
export const isUnitWord = (folded: string): boolean =>
  folded.split(/[^\p{L}\p{N}]+/u).every((word) => unitVocabulary.has(word) || word === '');

/** How cells that name units like to begin. */
const UNIT_START =
  /^(?:[-–+•] )?(?:các|phòng|ban|văn phòng|vp|trung tâm|tt|công an|công chức|cán bộ|tổ|đội|hội|đoàn|ủy ban|ub|ubnd|hđnd|đảng ủy|kho bạc|thuế|chi cục|trường|trạm|hạt|nhà|bưu điện|quỹ|cụm|mttq|mặt trận|thường trực|lãnh đạo|chủ tịch|đơn vị|cơ quan|thôn|bộ phận|toàn|tất cả|nt|như trên|ngân hàng|hợp tác xã|htx|trưởng|chi nhánh|công ty|bệnh viện|điện lực|đồn|sở|viện|liên đoàn|doanh nghiệp|bảo hiểm|[, ]+)/u;
export const beginsAsUnit = (folded: string): boolean => UNIT_START.test(folded);
const MOST_STRANGE_WORDS = 7;
const NEVER = -100;

export function unitTestimony({ start, open }: Beginning, units: (text: string) => UnitsSaid): Testimony {
  if (open !== null) return goingOn(start, open, units);
  const looks = beginsAsUnit(start) ? 1 : -2.5;
  const cannotBe = ({ outsideUnits }: Piece): boolean =>
    outsideUnits > MOST_STRANGE_WORDS || (looks < 0 && outsideUnits > 3);
  return {
    // The last word may be half of a name that begins elsewhere; every other name inside is one too many.
    atMost: (piece) => (cannotBe(piece) ? NEVER : 5 + looks - 3 * Math.max(0, piece.namesInside - 1)),
    weigh: (piece) => (cannotBe(piece) ? NEVER : unitWeight(units(piece.text()), looks, piece.mayBeCut)),
  };
}

function unitWeight(said: UnitsSaid, looks: number, mayBeCut: boolean): number {
  const worse = Math.min(12, said.strange * (mayBeCut ? 1 : 1.6)) + said.runTogether * 3;
  const named = said.named === 0 ? (mayBeCut ? 0 : -2) : said.strange === 0 ? 5 - Math.min(1.5, said.guessed) : 2;
  const unfinished = said.cutOff && !mayBeCut ? -3 : 0;
  return named - worse + looks + unfinished - Math.max(0, said.named - 2) * 0.5;
}

function goingOn(start: string, open: string, units: (text: string) => UnitsSaid): Testimony {
  const cannotBe = ({ outsideUnits }: Piece): boolean => outsideUnits > MOST_STRANGE_WORDS;
  const before = units(open);
  const isListed = /^[,;]/.test(start);
  const most = isWhole(before) ? Math.max(0, namedMore(isListed)) : 4;
  return {
    atMost: (piece) => (cannotBe(piece) ? NEVER : most),
    weigh: (piece) => (cannotBe(piece) ? NEVER : unitsGoOn(units(goOn(open, piece.text())), before, isListed)),
  };
}

const isWhole = ({ named, strange, cutOff }: UnitsSaid): boolean => named > 0 && strange === 0 && !cutOff;
const namedMore = (isListed: boolean): number => (isListed ? 2 : -1);

/** A cell that names its unit already has no need of more words; one that was cut off gets its rest. */
function unitsGoOn(whole: UnitsSaid, before: UnitsSaid, isListed: boolean): number {
  const added = Math.max(0, whole.strange - before.strange);
  const more = whole.named > before.named ? namedMore(isListed) : -0.5;
  const gained = isWhole(before) ? more : whole.strange === 0 && whole.named > 0 ? 4 : 0;
  return (
    gained -
    Math.min(12, added * 1.6) -
    (whole.cutOff ? 1 : 0) -
    Math.max(0, whole.runTogether - before.runTogether) * 3
  );
}
