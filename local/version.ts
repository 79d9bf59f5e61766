// Versions as programs print them: 1.9.1, v1.10, 1.9.1-rc.1.

export function parseVersion(text: string): number[] | null {
  const found = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return found ? [found[1], found[2], found[3] ?? '0'].map(Number) : null;
}

/** A release candidate counts as its release: it has the options that we need. */
export function isAtLeast(text: string, least: string): boolean {
  const [have, need] = [parseVersion(text), parseVersion(least)];
  if (!have || !need) return false;
  const differing = need.findIndex((part, index) => part !== have[index]);
  return differing === -1 || (have[differing] ?? 0) > (need[differing] ?? 0);
}
