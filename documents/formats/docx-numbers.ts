// Word counts lists when it shows a document; the file holds no number. Here every number is written where Word shows it,
// so that whoever reads the document after that finds "1.2" in the cell in which a person sees it.
import { ListCounter, type ListPlace, readLists } from './word-lists.ts';
import { attribute, type Tag, tagsOf } from './xml-tags.ts';

export interface WordParts {
  readonly document: string;
  /** Null where the document has no lists. */
  readonly numbering: string | null;
  readonly styles: string | null;
}

/** The text of word/document.xml with the numbers of its lists in it. */
export function withListNumbers({ document, numbering, styles }: WordParts): string {
  if (numbering === null) return document;
  const listOfStyle = readStyles(styles ?? '');
  const counter = new ListCounter(readLists(numbering), listOfStyle);
  const pieces: string[] = [];
  let written = 0;
  for (const { style, list, end } of paragraphsOf(document)) {
    const own = listOfStyle.get(style ?? '');
    const place = list ? { list: list.list ?? own?.list ?? '', level: list.level ?? own?.level ?? 0 } : own;
    const label = place ? counter.next(place, list?.list === null || !list ? style : null) : '';
    if (label === '') continue;
    pieces.push(document.slice(written, end), `<w:r><w:t xml:space="preserve">${label} </w:t></w:r>`);
    written = end;
  }
  return pieces.join('') + document.slice(written);
}

interface ListedParagraph {
  readonly style: string | null;
  readonly list: { readonly list: string | null; readonly level: number | null } | null;
  /** Behind its properties: where its text begins. */
  readonly end: number;
}

const REMOVED = new Set(['w:del', 'w:moveFrom']);

/** The paragraphs that are still in the document, by their properties; those of drawings are no part of its lists. */
function* paragraphsOf(xml: string): Generator<ListedParagraph> {
  const open: string[] = [];
  const removedRows: number[] = [];
  let style: string | null = null;
  let list: { list: string | null; level: number | null } | null = null;
  let removed = false;
  for (const tag of tagsOf(xml)) {
    const { name, kind } = tag;
    const inProperties = open.includes('w:pPr') && !open.includes('w:pPrChange');
    if (kind === 'close') {
      const last = open.lastIndexOf(name);
      if (last !== -1) open.length = last;
      if (removedRows.at(-1) === open.length && name === 'w:tr') removedRows.pop();
      if (name !== 'w:pPr' || open.includes('w:pPrChange')) continue;
      const counts = !removed && removedRows.length === 0 && !open.includes('w:txbxContent');
      if (counts) yield { style, list, end: tag.end };
      continue;
    }
    if (name === 'w:pPr' && kind === 'open' && !inProperties) [style, list, removed] = [null, null, false];
    else if (inProperties) {
      if (name === 'w:pStyle') style = attribute(tag, 'w:val');
      else if (name === 'w:numPr') list = { list: null, level: null };
      else if (name === 'w:numId' && list) list.list = attribute(tag, 'w:val');
      else if (name === 'w:ilvl' && list) list.level = levelOf(tag);
      else if (REMOVED.has(name) && open.at(-1) === 'w:rPr') removed = true;
    } else if (name === 'w:del' && open.at(-1) === 'w:trPr') removedRows.push(open.lastIndexOf('w:tr'));
    if (kind === 'open') open.push(name);
  }
}

const levelOf = (tag: Tag): number => Number.parseInt(attribute(tag, 'w:val') ?? '0', 10) || 0;

/** Which list a style puts its paragraphs in; styles take it from those that they are based on. */
function readStyles(xml: string): Map<string, ListPlace> {
  const own = new Map<string, { base: string | null; list: string | null; level: number }>();
  let current: { base: string | null; list: string | null; level: number } | null = null;
  for (const tag of tagsOf(xml)) {
    if (tag.name === 'w:style') {
      current = tag.kind === 'open' ? { base: null, list: null, level: 0 } : null;
      if (current) own.set(attribute(tag, 'w:styleId') ?? '', current);
    } else if (tag.name === 'w:basedOn' && current) current.base = attribute(tag, 'w:val');
    else if (tag.name === 'w:numId' && current) current.list = attribute(tag, 'w:val');
    else if (tag.name === 'w:ilvl' && current) current.level = levelOf(tag);
  }
  const places = new Map<string, ListPlace>();
  for (const [id, { level }] of own) {
    const seen = new Set<string>();
    let at: string | null = id;
    while (at !== null && !seen.has(at) && own.get(at)?.list == null) {
      seen.add(at);
      at = own.get(at)?.base ?? null;
    }
    const list = at === null ? null : own.get(at)?.list;
    if (list) places.set(id, { list, level: own.get(id)?.list ? level : (own.get(at ?? '')?.level ?? 0) });
  }
  return places;
}
