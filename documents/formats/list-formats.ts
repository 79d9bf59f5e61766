// How a list writes its counts: "iv", "b", "07".

/** Bullets of symbol fonts have no letter of their own. */
export const bulletOf = (text: string): string => (/^[-–—•+*]$/.test(text) ? text : '-');

/** A count as the list writes it; `format` is one of `w:numFmt`, digits where we do not know it. */
export function written(count: number, format: string): string {
  switch (format) {
    case 'upperRoman':
      return romanOf(count);
    case 'lowerRoman':
      return romanOf(count).toLowerCase();
    case 'upperLetter':
      return letterOf(count);
    case 'lowerLetter':
      return letterOf(count).toLowerCase();
    case 'decimalZero':
      return String(count).padStart(2, '0');
    case 'none':
      return '';
    default:
      return String(count);
  }
}

const ROMAN = [
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
] as const;

function romanOf(count: number): string {
  let rest = Math.min(count, 399);
  return ROMAN.map(([value, digits]) => {
    const times = Math.floor(rest / value);
    rest -= times * value;
    return digits.repeat(times);
  }).join('');
}

/** A to Z, then AA, BB. */
const letterOf = (count: number): string =>
  String.fromCharCode(65 + ((count - 1) % 26)).repeat(Math.min(Math.ceil(count / 26), 9));
