// Points in time as plans write them: a day, a part of a year, a year, each perhaps without its year.

interface Yearly {
  /** Undefined: not written. */
  readonly year: number | undefined;
}
export interface DayPoint extends Yearly {
  readonly unit: 'day';
  readonly day: number;
  readonly month: number;
  readonly hour?: string | undefined;
  /** 0 = Sunday, as written beside the date. */
  readonly weekday?: number | undefined;
  /** Two digits only. */
  readonly shortYear?: boolean;
}
export interface PartOfYear extends Yearly {
  readonly unit: 'month' | 'quarter' | 'half';
  readonly index: number;
}
/** "9 tháng đầu năm". */
interface MonthsOfYear extends Yearly {
  readonly unit: 'months';
  readonly first: number;
  readonly last: number;
}
interface WholeYear extends Yearly {
  readonly unit: 'year';
}
export type Point = DayPoint | PartOfYear | MonthsOfYear | WholeYear;
