// What is wrong with a request, field by field, in both languages.
import { z } from 'zod';
import type { Violation } from './problems.ts';

const ofZod = z.locales.vi().localeError;
/** The library has no Vietnamese for a choice among several shapes: which words the field may have. */
const vietnamese: typeof ofZod = (issue) =>
  issue.code === 'invalid_union' && Array.isArray(issue.options)
    ? `Giá trị không hợp lệ: mong đợi một trong ${issue.options.map((option) => `'${option}'`).join(' | ')}`
    : ofZod(issue);
const english = z.locales.en().localeError;
const MOST = 50;

type Issue = z.core.$ZodIssue;

/** A key that is not known is named itself, not only the object that holds it. */
const pathsOf = (issue: Issue): string[] => {
  const path = issue.path.map(String);
  const keys = issue.code === 'unrecognized_keys' ? issue.keys : [];
  return keys.length > 0 ? keys.map((key) => [...path, key].join('.')) : [path.join('.')];
};

/** Parses, or tells every violation. */
export function parseOrExplain<S extends z.ZodType>(
  schema: S,
  value: unknown,
): { value: z.output<S> } | { problem: BodyProblem; violations: Violation[] } {
  const parsed = schema.safeParse(value, { error: vietnamese });
  if (parsed.success) return { value: parsed.data };
  const inEnglish = schema.safeParse(value, { error: english }).error?.issues ?? [];
  const violations = parsed.error.issues.flatMap((issue, index) =>
    pathsOf(issue).map((path) => ({
      path,
      message: issue.message,
      messageEn: inEnglish[index]?.message ?? issue.message,
    })),
  );
  return { problem: problemOf(parsed.error.issues), violations: violations.slice(0, MOST) };
}

type BodyProblem = 'unknown-field' | 'reason-required' | 'invalid-body';

/** The two mistakes that callers make most get codes of their own. */
function problemOf(issues: readonly Issue[]): BodyProblem {
  if (issues.every(({ code }) => code === 'unrecognized_keys')) return 'unknown-field';
  return issues.some(({ path }) => path.length === 1 && path[0] === 'reason') ? 'reason-required' : 'invalid-body';
}

/** A path, query, header or body that its route does not take. Fastify says in `validationContext` which of them. */
export class InvalidRequest extends Error {
  readonly violations: readonly Violation[];
  readonly validationContext?: string;
  constructor(violations: readonly Violation[]) {
    super('invalid request');
    this.violations = violations;
  }
}
