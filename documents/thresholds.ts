// Numbers that a requirement or a target demands: "tối thiểu đạt từ 99,9% trở lên". Exact decimals, never floats.
import type { Threshold } from '../domain/plan-reading.ts';
import { fold, words } from './normal-form.ts';

const NUMBER_WITH_UNIT =
  /(?<![\d.,/])(?<value>\d{1,6}(?:[.,]\d{1,4})?)\s*(?<unit>%|điểm|sáng kiến|cuộc|lần|đơn vị|doanh nghiệp)(?![\p{L}])/gu;
/** "tỷ lệ X đạt tối thiểu từ": X is what is measured. */
const MEASURE =
  /tỷ lệ (?<measure>(?:(?!tỷ lệ)[^;])*?),?\s+(?:(?:đều|phải) )?(?:đạt|tối thiểu|từ|là|bình quân)(?=\s)(?:(?!tỷ lệ)[^;%])*$/u;
const MAX_LENGTH = 4000;

/** Clauses end at a semicolon, a list dash or a full stop, but not at a decimal comma or point. */
const clausesOf = (text: string): string[] => text.slice(0, MAX_LENGTH).split(/;|(?<=[.;:])\s+|(?:^|\s)[-–+•]\s+/u);

export function readThresholds(text: string): Threshold[] {
  return clausesOf(text).flatMap((clause) =>
    Array.from(fold(clause).matchAll(NUMBER_WITH_UNIT), (match): Threshold => {
      const before = fold(clause).slice(0, match.index);
      const measure = MEASURE.exec(before);
      const start = measure ? measure.index + 'tỷ lệ '.length : 0;
      return {
        measure: measure ? clause.slice(start, start + (measure.groups?.measure ?? '').length).trim() : null,
        value: decimal(match.groups?.value ?? '0'),
        unit: match.groups?.unit ?? '%',
        text: clause.trim(),
      };
    }),
  );
}

/** "99,9" and "99.9" are "99.9"; "01" is "1"; "98,0" stays "98.0": a decimal that was printed may matter. */
const decimal = (written: string): string => written.replace(',', '.').replace(/^0+(?=\d)/, '');

/** A measure that is given two different values (000/7.1.2); a percentage of units in front of it is no second value. */
export function contradiction(thresholds: readonly Threshold[]): { measure: string; values: string[] } | null {
  const values = new Map<string, { measure: string; values: Set<string> }>();
  for (const { measure, value, unit } of thresholds) {
    if (measure === null) continue;
    const entry = values.get(words(measure)) ?? { measure, values: new Set<string>() };
    entry.values.add(`${value.replace('.', ',')}${unit === '%' ? '%' : ` ${unit}`}`);
    values.set(words(measure), entry);
  }
  const doubled = [...values.values()].find((entry) => entry.values.size > 1);
  return doubled ? { measure: doubled.measure, values: [...doubled.values] } : null;
}
