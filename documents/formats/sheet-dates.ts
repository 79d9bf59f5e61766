// A date of a sheet as its reader sees it: the format says whether the day, the month, the year or the hour is shown.
// Excel makes a date of "9/2026" and shows the month only; read as its first day, it would be a deadline that nobody wrote.

const two = (number: number): string => String(number).padStart(2, '0');

/** Words in quotation marks or behind a backslash; what stands in brackets is colour or language. */
const PARTS = /"([^"]*)"|\\(.)|\[[^\]]*\]|y+|m+|d+|h+|s+|am\/pm|a\/p|./giu;

/** Undefined: the whole date. What the format says in words before and behind the date stays where it is. */
export function dateText(date: Date, format: string | undefined): string {
  const [before, shown, behind] = partsOf(format ?? '');
  if (shown === '') return `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${date.getUTCFullYear()}`;
  const [day, month, year] = [date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCFullYear()];
  const days = [
    ...(shown.includes('d') ? [two(day)] : []),
    ...(shown.includes('m')
      ? [shown === 'm' ? `${/tháng\s*$/iu.test(before) ? '' : 'tháng '}${month}` : two(month)]
      : []),
    ...(shown.includes('y') ? [`${year}`] : []),
  ].join('/');
  const hour = shown.includes('h') ? `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}` : '';
  return `${before}${[days, hour].filter((part) => part !== '').join(' ')}${behind}`;
}

/** Words before, which of d, m, y, h are shown, words behind. Minutes are no months. */
function partsOf(format: string): [before: string, shown: string, behind: string] {
  let [before, shown, behind, afterHour] = ['', '', '', false];
  for (const { 0: part, 1: quoted, 2: escaped } of (format.split(';')[0] ?? '').matchAll(PARTS)) {
    const letter = part[0]?.toLowerCase() ?? '';
    const said = quoted ?? escaped;
    if (said !== undefined) {
      if (shown === '') before += said;
      else if (/\p{L}/u.test(said)) behind += said;
    } else if (/[dyh]/.test(letter) || (letter === 'm' && !afterHour)) {
      if (!shown.includes(letter)) shown += letter;
      behind = '';
    }
    if (/[hd]/.test(letter)) afterHour = letter === 'h';
  }
  return [before, shown, behind];
}
