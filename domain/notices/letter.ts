// A letter: everything that one person is told at once, in his language. One section per kind, lists by unit.
import type { Assignment } from '../assignment/state.ts';
import { dateOf, type Instant } from '../instant.ts';
import { type Notice, type NoticeKind, noticeKinds } from './notice.ts';
import { headingOf, type Language, lineOf } from './wording.ts';

/** A notice with the work that it is about, as it stands when the letter is written. */
export interface Item {
  readonly notice: Notice;
  readonly assignmentId: string;
  readonly state: Assignment;
}

export interface Letterhead {
  readonly language: Language;
  readonly isDigest: boolean;
  readonly writtenAt: Instant;
  /** Names of units, by id. */
  readonly unitNames: ReadonlyMap<string, string>;
  /** Where the product is opened; null: no links. */
  readonly publicUrl: string | null;
}

export interface Letter {
  readonly subject: string;
  readonly text: string;
}

/** Of more lines than these under one heading only the number is told. */
const LINES = 100;

/** Null where there is nothing to tell. */
export function writeLetter(items: readonly Item[], head: Letterhead): Letter | null {
  const told = once(items);
  const [first] = told;
  if (!first) return null;
  const sections = noticeKinds.flatMap((kind) => sectionOf(kind, told, head));
  const subject = told.length === 1 && !head.isDigest ? ofOne(first, head) : ofMany(told, head);
  return { subject, text: [...sections.map((lines) => lines.join('\n')), closing(head)].join('\n\n') };
}

/** Whoever is told for two reasons (as officer and as head of the unit) is told once. */
function once(items: readonly Item[]): Item[] {
  const key = ({ notice, assignmentId }: Item) =>
    JSON.stringify([notice.kind, assignmentId, notice.partId, notice.about.step?.stepId]);
  return [...new Map(items.map((item) => [key(item), item])).values()];
}

function sectionOf(kind: NoticeKind, items: readonly Item[], head: Letterhead): string[][] {
  const ofKind = items.filter(({ notice }) => notice.kind === kind);
  const heading = headingOf(head.language, kind);
  const messages = ofKind.filter(({ notice }) => !notice.list);
  const lists = byUnit(ofKind.filter(({ notice }) => notice.list));
  return [
    ...(messages.length > 0 ? [linesOf(heading, messages, head)] : []),
    ...[...lists].map(([unitId, lines]) => linesOf(`${heading}: ${nameOf(unitId, head)}`, lines, head)),
  ];
}

function byUnit(items: readonly Item[]): Map<string, Item[]> {
  const lists = new Map<string, Item[]>();
  for (const item of items) lists.set(item.notice.unitId, [...(lists.get(item.notice.unitId) ?? []), item]);
  return new Map([...lists].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function linesOf(heading: string, items: readonly Item[], head: Letterhead): string[] {
  const left = items.length - LINES;
  const more = head.language === 'vi' ? `… và ${left} việc khác` : `… and ${left} more`;
  return [
    `${heading.toUpperCase()} (${items.length})`,
    ...items.slice(0, LINES).map((item) => lineFor(item, head)),
    ...(left > 0 ? [more] : []),
  ];
}

function lineFor(item: Item, head: Letterhead): string {
  const link = head.publicUrl ? `\n  ${head.publicUrl}/nhiem-vu/${item.assignmentId}` : '';
  return `- ${workOf(item, head)}: ${lineOf(head.language, item.notice, item.state)}${link}`;
}

/** Number, title, the part where there are several, and whose work it is where that is not the reader's own. */
function workOf({ notice, state }: Item, head: Letterhead): string {
  const part = state.parts.length > 1 ? state.parts.find(({ partId }) => partId === notice.partId) : undefined;
  const name = `${state.number} ${state.criterion || state.requirement}`.trim();
  const { audience } = notice;
  const own = 'unitId' in audience && audience.unitId === notice.unitId;
  const whose = own || notice.list ? '' : ` [${nameOf(notice.unitId, head)}]`;
  return `${name}${part ? ` (${part.label})` : ''}${whose}`;
}

const nameOf = (unitId: string, { unitNames }: Letterhead): string => unitNames.get(unitId) ?? unitId;

function ofOne(item: Item, head: Letterhead): string {
  const { number, criterion, requirement } = item.state;
  return oneLine(`${headingOf(head.language, item.notice.kind)}: ${number} ${criterion || requirement}`);
}

const SUBJECT_LENGTH = 120;
const oneLine = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > SUBJECT_LENGTH ? `${line.slice(0, SUBJECT_LENGTH - 1)}…` : line;
};

function ofMany(items: readonly Item[], { language, isDigest, writtenAt }: Letterhead): string {
  const counts = noticeKinds.flatMap((kind) => {
    const count = items.filter(({ notice }) => notice.kind === kind).length;
    return count > 0 ? [`${headingOf(language, kind).toLowerCase()} ${count}`] : [];
  });
  const day = dateOf(writtenAt).split('-').reverse().join('/');
  const digest = language === 'vi' ? `Bản tin việc ngày ${day}` : `Work on ${day}`;
  const many = language === 'vi' ? `${items.length} thông báo` : `${items.length} notices`;
  return oneLine(`${isDigest ? digest : many}: ${counts.join(', ')}`);
}

function closing({ language, writtenAt, publicUrl }: Letterhead): string {
  const at = `${writtenAt.slice(11, 16)} ${dateOf(writtenAt).split('-').reverse().join('/')}`;
  const where = publicUrl ?? '';
  return language === 'vi'
    ? `Lý do và hồ sơ xem trong hệ thống${where && `: ${where}`}; cần đăng nhập. Thư tự động, tính đến ${at}.`
    : `Reasons and evidence are in the system${where && `: ${where}`}; sign in to see them. Automatic letter, as of ${at}.`;
}
