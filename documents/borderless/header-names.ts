// The names of columns where they stand one behind the other in running text: "Yêu cầu Cơ quan / chủ trì / Tiến độ hoàn / thành".
import { anyOf, columnWords } from '../column-words.ts';
import type { ColumnRole } from '../columns.ts';
import { words } from '../normal-form.ts';
import type { Token } from './text-tokens.ts';

/** A column and what it is called; null is one that no plan needs, "Ghi chú", or that nobody knows. */
export interface ColumnName {
  readonly role: ColumnRole | null;
  /** Of two with one role the lower has it. */
  readonly rank: number;
  readonly from: number;
}

const BODY = `(?:các )?(?:(?:${columnWords.bodies.join('|')}|phòng ban|người) ){0,3}(?:được giao )?`;
const FIRST = '(?:(?:các|tên|nhóm|nội dung) )*';
const AHEAD = 10;
const LONGEST_HEADER = 70;
const LONGEST_NAME = 14;

/** In order; each must stand where a name begins, words behind it belong to it up to the next name. */
const patterns: readonly [ColumnRole | null, RegExp][] = (
  [
    ['number', anyOf(columnWords.number)],
    ['lead', `${BODY}(?:chủ trì|thực hiện chính)(?: thực hiện| tham mưu)?`],
    ['coordinators', `${BODY}${anyOf(columnWords.coordinators)}(?: thực hiện)?`],
    [
      'deadline',
      `(?:mốc )?(?:${columnWords.deadline.join('|')}|hạn)(?: (?:hoàn thành|thực hiện|chậm nhất|xong|cuối))*`,
    ],
    ['lead', `(?:các )?(?:${anyOf(columnWords.bodies)} ){1,3}${anyOf(columnWords.answers)}`],
    ['evidence', `(?:yêu cầu |hồ sơ |tài liệu )*${anyOf(columnWords.evidence)}`],
    ['criterion', `${FIRST}${anyOf(columnWords.criterion)}`],
    ['requirement', anyOf(columnWords.requirement)],
    ['criterion', `${FIRST}${anyOf(columnWords.measure)}`],
    [null, anyOf(columnWords.unread)],
  ] as const
).map(([role, pattern]) => [role, new RegExp(`^(?:${pattern})(?= |$)`, 'u')]);

const isShouted = ({ text }: Token): boolean => text === text.toUpperCase();
const opensName = (token: Token): boolean => /^\p{Lu}/u.test(token.text) && (token.opensBlock || !isShouted(token));
export const isRowStart = (token: Token | undefined): boolean =>
  token?.opensLine === true && /^(?:[IVX]+\.?|[A-ZĐ][.)]|\d{1,2}(?:\.\d+)*[.)]?)$/.test(token.text);

interface Match {
  readonly role: ColumnRole | null;
  readonly rank: number;
  readonly length: number;
}

/** What stands in one name, or else in the words behind it too: "Cơ Quan Chủ Trì". */
export function nameAt(tokens: readonly Token[], at: number): Match | null {
  const ahead = tokens.slice(at, at + AHEAD);
  const next = ahead.findIndex((token, index) => index > 0 && opensName(token));
  return (next === -1 ? null : matchOf(ahead.slice(0, next))) ?? matchOf(ahead);
}

function matchOf(ahead: readonly Token[]): Match | null {
  const each = ahead.map(({ text }) => words(text));
  if (each[0] === '') return null;
  const text = each.filter((word) => word !== '').join(' ');
  for (const [rank, [role, pattern]] of patterns.entries()) {
    const match = pattern.exec(text);
    if (match) return { role, rank, length: tokensSpanned(each, match[0].split(' ').length) };
  }
  return null;
}

/** "phẩm/kết" is one token of two words, "-" is one of none. */
function tokensSpanned(ahead: readonly string[], count: number): number {
  let counted = 0;
  for (const [index, word] of ahead.entries()) {
    counted += word === '' ? 0 : word.split(' ').length;
    if (counted >= count) return index + 1;
  }
  return ahead.length;
}

export interface NamesRead {
  readonly names: readonly ColumnName[];
  /** Behind the last word that is known to name a column. */
  readonly to: number;
}

/** The names from a word on, which must be one; `to` is `from` where it is none. */
export function namesFrom(tokens: readonly Token[], from: number): NamesRead {
  const names: ColumnName[] = [];
  let to = from;
  /** Where a name began that says nothing so far. */
  let unknown: number | null = null;
  let isOpen = true;
  for (let at = from; at < Math.min(tokens.length, from + LONGEST_HEADER) && at - to < LONGEST_NAME; ) {
    const token = tokens[at];
    const match = nameAt(tokens, at);
    if (!token || (match === null && (at === from || isRowStart(token)))) break;
    const begins = opensName(token) || (token.opensBlock && match !== null);
    if (begins) isOpen = true;
    if (match === null || !(isOpen || isShouted(token))) {
      if (match === null && begins && token.opensBlock) unknown ??= at;
      at += 1;
      continue;
    }
    if (unknown !== null && begins) names.push({ role: null, rank: patterns.length, from: unknown });
    const start = begins ? at : (unknown ?? at);
    if (!isMore(names, match, token, begins)) names.push({ role: match.role, rank: match.rank, from: start });
    unknown = null;
    isOpen = false;
    at += match.length;
    to = at;
  }
  return { names, to };
}

/** "Tiêu chí Chỉ số", "Cơ quan phối hợp thực hiện nhiệm vụ": a role that stands already is part of the name, not a column. */
function isMore(names: readonly ColumnName[], { role }: Match, { opensBlock }: Token, begins: boolean): boolean {
  if (role === null) return !begins && names.at(-1)?.role === null;
  if (names.at(-1)?.role === role) return !(begins && opensBlock);
  return !begins && names.some((name) => name.role === role);
}

/** One column for each role, as `columns.ts` settles it for tables; what is left over is read by nobody. */
export function rolesOf(names: readonly ColumnName[]): (ColumnRole | null)[] {
  const subject = names.findIndex(({ role }) => role === 'requirement');
  const isSubject = (at: number): boolean =>
    at === subject &&
    !names.some(({ role }) => role === 'criterion') &&
    names.some(({ role }, other) => role === 'requirement' && other > subject);
  const claims = names.map((name, at) => (isSubject(at) ? { ...name, role: 'criterion' as const } : name));
  return claims.map(({ role, rank }, at) =>
    claims.some((other, place) => other.role === role && (other.rank < rank || (other.rank === rank && place < at)))
      ? null
      : role,
  );
}
