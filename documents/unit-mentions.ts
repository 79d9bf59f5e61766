// A cell such as "Các phòng chuyên môn, đơn vị (Văn phòng HĐND-UBND)" → which bodies it names, and what of it was not understood.
// Commas stand inside names as well as between them, so the names are looked for, not the cell split.
import { collapse, fold, words } from './normal-form.ts';
import { aliasesByFirstWord, type NamedBody, type UnitAlias } from './units.ts';

export interface UnitMentions {
  readonly bodies: readonly NamedBody[];
  /** Units of a name that belonged to a dissolved tier: "Văn phòng HĐND và UBND thành phố". */
  readonly legacyIds: readonly string[];
  /** A unit named in brackets behind the others. */
  readonly contactId: string | null;
  /** The unit that is asked to supply the evidence: "(chủ trì cung cấp tài liệu kiểm chứng)". */
  readonly custodianId: string | null;
  /** The document that says who is meant: "… được giao nhiệm vụ tại Kế hoạch số 14/KH-UBND". */
  readonly definedBy: string;
  /** Words that name nobody we know. */
  readonly unknown: string;
  /** How often a name follows another with nothing but a space between. */
  readonly touching: number;
}

interface Word {
  readonly raw: string;
  readonly folded: string;
  /** Where it begins and where the one before ends have nothing between but space. */
  readonly touches: boolean;
}

/** Words around names that say nothing about who is meant. */
const FILLERS = new Set(
  words(
    `và cùng với các của thuộc trực trên địa bàn đóng có liên quan được phối hợp chủ trì thực hiện nhiệm vụ này giao
     thủ trưởng lãnh đạo người đứng đầu đề nghị đối trách nhiệm yêu cầu phường xã đặc khu thị trấn tỉnh thành phố huyện quận
     cấp UBND ủy ban nhân dân đơn vị cơ quan khác`,
  ).split(' '),
);
const PLACE_KINDS = new Set(['phường', 'xã', 'khu', 'trấn', 'tỉnh', 'phố', 'huyện', 'quận']);
const FORMER_TIER = /^(?:thành phố|huyện|thị xã|quận|tỉnh)(?: |$)/;
const DEFINED_ELSEWHERE = /được giao (?:nhiệm vụ )?(?:tại|theo) (?=\S)/u;

/** No list of units is longer; whatever is, is junk, and must not cost more than a moment. */
const MAX_LENGTH = 2000;
/** Words of the longest name that is asked for across two cells. */
const LONGEST_NAME = 10;

/** `known` are names beside the lexicon, which go first. */
export function readUnits(cell: string, known: readonly UnitAlias[] = []): UnitMentions {
  const text = collapse(cell).slice(0, MAX_LENGTH);
  const definition = DEFINED_ELSEWHERE.exec(fold(text));
  const named = definition ? text.slice(0, definition.index) : text;
  const found = nothingFound(known);
  for (const [part, inBrackets] of bracketParts(named)) {
    if (inBrackets) readBrackets(part, found);
    else readNames(part, found);
  }
  return {
    bodies: distinct(found.bodies),
    legacyIds: found.legacyIds,
    contactId: found.contactId,
    custodianId: found.custodianId,
    definedBy: definition ? text.slice(definition.index + definition[0].length) : '',
    unknown: found.unknown.join(' '),
    touching: found.touching,
  };
}

interface Found {
  readonly known: readonly UnitAlias[];
  bodies: NamedBody[];
  legacyIds: string[];
  contactId: string | null;
  custodianId: string | null;
  unknown: string[];
  touching: number;
}

const nothingFound = (known: readonly UnitAlias[]): Found => ({
  known,
  bodies: [],
  legacyIds: [],
  contactId: null,
  custodianId: null,
  unknown: [],
  touching: 0,
});

/** Brackets name the custodian of the evidence, or a contact who belongs to the leads as well; any other remark is left aside. */
function readBrackets(remark: string, found: Found): void {
  const inside = nothingFound(found.known);
  readNames(remark, inside);
  if (fold(remark).includes('kiểm chứng')) found.custodianId = lastUnit(inside.bodies) ?? lastUnit(found.bodies);
  else if (lastUnit(inside.bodies) !== null) {
    found.contactId ??= lastUnit(inside.bodies);
    found.bodies.push(...inside.bodies);
    found.legacyIds.push(...inside.legacyIds);
  }
}

