// The words of a cell that no phrase of time accounts for: those that only name the work, and those that matter.
import { skeleton, type Token, wordForm } from './tokens.ts';

/** A stretch of tokens that was understood. */
export interface Understood {
  readonly from: number;
  readonly to: number;
  /** A period without any word that says so. */
  readonly bare?: boolean;
}

export interface Leftovers {
  /** Words and numbers that qualify a date or were not understood; empty when there are none. */
  readonly doubtful: string;
  /** Half of something that says when: with it, the other half is worthless. */
  readonly spoils: boolean;
}

const forms = (...words: string[]): ReadonlySet<string> =>
  new Set(words.flatMap((word) => word.split(' ')).map(wordForm));

const TIME_UNITS = forms('ngày tháng quý năm tuần giờ phút h kỳ');
const TIME_OF_DAY = forms('sáng chiều trưa tối');
const SIDES = forms('trước sau từ đến tới hết trong không đầu giữa cuối kể nửa');
const HEDGES = forms('dự kiến khoảng hoặc nếu trừ tùy ước tính riêng khi đột xuất');
/** What is counted without setting a time: "02 hội nghị", "đợt 1", "lần thứ hai". */
const COUNTED = forms(
  'hội cuộc lần buổi lượt đợt văn báo lớp đơn cơ phòng tổ mô sáng đề bản người xã phường giai mục điểm khoản điều nhóm bước phần nội nhiệm tiêu chỉ vòng',
);
const NAMES_OF_PAPERS = forms('báo kế dự chương chỉ tổng sơ công đánh hồ nghị quyết');
const PLAIN_MARKS: ReadonlySet<string> = new Set(['%']);

export function leftovers(text: string, tokens: readonly Token[], understood: readonly Understood[]): Leftovers {
  const covered = new Array<boolean>(tokens.length).fill(false);
  for (const { from, to } of understood) covered.fill(true, from, to);
  const starts = new Set(understood.map(({ from }) => from));
  const ends = new Set(understood.map(({ to }) => to));
  const bareNumbers = new Set(
    understood.flatMap(({ from, bare }) => (bare && tokens[from]?.kind === 'number' ? [from] : [])),
  );
  const doubts: Token[] = [];
  let spoils = false;
  tokens.forEach((token, index) => {
    if (covered[index] || token.kind === 'mark') return;
    const weight = weigh(tokens, index, {
      wordOfNumber: bareNumbers.has(index + 1),
      close: isClose(tokens, index, starts, 1) || isClose(tokens, index, ends, -1),
    });
    if (weight !== 'none') doubts.push(token);
    if (weight === 'spoils') spoils = true;
  });
  return { doubtful: quote(text, doubts), spoils };
}

interface Place {
  /** "uý 1/2025": the number that follows may be anything that the word would have said. */
  readonly wordOfNumber: boolean;
  /** To a phrase. */
  readonly close: boolean;
}

/** Up to two words away from a phrase, with nothing but words between. */
function isClose(tokens: readonly Token[], index: number, edges: ReadonlySet<number>, step: 1 | -1): boolean {
  for (let at = index, distance = 0; distance < 2; distance++, at += step) {
    if (edges.has(step === 1 ? at + 1 : at)) return true;
    if (tokens[at + step]?.kind !== 'word') return false;
  }
  return false;
}

type Weight = 'none' | 'doubtful' | 'spoils';

function weigh(tokens: readonly Token[], index: number, place: Place): Weight {
  const token = tokens[index];
  if (!token) return 'none';
  const { close } = place;
  if (token.kind === 'number') return weighNumber(tokens, index, close);
  if (TIME_UNITS.has(token.form)) return weighUnit(namesPaper(tokens, index), close);
  if (TIME_OF_DAY.has(token.form)) return close ? 'spoils' : 'none';
  if (SIDES.has(token.form)) return close ? 'spoils' : 'none';
  if (HEDGES.has(token.form) || isNumeral(tokens, index) || isRunTogether(token)) return 'doubtful';
  return place.wordOfNumber || (close && looksLikeASide(token)) ? 'doubtful' : 'none';
}

/** "ýI", "VHXHtrước": words that lost what stood between them. */
const isRunTogether = ({ text }: Token): boolean => /\p{Ll}\p{Lu}/u.test(text);

