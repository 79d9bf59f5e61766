// What speaks for a piece of text being a cell of one column and not of another: who is named, whether it says by when, whether
// its words belong together. Every weight is a plain number: the sum over a page decides (borderless-cells.ts).
import type { ColumnRole } from './columns.ts';
import { readDeadline } from './deadline-text.ts';
import { fold, words } from './normal-form.ts';
import type { PlanTime } from './phrase-rule.ts';
import type { Token } from './text-tokens.ts';
import { readUnits } from './unit-mentions.ts';
import { unitNames, unitVocabulary } from './units.ts';

/** Which words stand side by side in this document: the best witness of which ends of lines belong together. */
export type Neighbours = ReadonlyMap<string, number>;

const pairOf = (before: string, after: string): string => `${words(before)} ${words(after)}`;

export function neighboursIn(tokens: readonly Token[]): Neighbours {
  const pairs = new Map<string, number>();
  for (const name of unitNames)
    for (const [at, word] of name.entries()) if (at > 0) pairs.set(`${name[at - 1]} ${word}`, 2);
  let firstLine = 0;
  tokens.forEach((token, index) => {
    const before = tokens[index - 1];
    if (token.opensBlock) firstLine = token.line;
    if (!before || !isWitness(before, token, firstLine)) return;
    const pair = pairOf(before.text, token.text);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  });
  return pairs;
}

