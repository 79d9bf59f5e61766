// The numbers of headings and rows: Roman, "3.2.1", "12". What lies under what, and which numbers are missing.

export interface RowNumber {
  readonly text: string;
  readonly style: 'letter' | 'roman' | 'decimal' | 'none';
  readonly parts: readonly number[];
  /** -1 for a heading with a capital letter, 0 for a Roman one, else how many parts the number has. */
  readonly level: number;
}

const ROMAN_DIGITS: Record<string, number> = { I: 1, V: 5, X: 10 };

function romanValue(text: string): number {
  const digits = Array.from(text, (letter) => ROMAN_DIGITS[letter] ?? 0);
  return digits.reduce((sum, digit, index) => sum + (digit < (digits[index + 1] ?? 0) ? -digit : digit), 0);
}

export function roman(value: number): string {
  const ones = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX'];
  return 'X'.repeat(Math.floor(value / 10)) + (ones[value % 10] ?? '');
}

/** "I.", "1.1", "3.2.1.", "12)" → the number; null for anything else. */
export function readNumber(cell: string): RowNumber | null {
  const text = cell.replace(/\s+/g, '').replace(/[.)]+$/, '');
  if (/^[IVX]{1,7}$/.test(text)) return { text, style: 'roman', parts: [romanValue(text)], level: 0 };
  if (!/^\d{1,3}(?:\.\d{1,3}){0,4}$/.test(text)) return null;
  const parts = text.split('.').map(Number);
  return { text, style: 'decimal', parts, level: parts.length };
}

/** As `readNumber`, and "A", "B", "Đ", which only a heading has: above the Roman ones, or instead of them. */
export function readHeadingNumber(cell: string): RowNumber | null {
  const text = cell.replace(/\s+/g, '').replace(/[.)]+$/, '');
  return readNumber(cell) ?? (/^\p{Lu}$/u.test(text) ? { text, style: 'letter', parts: [], level: -1 } : null);
}

/** Where a heading has no number, its title stands for it in the paths of its rows. */
export const unnumbered = (title: string): RowNumber => ({ text: title, style: 'none', parts: [], level: 0 });

/** Headings above the next row, outermost first, after `heading` has been read. */
export function descend(path: readonly RowNumber[], heading: RowNumber): RowNumber[] {
  return [...path.filter(({ level }) => level < heading.level), heading];
}

/** Numbers that the others imply: before 7.3 comes 7.2, above 6.2 stands VI. A number at the end cannot be known to be missing. */
export function missingNumbers(numbers: readonly RowNumber[]): string[] {
  const usesRoman = numbers.some(({ style }) => style === 'roman');
  const present = new Set(numbers.map(({ parts }) => parts.join('.')));
  const missing: number[][] = [];
  const require = (parts: number[]): void => {
    const isTop = parts.length === 1;
    if (present.has(parts.join('.')) || (isTop && !usesRoman && numbers.every(({ level }) => level > 1))) return;
    present.add(parts.join('.'));
    missing.push(parts);
  };
  for (const { parts } of numbers) {
    for (let above = parts.length - 1; above > 0; above--) require(parts.slice(0, above));
    const last = Math.min(parts.at(-1) ?? 1, MAX_SIBLINGS);
    for (let sibling = 1; sibling < last; sibling++) require([...parts.slice(0, -1), sibling]);
  }
  return missing
    .sort(byPosition)
    .map((parts) => (parts.length === 1 && usesRoman ? roman(parts[0] ?? 0) : parts.join('.')));
}

const MAX_SIBLINGS = 100;

function byPosition(a: readonly number[], b: readonly number[]): number {
  const depth = a.findIndex((part, index) => part !== b[index]);
  return depth === -1 ? a.length - b.length : (a[depth] ?? 0) - (b[depth] ?? -1);
}
