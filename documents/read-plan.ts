// A plan document as text → its reading: rows, duties, and issues for a person to settle. Never throws, guesses nothing silently.
import type { PlanHead, PlanReading } from '../domain/plan-reading.ts';
import { type Blocks, type Paragraph, readBlocks, sourceLines } from './blocks.ts';
import { readBorderless } from './borderless/read-borderless.ts';
import { planTime } from './deadline-reading.ts';
import { readDuties } from './duties.ts';
import { readClosing } from './duty-items.ts';
import { planIssue } from './issues.ts';
import {
  appendixIssues,
  closingIssues,
  dutyIssues,
  headIssues,
  type Reason,
  tableIssues,
  whyNotAPlan,
} from './plan-checks.ts';
import { type HeadReading, readHead } from './plan-head.ts';
import { readRows } from './rows.ts';
import { readTable, type Table } from './tables.ts';

export interface PlanSource {
  readonly name: string;
  readonly text: string;
}

export function readPlan({ name, text }: PlanSource): PlanReading {
  const blocks = readBlocks(text);
  const headReading = readHead(blocks.paragraphs, name);
  const { head, appendixAt, superior } = headReading;
  const table = tableOf(text, blocks, headReading);
  const appendix = readRows(table, head, superior);
  const prose = blocks.paragraphs.slice(0, appendixAt ?? blocks.paragraphs.length);
  const duties = readDuties(prose, head, table.headerBlocks > 0 || appendixAt !== null);
  const why = whyNotAPlan(text, headReading, appendix.rows.length + duties.length);
  if (why) return notAPlan(name, why);
  const issues = [
    ...headIssues(head),
    ...tableIssues(table, headReading, blocks),
    ...appendixIssues(appendix, head),
    ...dutyIssues(duties),
    ...closingIssues(readClosing(prose)),
  ];
  return { plan: head, ...appendix, duties, issues };
}

/** Whether the cells of its appendix have to be told apart by their words. That takes many times longer than any other text. */
export function hasLostBorders(text: string): boolean {
  const blocks = readBlocks(text);
  return titleOfLost(blocks, readHead(blocks.paragraphs, '')) !== null;
}

/** The title of an appendix in a document that has no tables; null in all others. */
const titleOfLost = ({ tableLines, paragraphs }: Blocks, { appendixAt }: HeadReading): Paragraph | null =>
  tableLines.length === 0 && appendixAt !== null ? (paragraphs[appendixAt] ?? null) : null;

/** The tables of the document; where it has none, what an appendix says whose cells have lost their borders. */
function tableOf(text: string, blocks: Blocks, headReading: HeadReading): Table {
  const title = titleOfLost(blocks, headReading);
  const borderless = title && readBorderless(sourceLines(text), title.lines[0], planTime(headReading.head));
  return borderless ?? readTable(blocks.tableLines);
}

const notAPlan = (name: string, why: Reason): PlanReading => ({
  plan: emptyHead(name),
  headings: [],
  rows: [],
  duties: [],
  issues: [planIssue('not-a-plan', null, { why: why.vi, whyEn: why.en })],
});

const emptyHead = (name: string): PlanHead => ({
  name,
  issuer: null,
  number: null,
  issuedOn: null,
  year: null,
  openEnded: false,
  indexes: [],
  targets: [],
});
