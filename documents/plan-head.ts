// Who issued the plan, under which number, when, for which year and indexes. What the document leaves blank stays null.
import { type PlainDate, plainDate } from '../domain/instant.ts';
import type { PlanHead } from '../domain/plan-reading.ts';
import type { Paragraph } from './blocks.ts';
import { fold, words } from './normal-form.ts';
import { indexesIn, targetsOf } from './plan-targets.ts';

export interface HeadReading {
  readonly head: PlanHead;
  /** Index of the paragraph that says "KẾ HOẠCH"; null when no paragraph does. */
  readonly titleAt: number | null;
  /** Index of the paragraph that begins the appendix. */
  readonly appendixAt: number | null;
  /** The tier above the ward, where the document names one: "tỉnh" or "thành phố". */
  readonly superior: string | null;
}

const NUMBER = /số\s*:?\s*(\d{1,5})\s*\/\s*((?:kh|qđ|tb|ct)\s*-\s*[\p{L}-]*\p{L})/u;
const LONG_DATE = /ngày\s+(\d{1,2})\s*(?:\/\s*|tháng\s+)(\d{1,2})\s*(?:\/\s*|,?\s*năm\s+)((?:19|20|21)\d{2})/u;
const APPENDIX_WORD = /^(?:phụ lục|biểu phân công|bảng phân công)(?: |$)/;

export function readHead(paragraphs: readonly Paragraph[], sourceName: string): HeadReading {
  const titleAt = indexOf(paragraphs, ({ text }) => isPlanTitle(text));
  const appendixAt = indexOf(paragraphs, ({ text, marker }) => marker === '' && isAppendixTitle(text));
  const title = titleAt === null ? '' : titleOf(paragraphs, titleAt);
  const caption = captionOf(paragraphs, appendixAt);
  const before = paragraphs.slice(0, titleAt ?? 0).map(({ text }) => text);
  const year = yearOf(title) ?? yearOf(paragraphs[appendixAt ?? -1]?.text ?? '');
  const targets = targetsOf(paragraphs);
  const named = indexesIn(title || caption).map(({ index }) => index);
  const head: PlanHead = {
    name: title || sourceName,
    issuer: issuerOf(paragraphs),
    number: numberIn(before) ?? numberIn([caption]),
    issuedOn: dateIn(before) ?? dateIn([caption]),
    year,
    openEnded: /năm tiếp theo|các năm tiếp/.test(fold(title)),
    indexes: [...new Set([...named, ...targets.map(({ index }) => index)])],
    targets,
  };
  return { head, titleAt, appendixAt, superior: superiorOf(paragraphs) };
}

function indexOf(paragraphs: readonly Paragraph[], matches: (paragraph: Paragraph) => boolean): number | null {
  const at = paragraphs.findIndex(matches);
  return at === -1 ? null : at;
}

/** "KẾ HOẠCH", also with its subject on the same line; not a sentence that begins with "Kế hoạch". */
const isPlanTitle = (text: string): boolean => /^KẾ\s+HOẠCH(?![\p{L}])/u.test(text) || words(text) === 'kế hoạch';

/** Not "(Phụ lục phân công nhiệm vụ kèm theo)", which only says that there is one. */
const isAppendixTitle = (text: string): boolean => APPENDIX_WORD.test(words(text)) && /^\p{Lu}/u.test(text);

/** The subject of the plan: behind the word on its own line, else in the paragraphs below up to the first section or sentence. */
function titleOf(paragraphs: readonly Paragraph[], titleAt: number): string {
  const own = (paragraphs[titleAt]?.text ?? '').replace(/^KẾ\s+HOẠCH\s*/iu, '');
  const below: string[] = [];
  for (const { text, marker } of paragraphs.slice(titleAt + 1, titleAt + 4)) {
    if (
      marker !== '' ||
      isAppendixTitle(text) ||
      /[.;:]$/.test(text) ||
      /^(?:căn cứ|thực hiện kế hoạch số|để )/.test(fold(text))
    )
      break;
    below.push(text);
  }
  return [own, ...below].join(' ').trim();
}

/** The caption of the appendix: "(Ban hành kèm theo Kế hoạch số: 55 /KH-UBND ngày 11 tháng 9 năm 2025 …)". */
function captionOf(paragraphs: readonly Paragraph[], appendixAt: number | null): string {
  if (appendixAt === null) return '';
  const near = paragraphs.slice(appendixAt, appendixAt + 6).map(({ text }) => text);
  return near.find((text) => /kèm theo (?:kế hoạch|quyết định)/.test(fold(text))) ?? near[0] ?? '';
}

function numberIn(texts: readonly string[]): string | null {
  for (const text of texts) {
    const match = NUMBER.exec(fold(text));
    if (match) return `${match[1]}/${(match[2] ?? '').replace(/\s/g, '').toUpperCase()}`;
  }
  return null;
}

function dateIn(texts: readonly string[]): PlainDate | null {
  for (const text of texts) {
    const match = LONG_DATE.exec(fold(text));
    const date = match && plainDate(Number(match[3]), Number(match[2]), Number(match[1]));
    if (date) return date;
  }
  return null;
}

/** The year that the text speaks of; the year of a date of issue is not it. */
function yearOf(text: string): number | null {
  const match = /(?<!tháng\s+\d{1,2}\s+)năm\s+((?:19|20|21)\d{2})/u.exec(fold(text));
  return match ? Number(match[1]) : null;
}

const PLACE = /(?<![\p{L}])(phường|xã|thị trấn|đặc khu)\s+((?:\p{Lu}[\p{L}’']*)(?:\s+\p{Lu}[\p{L}’']*){0,3})/gu;

/** The ward that the document speaks of most often; a plan names its own far more than any other. */
function issuerOf(paragraphs: readonly Paragraph[]): string | null {
  const counts = new Map<string, number>();
  for (const { text } of paragraphs) {
    for (const [, kind, name] of text.matchAll(PLACE)) {
      const place = `${kind} ${name}`;
      if (name !== name?.toUpperCase()) counts.set(place, (counts.get(place) ?? 0) + 1);
    }
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return best ? `UBND ${best[0]}` : null;
}

function superiorOf(paragraphs: readonly Paragraph[]): string | null {
  const text = fold(paragraphs.map((paragraph) => paragraph.text).join(' '));
  const [province, city] = ['tỉnh', 'thành phố'].map(
    (tier) => text.split(new RegExp(`(?:ubnd|ủy ban nhân dân) ${tier}`)).length - 1,
  );
  if (!province && !city) return null;
  return (province ?? 0) >= (city ?? 0) ? 'tỉnh' : 'thành phố';
}
