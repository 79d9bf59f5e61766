// A cell of prose → its sentences and items.

/** At the end of a sentence, before a dash that begins an item (not in "kinh tế - xã hội") and before a note. */
export const sentences = (text: string): string[] =>
  text
    .split(/(?<=[.;])\s+|(?:^|\s)[-–+•]\s*(?=[\p{Lu}\d“"])|\s(?=(?:Lưu ý|Ghi chú)\s*:)/u)
    .map((sentence) => sentence.replace(/^[-–+•](?:\s+|$)/u, '').trim())
    .filter((sentence) => sentence !== '');
