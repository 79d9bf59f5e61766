// Text that Word hides is on no page that anybody signed.
import { attribute, tagsOf } from './xml-tags.ts';

/** The text of word/document.xml without its hidden runs. */
export function withoutHiddenText(document: string): string {
  if (!document.includes('<w:vanish')) return document;
  const pieces: string[] = [];
  const open: string[] = [];
  let written = 0;
  let start = 0;
  let hidden = false;
  for (const tag of tagsOf(document)) {
    if (tag.kind === 'close') {
      open.pop();
      if (tag.name !== 'w:r' || !hidden) continue;
      pieces.push(document.slice(written, start));
      [written, hidden] = [tag.end, false];
      continue;
    }
    if (tag.name === 'w:r' && tag.kind === 'open') [start, hidden] = [tag.start, false];
    else if (tag.name === 'w:vanish' && open.at(-1) === 'w:rPr' && open.at(-2) === 'w:r') {
      hidden = !/^(?:0|false|off)$/.test(attribute(tag, 'w:val') ?? '');
    }
    if (tag.kind === 'open') open.push(tag.name);
  }
  return pieces.join('') + document.slice(written);
}
