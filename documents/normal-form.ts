// The form in which texts are compared: the same words typed in two ways must be found equal (docs/domain.md).
// For matching only; what is kept and shown is always the verbatim text.

// Zero-width characters, byte order marks and soft hyphens: seen by nobody, typed by converters.
const INVISIBLE = /\u00AD|\u200B|\u200C|\u200D|\u2060|\uFEFF/g;

/** White space collapsed to single spaces, invisible characters dropped. Spelling stays as it is. */
export const collapse = (text: string): string => text.replace(INVISIBLE, '').replace(/\s+/gu, ' ').trim();

/** Old and new tone placement of open syllables: "hoà" is "hòa", "uỷ" is "ủy"; "quý" and "hoàn" are spelled one way only. */
const OLD_TONES = ['oà', 'oá', 'oả', 'oã', 'oạ', 'oè', 'oé', 'oẻ', 'oẽ', 'oẹ', 'uỳ', 'uý', 'uỷ', 'uỹ', 'uỵ'];
const NEW_TONES = ['òa', 'óa', 'ỏa', 'õa', 'ọa', 'òe', 'óe', 'ỏe', 'õe', 'ọe', 'ùy', 'úy', 'ủy', 'ũy', 'ụy'];
const newTone = new Map(OLD_TONES.map((old, at) => [old, NEW_TONES[at] ?? old]));
const OLD_TONE = /(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\p{L})/gu;

const placeTones = (text: string): string => text.replace(OLD_TONE, (old) => newTone.get(old) ?? old);

/** A few capitals change their length when lowered; those stay, so that positions in both texts agree. */
const lower = (text: string): string => {
  const lowered = text.toLowerCase();
  return lowered.length === text.length ? lowered : text;
};

/** Case, tone placement and dashes made equal. A position in the fold is the same position in the (NFC) text. */
export const fold = (text: string): string => placeTones(lower(text)).replace(/[‐‑‒–—−]/g, '-');

/** Folded words with single spaces: no punctuation, no dashes, no case. */
export const words = (text: string): string =>
  fold(text.normalize('NFC'))
    .replace(/[^\p{L}\p{N}%]+/gu, ' ')
    .trim();