/** "IV" of a quarter whose word was not understood; not that of "mục IV" or "I. Kế hoạch". */
function isNumeral(tokens: readonly Token[], index: number): boolean {
  const [before, own, next] = [tokens[index - 1], tokens[index], tokens[index + 1]];
  const atHead = before === undefined || before.kind === 'mark';
  const numbersSomething = atHead ? ['.', ')'].includes(next?.form ?? '') : COUNTED.has(before.form);
  return own !== undefined && /^[IVX]+$/.test(own.text) && !numbersSomething;
}

/** "Báo cáo năm trước ngày 15/12": whether "năm" belongs to the report or to the date, a person sees at once. */
const weighUnit = (inName: boolean, close: boolean): Weight =>
  close && !inName ? 'spoils' : close || !inName ? 'doubtful' : 'none';

/** A number that touches a date, or another number, belongs to something that says when. */
function weighNumber(tokens: readonly Token[], index: number, close: boolean): Weight {
  const [before, next, second] = [tokens[index - 1], tokens[index + 1], tokens[index + 2]];
  if (next?.kind === 'mark' && PLAIN_MARKS.has(next.form)) return 'none';
  if (isListNumber(tokens, index)) return 'none';
  if ((next?.kind === 'word' && COUNTED.has(next.form)) || (before?.kind === 'word' && COUNTED.has(before.form)))
    return 'none';
  const partOfDate = next?.kind === 'mark' && next.glued && second?.kind === 'number' && second.glued;
  const ofDate = before?.kind === 'mark' && tokens[index]?.glued && ['/', '-', ':'].includes(before.form);
  const isYear = tokens[index]?.form.length === 4;
  const unit = next?.kind === 'word' && TIME_UNITS.has(next.form);
  return close || partOfDate || ofDate || isYear || unit ? 'spoils' : 'doubtful';
}

/** "1)", "2." at the head of the cell or of a sentence. */
function isListNumber(tokens: readonly Token[], index: number): boolean {
  const [before, next, second] = [tokens[index - 1], tokens[index + 1], tokens[index + 2]];
  const atHead = before === undefined || (before.kind === 'mark' && ['.', ';', '-', '+', '('].includes(before.form));
  return atHead && next?.kind === 'mark' && ['.', ')'].includes(next.form) && next.glued && second?.kind === 'word';
}

/** "báo cáo năm", "kế hoạch quý": within a few words behind the name of a paper. */
const namesPaper = (tokens: readonly Token[], index: number): boolean =>
  tokens.slice(Math.max(0, index - 6), index).some(({ kind, form }) => kind === 'word' && NAMES_OF_PAPERS.has(form));

const TURNING = [...SIDES, ...forms('chậm nhất')].map((form) => ({ form, bare: skeleton(form) }));
const SHORT = 3;

/** "trươc", "tước", "hêt", "VHXHtrước": a mark, a letter or a space away from a word that turns a date round. */
function looksLikeASide({ form }: Token): boolean {
  const bare = skeleton(form);
  return TURNING.some(
    (side) =>
      bare === side.bare ||
      (side.bare.length > SHORT &&
        (isOneEditFrom(bare, side.bare) ||
          isOneLetterFrom(form, side.form) ||
          bare.endsWith(side.bare) ||
          bare.startsWith(side.bare))),
  );
}

/** A letter lost, doubled or swapped with its neighbour. */
function isOneEditFrom(a: string, b: string): boolean {
  const same = sameHead(a, b);
  const [restA, restB] = [a.slice(same), b.slice(same)];
  const swapped = `${restB[1] ?? ''}${restB[0] ?? ''}${restB.slice(2)}`;
  return restA.slice(1) === restB || restA === restB.slice(1) || restA === swapped;
}

function isOneLetterFrom(a: string, b: string): boolean {
  const same = sameHead(a, b);
  return a.length === b.length && a.slice(same + 1) === b.slice(same + 1);
}

function sameHead(a: string, b: string): number {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  return same;
}

/** Verbatim: neighbours together, with what stands between them. */
function quote(text: string, doubts: readonly Token[]): string {
  const stretches: { start: number; end: number }[] = [];
  for (const { start, end } of doubts) {
    const last = stretches.at(-1);
    if (last && /^[^\p{L};]{0,2}$/u.test(text.slice(last.end, start))) last.end = end;
    else stretches.push({ start, end });
  }
  return stretches.map(({ start, end }) => text.slice(start, end)).join(' … ');
}
