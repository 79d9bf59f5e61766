// A document as text → its paragraphs and its table lines, each with the line numbers of the source.
import { readHeader } from './columns.ts';
import { cellText, proseText } from './markup.ts';
import { readNumber } from './numbering.ts';
import { joinText } from './page-breaks.ts';

export type Lines = [first: number, last: number];

/** `marker` is the bullet or number that a paragraph starts with; `text` is what follows it. */
export interface Paragraph {
  readonly marker: string;
  readonly text: string;
  readonly lines: Lines;
}

/** `afterBreak`: the line before was no table line, so a page may have ended between the two. */
export interface TableLine {
  readonly cells: readonly string[];
  readonly line: number;
  readonly afterBreak: boolean;
}

export interface Blocks {
  readonly paragraphs: readonly Paragraph[];
  readonly tableLines: readonly TableLine[];
}

const BULLET = /^(?<marker>[-–—•▪+*])\s+(?<text>\S.*)$/u;
const NUMBER = /^(?<marker>(?:[IVX]+|\d{1,2})[.)]|\d{1,2}(?:\.\d{1,2})+[.)]?|[a-zđ][.)])\s+(?<text>\S.*)$/u;
/** "¹ Kết luận số …": the text of a footnote, which may stand between the halves of a paragraph. */
const FOOTNOTE = /^[¹²³⁰⁴-⁹]/u;

export const sourceLines = (text: string): string[] => text.normalize('NFC').split(/\r\n|\r|\n/);

export function readBlocks(text: string): Blocks {
  const source = sourceLines(text);
  const isTable = tableLinesOf(source);
  const tableLines: TableLine[] = [];
  const prose: { text: string; line: number }[] = [];
  source.forEach((content, index) => {
    if (!isTable[index]) {
      prose.push({ text: proseText(content), line: index + 1 });
      return;
    }
    const afterBreak = index === 0 || !isTable[index - 1];
    tableLines.push({ cells: content.split('\t').map(cellText), line: index + 1, afterBreak });
  });
  return { paragraphs: joinPages(readParagraphs(prose)), tableLines };
}

/** Two tabs make a table line; one is enough inside a table, where empty cells at the end may have been trimmed. */
function tableLinesOf(source: readonly string[]): boolean[] {
  const isTable: boolean[] = [];
  source.forEach((content, index) => {
    const tabs = content.trim() === '' || SIGNATURES.test(content) ? 0 : content.split('\t').length - 1;
    isTable[index] = tabs >= 2 || (tabs === 1 && isTable[index - 1] === true);
  });
  return withoutLetterhead(source, isTable);
}

const SIGNATURES = /^\s*nơi nhận/iu;

/** The letterhead is often typed as a table: what stands above the first header and does not begin with a number is prose. */
function withoutLetterhead(source: readonly string[], isTable: readonly boolean[]): boolean[] {
  const cells = (index: number) => (source[index] ?? '').split('\t').map(cellText);
  const header = isTable.findIndex((table, index) => table && readHeader(cells(index)) !== null);
  return isTable.map(
    (table, index) => table && ((header !== -1 && index >= header) || readNumber(cells(index)[0] ?? '') !== null),
  );
}

function startParagraph({ text, line }: { text: string; line: number }): Paragraph {
  const marked = (BULLET.exec(text) ?? NUMBER.exec(text))?.groups;
  return { marker: marked?.marker ?? '', text: marked?.text ?? text, lines: [line, line] };
}

const extend = (paragraph: Paragraph, { text, lines }: Pick<Paragraph, 'text' | 'lines'>): Paragraph => ({
  ...paragraph,
  text: joinText(paragraph.text, text),
  lines: [paragraph.lines[0], lines[1]],
});

/** Where blank lines part the paragraphs, the lines between them are wrapped; elsewhere each line is a paragraph. */
function readParagraphs(prose: readonly { text: string; line: number }[]): Paragraph[] {
  const wrapped = prose.filter(({ text }) => text === '').length * 10 >= prose.length;
  const paragraphs: Paragraph[] = [];
  let open = false;
  for (const { text, line } of prose) {
    const last = paragraphs.at(-1);
    const next = startParagraph({ text, line });
    const goesOn = open && wrapped && next.marker === '' && last !== undefined && !isFull(last);
    if (text !== '' && goesOn) paragraphs[paragraphs.length - 1] = extend(last, next);
    else if (text !== '') paragraphs.push(next);
    open = text !== '';
  }
  return paragraphs;
}

/** A paragraph that begins in the middle of a sentence goes on from the page before; footnotes stand aside. */
function joinPages(paragraphs: readonly Paragraph[]): Paragraph[] {
  const joined: Paragraph[] = [];
  for (const paragraph of paragraphs) {
    const last = joined.at(-1);
    if (paragraph.marker === '' && FOOTNOTE.test(paragraph.text)) continue;
    if (last && continues(last, paragraph)) joined[joined.length - 1] = extend(last, paragraph);
    else joined.push(paragraph);
  }
  return joined;
}

/** No sentence goes on for so long: a file of junk must not be glued together piece by piece. */
const MAX_PARAGRAPH = 10_000;
const isFull = (paragraph: Paragraph): boolean => paragraph.text.length > MAX_PARAGRAPH;

function continues(before: Paragraph, { marker, text }: Paragraph): boolean {
  if (marker !== '' || isFull(before)) return false;
  if (/^[\p{Ll},;.]/u.test(text)) return true;
  return /^\d/.test(text) && !/[.;:!?]$/.test(before.text);
}
