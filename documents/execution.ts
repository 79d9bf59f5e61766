// How a row is likely to run: fanned out to every unit, one shared assignment, or units that a person chooses.
// Suggestions with their reason, from the words of the row; the draft lets a person decide otherwise.
import type { Execution, RollUp, Threshold } from '../domain/plan-reading.ts';
import { fold } from './normal-form.ts';
import { contradiction } from './thresholds.ts';
import type { UnitMentions } from './unit-mentions.ts';

export interface ExecutionSuggestion {
  readonly execution: Execution;
  readonly reason: string;
  readonly rollUp: RollUp;
  readonly contactUnit: string | null;
  /** Read from wording alone, so less sure than what the lead cell says. */
  readonly byWording: boolean;
}

export interface RowWords {
  readonly criterion: string;
  readonly requirement: string;
  readonly lead: UnitMentions;
  readonly coordinators: UnitMentions;
  readonly thresholds: readonly Threshold[];
}

/** Figures that exist once for the whole ward: no unit has its own, so none can be asked for its own (docs/domain.md, Decided 3). */
const wholeWardResults: readonly [RegExp, string][] = [
  [/giải ngân/u, 'tỷ lệ giải ngân'],
  [/tỷ lệ hồ sơ[^.;]{0,200}đúng hạn/u, 'tỷ lệ hồ sơ giải quyết đúng hạn'],
  [/thu ngân sách[^.;]{0,200}(?:dự toán|kế hoạch)/u, 'thu ngân sách so với dự toán'],
  [/chỉ tiêu[^.;]{0,200}(?:kt ?- ?xh|kinh tế ?- ?xã hội)/u, 'chỉ tiêu phát triển kinh tế - xã hội'],
  [/(?:phường|xã) có (?:từ|ít nhất|tối thiểu) \d/u, 'số lượng của cả phường, xã'],
  [/(?:từ|ít nhất|tối thiểu) \d+ cuộc đối thoại/u, 'số cuộc đối thoại của cả phường, xã'],
  [/nhóm \d+ (?:địa phương|phường|xã)/u, 'thứ hạng của cả phường, xã'],
];

/** "100% các phòng chuyên môn có tỷ lệ …": each unit has its own figure after all. */
const EACH_UNIT = /(?:mỗi|từng|100% (?:các |số )?)\s*(?:phòng|cơ quan|đơn vị)/u;

export function suggestExecution(row: RowWords): ExecutionSuggestion {
  const { lead } = row;
  if (lead.definedBy !== '') return chosen(`đơn vị do văn bản khác xác định: ${lead.definedBy}`);
  const isGroup = lead.bodies.some(({ kind }) => kind === 'group');
  if (isGroup && lead.contactId !== null) return shared(row, 'ô chủ trì nêu một đơn vị làm đầu mối trong ngoặc', false);
  const result = wholeWardResult(row);
  if (result !== null) return shared(row, `${result} là một kết quả chung, không đơn vị nào có riêng`, true);
  if (isGroup) return { ...perUnit('chủ trì là một nhóm đơn vị, mỗi đơn vị một nhiệm vụ'), rollUp: rollUpOf(row) };
  if (lead.bodies.length > 1) return shared(row, 'nhiều đơn vị cùng chủ trì một việc', false);
  return perUnit(lead.bodies.length === 1 ? 'một đơn vị chủ trì' : 'chưa rõ đơn vị chủ trì');
}

/** Without a requirement nothing says what is measured, so its title alone decides nothing. */
function wholeWardResult({ criterion, requirement }: RowWords): string | null {
  if (requirement === '') return null;
  const text = fold(`${criterion}. ${requirement}`);
  if (EACH_UNIT.test(text)) return null;
  return wholeWardResults.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

const suggestion = { contactUnit: null, byWording: false };

const perUnit = (reason: string): ExecutionSuggestion => ({
  ...suggestion,
  execution: 'perUnit',
  reason,
  rollUp: 'all',
});

const chosen = (reason: string): ExecutionSuggestion => ({
  ...suggestion,
  execution: 'chosenUnits',
  reason,
  rollUp: 'all',
});

const shared = (row: RowWords, reason: string, byWording: boolean): ExecutionSuggestion => ({
  execution: 'shared',
  reason,
  rollUp: 'judged',
  contactUnit: contactOf(row),
  byWording,
});

/** A named lead, else a ward unit among the coordinators; one under its right name before one of a former tier. */
function contactOf({ lead, coordinators }: RowWords): string | null {
  const isUnit = ({ kind }: { kind: string }) => kind === 'unit';
  const helpers = coordinators.bodies.filter(isUnit);
  const certain = helpers.find(({ id }) => !coordinators.legacyIds.includes(id));
  return lead.contactId ?? lead.bodies.find(isUnit)?.id ?? certain?.id ?? helpers[0]?.id ?? null;
}

/** Parts of one ratio add up to the ratio of all; "100% of the units have …" needs every one of them. */
function rollUpOf({ thresholds, requirement }: RowWords): RollUp {
  const partial = thresholds.some(({ unit, value }) => unit !== '%' || value !== '100');
  const eachUnit = EACH_UNIT.test(fold(requirement)) || contradiction(thresholds) !== null;
  return partial && !eachUnit ? 'sumOfFigures' : 'all';
}
