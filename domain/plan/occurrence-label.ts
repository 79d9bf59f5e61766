// What an occurrence of a recurring duty is called.
import { assertNever } from '../assert-never.ts';
import type { Occurrence } from '../occurrences.ts';

/** The reports of a year are those of quý I, of 6 tháng, of quý III and of the year (docs/domain.md, F11). */
const quarters = ['quý I năm', '6 tháng đầu năm', 'quý III năm', 'năm'];

export function occurrenceLabel({ name, every }: Pick<Occurrence, 'name' | 'every'>): string {
  const [year = '', rest = ''] = name.split('-');
  const index = Number(rest.replace(/^\D/, ''));
  switch (every) {
    case 'year':
      return `năm ${year}`;
    case 'half':
      return `6 tháng ${index === 1 ? 'đầu' : 'cuối'} năm ${year}`;
    case 'quarter':
      return `${quarters[index - 1]} ${year}`;
    case 'month':
      return `tháng ${index}/${year}`;
    case 'week':
      return `tuần từ ${inWords(name)}`;
    case 'day':
      return `ngày ${inWords(name)}`;
    default:
      return assertNever(every);
  }
}

const inWords = (date: string): string => date.split('-').reverse().join('/');
