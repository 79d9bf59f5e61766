// Raising an issue: its code and values → the texts that a person reads, in both languages.
import type { FieldIssue, PlanIssue } from '../domain/plan-reading.ts';
import type { Lines } from './blocks.ts';
import { fieldIssues, type IssueText, planIssues } from './issue-texts.ts';

export type PlanIssueCode = keyof typeof planIssues;
export type FieldIssueCode = keyof typeof fieldIssues;
type Values = Readonly<Record<string, string | number>>;

const MAX_QUOTE = 200;

function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(values[name] ?? '');
    return value.length > MAX_QUOTE ? `${value.slice(0, MAX_QUOTE)}…` : value;
  });
}

const stated = (code: string, { blocking, vi, en }: IssueText, values: Values) => ({
  code,
  message: fill(vi, values),
  messageEn: fill(en, values),
  blocking,
});

export const planIssue = (code: PlanIssueCode, lines: Lines | null, values: Values = {}): PlanIssue => ({
  ...stated(code, planIssues[code], values),
  lines,
});

export const fieldIssue = (code: FieldIssueCode, field: string, values: Values = {}): FieldIssue => ({
  ...stated(code, fieldIssues[code], values),
  field,
});

export const doubtOf = (code: string): number => (code in fieldIssues ? fieldIssues[code as FieldIssueCode].doubt : 0);
