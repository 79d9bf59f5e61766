// The tags of an XML part, one after the other. Enough to find a place in it; what they mean is the parser's business.

export interface Tag {
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
  readonly attributes: string;
  /** Behind its last character. */
  readonly end: number;
}

const TAG = /<(\/?)([\w:.-]+)((?:\s[^<>]*?)?)(\/?)>/g;

export function* tagsOf(xml: string): Generator<Tag> {
  for (const { 0: whole, 1: slash, 2: name = '', 3: attributes = '', 4: empty, index } of xml.matchAll(TAG)) {
    yield { name, kind: slash ? 'close' : empty ? 'empty' : 'open', attributes, end: index + whole.length };
  }
}

/** The attribute as it is written, its entities not resolved; null when the tag has none of that name. */
export function attribute({ attributes }: Tag, name: string): string | null {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return found?.[1] ?? found?.[2] ?? null;
}
