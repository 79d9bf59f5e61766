// Duties outside the appendix: whose they are, of which kind, and by when where the prose says so.
import type { PlanDuty, PlanHead } from '../domain/plan-reading.ts';
import type { Paragraph } from './blocks.ts';
import { deadlineReading, planTime } from './deadline-reading.ts';
import { dutyDeadline } from './duty-deadline.ts';
import { type DutyItem, isDutySection, readItems, readSections } from './duty-items.ts';
import { fieldIssue } from './issues.ts';
import { modeOf } from './leads.ts';
import { fold } from './normal-form.ts';
import { readUnits, type UnitMentions } from './unit-mentions.ts';

export function readDuties(paragraphs: readonly Paragraph[], head: PlanHead, hasAppendix: boolean): PlanDuty[] {
  const sections = readSections(paragraphs).filter((section) => isDutySection(section, hasAppendix));
  return sections.flatMap(readItems).map((item) => readDuty(item, head));
}

function readDuty(item: DutyItem, head: PlanHead): PlanDuty {
  const owner = ownerOf(item);
  const { issues: ofOwner, ...whose } = dutyOwner(owner.name, owner.mentions);
  const { issues: ofText, ...when } = dutyTime(item.text, head);
  return {
    section: item.section,
    owner: owner.name,
    ownerUnits: whose.ownerUnits,
    text: item.text,
    kind: when.kind,
    mode: whose.mode,
    deadline: when.deadline,
    lines: item.lines,
    issues: [...ofOwner, ...ofText],
  };
}

type With<Field extends keyof PlanDuty> = Pick<PlanDuty, Field | 'issues'>;

/** Whose a duty is. Posts are no units: they stay in the verbatim words only. */
export function dutyOwner(name: string, mentions: UnitMentions): With<'ownerUnits' | 'mode'> {
  const mode = modeOf(mentions, name);
  const ownerUnits = mentions.bodies.filter(({ kind }) => kind !== 'post').map(({ id }) => id);
  const unknown = ownerUnits.length === 0 ? [fieldIssue('duty-owner-unknown', 'owner', { text: name })] : [];
  const issues = [...unknown, ...mode.issues.map((issue) => ({ ...issue, field: 'owner' }))];
  return { ownerUnits, mode: mode.mode, issues };
}

/** Of which kind it is and by when, as its text says. */
export function dutyTime(text: string, head: PlanHead): With<'kind' | 'deadline'> {
  const { text: said, value, kind, issues } = dutyDeadline(text, planTime(head));
  return { kind, deadline: deadlineReading(said, value), issues };
}

/** The nearest heading that names somebody; for a duty that is its own heading, the name it begins with. */
function ownerOf({ headings, text }: DutyItem): { name: string; mentions: UnitMentions } {
  for (const name of headings) {
    const mentions = readUnits(name);
    if (mentions.bodies.length > 0) return { name, mentions };
  }
  const name = headings.at(-1) ?? addressee(text);
  return { name, mentions: readUnits(name) };
}

/** "Công chức Văn hóa – xã hội: Đẩy mạnh …", "Đề nghị Ủy ban MTTQ xã phối hợp …": up to the colon or to the verb. */
function addressee(text: string): string {
  const verb = /[:;]|\s(?=phối hợp|đẩy mạnh|thực hiện|tham mưu|chủ trì|có trách nhiệm|tổ chức|theo dõi|căn cứ)/u.exec(
    fold(text),
  );
  return verb ? text.slice(0, verb.index) : '';
}
