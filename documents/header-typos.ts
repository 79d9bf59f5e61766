// Names of columns with a slip of the keyboard in them: "Cơ quan chủ tri", "Thời giann hoàn thành".
import { skeleton, wordForm } from './deadlines/tokens.ts';
import { words } from './normal-form.ts';

/** The word of the name in letters without marks and spaces; for a header that the other columns have proved to be one. */
const plainLetters = (text: string): string =>
  words(text)
    .split(' ')
    .map((word) => skeleton(wordForm(word)))
    .join('');

const LETTERS_THAT_PROVE = 6;

/** Whether the name holds the word with one letter too many, too few or another. */
export function holdsNearly(name: string, word: string): boolean {
  const [text, key] = [plainLetters(name), plainLetters(word)];
  if (key.length < LETTERS_THAT_PROVE) return false;
  // Distances of the key to the best piece of the text that ends at each letter.
  let row = Array.from({ length: text.length + 1 }, () => 0);
  for (let at = 1; at <= key.length; at += 1) {
    const next = [at];
    for (let end = 1; end <= text.length; end += 1) {
      const same = key[at - 1] === text[end - 1] ? 0 : 1;
      next.push(Math.min((row[end - 1] ?? 0) + same, (row[end] ?? 0) + 1, (next[end - 1] ?? 0) + 1));
    }
    row = next;
  }
  return Math.min(...row) <= 1;
}
