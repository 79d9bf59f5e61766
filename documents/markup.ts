// Marks that a converter left in the text: HTML tags in cells, Markdown in paragraphs. Removed, never interpreted.
import { collapse } from './normal-form.ts';

/** Only tags that such converters write; "<80%" and "<tên đơn vị>" are text. */
const TAG =
  /<\/?(?:b|i|u|p|s|br|hr|em|strong|span|div|font|sup|sub|ul|ol|li|a|td|tr|th|table|tbody|thead)(?:\s[^<>]*)?\/?>/giu;
const BREAKING_TAG = /<\/?(?:p|br|li|div|tr|td)(?:\s[^<>]*)?\/?>/giu;

/** A verbatim cell: tags removed, white space collapsed. */
export const cellText = (cell: string): string => collapse(cell.replace(BREAKING_TAG, ' ').replace(TAG, ''));

/** A verbatim line of prose: heading marks and emphasis removed as well. */
export const proseText = (line: string): string =>
  cellText(line)
    .replace(/^#{1,6}\s+/, '')
    .replace(/(\*{1,3})(?=\S)([^*]+?)(?<=\S)\1/g, '$2')
    .replace(/\*\*/g, '')
    .trim();
