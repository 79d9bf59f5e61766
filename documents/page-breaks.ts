// Two halves of a text that a page cut apart, joined again.

const VOWEL = /[aăâeêioôơuưy]/;
/** Consonants that may begin or end a Vietnamese syllable; alone they are half a word. */
const ONSET = /(?:^|(?<!\d)\s)(?:ngh|ng|nh|ch|gh|kh|ph|th|tr|b|c|d|đ|g|h|k|l|m|n|p|q|r|s|t|v|x)$/i;
const CODA = /^(?:ch|ng|nh|c|m|n|p|t)(?=[\s,.;:]|$)/;

const withoutTones = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** "ph|ường", "phườ|ng": no Vietnamese syllable lacks its vowel, none begins or ends there. */
function cutInsideSyllable(before: string, after: string): boolean {
  if (ONSET.test(before) && VOWEL.test(withoutTones(after.slice(0, 1))) && /^\p{Ll}/u.test(after)) return true;
  return CODA.test(after) && VOWEL.test(withoutTones(before.slice(-1)));
}

/** A space between the halves, unless the cut went through a syllable, a slash, a code such as "20-CT/TU", or before a comma. */
export function joinText(before: string, after: string): string {
  if (before === '' || after === '') return before + after;
  const end = before.slice(-10);
  const tight = /^[,.;:!?)%]/.test(after) || /[/(]$/.test(end) || /\d-$/.test(end) || /^\/\S/.test(after);
  return tight || cutInsideSyllable(end, after) ? before + after : `${before} ${after}`;
}
