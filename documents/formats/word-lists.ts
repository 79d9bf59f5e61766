// The lists of a Word document: which number Word shows in front of a paragraph. Its file holds only the list and the level.
import { bulletOf, written } from './list-formats.ts';
import { attribute, type Tag, tagsOf } from './xml-tags.ts';

/** List and level of a paragraph, as the paragraph or its style says. */
export interface ListPlace {
  readonly list: string;
  readonly level: number;
}

interface Level {
  start: number;
  format: string;
  /** "%1.%2." */
  text: string;
  /** All its numbers in digits. */
  legal: boolean;
  /** The style whose paragraphs stand on this level. */
  style: string | null;
}

interface Pattern {
  readonly levels: Map<number, Level>;
  /** The style whose list this one is. */
  link: string | null;
}

interface List {
  pattern: string;
  readonly starts: Map<number, number>;
  readonly levels: Map<number, Level>;
}

export interface Lists {
  readonly patterns: ReadonlyMap<string, Pattern>;
  readonly lists: ReadonlyMap<string, List>;
}

const newLevel = (): Level => ({ start: 1, format: 'decimal', text: '', legal: false, style: null });
const wordOf = (tag: Tag): string => attribute(tag, 'w:val') ?? '';
const numberOf = (tag: Tag): number => Number.parseInt(wordOf(tag), 10) || 0;

/** What word/numbering.xml defines. */
export function readLists(xml: string): Lists {
  const patterns = new Map<string, Pattern>();
  const lists = new Map<string, List>();
  let pattern: Pattern | null = null;
  let list: List | null = null;
  let level: Level | null = null;
  let place = 0;
  for (const tag of tagsOf(xml)) {
    if (tag.kind === 'close') {
      if (tag.name === 'w:lvl') level = null;
      else if (tag.name === 'w:abstractNum') pattern = null;
      else if (tag.name === 'w:num') list = null;
    } else if (tag.name === 'w:abstractNum') {
      pattern = { levels: new Map(), link: null };
      patterns.set(attribute(tag, 'w:abstractNumId') ?? '', pattern);
    } else if (tag.name === 'w:num') {
      list = { pattern: '', starts: new Map(), levels: new Map() };
      lists.set(attribute(tag, 'w:numId') ?? '', list);
    } else if (tag.name === 'w:abstractNumId' && list) list.pattern = wordOf(tag);
    else if (tag.name === 'w:numStyleLink' && pattern) pattern.link = wordOf(tag);
    else if (tag.name === 'w:lvlOverride') place = Number(attribute(tag, 'w:ilvl') ?? 0);
    else if (tag.name === 'w:startOverride') list?.starts.set(place, numberOf(tag));
    else if (tag.name === 'w:lvl') {
      level = newLevel();
      (list ?? pattern)?.levels.set(Number(attribute(tag, 'w:ilvl') ?? 0), level);
    } else if (level) readLevel(level, tag);
  }
  return { patterns, lists };
}

function readLevel(level: Level, tag: Tag): void {
  if (tag.name === 'w:start') level.start = numberOf(tag);
  else if (tag.name === 'w:numFmt') level.format = wordOf(tag);
  else if (tag.name === 'w:lvlText') level.text = wordOf(tag);
  else if (tag.name === 'w:isLgl') level.legal = !/^(?:0|false)$/.test(wordOf(tag));
  else if (tag.name === 'w:pStyle') level.style = wordOf(tag);
}

/** Counts the paragraphs of the document in their order. */
export class ListCounter {
  readonly #lists: Lists;
  readonly #listOfStyle: ReadonlyMap<string, ListPlace>;
  readonly #counts = new Map<string, number[]>();
  readonly #begun = new Set<string>();

  constructor(lists: Lists, listOfStyle: ReadonlyMap<string, ListPlace>) {
    this.#lists = lists;
    this.#listOfStyle = listOfStyle;
  }

  /** The number or bullet of the next paragraph; empty where Word shows none. */
  next({ list: id, level: place }: ListPlace, style: string | null): string {
    const list = this.#lists.lists.get(id);
    if (!list) return '';
    const pattern = this.#patternOf(list.pattern);
    const at = this.#placeOf(pattern, style) ?? place;
    const levelAt = (index: number) => list.levels.get(index) ?? pattern?.levels.get(index);
    const level = levelAt(at);
    if (!level || at > 8) return '';
    const counts = this.#counts.get(list.pattern) ?? [];
    this.#counts.set(list.pattern, counts);
    for (const [index, start] of this.#begun.has(id) ? [] : list.starts) counts[index] = start - 1;
    this.#begun.add(id);
    for (let above = 0; above < at; above += 1) counts[above] ??= levelAt(above)?.start ?? 1;
    counts[at] = (counts[at] ?? level.start - 1) + 1;
    counts.length = at + 1;
    if (level.format === 'none') return '';
    if (level.format === 'bullet') return bulletOf(level.text);
    return level.text.replace(/%([1-9])/g, (_, digit: string) => {
      const index = Number(digit) - 1;
      return written(counts[index] ?? 1, level.legal ? 'decimal' : (levelAt(index)?.format ?? 'decimal'));
    });
  }

  #patternOf(id: string): Pattern | undefined {
    const pattern = this.#lists.patterns.get(id);
    if (!pattern?.link || pattern.levels.size > 0) return pattern;
    const linked = this.#lists.lists.get(this.#listOfStyle.get(pattern.link)?.list ?? '');
    return linked && this.#lists.patterns.get(linked.pattern);
  }

  #placeOf(pattern: Pattern | undefined, style: string | null): number | undefined {
    if (style === null) return undefined;
    return [...(pattern?.levels ?? [])].find(([, level]) => level.style === style)?.[0];
  }
}
