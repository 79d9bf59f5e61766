// Which part of an amended row is which part of its assignment. Milestones are named by their place (m1, m2 …), and an
// amendment moves places: what a part is called and when it is due says more of it than where it stands. Pure.
import type { PartSpec } from './events.ts';
import { isDecided, type Part } from './state.ts';

export const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

type Likeness = (asked: PartSpec, own: Part) => boolean;

const byName: Likeness = (asked, own) => asked.partId === own.partId;
const label: Likeness = (asked, own) => asked.label === own.label;
const owner: Likeness = (asked, own) => asked.ownerUnitId === own.ownerUnitId;
const deadline: Likeness = (asked, own) => isSame(asked.deadline, own.deadline);
const all =
  (...likenesses: readonly Likeness[]): Likeness =>
  (asked, own) =>
    likenesses.every((isLike) => isLike(asked, own));

const PLACE = /^[mb]\d+/;
/** Periods, the evidence apart and the share of a coordinating unit are named by what they are. */
const isNamedByPlace = ({ partId }: Pick<Part, 'partId'>): boolean => PLACE.test(partId);
const moves: Likeness = (asked, own) =>
  [asked, own].some(isNamedByPlace) && [asked, own].every((part) => isNamedByPlace(part) || part.partId === 'whole');

/** The surest first. What is decided is not mistaken for another part because that stands in its place now. */
const likenesses: readonly Likeness[] = [
  all(byName, label, deadline, owner),
  all(moves, label, deadline, owner),
  all(byName, (asked) => !isNamedByPlace(asked)),
  all(moves, label, deadline),
  all(byName, label, owner),
  all(moves, label, owner),
  all(moves, deadline, owner, ({ deadline: { kind } }) => kind !== 'recurring'),
  all(byName, (_, own) => !isDecided(own)),
];

/** The parts that are asked, under the names that they have in the assignment; what is new has a name of its own. */
export function underOwnNames(asked: readonly PartSpec[], parts: readonly Part[]): PartSpec[] {
  const pairs = new Map<PartSpec, Part>();
  const taken = new Set<Part>();
  for (const isLike of likenesses) {
    for (const part of asked) {
      const own = pairs.has(part) ? undefined : parts.find((each) => !taken.has(each) && isLike(part, each));
      if (!own) continue;
      pairs.set(part, own);
      taken.add(own);
    }
  }
  const names = new Set(parts.map(({ partId }) => partId));
  const fresh = asked.filter((part) => !pairs.has(part));
  const places = freePlaces(
    fresh.map(({ partId }) => partId).filter((name) => names.has(name)),
    [...names, ...asked.map(({ partId }) => partId)],
  );
  return asked.map((part) => {
    const own = pairs.get(part);
    const place = places.get(placeOf(part.partId));
    if (own || place === undefined) return { ...part, partId: own?.partId ?? part.partId };
    return { ...part, partId: place + part.partId.slice(placeOf(part.partId).length) };
  });
}

const placeOf = (partId: string): string => PLACE.exec(partId)?.[0] ?? partId;

/** The next places that nothing stands at; what lies within a place goes with it. */
function freePlaces(moving: readonly string[], names: readonly string[]): Map<string, string> {
  const last = Math.max(0, ...names.map((name) => Number(PLACE.exec(name)?.[0].slice(1) ?? 0)));
  return new Map([...new Set(moving.map(placeOf))].map((place, index) => [place, `m${last + index + 1}`]));
}
