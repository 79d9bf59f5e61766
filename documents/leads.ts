// The lead and coordinator cells → ids, order or request, and what of them a person must look at.
import type { AssignmentMode, FieldIssue } from '../domain/plan-reading.ts';
import { fieldIssue } from './issues.ts';
import { fold } from './normal-form.ts';
import { readUnits, type UnitMentions } from './unit-mentions.ts';
import type { UnitAlias } from './units.ts';

export interface CellUnits {
  readonly mentions: UnitMentions;
  readonly ids: string[];
  readonly issues: FieldIssue[];
}

/** Posts are no units: they stay in the verbatim cell only. */
const idsOf = ({ bodies }: UnitMentions): string[] => bodies.filter(({ kind }) => kind !== 'post').map(({ id }) => id);
const hasPost = ({ bodies }: UnitMentions): boolean => bodies.some(({ kind }) => kind === 'post');

export function readLead(text: string, known: readonly UnitAlias[] = []): CellUnits {
  const mentions = readUnits(text, known);
  const ids = idsOf(mentions);
  return { mentions, ids, issues: [...leadIssues(text, mentions, ids), ...legacyIssues(text, mentions, 'lead')] };
}

function leadIssues(text: string, mentions: UnitMentions, ids: readonly string[]): FieldIssue[] {
  if (text === '') return [fieldIssue('empty-lead', 'lead')];
  if (ids.length === 0) return [fieldIssue(hasPost(mentions) ? 'lead-is-a-post' : 'unknown-lead', 'lead', { text })];
  const { definedBy, unknown } = mentions;
  return [
    ...(definedBy !== '' ? [fieldIssue('lead-defined-by-document', 'lead', { document: definedBy })] : []),
    ...(unknown !== '' ? [fieldIssue('unknown-lead-part', 'lead', { text: unknown })] : []),
  ];
}

export function readCoordinators(text: string, known: readonly UnitAlias[] = []): CellUnits {
  const mentions = readUnits(text, known);
  const ids = idsOf(mentions);
  return {
    mentions,
    ids,
    issues: [...coordinatorIssues(text, mentions, ids), ...legacyIssues(text, mentions, 'coordinators')],
  };
}

function coordinatorIssues(text: string, mentions: UnitMentions, ids: readonly string[]): FieldIssue[] {
  if (text === '') return [fieldIssue('empty-coordinators', 'coordinators')];
  if (ids.length === 0 && hasPost(mentions)) return [fieldIssue('coordinator-is-a-post', 'coordinators', { text })];
  const unknown = ids.length === 0 ? text : mentions.unknown;
  return unknown === '' ? [] : [fieldIssue('unknown-coordinators', 'coordinators', { text: unknown })];
}

const legacyIssues = (text: string, { legacyIds }: UnitMentions, field: string): FieldIssue[] =>
  legacyIds.map((unit) => fieldIssue('legacy-unit-name', field, { text, unit }));

/**
 * The mode follows the addressee, not the word "đề nghị" (docs/domain.md, Decided 6). Where the addressee does not settle it,
 * the word suggests and a person decides.
 */
export function modeOf({ bodies }: UnitMentions, text: string): { mode: AssignmentMode; issues: FieldIssue[] } {
  const outside = bodies.filter(({ kind }) => kind === 'outside');
  if (outside.length > 0 && outside.length === bodies.length) return { mode: 'REQUEST', issues: [] };
  const unsettled = bodies.filter(({ kind }) => kind === 'outside' || kind === 'unclear');
  const mode = unsettled.length === bodies.length && fold(text).includes('đề nghị') ? 'REQUEST' : 'ORDER';
  if (unsettled.length === 0) return { mode: 'ORDER', issues: [] };
  return {
    mode,
    issues: [fieldIssue('mode-unclear', 'lead', { units: unsettled.map(({ names }) => names[0]).join(', ') })],
  };
}
