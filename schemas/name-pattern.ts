/** Glob patterns on file names (not on paths): `*`, `?`, `[abc]`, `{a,b}`. A name that begins with a dot is matched by none of them. */

import picomatch from 'picomatch/posix.js';

/** Tells whether a file name matches; upper and lower case count. */
export function nameMatcher(pattern: string): (name: string) => boolean {
  const matches = picomatch(pattern);
  // Given a second argument, as by Array.filter, it would answer with an object
  return (name) => matches(name);
}

/**
 * Whether some file name can match both patterns.
 *
 * Exact for patterns made of `*`, `?` and letters, and when one of the two is a plain name. Two patterns of which one uses sets,
 * alternatives or negation meet only when they are equal: a warning too few, never a refusal of what is right.
 */
export function patternsMeet(a: string, b: string): boolean {
  if (a === b) return true;
  if (isPlainName(a)) return nameMatcher(b)(a);
  if (isPlainName(b)) return nameMatcher(a)(b);
  if (isRich(a) || isRich(b)) return false;
  return wildcardsMeet([...a], [...b]);
}

const isRich = (pattern: string): boolean => /[[\]{}()!\\]/.test(pattern);
const isPlainName = (pattern: string): boolean => !isRich(pattern) && !/[*?]/.test(pattern);

/** Position by position, both patterns at once; `reach` holds the positions in b that fit the part of a read so far. */
function wildcardsMeet(a: string[], b: string[]): boolean {
  let reach = closure(new Set([0]), b);
  for (const token of a) {
    const next = new Set<number>();
    for (const at of reach) {
      const other = b[at];
      if (token === '*') {
        for (let rest = at; rest <= b.length; rest += 1) next.add(rest);
      } else if (other === '*') {
        next.add(at);
      } else if (other !== undefined && (token === '?' || other === '?' || token === other)) {
        next.add(at + 1);
      }
    }
    reach = closure(next, b);
  }
  return reach.has(b.length);
}

/** A star may stand for nothing: being before it is being behind it as well. */
function closure(positions: Set<number>, pattern: string[]): Set<number> {
  for (const at of positions) if (pattern[at] === '*') positions.add(at + 1);
  return positions;
}
