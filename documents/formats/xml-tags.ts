// The tags of an XML part, one after the other. Enough to find a place in it; what they mean is the parser's business.

export interface Tag {
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
  readonly attributes: string;
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
}

const TAG = /<(\/?)([\w:.-]+)((?:\s[^<>]*?)?)(\/?)>/g;

export function* tagsOf(xml: string): Generator<Tag> {
  for (const { 0: whole, 1: slash, 2: name = '', 3: attributes = '', 4: empty, index } of xml.matchAll(TAG)) {
    yield {
      name,
      kind: slash ? 'close' : empty ? 'empty' : 'open',
      attributes,
      start: index,
      end: index + whole.length,
    };
  }
}

/** The attribute as it is written, its entities not resolved; null when the tag has none of that name. */
export function attribute({ attributes }: Tag, name: string): string | null {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return found?.[1] ?? found?.[2] ?? null;
}

/** No part of a document nests deeper; what does was made to overrun a parser. */
const DEEPEST = 200;
const ASIDE = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g;

/** Whether every tag is closed where it must be. A lenient parser would go on and glue the rest of the document together. */
export function isWellNested(xml: string): boolean {
  const open: string[] = [];
  for (const { name, kind } of tagsOf(xml.replace(ASIDE, ''))) {
    if (kind === 'open' && open.push(name) > DEEPEST) return false;
    if (kind === 'close' && open.pop() !== name) return false;
  }
  return open.length === 0;
}
