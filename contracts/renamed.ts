/** Which column that is gone goes on under another name: said only with its reasons, and never acted upon. */

export interface Renamed {
  from: string;
  to: string;
  because: string[];
}

export interface RenamedRequest {
  /** Both headers, by position. */
  before: readonly string[];
  now: readonly string[];
  gone: readonly string[];
  added: readonly string[];
  /** Which field a position was, and is, read as. */
  fieldBefore: ReadonlyMap<number, string>;
  fieldNow: ReadonlyMap<number, string>;
  /** Whether the cells of a new column could be the field's; undefined when they tell nothing. */
  fits: (at: number, field: string) => Promise<boolean | undefined>;
}

/** Two reasons are needed, or one that is enough: each old name is matched with at most one new one, the best first. */
export async function renamedColumns(request: RenamedRequest): Promise<Renamed[]> {
  const { gone, added } = request;
  const candidates: (Renamed & { weight: number })[] = [];
  for (const from of gone) {
    for (const to of added) candidates.push(await reasonsFor(from, to, request));
  }
  const found: Renamed[] = [];
  for (const { from, to, because, weight } of candidates.sort((a, b) => b.weight - a.weight)) {
    if (weight < 2 || found.some((one) => one.from === from || one.to === to)) continue;
    found.push({ from, to, because });
  }
  return found;
}

async function reasonsFor(from: string, to: string, request: RenamedRequest): Promise<Renamed & { weight: number }> {
  const { before, now, fieldBefore, fieldNow, fits } = request;
  const [was, is] = [before.indexOf(from), now.indexOf(to)];
  const field = fieldBefore.get(was);
  const because: string[] = [];
  let weight = 0;
  const reason = (holds: boolean, text: string, counts: number) => {
    if (!holds) return;
    because.push(text);
    weight += counts;
  };
  reason(field !== undefined && fieldNow.get(is) === field, `both stand for ${field}`, 3);
  reason(neighbours(before, was, now, is), 'between the same columns', 1.5);
  reason(was === is && !neighbours(before, was, now, is), 'at the same position', 1);
  reason(alike(from, to), 'the names are alike', 1);
  const fit = field === undefined ? undefined : await fits(is, field);
  reason(fit === true, `its cells can be read as ${field}`, 1);
  // A day does not become a name
  return { from, to, because, weight: fit === false ? 0 : weight };
}

/** The columns on both sides are the same as before; the edge of the header is a neighbour too. */
function neighbours(before: readonly string[], was: number, now: readonly string[], is: number): boolean {
  const same = (step: number) => before[was + step]?.toLowerCase() === now[is + step]?.toLowerCase();
  return same(-1) && same(1);
}

/** One name is part of the other, or most pairs of neighbouring letters are in both (Dice's coefficient). */
function alike(one: string, other: string): boolean {
  const [a, b] = [bare(one), bare(other)];
  if (a === '' || b === '') return false;
  if (a.includes(b) || b.includes(a)) return true;
  const [pairsA, pairsB] = [pairs(a), pairs(b)];
  const shared = pairsA.filter((pair) => pairsB.includes(pair)).length;
  return (2 * shared) / (pairsA.length + pairsB.length || 1) >= 0.5;
}

const bare = (name: string): string =>
  name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '');
const pairs = (text: string): string[] => Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));
