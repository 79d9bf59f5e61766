// Cells that say by when: whether a piece of text sets a deadline, and nothing besides.

import type { PlanTime } from '../deadlines/phrase-rule.ts';
import { deadlinesIn, readDeadline } from '../deadlines/read-deadline.ts';
import { collapse, fold } from '../normal-form.ts';
import { remembered } from '../remembered.ts';
import type { Beginning, Piece, Testimony } from './testimony.ts';
import { goOn } from './word-bonds.ts';

/** How such cells like to begin. */
const BEGINS =
  /^(?:hoàn thành|xong|nộp|trước|trong|chậm nhất|muộn nhất|không (?:muộn|quá)|hạn|kết thúc|cả năm|thường xuyên|theo|đảm bảo|bảo đảm|quý|tháng|năm|hằng|hàng|định kỳ|từ|đến|hết|ngày|cuối|đầu|giữa|ngay|khi|sau|liên tục|\d)/u;
const NAMES_A_TIME = /thời gian|thời hạn|tiến độ|theo (?:văn bản|hướng dẫn|kế hoạch|yêu cầu)/u;
const TIME_WORD =
  /^(?:\d+[/.-]\d+.*|\(?(?:quý|tháng|năm|ngày|thường|hằng|hàng|thời|tiến|trước|theo|tuần|kỳ|khi)[,.;]?)$/u;

export const saysWhen = (folded: string): boolean => TIME_WORD.test(folded);
export const beginsAsDeadline = (folded: string): boolean => BEGINS.test(folded);

/** Whether a folded text settles by when. */
export type SettlesTime = (folded: string) => boolean;

export function settlesTime(time: PlanTime): SettlesTime {
  const settles = remembered((core) => readDeadline(core, time).deadline.kind !== 'undefined');
  return (folded) => {
    const core = timeCore(folded);
    return core !== '' && settles(core);
  };
}

/** From the words before the first that has to do with time to the last that has: all that a deadline can be said with. */
function timeCore(folded: string): string {
  const list = folded.split(' ');
  const first = list.findIndex((word) => saysWhen(word));
  if (first === -1) return '';
  const last = list.findLastIndex((word) => saysWhen(word) || /^\d/.test(word));
  return list.slice(Math.max(0, first - 2), last + 9).join(' ');
}

/** Something else begins behind what says by when: "Thường xuyên Danh sách …". */
const BEHIND_TIME = /(?:thường xuyên|liên tục|\d{4}\.?|(?:hằng|hàng) \p{L}+|trong năm) (?!HĐND|UBND)\p{Lu}[\p{Ll}]/iu;
export const goesOnBehindTime = (text: string): boolean => {
  const match = BEHIND_TIME.exec(text);
  return match !== null && /\p{Lu}/u.test(text[match.index + match[0].length - 2] ?? '');
};

/** "Đến hết năm Tin, bài, ảnh": behind what says by when a sentence begins, or a name, and says nothing about it. */
export function saysMoreThanWhen(cell: string, time: PlanTime): boolean {
  const text = collapse(cell.normalize('NFC'));
  const said = deadlinesIn(text, time);
  return said.some(({ end }, at) => {
    const behind = text.slice(end, said[at + 1]?.start).trimStart();
    return /^\p{Lu}/u.test(behind);
  });
}

/** "Dược liệu Quý I/2026": a few words that may be the end of the cell before. */
const LONGEST_REST = 3;
export const beginsWithRest = (text: string): boolean => {
  const list = fold(text).split(' ');
  const at = list.findIndex((_, from) => beginsAsDeadline(list.slice(from).join(' ')));
  return at > 0 && at <= LONGEST_REST && /^\p{L}/u.test(text);
};

export function deadlineTestimony({ start, open }: Beginning, settles: SettlesTime): Testimony {
  return open === null ? newDeadline(start, settles) : deadlineGoingOn(fold(open), settles);
}

function newDeadline(start: string, settles: SettlesTime): Testimony {
  const starts = beginsAsDeadline(start.replace(/^[-–+•]\s*/u, '')) ? 1.5 : -1;
  const timeless = ({ mayBeCut, count }: Piece): number =>
    mayBeCut && beginsAsDeadline(start) ? 1 - count * 0.3 : -12;
  return {
    atMost: (piece) => (piece.timeWords === 0 ? timeless(piece) : 5 + starts + lengthOf(piece) - 3 * piece.namesInside),
    weigh(piece) {
      if (piece.timeWords === 0) return timeless(piece);
      const whole = piece.folded();
      const base = settles(whole) ? 5 : NAMES_A_TIME.test(whole) ? 2.5 : piece.mayBeCut ? -0.5 : -5;
      return base + starts + lengthOf(piece) + gluedOn(piece, settles);
    },
  };
}

function deadlineGoingOn(before: string, settles: SettlesTime): Testimony {
  const isSettled = settles(before);
  return {
    atMost: (piece) => (isSettled ? -3.5 : 5) + lengthOf(piece) - 3 * piece.namesInside,
    weigh: (piece) =>
      (isSettled ? -3.5 : settles(goOn(before, piece.folded())) ? 5 : -1) + lengthOf(piece) + gluedOn(piece, settles),
  };
}

const lengthOf = ({ count }: Piece): number => -0.07 * Math.max(0, count - 6);

/** What stands in the piece that belongs to no deadline. */
function gluedOn(piece: Piece, settles: SettlesTime): number {
  const folded = piece.folded();
  const listed = /\s[-–+] /u.exec(folded);
  return (
    (listed && !settles(folded.slice(0, listed.index)) ? -2.5 : 0) -
    3 * piece.namesInside -
    (goesOnBehindTime(piece.text()) ? 2 : 0)
  );
}