/** A sentence may end between two words, and on a first line a cell may, where a capital follows. */
export const isWitness = (before: Token, token: Token, firstLine: number): boolean =>
  !token.opensBlock &&
  !/[.;:!?]$/.test(before.text) &&
  !(token.line === firstLine && /^[\p{Lu}(“"–-]/u.test(token.text));

const opensItem = (text: string): boolean => /^(?:[-–—+•▪*]|[a-zđ]\)|\d{1,2}\.$)/u.test(text);
const endsSentence = (text: string): boolean => /[.;:!?]\)?$/u.test(text);

/** Do two words go on from each other? Positive: seen so; negative: never seen; zero: a sentence ends between them. */
export function junction(before: string, after: string, neighbours: Neighbours, selfCount: number): number {
  if (/^[,.;:)]/.test(after)) return 2;
  if (before === after) return -1;
  if (opensItem(after)) return 0;
  const known = (neighbours.get(pairOf(before, after)) ?? 0) > selfCount;
  if (known && !/[.;!?]$/.test(before)) return 1;
  if (/^[(“"]/.test(after)) return 0;
  if (/[,/(–-]$/.test(before) && /^\p{Ll}/u.test(after)) return 0.5;
  if (endsSentence(before)) return /^\p{Ll}/u.test(after) ? -1 : 0;
  if (/^\p{Ll}/u.test(after)) return -0.3;
  return -0.8;
}

/** Words with which cells of each column like to begin. */
const DEADLINE_START =
  /^(?:hoàn thành|xong|trước|trong|chậm nhất|thường xuyên|theo|đảm bảo|bảo đảm|quý|tháng|năm|hằng|hàng|định kỳ|từ|đến|hết|ngày|cuối|đầu|giữa|ngay|khi|sau|liên tục|cả năm|\d)/u;
const DEADLINE_WORDS = /thời gian|thời hạn|tiến độ|theo (?:văn bản|hướng dẫn|kế hoạch|yêu cầu)/u;
export const EVIDENCE_HINT = /^(?:có\)|kiểm|minh|chứng)/u;
export const DEADLINE_HINT =
  /^(?:\d+[/.-]\d+.*|\(?(?:quý|tháng|năm|ngày|thường|hằng|hàng|thời|tiến|trước|theo|tuần|kỳ)[,.;]?)$/u;
const UNIT_START =
  /^(?:[-–+•] )?(?:các|phòng|ban|văn phòng|vp|trung tâm|tt|công an|công chức|cán bộ|tổ|đội|hội|đoàn|ủy ban|ub|ubnd|hđnd|đảng ủy|kho bạc|thuế|chi cục|trường|trạm|hạt|nhà|bưu điện|quỹ|cụm|mttq|mặt trận|thường trực|lãnh đạo|chủ tịch|đơn vị|cơ quan|thôn|bộ phận|toàn|tất cả|nt|như trên|ngân hàng|bưu điện|bảo hiểm|[, ]+)/u;
const EVIDENCE_START =
  /^(?:[-–+•] ?)?(?:báo cáo|quyết định|kế hoạch|các? |văn bản|danh mục|danh sách|ảnh|sổ|phiếu|đường dẫn|tài liệu|biên bản|yêu cầu|thông báo|hồ sơ|bản|bảng|số liệu|hình ảnh|link|giấy)/u;

export interface Piece {
  /** Built only when asked for: most pieces are weighed by what is counted of them. */
  readonly text: () => string;
  readonly folded: () => string;
  readonly count: number;
  /** The first words, folded. */
  readonly start: string;
  /** Words that no name of a unit has. */
  readonly outsideUnits: number;
  readonly timeWords: number;
  /** Names of units that begin inside the piece with nothing before them. */
  readonly namesInside: number;
  readonly evidenceWords: number;
  /** A row that goes on behind the page: its cells may stop anywhere. */
  readonly mayBeCut: boolean;
  /** What the cell held before the page ended; null for a new cell. */
  readonly open: string | null;
}

export type Witness = (role: ColumnRole | null, piece: Piece) => number;

interface Reader {
  readonly units: (text: string) => UnitsSaid;
  readonly says: (folded: string) => boolean;
}

export function witnesses(time: PlanTime): Witness {
  const unitScores = new Map<string, UnitsSaid>();
  const deadlineScores = new Map<string, boolean>();
  const read: Reader = {
    units: (text) => remember(unitScores, text, () => unitsSaid(text)),
    says: (folded) => {
      const core = timeCore(folded);
      return (
        core !== '' && remember(deadlineScores, core, () => readDeadline(core, time).deadline.kind !== 'undefined')
      );
    },
  };
  return (role, piece) => {
    if (role === 'lead' || role === 'coordinators') return unitWeight(piece, read);
    if (role === 'deadline') return deadlineWeight(piece, read);
    return textWeight(role, piece, read);
  };
}

/** From the words before the first that has to do with time to the last that has: all that a deadline can be said with. */
function timeCore(folded: string): string {
  const list = folded.split(' ');
  const first = list.findIndex((word) => DEADLINE_HINT.test(word));
  if (first === -1) return '';
  const last = list.findLastIndex((word) => DEADLINE_HINT.test(word) || /^\d/.test(word));
  return list.slice(Math.max(0, first - 2), last + 9).join(' ');
}

function remember<T>(store: Map<string, T>, key: string, make: () => T): T {
  const known = store.get(key);
  if (known !== undefined) return known;
  const made = make();
  store.set(key, made);
  return made;
}

interface UnitsSaid {
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
  'Phòng|Trung tâm|Văn phòng|VP|Công an|Ban|Trường|Trạm|Hạt|Tổ|Đội|Hội|Đoàn|Chi cục|Kho bạc|Thuế|UB|Ủy ban|Đảng ủy|Nhà|Bưu điện|Ngân hàng|Quỹ';
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

/** Something else begins behind what says by when: "Thường xuyên Danh sách …". */
const BEHIND_TIME = /(?:thường xuyên|liên tục|\d{4}\.?|(?:hằng|hàng) \p{L}+|trong năm) (?!HĐND|UBND)\p{Lu}[\p{Ll}]/iu;
export const goesOnBehindTime = (text: string): boolean => {
  const match = BEHIND_TIME.exec(text);
  return match !== null && /\p{Lu}/u.test(text[match.index + match[0].length - 2] ?? '');
};

function unitsSaid(text: string): UnitsSaid {
  const whole = unitsNamed(text);
  if (whole.strange === 0) return whole;
  const likely = Array.from(text.matchAll(NAME_LIKE)).length;
  if (likely === 0) return whole;
  const rest = unitsNamed(text.replace(NAME_LIKE, ''));
  if (rest.strange >= whole.strange) return whole;
  const { cutOff, runTogether } = whole;
  return { named: rest.named + likely, strange: rest.strange, cutOff, runTogether, guessed: likely };
}

function unitsNamed(text: string): UnitsSaid {
  const { bodies, unknown, definedBy } = readUnits(text);
  const strange = unknown === '' ? [] : unknown.split(' ');
  const outside = strange.filter((word) => !unitVocabulary.has(fold(word)));
  const open = (text.match(/\(/g)?.length ?? 0) > (text.match(/\)/g)?.length ?? 0);
  return {
    named: bodies.length + (definedBy === '' ? 0 : 1),
    strange: outside.length + (strange.length - outside.length) * 0.7,
    cutOff: open || /(?:^| )(?:và|thuộc|,|của|cơ quan,|-|–|\()$/u.test(fold(text.replace(BRACKETED, ''))),
    runTogether: runsTogether(text) + foreignItems(text),
    guessed: 0,
  };
}

const MOST_STRANGE_WORDS = 7;
const NEVER = -100;

function unitWeight(piece: Piece, { units }: Reader): number {
  if (piece.outsideUnits > MOST_STRANGE_WORDS) return NEVER;
  const { mayBeCut, open, start } = piece;
  if (open !== null) return unitsGoOn(units(joinPlain(open, piece.text())), units(open), /^[,;]/.test(start));
  const looks = UNIT_START.test(start) ? 1 : -2.5;
  if (looks < 0 && piece.outsideUnits > 3) return NEVER;
  const said = units(piece.text());
  const worse = Math.min(12, said.strange * (mayBeCut ? 1 : 1.6)) + said.runTogether * 3;
  const named = said.named === 0 ? (mayBeCut ? 0 : -2) : said.strange === 0 ? 5 - Math.min(1.5, said.guessed) : 2;
  const unfinished = said.cutOff && !mayBeCut ? -3 : 0;
  return named - worse + looks + unfinished - Math.max(0, said.named - 2) * 0.5;
}

/** A cell that names its unit already has no need of more words; one that was cut off gets its rest. */
function unitsGoOn(whole: UnitsSaid, before: UnitsSaid, isListed: boolean): number {
  const added = Math.max(0, whole.strange - before.strange);
  const wasWhole = before.named > 0 && before.strange === 0 && !before.cutOff;
  const more = whole.named > before.named ? (isListed ? 2 : -1) : -0.5;
  const gained = wasWhole ? more : whole.strange === 0 && whole.named > 0 ? 4 : 0;
  return gained - Math.min(12, added * 1.6) - (whole.cutOff ? 1 : 0) - (whole.runTogether - before.runTogether) * 3;
}

function deadlineWeight(piece: Piece, { says }: Reader): number {
  const { count, mayBeCut } = piece;
  const before = piece.open === null ? null : fold(piece.open);
  if (before === null && piece.timeWords === 0)
    return mayBeCut && DEADLINE_START.test(piece.start) ? 1 - count * 0.3 : -12;
  const own = piece.folded();
  const whole = before === null ? own : joinPlain(before, own);
  const length = -0.07 * Math.max(0, count - 6);
  const listed = /\s[-–+] /u.exec(own);
  const glued =
    (listed && !says(own.slice(0, listed.index)) ? -2.5 : 0) -
    3 * piece.namesInside -
    (goesOnBehindTime(piece.text()) ? 2 : 0);
  if (before !== null) return (says(before) ? -3.5 : says(whole) ? 5 : -1) + length + glued;
  const starts = DEADLINE_START.test(piece.start.replace(/^[-–+•]\s*/u, '')) ? 1.5 : -1;
  if (says(whole)) return 5 + starts + length + glued;
  if (DEADLINE_WORDS.test(whole)) return 2.5 + starts + length + glued;
  return (mayBeCut ? -0.5 : -5) + starts + length + glued;
}

function textWeight(role: ColumnRole | null, piece: Piece, { units, says }: Reader): number {
  const { count, open, start } = piece;
  let weight = 0;
  if (role === 'evidence' && open === null && EVIDENCE_START.test(start)) weight += 1.5;
  if (role === 'evidence' && piece.evidenceWords > 0) weight += 0.8;
  if (open === null && /^(?:lưu ý|ghi chú)/u.test(start)) weight -= role === 'evidence' ? 0.5 : 3;
  if (open === null && count <= 20) {
    const said = piece.outsideUnits === 0 ? units(piece.text()) : null;
    if (said && said.named > 0 && said.strange === 0) weight -= 5;
    if (piece.timeWords > 0 && DEADLINE_START.test(start) && count <= 14 && says(piece.folded())) weight -= 4;
  }
  if (role === 'criterion' && count > 40) weight -= (count - 40) * 0.1;
  return open === null ? weight : weight - 0.01 * count;
}

const joinPlain = (before: string, after: string): string =>
  before === '' ? after : /^[,.;:)]/.test(after) ? before + after : `${before} ${after}`;
