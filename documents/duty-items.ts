// The prose of a plan → its sections and the items in them: who is addressed, and what is asked, one item per bullet.
import type { Lines, Paragraph } from './blocks.ts';
import { fold, words } from './normal-form.ts';

export interface DutyItem {
  /** Roman section and the numbers below it: "IV.1", "II.2.3". */
  readonly section: string;
  /** The headings above the item, nearest first, without their numbers. */
  readonly headings: readonly string[];
  readonly text: string;
  readonly lines: Lines;
}

interface Section {
  readonly number: string;
  readonly title: string;
  readonly paragraphs: readonly Paragraph[];
}

const RECIPIENTS = /^(?:nơi nhận|tm ubnd|tm ủy ban)/;
const CLOSING_SENTENCE = /^trên đây là/;
const isClosing = ({ text }: Paragraph): boolean => CLOSING_SENTENCE.test(words(text)) || RECIPIENTS.test(words(text));

/** Roman sections of the prose, up to the closing sentence. */
export function readSections(paragraphs: readonly Paragraph[]): Section[] {
  const end = paragraphs.findIndex(isClosing);
  const sections: { number: string; title: string; paragraphs: Paragraph[] }[] = [];
  for (const paragraph of end === -1 ? paragraphs : paragraphs.slice(0, end)) {
    if (/^[IVX]+[.)]$/.test(paragraph.marker)) {
      sections.push({ number: paragraph.marker.slice(0, -1), title: paragraph.text, paragraphs: [] });
    } else sections.at(-1)?.paragraphs.push(paragraph);
  }
  return sections;
}

/** What the closing sentence still asks, from "Trên đây là" to the recipients: "… định kỳ báo cáo UBND phường theo quy định". */
export function readClosing(paragraphs: readonly Paragraph[]): readonly Paragraph[] {
  const begin = paragraphs.findIndex(({ text }) => CLOSING_SENTENCE.test(words(text)));
  if (begin === -1) return [];
  const closing = paragraphs.slice(begin);
  const end = closing.findIndex(({ text }) => RECIPIENTS.test(words(text)));
  return end === -1 ? closing : closing.slice(0, end);
}

/** How deep a marker stands: numbers by their parts, then "*", letters, dashes, pluses. Unmarked text belongs to what is open. */
function depthOf({ marker }: Paragraph): number {
  if (/^\d/.test(marker)) return marker.replace(/[.)]$/, '').split('.').length;
  const depths: [RegExp, number][] = [
    [/^\*/, 10],
    [/^[a-zđ]/, 11],
    [/^[-–—•▪]/, 12],
    [/^\+/, 13],
  ];
  return depths.find(([pattern]) => pattern.test(marker))?.[1] ?? UNMARKED;
}

const UNMARKED = 14;
const SUB_BULLET = 13;
const isNumbered = (paragraph: Paragraph): boolean => depthOf(paragraph) < 10;

/** What is asked in a section: bullets and plain paragraphs; a numbered paragraph only where nothing stands under it. */
export function readItems({ number, paragraphs }: Section): DutyItem[] {
  const items: DutyItem[] = [];
  let open: Paragraph[] = [];
  paragraphs.forEach((paragraph, index) => {
    const depth = depthOf(paragraph);
    const next = paragraphs[index + 1];
    const leadsIn = next !== undefined && depthOf(next) > depth && isLeadIn(paragraph, next);
    if (depth < UNMARKED) open = open.filter((heading) => depthOf(heading) < depth);
    if (leadsIn) open.push(paragraph);
    else if (depth === SUB_BULLET && items.length > 0) appendTo(items, paragraph);
    else if (!isRemark(paragraph)) items.push(itemOf(number, open, paragraph));
  });
  return items;
}

/** A number, "* Trên lĩnh vực …" or "…:" introduces what follows; a bullet that is a sentence of its own does not. */
const isLeadIn = (paragraph: Paragraph, next: Paragraph): boolean =>
  isNumbered(paragraph) || paragraph.marker === '*' || (paragraph.text.endsWith(':') && depthOf(next) < SUB_BULLET);

/** "(Có Phụ lục phân công nhiệm vụ kèm theo)" asks nothing of anybody. */
const isRemark = ({ text }: Paragraph): boolean => /^\(.*\)\.?$/su.test(text);

function appendTo(items: DutyItem[], { marker, text, lines }: Paragraph): void {
  const last = items.at(-1);
  if (last)
    items[items.length - 1] = { ...last, text: `${last.text} ${marker} ${text}`, lines: [last.lines[0], lines[1]] };
}

function itemOf(section: string, open: readonly Paragraph[], paragraph: Paragraph): DutyItem {
  const numbers = isNumbered(paragraph) ? [...open, paragraph] : open;
  const number = numbers.filter(isNumbered).at(-1)?.marker.replace(/[.)]$/, '');
  const headings = open.map(({ text }) => text.replace(/[\s.:;,]+$/u, '')).reverse();
  return {
    section: number === undefined ? section : `${section}.${number}`,
    headings,
    text: paragraph.text,
    lines: paragraph.lines,
  };
}

/** Where duties stand: under "Tổ chức thực hiện"; in a plan without an appendix under its tasks as well. */
export function isDutySection({ title }: Section, hasAppendix: boolean): boolean {
  const text = fold(title);
  return text.includes('tổ chức thực hiện') || (!hasAppendix && /nhiệm vụ|giải pháp/u.test(text));
}