/** "… thuộc UBND phường" says whose units they are; it names the committee only where nobody else is named. */
function distinct(bodies: readonly NamedBody[]): NamedBody[] {
  const once = bodies.filter((body, index) => bodies.indexOf(body) === index);
  return once.length > 1 ? once.filter(({ id }) => id !== WHOSE) : once;
}

/** The committee whose units they are: "Các cơ quan, đơn vị UBND phường". */
const WHOSE = 'UBND';

const lastUnit = (bodies: readonly NamedBody[]): string | null =>
  bodies.filter(({ kind }) => kind === 'unit').at(-1)?.id ?? null;

/** "A (b) c" → A, b in brackets, c. */
function bracketParts(text: string): [part: string, inBrackets: boolean][] {
  return text.split(/\(([^()]*)\)/u).map((part, index) => [part, index % 2 === 1]);
}

function readNames(part: string, found: Found): void {
  const folded = fold(part);
  const list: Word[] = Array.from(part.matchAll(/[\p{L}\p{N}]+/gu), ({ 0: raw, index }) => ({
    raw,
    folded: folded.slice(index, index + raw.length),
    touches: index > 0 && !/[^\p{L}\p{N}\s]\s*$/u.test(part.slice(0, index)),
  }));
  let lastEnd = -1;
  for (let at = 0; at < list.length; ) {
    const alias = aliasAt(list, at, found.known);
    if (alias) {
      found.bodies.push(alias.body);
      if (at === lastEnd && list[at]?.touches && alias.body.id !== WHOSE) found.touching += 1;
      at += alias.words.length;
      lastEnd = at;
      if (alias.body.kind === 'unit' && FORMER_TIER.test(following(list, at))) found.legacyIds.push(alias.body.id);
      continue;
    }
    if (!isFiller(list, at) && !belongsToName(found.bodies.at(-1))) found.unknown.push(list[at]?.raw ?? '');
    at += 1;
  }
}

/** "Văn phòng" and "HĐND và UBND": a name that we know begins in one text and ends in the other. */
export function nameSpans(before: string, after: string): boolean {
  const folded = (text: string): string[] => Array.from(fold(text).matchAll(/[\p{L}\p{N}]+/gu), ([word]) => word);
  const [head, tail] = [folded(before).slice(-LONGEST_NAME), folded(after).slice(0, LONGEST_NAME)];
  const list = [...head, ...tail];
  return head.some((word, at) =>
    aliasesByFirstWord
      .get(word)
      ?.some(
        (alias) =>
          at + alias.words.length > head.length && alias.words.every((each, offset) => list[at + offset] === each),
      ),
  );
}

const following = (list: readonly Word[], at: number): string =>
  list
    .slice(at, at + 2)
    .map(({ folded }) => folded)
    .join(' ');

function aliasAt(list: readonly Word[], at: number, known: readonly UnitAlias[]): UnitAlias | undefined {
  const fits = (alias: UnitAlias): boolean => alias.words.every((word, offset) => list[at + offset]?.folded === word);
  return known.find(fits) ?? aliasesByFirstWord.get(list[at]?.folded ?? '')?.find(fits);
}

/** "Thuế cơ sở 2 tỉnh Thái Nguyên", "Công chức Tư pháp": what follows such a name specifies it. */
const belongsToName = (body: NamedBody | undefined): boolean =>
  body !== undefined && body.kind !== 'unit' && body.kind !== 'group';

/** Fillers, and the proper name behind "phường". */
function isFiller(list: readonly Word[], at: number): boolean {
  const word = list[at];
  if (!word || FILLERS.has(word.folded)) return true;
  for (let before = at - 1; before >= 0 && /^\p{Lu}/u.test(list[before + 1]?.raw ?? ''); before--) {
    if (PLACE_KINDS.has(list[before]?.folded ?? '')) return true;
  }
  return false;
}
