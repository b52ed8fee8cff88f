/**
 * Names of sheets as Excel allows them. Those of a correction file come from elsewhere: members of an archive with their folders, or another program,
 * which has other rules. The place of each row stands in its reference, so a name may change; the summary says which one did.
 */

const LONGEST = 31;
const FORBIDDEN = /[[\]/\\:*?]|[\p{Cc}\p{Cs}\ufffe\uffff]|^'|'$/gu;
/** Excel keeps it for itself. */
const RESERVED = 'history';

/** @returns a name for each, no two alike (also not in another case) and none of those in `taken`. */
export function sheetNames(names: readonly string[], taken: readonly string[]): string[] {
  const used = new Set([RESERVED, ...taken.map(folded)]);
  // Those that may stay do, also when an earlier one would become the same.
  const kept = new Set(names.filter((name) => legal(name) === name && !used.has(folded(name))));
  for (const name of kept) used.add(folded(name));
  return names.map((name) => {
    if (kept.delete(name)) return name;
    let free = legal(name);
    for (let at = 2; used.has(folded(free)); at += 1) free = cut(legal(name), ` (${at})`);
    used.add(folded(free));
    return free;
  });
}

const legal = (name: string): string => cut(name.replace(FORBIDDEN, '_') || '_', '');

/** No character is cut in two, and no apostrophe comes to stand at the end. */
function cut(name: string, behind: string): string {
  const room = LONGEST - behind.length;
  if (name.length <= room) return name + behind;
  return (
    name
      .slice(0, room)
      .replace(/[\ud800-\udbff]$/, '')
      .replace(/'$/, '_') + behind
  );
}

const folded = (name: string): string => name.toLowerCase();
